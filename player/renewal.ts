/**
 * When a TV loads its page again although nothing is wrong with what it shows: the server has another player than the
 * one that runs, says something this one can't read, or the device could keep nothing. Only while nobody would see it,
 * and once for each cause. Pure.
 */

/** What it would be renewed for. Two builds are two causes. */
export type Cause = `build ${string}` | 'unreadable' | 'storage'

export interface Attempt {
  readonly cause: Cause
  /** How long ago, by this machine's clock; negative when that was set back. */
  readonly agoMs: number
}

export interface RenewalQuestion {
  readonly causes: readonly Cause[]
  /** A programme or an emergency is on the screen. */
  readonly onAir: boolean
  /** Until the next programme; null: none is known. */
  readonly nextInMs: number | null
  readonly attempts: readonly Attempt[]
}

/** Loading the page and learning the clock again takes seconds, on a slow box half a minute. */
const QUIET_MS = 10 * 60_000
/** A renewal that changed nothing is not tried again for the same cause, until tomorrow's noon at the latest. */
const ONCE_IN_MS = 20 * 3_600_000
/** Whatever the cause, so that two of them don't take turns. */
const BETWEEN_MS = 30 * 60_000

/** The cause to renew for now; null: not now. */
export const renewalFor = ({ causes, onAir, nextInMs, attempts }: RenewalQuestion): Cause | null => {
  if (onAir || (nextInMs !== null && nextInMs < QUIET_MS)) return null
  if (attempts.some(({ agoMs }) => agoMs < BETWEEN_MS)) return null
  return causes.find((cause) => !attempts.some((tried) => tried.cause === cause && tried.agoMs < ONCE_IN_MS)) ?? null
}

/**
 * Is this TV really removed from the school? A server that was started on a wrong or half restored database refuses every
 * TV; it is put right within minutes, and noon must not be lost for it.
 */
export const believesRefusal = (refusedForMs: number, onAir: boolean, nextInMs: number | null): boolean =>
  refusedForMs >= REFUSED_FOR_MS && !onAir && (nextInMs === null || nextInMs >= QUIET_MS)

const REFUSED_FOR_MS = 15 * 60_000
