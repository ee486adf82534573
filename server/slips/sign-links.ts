/** One-time links by which an office signs without an account: one office, one round of one slip (rule L12). */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { MadeSignLink } from '../../protocol/slip.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'

const PURPOSE = 'countersign'
/** An exam week and a holiday long. */
const GOOD_FOR_MS = 14 * 86_400_000

export interface SignLinksDeps {
  readonly database: Database
  readonly clock: Clock
  readonly guests: GuestLinks
}

/** Whose link it is. */
export interface Signer {
  readonly linkId: string
  readonly slipId: string
  readonly round: number
  readonly office: string
  readonly expiresAt: Instant
}

interface InRound {
  readonly id: string
  readonly round: number
}

export type SignLinks = ReturnType<typeof createSignLinks>

export const createSignLinks = ({ database, clock, guests }: SignLinksDeps) => {
  const prefix = ({ id, round }: InRound) => `${id}/${round}/`
  const end = async (slip: InRound, office: string, within: Prisma.TransactionClient = database): Promise<number> =>
    guests.revoke(PURPOSE, prefix(slip) + office, within)

  return {
    /** A new link; those before it end. */
    make: async (
      slip: InRound,
      { office, name }: { readonly office: string; readonly name: string },
      createdBy: string,
      within: Prisma.TransactionClient = database,
    ): Promise<MadeSignLink> => {
      await end(slip, office, within)
      const expiresAt = instant(clock.now() + GOOD_FOR_MS)
      const order = { purpose: PURPOSE, subjectId: prefix(slip) + office, holder: name, createdBy, expiresAt }
      return { token: (await guests.make(order, within)).token, expiresAt }
    },

    /** Ends an office's links. Answers how many were still good. */
    end,

    /** Ends every link of every round of a slip. */
    endAll: async (slipId: string, within: Prisma.TransactionClient): Promise<void> => {
      const still = { spentAt: null, revokedAt: null }
      await within.guestLink.updateMany({
        where: { purpose: PURPOSE, subjectId: { startsWith: `${slipId}/` }, ...still },
        data: { revokedAt: new Date(clock.now()) },
      })
    },

    /** Until when each office's link of the present round is good. */
    until: async (slip: InRound): Promise<ReadonlyMap<string, Instant>> => {
      const rows = await database.guestLink.findMany({
        where: {
          ...{ purpose: PURPOSE, subjectId: { startsWith: prefix(slip) }, spentAt: null, revokedAt: null },
          expiresAt: { gt: new Date(clock.now()) },
        },
      })
      return new Map(rows.map((row) => [row.subjectId.slice(prefix(slip).length), instant(row.expiresAt.getTime())]))
    },

    /** @throws Failure GUEST_LINK_INVALID */
    open: async (token: string): Promise<Signer> => {
      const { linkId, subjectId, expiresAt } = await guests.open(PURPOSE, token)
      const [slipId = '', round = '', office = ''] = subjectId.split('/')
      if (office === '') throw new Failure('GUEST_LINK_INVALID')
      return { linkId, slipId, round: Number(round), office, expiresAt }
    },
  }
}
