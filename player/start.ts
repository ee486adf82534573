/**
 * Starting on the instant. Sound needs 65–110 ms from `play()` until it moves, and that differs per TV and per start.
 * Silent rehearsals just before the start show the grid on which sound starts (sound-grid.ts); where they show none, or
 * there is no time for them, the start is asked for by the median of the waits known, the lead.
 */
import type { Deck } from './deck.ts'
import type { Rehearsal } from './sound-grid.ts'
import { median } from './steer.ts'

/** −80 dB: inaudible, yet the sound takes the same way as in earnest. Muting takes another one (48 ms late). */
export const NEAR_SILENCE = 0.0001
/** Rehearsals before a start that leaves time for them. */
export const REHEARSALS = 8
/** They begin so long before the start: the grid moves with the sound card's quartz, by up to 0.1 ms in a second. */
export const REHEARSE_AHEAD_MS = 6500
/** The last step before a start: to the position that is due at the instant sound will start. */
export const ENTER_AHEAD_MS = 1500
/** The middle of what starting sound was measured to cost, for a TV that never rehearsed. */
export const DEFAULT_LEAD_MS = 80
/** How long one rehearsal takes at most, with its seek back. */
export const REHEARSAL_MS = 900
/** After this the position runs evenly. */
const SETTLE_MS = 350
const READINGS = 5
const READING_EVERY_MS = 15
/** Leads beyond this are a hiccup of the machine, not a property of it. */
const LARGEST_LEAD_MS = 400
/** Leads remembered per TV. */
export const REMEMBERED_LEADS = 40

/** A reading of a position that runs: both in milliseconds, the first monotonic. */
export interface Reading {
  readonly at: number
  readonly positionMs: number
}

/** How long after `calledAt` the position began to move from `fromMs`. Null for no readings. */
export const leadOf = (calledAt: number, fromMs: number, readings: readonly Reading[]): number | null =>
  median(readings.map((reading) => reading.at - calledAt - (reading.positionMs - fromMs)))

/** The leads to remember after a new one; hiccups are left out. */
export const withLead = (leads: readonly number[], lead: number): readonly number[] =>
  lead < 0 || lead > LARGEST_LEAD_MS ? leads : [...leads, lead].slice(-REMEMBERED_LEADS)

/** When `play()` is to be asked for, in the server's milliseconds; `trimMs` positive starts earlier. */
export const playAt = (startMs: number, leadMs: number, trimMs: number): number => startMs - leadMs - trimMs

/** Late joiners aim this far ahead, and farther each time they miss it. */
const JOIN_AHEAD_MS = 1500
/** Left between being primed and having to ask for the start. */
export const LAST_CALL_MS = 30

export interface Aim {
  /** The server's milliseconds at which the first frame is due. */
  readonly startMs: number
  /** The position that is due then. */
  readonly positionMs: number
}

/**
 * Where to come in: at the programme's start while that is ahead, else a little in the future of its middle.
 * Late join, reboot and normal start are this one function.
 * @param attempt 0 for the first; each further one aims twice as far ahead
 */
export const aimAt = (
  show: { readonly originMs: number; readonly startAt: number },
  nowMs: number,
  attempt: number,
): Aim => {
  const soonest = nowMs + JOIN_AHEAD_MS * 2 ** Math.min(attempt, 4)
  const early = nowMs + JOIN_AHEAD_MS < show.startAt
  const startMs = attempt === 0 && early ? show.startAt : Math.max(show.startAt, soonest)
  return { startMs, positionMs: startMs - show.originMs }
}

/**
 * One silent rehearsal of a primed deck. Leaves it primed at the same position.
 * @returns null when nothing moved
 */
export const rehearse = async (deck: Deck, positionMs: number): Promise<Rehearsal | null> => {
  const { video } = deck
  video.volume = NEAR_SILENCE
  const askedAt = performance.now()
  await video.play()
  await pause(SETTLE_MS)
  const readings: Reading[] = []
  for (let count = 0; count < READINGS; count++) {
    readings.push({ at: performance.now(), positionMs: deck.position() })
    await pause(READING_EVERY_MS)
  }
  video.pause()
  await deck.seek(positionMs)
  const moved = readings.some((reading) => reading.positionMs > positionMs)
  const lead = leadOf(askedAt, positionMs, readings)
  return moved && lead !== null ? { askedAt, movedAt: askedAt + lead } : null
}

/** Timers may be late by a few milliseconds: the last of them are spent looking at the clock. */
const SPIN_MS = 6

/**
 * Resolves at `at` on the given clock, within a fraction of a millisecond. May block for `SPIN_MS`.
 * @param precise the clock, in milliseconds; it may be corrected while this waits
 */
export const until = async (at: number, precise: () => number, signal: AbortSignal): Promise<void> => {
  for (let left = at - precise(); left > SPIN_MS && !signal.aborted; left = at - precise())
    await pause(Math.min(left - SPIN_MS, 1000))
  while (precise() < at && !signal.aborted);
}

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds))
