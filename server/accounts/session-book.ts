/** The sessions of an account: where it is signed in, and ending that at once. */
import type { SessionView } from '../../protocol/account.ts'
import { instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'

const SWEEP_EVERY_MS = 60_000

export interface SessionBookDeps {
  readonly database: Database
  readonly clock: Clock
  /** Drops the sockets of sessions that ended. */
  readonly endSockets: (sessionIds: readonly string[]) => void
  readonly log: { error(details: object, message: string): void }
}

export type SessionBook = ReturnType<typeof createSessionBook>

export const createSessionBook = ({ database, clock, endSockets, log }: SessionBookDeps) => {
  const end = async (where: {
    userId?: string
    pendingUserId?: string
    id?: string | { not: string }
    expiresAt?: { lte: Date }
  }) => {
    const sessions = await database.session.findMany({ where, select: { id: true } })
    const ids = sessions.map(({ id }) => id)
    await database.session.deleteMany({ where: { id: { in: ids } } })
    endSockets(ids)
    return ids.length
  }
  const stop = clock.every(SWEEP_EVERY_MS, () => {
    end({ expiresAt: { lte: new Date(clock.now()) } }).catch((error: unknown) =>
      log.error({ err: error }, 'sessions that are over were not removed'),
    )
  })

  return {
    /** The last used first. @param current the session that asks */
    list: async (userId: string, current: string): Promise<readonly SessionView[]> => {
      const rows = await database.session.findMany({
        where: { userId, expiresAt: { gt: new Date(clock.now()) } },
        orderBy: { usedAt: 'desc' },
      })
      return rows.map((row) => ({
        id: row.id,
        current: row.id === current,
        address: row.address,
        userAgent: row.userAgent,
        createdAt: instant(row.createdAt.getTime()),
        usedAt: instant(row.usedAt.getTime()),
        expiresAt: instant(row.expiresAt.getTime()),
      }))
    },
    /** False when that account has no such session. */
    end: async (userId: string, sessionId: string): Promise<boolean> => (await end({ userId, id: sessionId })) > 0,
    /** Signs the account out everywhere, or everywhere but here. Returns how many sessions ended. */
    endAll: (userId: string, except?: string): Promise<number> =>
      end({ userId, ...(except === undefined ? {} : { id: { not: except } }) }),
    /** Whoever owes the second step of that account begins again. */
    endHalves: (userId: string): Promise<number> => end({ pendingUserId: userId }),
    stop,
  }
}
