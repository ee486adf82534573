/** Links for people without an account: an office that countersigns, a technician. Each has one purpose and an end. */
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId, newSecret, secretHash } from '../platform/id.ts'

export interface GuestLinkOrder {
  readonly purpose: string
  readonly subjectId: string
  /** Who it is made for, as written on it. */
  readonly holder: string
  readonly createdBy: string
  readonly expiresAt: Instant
}

/** What an open link says of itself. */
export interface Guest {
  readonly linkId: string
  readonly subjectId: string
  readonly holder: string
  readonly expiresAt: Instant
}

export type GuestLinks = ReturnType<typeof createGuestLinks>

export const createGuestLinks = ({ database, clock }: { readonly database: Database; readonly clock: Clock }) => {
  const good = () => ({ spentAt: null, revokedAt: null, expiresAt: { gt: new Date(clock.now()) } })

  return {
    /** A new link; its token is told once and kept only as a hash. */
    make: async (
      order: GuestLinkOrder,
      within: Prisma.TransactionClient = database,
    ): Promise<{ readonly linkId: string; readonly token: string }> => {
      const token = newSecret()
      const { id } = await within.guestLink.create({
        data: {
          ...order,
          id: newId(),
          tokenHash: secretHash(token),
          createdAt: new Date(clock.now()),
          expiresAt: new Date(order.expiresAt),
        },
      })
      return { linkId: id, token }
    },

    /** @throws Failure GUEST_LINK_INVALID when it is none, another purpose's, spent, withdrawn or over */
    open: async (purpose: string, token: string, within: Prisma.TransactionClient = database): Promise<Guest> => {
      const row = await within.guestLink.findFirst({ where: { tokenHash: secretHash(token), purpose, ...good() } })
      if (row === null) throw new Failure('GUEST_LINK_INVALID')
      const { id, subjectId, holder, expiresAt } = row
      return { linkId: id, subjectId, holder, expiresAt: instant(expiresAt.getTime()) }
    },

    /** Uses it up, in the transaction of what it was used for. @throws Failure GUEST_LINK_INVALID when another was first */
    spend: async (linkId: string, within: Prisma.TransactionClient = database): Promise<void> => {
      const data = { spentAt: new Date(clock.now()) }
      const { count } = await within.guestLink.updateMany({ where: { id: linkId, ...good() }, data })
      if (count !== 1) throw new Failure('GUEST_LINK_INVALID')
    },

    /** Withdraws all of a purpose that a subject has open. Answers how many those were. */
    revoke: async (
      purpose: string,
      subjectId: string,
      within: Prisma.TransactionClient = database,
    ): Promise<number> => {
      const data = { revokedAt: new Date(clock.now()) }
      return (await within.guestLink.updateMany({ where: { purpose, subjectId, ...good() }, data })).count
    },
  }
}
