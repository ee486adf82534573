/** One burst of questions about the time, all put to the same server on the same line. */
import { type ClockSample, SAMPLES_PER_BURST } from './clock.ts'

export interface ClockLine {
  /** Names the line that is up now, another one after every break; null: none is. */
  readonly line: () => string | null
  /** Asks once: the server's milliseconds; null when no answer came in time. */
  readonly ask: () => Promise<number | null>
  /** `performance.now`. */
  readonly monotonic: () => number
  /** The pause between two questions. */
  readonly pause: () => Promise<void>
}

/**
 * Samples of one line; questions that were not answered are left out. Empty when the line breaks midway: behind the next
 * one may be a server with another time, and what this one said would then overrule it.
 */
export const takeBurst = async ({ line, ask, monotonic, pause }: ClockLine): Promise<readonly ClockSample[]> => {
  const begunOn = line()
  if (begunOn === null) return []
  const samples: ClockSample[] = []
  for (let count = 0; count < SAMPLES_PER_BURST; count++) {
    const sentAt = monotonic()
    const serverMs = await ask()
    const receivedAt = monotonic()
    if (line() !== begunOn) return []
    if (serverMs !== null) samples.push({ sentAt, receivedAt, serverMs })
    await pause()
  }
  return line() === begunOn ? samples : []
}
