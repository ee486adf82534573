/** One-time links by which the holder of an account chooses its password: the invitation, and the way back in. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { LinkPurpose, type LinkView, type MadeLink } from '../../protocol/account.ts'
import { Language } from '../../protocol/text.ts'
import { instant } from '../../protocol/time.ts'
import type { Invited, Occasions } from '../mail/occasions.ts'
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
  const made = { token, purpose, expiresAt: instant(expiresAt) }
  const tokenHash = secretHash(token)
  const times = { createdAt: new Date(now), expiresAt: new Date(expiresAt) }
  return { made, row: { id: newId(), tokenHash, userId, purpose, createdBy, ...times } }
}

interface Holder {
  readonly id: string
  readonly name: string
  readonly fullName: string
  readonly email: string | null
  readonly language: Language
}

/** The letter that carries a link; none to somebody without an address. */
export const invitedBy = ({ made, row }: ReturnType<typeof newLink>, holder: Holder): readonly Invited[] => {
  const { id, name, fullName, email, language } = holder
  const link = { linkId: row.id, purpose: made.purpose, token: made.token, expiresAt: made.expiresAt }
  return email === null ? [] : [{ userId: id, name: fullName || name, address: email, language, ...link }]
}

/** Who makes a link from outside. No account can be called so: their names have no spaces. */
const DOOR = 'the door'
/** One letter in this time, however often it is asked for. */
const FORGOTTEN_ONCE_MS = 15 * 60_000

export type Links = ReturnType<typeof createLinks>

export interface LinksDeps {
  readonly database: Database
  readonly clock: Clock
  /** Carries links by mail, and takes letters back whose link is spent. */
  readonly post: Pick<Occasions, 'invite' | 'uninvite'>
}

export const createLinks = ({ database, clock, post }: LinksDeps) => {
  const open = (now: number) => ({ usedAt: null, revokedAt: null, expiresAt: { gt: new Date(now) } })
  const find = (token: string) =>
    database.accountLink.findFirst({
      where: { tokenHash: secretHash(token), ...open(clock.now()), user: { disabledAt: null } },
      include: { user: true },
    })
  const revoke = async (client: Prisma.TransactionClient, userId: string) => {
    await post.uninvite(userId, client)
    const data = { revokedAt: new Date(clock.now()) }
    return client.accountLink.updateMany({ where: { userId, ...open(clock.now()) }, data })
  }

  /** Made, and on its way when there is a way. */
  const give = async (client: Prisma.TransactionClient, user: Prisma.UserModel, by: string): Promise<MadeLink> => {
    const link = newLink(user.id, user.passwordHash === '' ? 'invitation' : 'reset', by, clock.now())
    await client.accountLink.create({ data: link.row })
    const letters = invitedBy(link, { ...user, language: Value.Parse(Language, user.language) })
    const isMailed = letters.length > 0 && (await post.invite(letters, client))
    return { ...link.made, sentTo: isMailed ? user.email : null }
  }

  return {
    /** A new link; the account's older ones stop working. Null when there is no such account. */
    make: (userId: string, createdBy: string): Promise<MadeLink | null> =>
      database.$transaction(async (transaction) => {
        const user = await transaction.user.findFirst({ where: { id: userId, disabledAt: null } })
        if (user === null) return null
        await revoke(transaction, userId)
        return give(transaction, user, createdBy)
      }),

    /**
     * A link for whoever says the password is forgotten, by letter alone; links that an administrator made stay good, so
     * that no stranger ends them. Answers whose it is; null: nobody's, without an address, or one was sent just now.
     * @param who the account's name or its address
     */
    forgotten: (who: string): Promise<{ readonly id: string; readonly name: string } | null> =>
      database.$transaction(async (transaction) => {
        const known = { disabledAt: null, email: { not: null } }
        const user =
          (await transaction.user.findFirst({ where: { ...known, name: who } })) ??
          (await transaction.user.findFirst({ where: { disabledAt: null, email: who.toLowerCase() } }))
        if (user === null) return null
        const since = new Date(clock.now() - FORGOTTEN_ONCE_MS)
        const fromDoor = { userId: user.id, createdBy: DOOR }
        if ((await transaction.accountLink.count({ where: { ...fromDoor, createdAt: { gt: since } } })) > 0) return null
        const data = { revokedAt: new Date(clock.now()) }
        await transaction.accountLink.updateMany({ where: { ...fromDoor, ...open(clock.now()) }, data })
        await give(transaction, user, DOOR)
        return user
      }),

    /** Withdraws an account's links. Returns how many were still good. */
    revoke: (userId: string): Promise<number> =>
      database.$transaction(async (transaction) => (await revoke(transaction, userId)).count),

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
      await post.uninvite(row.userId)
      return row.userId
    },
  }
}
