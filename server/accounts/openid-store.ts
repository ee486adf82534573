/** Whose account at the provider is whose here, and the browsers that are on their way. */
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newSecret, secretHash } from '../platform/id.ts'
import type { Ticket, Vouched } from './openid-provider.ts'
import { isDuplicate, type UserRow } from './store.ts'

/** For how long a browser may stay at the provider. */
export const FLOW_MS = 10 * 60 * 1000

export interface Flow extends Ticket {
  /** The account that is being linked; null: someone signs in. */
  readonly linksFor: string | null
  readonly page: string
}

export type OpenIdStore = ReturnType<typeof createOpenIdStore>

export const createOpenIdStore = (database: Database, clock: Clock) => {
  const link = async (userId: string, who: Vouched): Promise<void> => {
    const { issuer, subject, email } = who
    const now = new Date(clock.now())
    try {
      await database.$transaction([
        database.openIdentity.create({ data: { issuer, subject, userId, email, createdAt: now } }),
        database.accountLink.updateMany({
          where: { userId, purpose: 'invitation', usedAt: null, revokedAt: null },
          data: { revokedAt: now },
        }),
      ])
    } catch (error) {
      throw isDuplicate(error) ? new Failure('OPENID_TAKEN') : error
    }
  }

  return {
    /** Writes a flow down; returns what its browser keeps. */
    start: async (flow: Flow): Promise<string> => {
      const secret = newSecret()
      const expiresAt = new Date(clock.now() + FLOW_MS)
      await database.openIdFlow.deleteMany({ where: { expiresAt: { lte: new Date(clock.now()) } } })
      await database.openIdFlow.create({ data: { id: secretHash(secret), ...flow, expiresAt } })
      return secret
    },

    /** The browser's flow, once: whoever comes second, or with another's state, finds none. */
    take: async (secret: string, state: string): Promise<Flow | null> => {
      const where = { id: secretHash(secret) }
      const row = await database.openIdFlow.findUnique({ where })
      const { count } = await database.openIdFlow.deleteMany({ where })
      if (row === null || count === 0 || row.expiresAt.getTime() <= clock.now() || row.state !== state) return null
      return row
    },

    /**
     * The account of someone the provider vouches for. The first time it is the one with that verified address, unless it
     * has an identity of this provider already (addresses are given to others), or a second step, which an address alone
     * must not go past: its holder links it.
     * @throws Failure OPENID_EMAIL_UNVERIFIED, OPENID_NOT_LINKED, OPENID_DISABLED
     */
    enter: async (who: Vouched): Promise<{ readonly row: UserRow; readonly linked: boolean }> => {
      const { issuer, subject, email } = who
      const known = await database.openIdentity.findUnique({
        where: { issuer_subject: { issuer, subject } },
        include: { user: true },
      })
      if (known !== null) {
        if (known.user.disabledAt !== null) throw new Failure('OPENID_DISABLED')
        return { row: known.user, linked: false }
      }
      if (email === null || !who.emailVerified) throw new Failure('OPENID_EMAIL_UNVERIFIED')
      const rows = await database.user.findMany({ where: { email }, include: { identities: true, secondFactor: true } })
      const [row] = rows
      if (row === undefined || rows.length > 1) throw new Failure('OPENID_NOT_LINKED')
      if (row.disabledAt !== null) throw new Failure('OPENID_DISABLED')
      const taken = row.identities.some((identity) => identity.issuer === issuer)
      if (taken || row.secondFactor?.confirmedAt instanceof Date) throw new Failure('OPENID_NOT_LINKED')
      await link(row.id, who)
      return { row, linked: true }
    },

    /** @throws Failure OPENID_TAKEN when either side is linked already */
    link,

    linked: (userId: string, issuer: string) =>
      database.openIdentity.findUnique({ where: { userId_issuer: { userId, issuer } } }),

    /** @throws Failure NOT_FOUND, OPENID_ONLY_WAY when the account has no password */
    unlink: (userId: string, issuer: string): Promise<void> =>
      database.$transaction(async (transaction) => {
        const user = await transaction.user.findUniqueOrThrow({ where: { id: userId } })
        if (user.passwordHash === '') throw new Failure('OPENID_ONLY_WAY')
        const { count } = await transaction.openIdentity.deleteMany({ where: { userId, issuer } })
        if (count === 0) throw new Failure('NOT_FOUND')
      }),
  }
}
