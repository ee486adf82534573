/**
 * Bookings in the database. Whoever changes the bookings of a date first writes the date's row, so that one act at a time
 * sees the line and changes it, in whatever process. The unique index on `holds` forbids a double booking besides.
 */
import { Prisma } from '../../prisma/generated/client.ts'
import type { BookingChange, BookingInput, BookingState, BookingView } from '../../protocol/booking.ts'
import { type Instant, instant, type SchoolDate } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { bookingOf } from './booking-row.ts'
import { acceptFilm, KEPT_MS } from './held-film.ts'
import { type Actor, type BookingAct, type DateTimes, decide, holdsDate, type InLine, isOpen } from './rules.ts'

const withNames = {
  media: { select: { title: true } },
  user: { select: { name: true, fullName: true } },
  heldFilms: { orderBy: { createdAt: 'desc' } },
} as const satisfies Prisma.BookingInclude
type BookingRow = Prisma.BookingGetPayload<{ include: typeof withNames }>

const instantOrNull = (at: Date | null) => (at === null ? null : instant(at.getTime()))

const viewOf = (row: BookingRow): BookingView => ({
  ...bookingOf(row),
  title: row.media?.title ?? bookingOf(row).film?.title ?? '',
  bookedByName: row.user.fullName === '' ? row.user.name : row.user.fullName,
  decidedBy: row.decidedBy,
  decidedAt: instantOrNull(row.decidedAt),
  place: row.place,
  version: row.version,
  offerUntil: instantOrNull(row.offerUntil),
  refusal: row.refusal,
  heldFilm: heldFilmOf(row),
})

const heldFilmOf = ({ mediaId, heldFilms }: BookingRow): BookingView['heldFilm'] => {
  if (heldFilms.some((each) => each.mediaId === mediaId)) return { state: 'quarantined' }
  const last = mediaId === null ? heldFilms.find(({ letGoAt }) => letGoAt !== null) : undefined
  if (last?.letGoAt == null) return null
  return { state: 'refused', until: instant(last.letGoAt.getTime() + KEPT_MS) }
}

export interface BookingFilter {
  readonly from?: SchoolDate
  readonly to?: SchoolDate
  readonly state?: BookingState
  /** In the film's title, the note or the teacher's name. */
  readonly q?: string
  /** Only those whose film is not in the library yet, and that are still open. */
  readonly awaited?: boolean
}

