/** The key in the address of a person's calendar feed: one at a time, shown once, revocable, kept as SHA-256. */
import type { User } from '../../protocol/account.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { newId, newSecret, secretHash } from '../platform/id.ts'

export interface CalendarKeysDeps {
  readonly database: Database
  readonly clock: Clock
  readonly person: (id: string) => Promise<User | null>
}

export type CalendarKeys = ReturnType<typeof createCalendarKeys>

export const createCalendarKeys = ({ database, clock, person }: CalendarKeysDeps) => {
  const revoked = (userId: string) =>
    database.calendarKey.updateMany({ where: { userId, revokedAt: null }, data: { revokedAt: new Date(clock.now()) } })
  return {
    /** A new key; the one before ends. */
    renew: async (userId: string): Promise<string> => {
      const key = newSecret()
      const createdAt = new Date(clock.now())
      await database.$transaction([
        revoked(userId),
        database.calendarKey.create({ data: { id: newId(), keyHash: secretHash(key), userId, createdAt } }),
      ])
      return key
    },

    revoke: async (userId: string): Promise<void> => {
      await revoked(userId)
    },

    /** Whose key it is; null: nobody's, revoked, or its account is closed. */
    ownerOf: async (key: string): Promise<User | null> => {
      const row = await database.calendarKey.findUnique({ where: { keyHash: secretHash(key) } })
      return row === null || row.revokedAt !== null ? null : person(row.userId)
    },
  }
}
