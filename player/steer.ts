/**
 * When to correct a programme that runs, and how. Leaving rate 1.0 with sound costs 14–16 ms by itself and makes the
 * position saw-tooth by 10–20 ms, so corrections are single bursts with rests between, never a loop that hunts.
 */

/** What is to be done about an error of the position. `rate` for `forMs`, then 1.0 again. */
export type Correction =
  | { readonly type: 'none' }
  | { readonly type: 'burst'; readonly rate: number; readonly forMs: number }
  | { readonly type: 'seek' }

/** Bounds of the playback rate within which speech still sounds natural. */
const SLOWEST = 0.95
const FASTEST = 1.06
/** A burst this long corrects all but the largest errors at a rate nobody hears. */
const BURST_MS = 1000
/** Correcting less than this costs as much as it gains. */
export const WORTH_CORRECTING_MS = 20
/** A seek pays for a new start (65–110 ms, ±20): only above this. */
export const WORTH_SEEKING_MS = 150
/** Two quartzes differ by up to 100 ppm, 6 ms in a minute: a burst a minute is more than enough. */
const REST_MS = 60_000

/**
 * @param skewMs media position minus where it should be; positive is ahead
 * @param sinceLastMs since the last correction of this programme; null: none yet
 */
export const correct = (skewMs: number, sinceLastMs: number | null): Correction => {
  const size = Math.abs(skewMs)
  if (size < WORTH_CORRECTING_MS) return { type: 'none' }
  if (size > WORTH_SEEKING_MS) return sinceLastMs !== null && sinceLastMs < 5000 ? { type: 'none' } : { type: 'seek' }
  if (sinceLastMs !== null && sinceLastMs < REST_MS) return { type: 'none' }
  const rate = Math.min(FASTEST, Math.max(SLOWEST, 1 - skewMs / BURST_MS))
  return { type: 'burst', rate, forMs: Math.round(size / Math.abs(rate - 1)) }
}

/** The middle value; the mean of the two in the middle for an even number; null for none. */
export const median = (values: readonly number[]): number | null => {
  const sorted = [...values].sort((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.floor((sorted.length - 1) / 2)]
  return upper === undefined || lower === undefined ? null : (upper + lower) / 2
}
