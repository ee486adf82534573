/** Accounts in the database. */
import { Value } from 'typebox/value'
import { Prisma } from '../../prisma/generated/client.ts'
import { Role, type User } from '../../protocol/account.ts'
import { Language } from '../../protocol/text.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { hashPassword, passwordMatches, requireGoodPassword } from './passwords.ts'

type UserRow = Prisma.UserModel

/** The account as the wire knows it; the stored text is checked. */
export const toUser = (row: UserRow): User => ({
  id: row.id,
  name: row.name,
  fullName: row.fullName,
  role: Value.Parse(Role, row.role),
  language: Value.Parse(Language, row.language),
})

export interface NewUser {
  readonly name: string
  readonly fullName: string
  readonly role: Role
  readonly password: string
  readonly language: Language
}

/** So that a name that does not exist costs as long as a wrong password. */
const NOBODY_HASH =
  '$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA==$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='

export type AccountStore = ReturnType<typeof createAccountStore>

export const createAccountStore = (database: Database, clock: Clock) => ({
  /** How many may run this installation; none: it still needs its first account, whoever else has one. */
  administrators: (): Promise<number> => database.user.count({ where: { role: 'admin', disabledAt: null } }),

  list: async (): Promise<readonly User[]> =>
    (await database.user.findMany({ where: { disabledAt: null }, orderBy: { name: 'asc' } })).map(toUser),

  /** @throws Failure NAME_TAKEN, PASSWORD_WEAK */
  create: async (input: NewUser): Promise<User> => {
    requireGoodPassword(input.password)
    const { password, ...fields } = input
    const data = {
      id: newId(),
      ...fields,
      passwordHash: await hashPassword(password),
      createdAt: new Date(clock.now()),
    }
    try {
      return toUser(await database.user.create({ data }))
    } catch (error) {
      if (isDuplicate(error)) throw new Failure('NAME_TAKEN', { name: input.name })
      throw error
    }
  },

  /** The account whose name and password these are, or null. Takes the same time either way. */
  withPassword: async (name: string, password: string): Promise<User | null> => {
    const row = await database.user.findUnique({ where: { name } })
    const matches = await passwordMatches(password, row?.passwordHash ?? NOBODY_HASH)
    return row !== null && matches && row.disabledAt === null ? toUser(row) : null
  },

  /** Sets a new password and ends every session of the account. Returns the sessions that ended. */
  setPassword: async (userId: string, password: string): Promise<readonly string[]> => {
    requireGoodPassword(password)
    const passwordHash = await hashPassword(password)
    const sessions = await database.session.findMany({ where: { userId }, select: { id: true } })
    await database.$transaction([
      database.user.update({ where: { id: userId }, data: { passwordHash } }),
      database.session.deleteMany({ where: { userId } }),
    ])
    return sessions.map(({ id }) => id)
  },

  /** @throws Failure LAST_ADMIN when no administrator would remain. Null when there is no such account. */
  update: (userId: string, patch: Partial<Pick<User, 'fullName' | 'role' | 'language'>>): Promise<User | null> =>
    database.$transaction(async (transaction) => {
      const row = await transaction.user.findFirst({ where: { id: userId, disabledAt: null } })
      if (row === null) return null
      if (patch.role !== undefined && patch.role !== 'admin') await requireOtherAdmin(transaction, row)
      return toUser(await transaction.user.update({ where: { id: userId }, data: patch }))
    }),

  /** Disables an account and ends its sessions. Returns those, or null when there is no such account. */
  disable: (userId: string): Promise<readonly string[] | null> =>
    database.$transaction(async (transaction) => {
      const row = await transaction.user.findFirst({ where: { id: userId, disabledAt: null } })
      if (row === null) return null
      await requireOtherAdmin(transaction, row)
      const sessions = await transaction.session.findMany({ where: { userId }, select: { id: true } })
      await transaction.user.update({ where: { id: userId }, data: { disabledAt: new Date(clock.now()) } })
      await transaction.session.deleteMany({ where: { userId } })
      return sessions.map(({ id }) => id)
    }),
})

const requireOtherAdmin = async (transaction: Prisma.TransactionClient, row: UserRow): Promise<void> => {
  if (row.role !== 'admin') return
  const others = await transaction.user.count({ where: { role: 'admin', disabledAt: null, id: { not: row.id } } })
  if (others === 0) throw new Failure('LAST_ADMIN')
}

/** P2002: a unique constraint failed (Prisma's error reference). */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'
