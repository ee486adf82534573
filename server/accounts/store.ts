/** Accounts in the database. */
import { Value } from 'typebox/value'
import { Prisma } from '../../prisma/generated/client.ts'
import { type Account, LinkPurpose, Role, type User } from '../../protocol/account.ts'
import { Language } from '../../protocol/text.ts'
import { instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { requireGoodPassword } from './password-rules.ts'
import { hashPassword, isOutdated, NOBODY_HASH, passwordMatches } from './passwords.ts'

export type UserRow = Prisma.UserModel

/** The account as the wire knows it; the stored text is checked. */
export const toUser = (row: UserRow): User => ({
  id: row.id,
  name: row.name,
  fullName: row.fullName,
  role: Value.Parse(Role, row.role),
  language: Value.Parse(Language, row.language),
  office: row.office,
})

export interface NewUser {
  readonly name: string
  readonly fullName: string
  readonly role: Role
  /** Null: it is to be chosen through a link. */
  readonly password: string | null
  readonly language: Language
  readonly email?: string | null
  readonly subject?: string
}

export type UserPatch = Partial<Pick<User, 'fullName' | 'role' | 'language'>> & {
  readonly email?: string | null
  readonly subject?: string
  readonly office?: string
}

export interface AccountStoreDeps {
  readonly database: Database
  readonly clock: Clock
  /** Leaked passwords, lower case. */
  readonly common: ReadonlySet<string>
  /** The school's names, which are no passwords. */
  readonly schoolNames: () => Promise<readonly string[]>
}

export type AccountStore = ReturnType<typeof createAccountStore>

export const createAccountStore = ({ database, clock, common, schoolNames }: AccountStoreDeps) => {
  const requireGood = async (password: string, who: Pick<User, 'name' | 'fullName'>): Promise<void> =>
    requireGoodPassword(password, { common, known: [who.name, who.fullName, ...(await schoolNames())] })

  return {
    /** How many may run this installation; none: it still needs its first account, whoever else has one. */
    administrators: (): Promise<number> => database.user.count({ where: { role: 'admin', disabledAt: null } }),

    /** All of them, those that were disabled last. @param search part of a name, e-mail address or subject */
    list: async (search = ''): Promise<readonly Account[]> => {
      const now = clock.now()
      const fields = ['name', 'fullName', 'email', 'subject'] as const
      const rows = await database.user.findMany({
        ...(search === '' ? {} : { where: { OR: fields.map((field) => ({ [field]: { contains: search } })) } }),
        orderBy: { name: 'asc' },
        include: accountParts(now),
      })
      const accounts = rows.map(toAccount)
      return [
        ...accounts.filter(({ state }) => state !== 'disabled'),
        ...accounts.filter(({ state }) => state === 'disabled'),
      ]
    },

    account: async (userId: string): Promise<Account | null> => {
      const row = await database.user.findUnique({ where: { id: userId }, include: accountParts(clock.now()) })
      return row === null ? null : toAccount(row)
    },

    row: (userId: string): Promise<UserRow | null> => database.user.findUnique({ where: { id: userId } }),

    /** The row of that name, for signing in; null also when it is disabled. */
    byName: (name: string): Promise<UserRow | null> => database.user.findFirst({ where: { name, disabledAt: null } }),

    /** @throws Failure NAME_TAKEN, EMAIL_TAKEN, or why the password is not good enough */
    create: async (input: NewUser): Promise<User> => {
      const { password, email = null, ...fields } = input
      if (password !== null) await requireGood(password, input)
      const data = {
        id: newId(),
        ...fields,
        email: email?.toLowerCase() ?? null,
        passwordHash: password === null ? '' : await hashPassword(password),
        createdAt: new Date(clock.now()),
      }
      return toUser(await asTaken(input, () => database.user.create({ data })))
    },

    /** Is this the password of that row? Takes the same time when there is no row. A right one is hashed as we do today. */
    matches: async (row: UserRow | null, password: string): Promise<boolean> => {
      const right = await passwordMatches(password, row?.passwordHash || NOBODY_HASH)
      if (!right || row === null) return false
      if (isOutdated(row.passwordHash)) {
        const passwordHash = await hashPassword(password)
        await database.user.updateMany({
          where: { id: row.id, passwordHash: row.passwordHash },
          data: { passwordHash },
        })
      }
      return true
    },

    /** Sets a new password; every session and open link of the account ends. Returns the sessions that ended. */
    setPassword: async (userId: string, password: string): Promise<readonly string[]> => {
      const row = await database.user.findUniqueOrThrow({ where: { id: userId } })
      await requireGood(password, row)
      const passwordHash = await hashPassword(password)
      const sessions = await database.session.findMany({ where: { userId }, select: { id: true } })
      await database.$transaction([
        database.user.update({ where: { id: userId }, data: { passwordHash } }),
        database.session.deleteMany({ where: { OR: [{ userId }, { pendingUserId: userId }] } }),
        database.accountLink.updateMany({
          where: { userId, usedAt: null, revokedAt: null },
          data: { revokedAt: new Date(clock.now()) },
        }),
      ])
      return sessions.map(({ id }) => id)
    },

    /** @throws Failure LAST_ADMIN when no administrator would remain, EMAIL_TAKEN. Null when there is no such account. */
    update: (userId: string, patch: UserPatch): Promise<User | null> =>
      database.$transaction(async (transaction) => {
        const row = await transaction.user.findFirst({ where: { id: userId, disabledAt: null } })
        if (row === null) return null
        if (patch.role !== undefined && patch.role !== 'admin') await requireOtherAdmin(transaction, row)
        const data = patch.email === undefined ? patch : { ...patch, email: patch.email?.toLowerCase() ?? null }
        return toUser(
          await asTaken({ name: row.name, ...patch }, () => transaction.user.update({ where: { id: userId }, data })),
        )
      }),

    /** Disables an account and ends its sessions. Returns those, or null when there is no such account. */
    disable: (userId: string): Promise<readonly string[] | null> =>
      database.$transaction(async (transaction) => {
        const row = await transaction.user.findFirst({ where: { id: userId, disabledAt: null } })
        if (row === null) return null
        await requireOtherAdmin(transaction, row)
        const sessions = await transaction.session.findMany({ where: { userId }, select: { id: true } })
        const now = new Date(clock.now())
        await transaction.user.update({ where: { id: userId }, data: { disabledAt: now } })
        await transaction.session.deleteMany({ where: { OR: [{ userId }, { pendingUserId: userId }] } })
        await transaction.accountLink.updateMany({
          where: { userId, usedAt: null, revokedAt: null },
          data: { revokedAt: now },
        })
        return sessions.map(({ id }) => id)
      }),

    /** Takes a disabled account back, as it was. Null when there is none. */
    enable: async (userId: string): Promise<User | null> => {
      const { count } = await database.user.updateMany({
        where: { id: userId, disabledAt: { not: null } },
        data: { disabledAt: null },
      })
      return count === 0 ? null : toUser(await database.user.findUniqueOrThrow({ where: { id: userId } }))
    },
  }
}

const accountParts = (now: number) =>
  ({
    links: {
      where: { usedAt: null, revokedAt: null, expiresAt: { gt: new Date(now) } },
      orderBy: { createdAt: 'desc' },
    },
    secondFactor: true,
    identities: { take: 1 },
    sessions: { orderBy: { usedAt: 'desc' }, take: 1 },
  }) as const satisfies Prisma.UserInclude

type AccountRow = Prisma.UserGetPayload<{ include: ReturnType<typeof accountParts> }>

const toAccount = (row: AccountRow): Account => {
  const [link] = row.links
  const [session] = row.sessions
  const hasWayIn = row.passwordHash !== '' || row.identities.length > 0
  return {
    ...toUser(row),
    email: row.email,
    subject: row.subject,
    state: row.disabledAt !== null ? 'disabled' : hasWayIn ? 'active' : 'invited',
    secondFactor: row.secondFactor?.confirmedAt instanceof Date,
    usedAt: session === undefined ? null : instant(session.usedAt.getTime()),
    link:
      link === undefined
        ? null
        : { purpose: Value.Parse(LinkPurpose, link.purpose), expiresAt: instant(link.expiresAt.getTime()) },
  }
}

const requireOtherAdmin = async (transaction: Prisma.TransactionClient, row: UserRow): Promise<void> => {
  if (row.role !== 'admin') return
  const others = await transaction.user.count({ where: { role: 'admin', disabledAt: null, id: { not: row.id } } })
  if (others === 0) throw new Failure('LAST_ADMIN')
}

/** @throws Failure EMAIL_TAKEN or NAME_TAKEN instead of the database's own complaint */
const asTaken = async <Result>(
  input: { readonly name: string; readonly email?: string | null },
  write: () => Promise<Result>,
): Promise<Result> => {
  try {
    return await write()
  } catch (error) {
    if (!isDuplicate(error)) throw error
    if (JSON.stringify(error).includes('email')) throw new Failure('EMAIL_TAKEN', { email: input.email ?? '' })
    throw new Failure('NAME_TAKEN', { name: input.name })
  }
}

/** P2002: a unique constraint failed (Prisma's error reference). */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
