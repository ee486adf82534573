/** Bookings in the database. The unique index on `holds` is what forbids two films on one date. */
import { Prisma } from '../../prisma/generated/client.ts'
import type { BookingInput, BookingState, BookingView } from '../../protocol/booking.ts'
import { instant, type SchoolDate } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { bookingOf } from './booking-row.ts'

const withNames = {
  media: { select: { title: true } },
  user: { select: { name: true, fullName: true } },
} as const satisfies Prisma.BookingInclude
type BookingRow = Prisma.BookingGetPayload<{ include: typeof withNames }>

const viewOf = (row: BookingRow): BookingView => ({
  ...bookingOf(row),
  title: row.media.title,
  bookedByName: row.user.fullName === '' ? row.user.name : row.user.fullName,
  decidedBy: row.decidedBy,
  decidedAt: row.decidedAt === null ? null : instant(row.decidedAt.getTime()),
})

/** P2002: a unique constraint failed (Prisma's error reference). */
const isDuplicate = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'

export interface BookingFilter {
  readonly from?: SchoolDate
  readonly to?: SchoolDate
  readonly state?: BookingState
  /** In the film's title, the note or the teacher's name. */
  readonly q?: string
}

const whereOf = ({ from, to, state, q }: BookingFilter): Prisma.BookingWhereInput => ({
  AND: [
    from === undefined ? {} : { date: { gte: from } },
    to === undefined ? {} : { date: { lte: to } },
    state === undefined ? {} : { state },
    q === undefined
      ? {}
      : {
          OR: [
            { note: { contains: q } },
            { media: { title: { contains: q } } },
            { user: { fullName: { contains: q } } },
          ],
        },
  ],
})

export type BookingStore = ReturnType<typeof createBookingStore>

export const createBookingStore = ({ database, clock }: { readonly database: Database; readonly clock: Clock }) => ({
  /** At most `limit + 1`, the latest date first. */
  list: async (limit: number, cursor?: string, filter: BookingFilter = {}): Promise<BookingView[]> => {
    const rows = await database.booking.findMany({
      where: whereOf(filter),
      include: withNames,
      orderBy: [{ date: 'desc' }, { createdAt: 'asc' }, { id: 'asc' }],
      take: limit + 1,
      ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
    })
    return rows.map(viewOf)
  },

  find: async (id: string): Promise<BookingView | null> => {
    const row = await database.booking.findUnique({ where: { id }, include: withNames })
    return row === null ? null : viewOf(row)
  },

  /** A new booking, pending. The film and the groups must exist. */
  create: async (userId: string, input: BookingInput): Promise<BookingView> =>
    viewOf(
      await database.booking.create({
        data: {
          id: newId(),
          date: input.date,
          mediaId: input.mediaId,
          fromMs: input.fromMs ?? 0,
          toMs: input.toMs ?? null,
          licenceKind: input.licence.kind,
          licenceFrom: input.licence.validFrom,
          licenceUntil: input.licence.validUntil,
          audience: input.audience ?? [],
          note: input.note ?? '',
          state: 'pending',
          userId,
          createdAt: new Date(clock.now()),
        },
        include: withNames,
      }),
    ),

  /**
   * Puts a booking from one state into another.
   * @param by the name of the person who decides
   * @throws Failure CONFLICT when it is no longer in state `from`, BOOKING_DATE_TAKEN when another holds the date
   */
  decide: async (
    booking: Pick<BookingView, 'id' | 'date'>,
    from: BookingState,
    to: BookingState,
    by: string,
  ): Promise<BookingView> => {
    const { id, date } = booking
    const holds = to === 'approved' ? date : null
    try {
      const { count } = await database.booking.updateMany({
        where: { id, state: from },
        data: { state: to, holds, decidedBy: by, decidedAt: new Date(clock.now()) },
      })
      if (count === 0) throw new Failure('CONFLICT')
    } catch (error) {
      if (isDuplicate(error)) throw new Failure('BOOKING_DATE_TAKEN', { date })
      throw error
    }
    return viewOf(await database.booking.findUniqueOrThrow({ where: { id }, include: withNames }))
  },
})
