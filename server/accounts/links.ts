/** One-time links by which the holder of an account chooses its password: the invitation, and the way back in. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { LinkPurpose, type LinkView, type MadeLink } from '../../protocol/account.ts'
import { instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId, newSecret, secretHash } from '../platform/id.ts'

const HOUR_MS = 3_600_000
/** An invitation outlasts a week of exams; a link back in is used while the person waits. */
const GOOD_FOR_MS: Readonly<Record<LinkPurpose, number>> = { invitation: 14 * 24 * HOUR_MS, reset: 24 * HOUR_MS }

/** A link as it is written down, and what its holder is told. */
export const newLink = (userId: string, purpose: LinkPurpose, createdBy: string, now: number) => {
  const token = newSecret()
  const expiresAt = now + GOOD_FOR_MS[purpose]
  const made: MadeLink = { token, purpose, expiresAt: instant(expiresAt) }
  const tokenHash = secretHash(token)
  const times = { createdAt: new Date(now), expiresAt: new Date(expiresAt) }
  return { made, row: { id: newId(), tokenHash, userId, purpose, createdBy, ...times } }
}

export type Links = ReturnType<typeof createLinks>

export const createLinks = (database: Database, clock: Clock) => {
  const open = (now: number) => ({ usedAt: null, revokedAt: null, expiresAt: { gt: new Date(now) } })
  const find = (token: string) =>
    database.accountLink.findFirst({
      where: { tokenHash: secretHash(token), ...open(clock.now()), user: { disabledAt: null } },
      include: { user: true },
    })
  const revoke = (client: Prisma.TransactionClient, userId: string) =>
    client.accountLink.updateMany({
      where: { userId, ...open(clock.now()) },
      data: { revokedAt: new Date(clock.now()) },
    })

  return {
    /** A new link; the account's older ones stop working. Null when there is no such account. */
    make: (userId: string, createdBy: string): Promise<MadeLink | null> =>
      database.$transaction(async (transaction) => {
        const user = await transaction.user.findFirst({ where: { id: userId, disabledAt: null } })
        if (user === null) return null
        await revoke(transaction, userId)
        const purpose = user.passwordHash === '' ? 'invitation' : 'reset'
        const { made, row } = newLink(userId, purpose, createdBy, clock.now())
        await transaction.accountLink.create({ data: row })
        return made
      }),

    /** Withdraws an account's links. Returns how many were still good. */
    revoke: async (userId: string): Promise<number> => (await revoke(database, userId)).count,

    /** What the holder of a link is shown. @throws Failure LINK_INVALID */
    look: async (token: string): Promise<LinkView> => {
      const row = await find(token)
      if (row === null) throw new Failure('LINK_INVALID')
      return {
        purpose: Value.Parse(LinkPurpose, row.purpose),
        name: row.user.name,
        fullName: row.user.fullName,
        expiresAt: instant(row.expiresAt.getTime()),
      }
    },

    /**
     * Uses a link: `set` is run once for its account, however many hold the link, and the link is spent when it succeeds.
     * @throws Failure LINK_INVALID, or what `set` throws, in which case the link stays good
     */
    use: async (token: string, set: (userId: string) => Promise<void>): Promise<string> => {
      const row = await find(token)
      if (row === null) throw new Failure('LINK_INVALID')
      const spend = (usedAt: Date | null) =>
        database.accountLink.updateMany({
          where: { id: row.id, revokedAt: null, ...(usedAt === null ? {} : { usedAt: null }) },
          data: { usedAt },
        })
      if ((await spend(new Date(clock.now()))).count === 0) throw new Failure('LINK_INVALID')
      try {
        await set(row.userId)
      } catch (error) {
        await spend(null)
        throw error
      }
      return row.userId
    },
  }
}
