/** How the TVs hear of an act: in their plan, as a word about themselves, or as an order that they answer at once. */
import type { Awaited } from '../../protocol/acts.ts'
import type { DisplayCommand } from '../../protocol/events.ts'
import type { Presence } from '../displays/presence.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Scope } from './act-scope.ts'
import type { Publisher } from './publisher.ts'

export interface ActTellingDeps {
  readonly clock: Clock
  readonly changes: Changes
  readonly presence: Presence
  readonly publisher: Pick<Publisher, 'rundownOf' | 'refresh'>
}

export type ToldBy = 'plan' | 'word' | 'order'

export const createActTelling = ({ clock, changes, presence, publisher }: ActTellingDeps) => {
  /** @returns the TVs that answered */
  const order = async ({ displays: those }: Scope, command: DisplayCommand): Promise<string[]> => {
    const answers = await Promise.allSettled(
      those.map(async ({ id }) => {
        const line = presence.lineOf(id)
        if (line === null) throw new Error('not connected')
        await line.command(command)
        return id
      }),
    )
    return answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
  }

  /** After this every TV has been sent what was written; answers what they have to say to it. */
  const tell = async (by: ToldBy, scope: Pick<Scope, 'displays'>, answered: string[] | null): Promise<Awaited> => {
    const ids = scope.displays.map(({ id }) => id)
    if (by === 'order') return { displays: ids, plan: {}, toldAt: null, answered }
    if (by === 'word') {
      const toldAt = clock.now()
      for (const id of ids) presence.lineOf(id)?.identity()
      changes.publish('displays', ...ids)
      return { displays: ids, plan: {}, toldAt, answered: null }
    }
    await publisher.refresh()
    const groups = new Set(scope.displays.flatMap(({ groupId }) => groupId ?? []))
    const plan = Object.fromEntries([...groups].map((id) => [id, publisher.rundownOf(id)?.version ?? 0]))
    return { displays: ids, plan, toldAt: null, answered: null }
  }

  return { order, tell }
}
