/** What is wanted of one TV beside its group's plan: the lines over the picture, and a part of a programme again. */
import { Value } from 'typebox/value'
import { ActRequest, Awaited } from '../../protocol/acts.ts'
import { type Message, Replay } from '../../protocol/display.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'

export interface Wanted {
  readonly messages: Message[]
  readonly replay: Replay | null
}

/** Read from the acts that last, so that a TV that comes back is told the same as one that stayed. */
export const wantedOf = async (database: Pick<Database, 'act'>, displayId: string, now: Instant): Promise<Wanted> => {
  const rows = await database.act.findMany({
    where: { type: { in: ['message', 'replay'] }, until: { gt: new Date(now) }, undoneAt: null },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
  })
  const mine = rows.filter((row) => Value.Parse(Awaited, row.awaits).displays.includes(displayId))
  const messages = mine.flatMap((row): Message[] => {
    const request = Value.Parse(ActRequest, row.request)
    return request.type === 'message' ? [{ words: request.words, until: request.until }] : []
  })
  const replays = mine.filter((row) => row.type === 'replay').map((row) => Value.Parse(Replay, row.changed))
  return { messages: messages.slice(-20), replay: replays.at(-1) ?? null }
}