const whereOf = ({ from, to, state, q, awaited = false }: BookingFilter): Prisma.BookingWhereInput => ({
  AND: [
    from === undefined ? {} : { date: { gte: from } },
    to === undefined ? {} : { date: { lte: to } },
    state === undefined ? {} : { state },
    awaited ? { mediaId: null, state: { in: ['waiting', 'pending', 'offered'] } } : {},
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

/** How many open bookings a person may have between two dates; counted together with the act. */
export interface Quota {
  readonly from: SchoolDate
  readonly until: SchoolDate
  readonly most: number
}

export interface BookingDeed {
  readonly act: BookingAct
  readonly actor: Actor
  /** Name of the person who acts, or `system`. */
  readonly by: string
  readonly times: Omit<DateTimes, 'now'>
  /** Why it is refused. */
  readonly refusal?: string
  /** The version that was seen; another one refuses the act. Left out: any. */
  readonly version?: number
}

/** One booking that an act, or time, moved from one state to another. */
export interface BookingMove {
  readonly id: string
  /** Null: it was just made. */
  readonly from: BookingState | null
  readonly to: BookingState
  readonly offerUntil: Instant | null
  readonly act: BookingAct['type']
  /** Name of the person who acted, or `system`. */
  readonly by: string
  readonly refusal: string
}

/** Is told of moves within their transaction: what it writes holds exactly when they do. */
export type OnMoved = (moves: readonly BookingMove[], within: Prisma.TransactionClient) => Promise<void>

/** Long enough for a queue of acts of other processes to pass. */
const TRANSACTION = { maxWait: 10_000, timeout: 10_000 } as const

type Transaction = Prisma.TransactionClient

export type BookingStore = ReturnType<typeof createBookingStore>

export const createBookingStore = ({
  database,
  clock,
  moved = async () => undefined,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly moved?: OnMoved
}) => {
  /** Runs `work` while nobody else changes the bookings of the date. The first statement takes the lock: it writes. */
  const alone = <Result>(date: SchoolDate, work: (within: Transaction) => Promise<Result>): Promise<Result> =>
    database.$transaction(async (within) => {
      await within.$executeRaw`INSERT INTO "BookingDate" ("date", "version") VALUES (${date}, 1)
        ON CONFLICT ("date") DO UPDATE SET "version" = "BookingDate"."version" + 1`
      return work(within)
    }, TRANSACTION)

  /** The date's bookings after the act, written down. @throws Failure as rules.ts says */
  const perform = async (
    within: Transaction,
    date: SchoolDate,
    before: readonly InLine[],
    { act, actor, by, times, refusal = '' }: BookingDeed,
  ): Promise<readonly InLine[]> => {
    const decision = decide(before, act, actor, { ...times, now: clock.now() })
    if (decision.type === 'refused') throw new Failure(decision.code, { date })
    const changed = decision.line.filter((each) => hasChanged(each, before))
    // Who gives the date up is written before who takes it over: the unique index is never in the way.
    const order = [...changed].sort((a, b) => Number(holdsDate(a.state)) - Number(holdsDate(b.state)))
    for (const { id, state, offerUntil } of order) {
      const isDecided = act.type !== 'tick' && act.type !== 'ask' && act.id === id
      await within.booking.updateMany({
        where: { id },
        data: {
          state,
          holds: holdsDate(state) ? date : null,
          offerUntil: offerUntil === null ? null : new Date(offerUntil),
          ...(isDecided ? { decidedBy: by, decidedAt: new Date(clock.now()) } : {}),
          ...(isDecided ? { refusal: state === 'refused' ? refusal : '' } : {}),
        },
      })
    }
    const from = new Map(before.map(({ id, state }) => [id, state]))
    const moves = changed.map(({ id, state, offerUntil }) => ({
      ...{ id, from: from.get(id) ?? null, to: state, offerUntil, act: act.type, by },
      refusal: act.type === 'refuse' && act.id === id ? refusal : '',
    }))
    if (moves.length > 0) await moved(moves, within)
    return decision.line
  }

  const lineOf = async (within: Transaction, date: SchoolDate): Promise<readonly InLine[]> =>
    (await within.booking.findMany({ where: { date }, orderBy: { place: 'asc' } })).map((row) => ({
      id: row.id,
      state: bookingOf(row).state,
      place: row.place,
      offerUntil: instantOrNull(row.offerUntil),
    }))

  const find = async (id: string): Promise<BookingView | null> => {
    const row = await database.booking.findUnique({ where: { id }, include: withNames })
    return row === null ? null : viewOf(row)
  }
  const held = async (id: string): Promise<BookingView> => {
    const view = await find(id)
    if (view === null) throw new Failure('NOT_FOUND')
    return view
  }

  return {
    find,
    /** Runs work that nobody who changes the bookings of the date can come between. */
    alone,

    /** At most `limit + 1`, the latest date first. */
    list: async (limit: number, cursor?: string, filter: BookingFilter = {}): Promise<BookingView[]> => {
      const rows = await database.booking.findMany({
        where: whereOf(filter),
        include: withNames,
        orderBy: [{ date: 'desc' }, { place: 'asc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return rows.map(viewOf)
    },

    /** Every booking of the dates `from` … `to`, in the order of their lines. */
    between: async (from: SchoolDate, to: SchoolDate): Promise<BookingView[]> => {
      const rows = await database.booking.findMany({
        where: whereOf({ from, to }),
        include: withNames,
        orderBy: [{ date: 'asc' }, { place: 'asc' }],
      })
      return rows.map(viewOf)
    },

    /**
     * A new booking at the end of its date's line: pending when the date is free, waiting otherwise. The film, the groups
     * and the person must exist.
     * @throws Failure BOOKING_CUT_OFF, BOOKING_DATE_PAST, BOOKING_QUOTA
     */
    create: async (
      userId: string,
      input: BookingInput,
      deed: Omit<BookingDeed, 'act'>,
      quota: Quota | null = null,
    ): Promise<BookingView> => {
      const id = newId()
      await alone(input.date, async (within) => {
        if (quota !== null) await requireQuota(within, userId, quota)
        const before = await lineOf(within, input.date)
        const place = Math.max(0, ...before.map((each) => each.place)) + 1
        await within.booking.create({
          data: {
            id,
            date: input.date,
            ...fieldsOf(input),
            state: 'waiting',
            place,
            userId,
            createdAt: new Date(clock.now()),
          },
        })
        await perform(within, input.date, before, { ...deed, act: { type: 'ask', id } })
      })
      return held(id)
    },

    /**
     * Acts on a booking that exists.
     * @throws Failure BOOKING_DECIDED, BOOKING_CUT_OFF, BOOKING_DATE_PAST, BOOKING_CHANGED, NOT_FOUND
     */
    act: async (booking: Pick<BookingView, 'id' | 'date'>, deed: BookingDeed): Promise<BookingView> => {
      await alone(booking.date, async (within) => {
        if (deed.version !== undefined) await requireVersion(within, booking.id, deed.version)
        await perform(within, booking.date, await lineOf(within, booking.date), deed)
        if (deed.act.type === 'approve') await acceptFilm(within, booking.id)
      })
      return held(booking.id)
    },

    /** Another film, part, licence or note; it waits for approval again. @throws Failure as `act` */
    change: async (
      booking: Pick<BookingView, 'id' | 'date'>,
      change: Omit<BookingChange, 'version'>,
      deed: Omit<BookingDeed, 'act'>,
    ): Promise<BookingView> => {
      await alone(booking.date, async (within) => {
        if (deed.version !== undefined) await requireVersion(within, booking.id, deed.version)
        const act = { type: 'change', id: booking.id } as const
        await perform(within, booking.date, await lineOf(within, booking.date), { ...deed, act })
        await within.booking.updateMany({
          where: { id: booking.id },
          data: { ...fieldsOf(change), version: { increment: 1 } },
        })
      })
      return held(booking.id)
    },

    /** Lets time pass on a date. Answers whether anything changed. */
    tick: (date: SchoolDate, times: Omit<DateTimes, 'now'>): Promise<boolean> =>
      alone(date, async (within) => {
        const before = await lineOf(within, date)
        const line = await perform(within, date, before, {
          act: { type: 'tick' },
          actor: 'system',
          by: 'system',
          times,
        })
        return line.some((each) => hasChanged(each, before))
      }),

    /** The dates on which somebody waits for something that time may end. */
    undecidedDates: async (): Promise<SchoolDate[]> => {
      const rows = await database.booking.findMany({
        where: { state: { in: ['waiting', 'pending', 'offered'] } },
        distinct: ['date'],
        orderBy: { date: 'asc' },
      })
      return rows.map((row) => bookingOf(row).date)
    },
  }
}

/** @throws Failure BOOKING_CHANGED */
const requireVersion = async (within: Transaction, id: string, version: number): Promise<void> => {
  const row = await within.booking.findUnique({ where: { id }, select: { version: true } })
  if (row !== null && row.version !== version) throw new Failure('BOOKING_CHANGED')
}

/** @throws Failure BOOKING_QUOTA */
const requireQuota = async (within: Transaction, userId: string, { from, until, most }: Quota): Promise<void> => {
  const rows = await within.booking.findMany({ where: { userId, date: { gte: from, lte: until } } })
  const count = rows.filter((row) => isOpen(bookingOf(row).state)).length
  if (count >= most) throw new Failure('BOOKING_QUOTA', { count })
}

const fieldsOf = (input: Omit<BookingChange, 'version'>) => ({
  mediaId: input.mediaId,
  film: input.film ?? Prisma.DbNull,
  fromMs: input.fromMs ?? 0,
  toMs: input.toMs ?? null,
  licenceKind: input.licence.kind,
  licenceFrom: input.licence.validFrom,
  licenceUntil: input.licence.validUntil,
  audience: input.audience ?? [],
  note: input.note ?? '',
})

const hasChanged = (each: InLine, before: readonly InLine[]): boolean => {
  const old = before.find(({ id }) => id === each.id)
  return old?.state !== each.state || old.offerUntil !== each.offerUntil
}
