/** Whether the inbox has been a share of the network, kept beyond a restart: after one, a share that did not come up looks like an empty folder. */
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'

const KEY = 'server.inbox-share'

export const createInboxShare = (database: Pick<Database, 'setting'>, clock: Pick<Clock, 'now'>) => {
  let known: boolean | null = null
  return {
    was: async (): Promise<boolean> => {
      known ??= (await database.setting.findUnique({ where: { key: KEY } })) !== null
      return known
    },
    remember: async (): Promise<void> => {
      if (known === true) return
      const updatedAt = new Date(clock.now())
      await database.setting.upsert({ where: { key: KEY }, create: { key: KEY, value: true, updatedAt }, update: {} })
      known = true
    },
    forget: async (): Promise<void> => {
      await database.setting.deleteMany({ where: { key: KEY } })
      known = false
    },
  }
}
export type InboxShare = ReturnType<typeof createInboxShare>
