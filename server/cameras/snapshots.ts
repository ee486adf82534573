/** What cameras see, asked for only while someone looks: each is asked at most every five seconds, by however many. */
import type { Clock } from '../platform/clock.ts'
import type { Conversations, Paired, Snapshot } from './conversation.ts'

const FRESH_MS = 5000

export interface SnapshotsDeps {
  readonly conversations: Pick<Conversations, 'snapshot'>
  readonly clock: Pick<Clock, 'now'>
  readonly paired: (id: string) => Promise<Paired | null>
}

export const createSnapshots = ({ conversations, clock, paired }: SnapshotsDeps) => {
  const taken = new Map<string, { readonly at: number; readonly picture: Promise<Snapshot | null> }>()
  const ask = async (id: string): Promise<Snapshot | null> => {
    const camera = await paired(id)
    return camera === null ? null : conversations.snapshot(camera)
  }
  return {
    /** Null: there is no such camera. */
    of: (id: string): Promise<Snapshot | null> => {
      const now = clock.now()
      for (const [each, { at }] of taken) if (Math.abs(now - at) >= FRESH_MS) taken.delete(each)
      const held = taken.get(id)
      if (held !== undefined) return held.picture
      const picture = ask(id)
      taken.set(id, { at: now, picture })
      return picture
    },
    /** A picture taken with another password, or at another address, is nobody's any more. */
    forget: (id: string): void => {
      taken.delete(id)
    },
  }
}
