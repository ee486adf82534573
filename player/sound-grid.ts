/**
 * The grid on which sound starts. A browser hands sound to its output a buffer at a time (1024 samples of 48 kHz in
 * Chromium on Linux, 10 ms elsewhere), so `play()` moves the position only at one of those instants: the wait from
 * asking to moving varies by a whole buffer, and two TVs differ by as much. The instants themselves keep their phase to
 * a tenth of a millisecond while the output stays open. A few rehearsals show it; then the start can be asked for so
 * that it falls on a known instant, with the position that is due then.
 */

/** One rehearsal, on the monotonic clock, milliseconds. */
export interface Rehearsal {
  /** When `play()` was asked for. */
  readonly askedAt: number
  /** When the position began to move. */
  readonly movedAt: number
}

export interface SoundGrid {
  readonly periodMs: number
  /** One instant of the grid. */
  readonly instantMs: number
  /** Ask so long before an instant of the grid to start on it. */
  readonly aheadMs: number
}

/** Buffers that outputs use, the longest first: 1024 samples of 44.1 and 48 kHz, 20 ms, 512 samples, 10 ms. */
const PERIODS_MS = [1024 / 44.1, 1024 / 48, 20, 512 / 44.1, 512 / 48, 10] as const
/** Fewer could agree by chance. */
export const REHEARSALS_NEEDED = 4
/** Measured: 0.1 ms on a quiet machine. Twice this of 10 ms is still no chance for four of them. */
const TOLERANCE_MS = 0.8

/** What is left of a period when all goes well: a busy machine makes the work longer, never shorter. */
const SPARE = 0.6

/** Distance of `value` from the nearest multiple of `period`, signed. */
const offGrid = (value: number, period: number): number => value - Math.round(value / period) * period

/**
 * What the rehearsals have in common; null when they are too few or agree on no grid.
 * @param waits earlier waits of this TV from asking to moving, milliseconds. A wait is the work before the output's next
 * buffer and less than a period more, so the shortest of many is nearly the work alone
 */
export const soundGrid = (rehearsals: readonly Rehearsal[], waits: readonly number[]): SoundGrid | null => {
  const last = rehearsals.at(-1)
  if (last === undefined || rehearsals.length < REHEARSALS_NEEDED) return null
  const work = Math.min(...waits, ...rehearsals.map(({ askedAt, movedAt }) => movedAt - askedAt))
  for (const periodMs of PERIODS_MS) {
    const offsets = rehearsals.map(({ movedAt }) => offGrid(movedAt - last.movedAt, periodMs))
    if (Math.max(...offsets) - Math.min(...offsets) > TOLERANCE_MS) continue
    const drift = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length
    return { periodMs, instantMs: last.movedAt + drift, aheadMs: work + periodMs * SPARE }
  }
  return null
}

/** The first instant of the grid at or after `atMs`. */
export const nextInstant = (grid: SoundGrid, atMs: number): number =>
  grid.instantMs + Math.ceil((atMs - grid.instantMs) / grid.periodMs) * grid.periodMs
