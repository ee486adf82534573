/** What TVs show, asked for only while someone looks: each is asked at most every ten seconds, by however many. */
import { type Instant, instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Presence } from './presence.ts'

const FRESH_MS = 10_000

interface Taken {
  readonly at: Instant
  readonly jpeg: Promise<Buffer | null>
}

interface PicturesDeps {
  readonly presence: Pick<Presence, 'lineOf'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: { warn(details: object, message: string): void }
}

export const createPictures = ({ presence, clock, log }: PicturesDeps) => {
  const taken = new Map<string, Taken>()
  const ask = async (displayId: string): Promise<Buffer | null> => {
    const jpeg = await presence.lineOf(displayId)?.picture()
    return jpeg == null ? null : Buffer.from(jpeg)
  }
  return {
    /** Null: it is away, does not answer, or shows no picture. */
    of: (displayId: string): Promise<Buffer | null> => {
      const now = clock.now()
      for (const [id, { at }] of taken) if (now - at >= FRESH_MS) taken.delete(id)
      const held = taken.get(displayId)
      if (held !== undefined) return held.jpeg
      const jpeg = ask(displayId).catch((error: unknown) => {
        log.warn({ display: displayId, reason: String(error) }, 'a TV sent no picture')
        return null
      })
      taken.set(displayId, { at: instant(now), jpeg })
      return jpeg
    },
  }
}
