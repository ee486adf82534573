/** Authenticators and recovery codes of the accounts: set up, asked, made anew, taken off. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { AuthenticatorKey, HalfSession, SecondFactorView } from '../../protocol/account.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import type { Seal } from '../platform/sealed.ts'
import { authenticatorUri, newAuthenticatorKey, stepOf } from './authenticator.ts'
import { hashPassword, passwordMatches } from './passwords.ts'
import { newRecoveryCode, plainRecoveryCode, RECOVERY_CODES } from './recovery-codes.ts'

/** Whose it is, as much of the account as is needed here. */
interface Holder {
  readonly id: string
  readonly name: string
  readonly role: string
}

export interface SecondFactorDeps {
  readonly database: Database
  readonly clock: Clock
  readonly seal: Seal
  /** What the school asks for, and what it is called. */
  readonly demands: () => Promise<Pick<Settings, 'secondFactorForAdmins' | 'schoolName'>>
}

export type SecondFactors = ReturnType<typeof createSecondFactors>

/** What a key is sealed for: it opens for its account only. */
const contextOf = (userId: string) => `authenticator of ${userId}`

export const createSecondFactors = ({ database, clock, seal, demands }: SecondFactorDeps) => {
  const isOn = async (userId: string): Promise<boolean> =>
    (await database.secondFactor.count({ where: { userId, confirmedAt: { not: null } } })) > 0
  const isRequired = async (holder: Holder): Promise<boolean> =>
    holder.role === 'admin' && (await demands()).secondFactorForAdmins

  /** The step of a code that is good for that account and was not used; null otherwise. */
  const unused = async (userId: string, code: string, confirmed: boolean): Promise<number | null> => {
    const row = await database.secondFactor.findFirst({
      where: { userId, confirmedAt: confirmed ? { not: null } : null },
    })
    const key = row === null ? null : seal.open(row.sealedKey, contextOf(userId))
    const step = key === null ? null : stepOf(key, code, clock.real())
    return row === null || step === null || step <= row.lastStep ? null : step
  }

  const newCodes = async (userId: string) => {
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode)
    const rows: Prisma.RecoveryCodeCreateManyInput[] = []
    for (const code of codes) rows.push({ id: newId(), userId, hash: await hashPassword(plainRecoveryCode(code)) })
    return { codes, rows }
  }
  const replaceCodes = async (
    transaction: Prisma.TransactionClient,
    userId: string,
    rows: Prisma.RecoveryCodeCreateManyInput[],
  ): Promise<void> => {
    await transaction.recoveryCode.deleteMany({ where: { userId } })
    await transaction.recoveryCode.createMany({ data: rows })
  }

  return {
    /** What is owed after the password; null: nothing. */
    owed: async (holder: Holder): Promise<HalfSession['next'] | null> => {
      if (await isOn(holder.id)) return 'code'
      return (await isRequired(holder)) ? 'set-up' : null
    },

    look: async (holder: Holder): Promise<SecondFactorView> => ({
      on: await isOn(holder.id),
      required: await isRequired(holder),
      recoveryCodesLeft: await database.recoveryCode.count({ where: { userId: holder.id, usedAt: null } }),
    }),

    /** A new key, asked for nowhere until a code confirms it; one begun before is worthless. @throws Failure CONFLICT when on */
    begin: async (holder: Holder): Promise<AuthenticatorKey> => {
      if (await isOn(holder.id)) throw new Failure('CONFLICT')
      const key = newAuthenticatorKey()
      const sealedKey = seal.seal(key, contextOf(holder.id))
      await database.$transaction([
        database.secondFactor.deleteMany({ where: { userId: holder.id, confirmedAt: null } }),
        database.secondFactor.create({ data: { userId: holder.id, sealedKey } }),
      ])
      return { key, uri: authenticatorUri(key, `${(await demands()).schoolName} Nooncast`, holder.name) }
    },

    /** Turns it on. Returns the recovery codes, told this once. @throws Failure SECOND_FACTOR_WRONG */
    confirm: async (userId: string, code: string): Promise<string[]> => {
      const step = await unused(userId, code, false)
      if (step === null) throw new Failure('SECOND_FACTOR_WRONG')
      const { codes, rows } = await newCodes(userId)
      await database.$transaction(async (transaction) => {
        const { count } = await transaction.secondFactor.updateMany({
          where: { userId, confirmedAt: null },
          data: { confirmedAt: new Date(clock.now()), lastStep: step },
        })
        if (count === 0) throw new Failure('SECOND_FACTOR_WRONG')
        await replaceCodes(transaction, userId, rows)
      })
      return codes
    },

    /** Is this the authenticator's code? Each is good once, however many ask at the same time (RFC 6238, section 5.2). */
    takesCode: async (userId: string, code: string): Promise<boolean> => {
      const step = await unused(userId, code, true)
      if (step === null) return false
      const { count } = await database.secondFactor.updateMany({
        where: { userId, lastStep: { lt: step } },
        data: { lastStep: step },
      })
      return count === 1
    },

    /** Is this a recovery code that is left? It is then spent. */
    takesRecoveryCode: async (userId: string, typed: string): Promise<boolean> => {
      const plain = plainRecoveryCode(typed)
      const rows = await database.recoveryCode.findMany({ where: { userId, usedAt: null } })
      for (const { id, hash } of rows) {
        if (!(await passwordMatches(plain, hash))) continue
        const usedAt = new Date(clock.now())
        const { count } = await database.recoveryCode.updateMany({ where: { id, usedAt: null }, data: { usedAt } })
        return count === 1
      }
      return false
    },

    /** Ten new recovery codes; those before are worthless. @throws Failure NOT_FOUND when it is off */
    renewRecoveryCodes: async (userId: string): Promise<string[]> => {
      if (!(await isOn(userId))) throw new Failure('NOT_FOUND')
      const { codes, rows } = await newCodes(userId)
      await database.$transaction((transaction) => replaceCodes(transaction, userId, rows))
      return codes
    },

    /** Takes it off with its recovery codes. False when it was not on. */
    remove: async (userId: string): Promise<boolean> => {
      const [removed] = await database.$transaction([
        database.secondFactor.deleteMany({ where: { userId } }),
        database.recoveryCode.deleteMany({ where: { userId } }),
      ])
      return removed.count > 0
    },
  }
}
