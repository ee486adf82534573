/** What happened on this TV, kept until the server has it: a server that is down for an afternoon loses nothing. */
import { type Static, Type } from 'typebox'
import { AiringReport, MOST_OBSERVATIONS, type Observation } from '../protocol/display.ts'
import { duration, Instant, instant } from '../protocol/time.ts'

export const OutboxEntrySchema = Type.Object({
  report: AiringReport,
  /** When it last changed. */
  at: Instant,
  /** Counts the changes. */
  revision: Type.Integer(),
  /** The revision that the server has stored; 0 for none. */
  acknowledged: Type.Integer(),
})
export type OutboxEntry = Static<typeof OutboxEntrySchema>

/** A report that the server has is kept this long, so that a reboot within the programme adds to it. */
const KEEP_MS = 36 * 3_600_000

/**
 * What two runs of one airing on this TV (before and after a reboot, or on either deck) say together:
 * the first frame of all, the whole part that was seen, every stall.
 */
export const mergeReports = (earlier: AiringReport, later: AiringReport): AiringReport => ({
  airingId: later.airingId,
  firstFrameAt: least(earlier.firstFrameAt, later.firstFrameAt, instant),
  skewMs: later.skewMs ?? earlier.skewMs,
  stalls: earlier.stalls + later.stalls,
  playedFromMs: least(earlier.playedFromMs, later.playedFromMs, duration),
  playedToMs: later.playedToMs ?? earlier.playedToMs,
  ended: later.ended,
  ...(earlier.observed === undefined && later.observed === undefined
    ? {}
    : { observed: mergeObserved(earlier.observed ?? [], later.observed ?? []) }),
})

/** Both, by beginning; of two with one beginning the longer. */
const mergeObserved = (earlier: readonly Observation[], later: readonly Observation[]): Observation[] => {
  const longest = new Map<string, Observation>()
  for (const each of [...earlier, ...later]) {
    const key = `${each.kind} ${each.fromMs}`
    const known = longest.get(key)
    if (known === undefined || known.toMs < each.toMs) longest.set(key, each)
  }
  return [...longest.values()].sort((a, b) => a.fromMs - b.fromMs).slice(0, MOST_OBSERVATIONS)
}

const least = <T extends number>(a: T | null, b: T | null, brand: (value: number) => T): T | null =>
  a === null ? b : b === null ? a : brand(Math.min(a, b))

/** The entries that still have to be sent, oldest first. */
export const unsent = (entries: readonly OutboxEntry[]): readonly OutboxEntry[] =>
  entries.filter((entry) => entry.acknowledged < entry.revision).sort((a, b) => a.at - b.at)

/** Which of a batch the server has, and which it can't read: those are set aside, so that they hold up nothing. Pure. */
export const answered = (
  sent: readonly OutboxEntry[],
  refused: readonly number[],
): { readonly stored: readonly OutboxEntry[]; readonly aside: readonly OutboxEntry[] } => ({
  stored: sent.filter((_, place) => !refused.includes(place)),
  aside: sent.filter((_, place) => refused.includes(place)),
})

/** A server that did not want a report for this long never will. */
const GIVE_UP_MS = 30 * 24 * 3_600_000

/** Airings whose report is with the server and too old to change, or can't be got rid of. */
export const outdated = (entries: readonly OutboxEntry[], now: Instant): readonly string[] =>
  entries
    .filter(
      (entry) => now - entry.at > GIVE_UP_MS || (entry.acknowledged >= entry.revision && now - entry.at > KEEP_MS),
    )
    .map((entry) => entry.report.airingId)
