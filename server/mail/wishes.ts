/** Each person's mail address and the topics they declined. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Prisma } from '../../prisma/generated/client.ts'
import { MailTopic, type MailWishes } from '../../protocol/mail.ts'
import { isDuplicate } from '../accounts/store.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'

const Unwanted = Type.Array(MailTopic)

export type WishStore = ReturnType<typeof createWishStore>

export const createWishStore = (database: Database) => ({
  of: async (userId: string): Promise<MailWishes> => {
    const row = await database.user.findUnique({ where: { id: userId } })
    const unwanted = Value.Check(Unwanted, row?.unwantedMail) ? row.unwantedMail : []
    return { address: row?.email ?? null, unwanted }
  },

  /** @throws Failure NAME_TAKEN when another account has the address */
  set: async (userId: string, { address, unwanted }: MailWishes): Promise<MailWishes> => {
    const email = address?.toLowerCase() ?? null
    const declined = [...new Set(unwanted)]
    try {
      await database.user.update({
        where: { id: userId },
        data: { email, unwantedMail: declined.length === 0 ? Prisma.DbNull : declined },
      })
    } catch (error) {
      if (isDuplicate(error)) throw new Failure('NAME_TAKEN', { name: email ?? '' })
      throw error
    }
    return { address: email, unwanted: declined }
  },
})
