/** Bookings over HTTP: a teacher asks for a date, waits or is moved up; an approver decides. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { may, type User } from '../../protocol/account.ts'
import {
  BookableDate,
  type Booking,
  BookingChange,
  BookingDetail,
  BookingInput,
  BookingState,
  BookingView,
} from '../../protocol/booking.ts'
import { sayReason, sayReasons } from '../../protocol/reasons.ts'
import type { Language } from '../../protocol/text.ts'
import { duration, SchoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { isLicensed } from '../schedule/booking-fit.ts'
import type { ScheduleInputs } from '../schedule/inputs.ts'
import { viewOf } from '../schedule/rundown-routes.ts'
import { daysBetween, isRealDate } from '../schedule/wall-clock.ts'
import type { BookingCalendar } from './calendar.ts'
import type { Actor } from './rules.ts'
import type { BookingStore } from './store.ts'
import { bookingSlotOn, judgeBooking } from './verdict.ts'

export interface BookingRoutesDeps {
  readonly bookings: BookingStore
  readonly calendar: BookingCalendar
  readonly person: (id: string) => Promise<User | null>
  readonly clock: Clock
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

const Id = Type.Object({ id: Type.String() })
const Query = Type.Object({
  ...PageQuery.properties,
  from: Type.Optional(SchoolDate),
  to: Type.Optional(SchoolDate),
  state: Type.Optional(BookingState),
})
const Dates = Type.Object({ from: SchoolDate, to: SchoolDate })
/** A term with its holidays. */
const MOST_DAYS = 200
const Refusal = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 300 })) }, { additionalProperties: false })
const tags = ['bookings']
const actorOf = (user: User): Actor => (may(user.role, 'bookings.approve') ? 'approver' : 'teacher')

export const bookingRoutes =
  (deps: BookingRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { bookings, calendar, clock, changes, audit, timeZone } = deps

    const detailOf = async (booking: BookingView, language: Language): Promise<BookingDetail> => {
      const { problems, otherwise, ...fit } = judgeBooking(await calendar.inputsOn(booking.date), booking)
      return {
        ...booking,
        check: {
          ...fit,
          problems: problems.map((each) => ({ ...each, text: sayReason(each, language) })),
          otherwise: otherwise === null ? null : viewOf(otherwise, timeZone, language),
        },
      }
    }

    /** @throws Failure BOOKING_NO_SLOT, BOOKING_DATE_PAST, BOOKING_MEDIA_MISSING */
    const requireShowable = (
      inputs: ScheduleInputs,
      { date, mediaId }: Pick<Booking, 'date' | 'mediaId'>,
      language: Language,
    ): void => {
      const where = bookingSlotOn(inputs, date)
      if (!where.airs) throw new Failure('BOOKING_NO_SLOT', { date, why: sayReasons(where.reasons, language) })
      if (where.occurrence.start <= clock.now()) throw new Failure('BOOKING_DATE_PAST', { date })
      if (!inputs.media.some(({ id }) => id === mediaId)) throw new Failure('BOOKING_MEDIA_MISSING', { mediaId })
    }

    /** @throws Failure as `requireShowable`, INPUT_INVALID, BOOKING_PART_WRONG, GROUP_MISSING */
    const requireWish = async (date: SchoolDate, wish: BookingChange, language: Language): Promise<void> => {
      const { validFrom, validUntil } = wish.licence
      for (const [field, each] of Object.entries({ date, validFrom, validUntil }))
        if (each !== null && !isRealDate(each)) throw new Failure('INPUT_INVALID', { field, problem: each })
      const inputs = await calendar.inputsOn(date)
      requireShowable(inputs, { date, mediaId: wish.mediaId }, language)
      requirePart(inputs, wish)
      const unknown = wish.audience?.find((id) => !inputs.groups.some((group) => group.id === id))
      if (unknown !== undefined) throw new Failure('GROUP_MISSING', { groupId: unknown })
    }

    /** One's own booking, or as an approver any. @throws Failure NOT_FOUND, NOT_ALLOWED */
    const ownOrApprover = async (id: string, user: User): Promise<BookingView> => {
      const booking = await bookings.find(id)
      if (booking === null) throw new Failure('NOT_FOUND')
      if (booking.bookedBy !== user.id && actorOf(user) !== 'approver') throw new Failure('NOT_ALLOWED')
      return booking
    }

    app.get(
      '/api/bookings',
      {
        config: { access: 'bookings.read' },
        schema: {
          tags,
          summary: 'All bookings, the latest date first',
          querystring: Query,
          response: { 200: pageOf(BookingView) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor, ...filter } }) => {
        const { rows, nextCursor } = cutPage(await bookings.list(limit, cursor, filter), limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/booking-dates',
      {
        config: { access: 'bookings.read' },
        schema: {
          tags,
          summary: 'The dates that can be booked, or could but for a holiday, each with its line',
          querystring: Dates,
          response: { 200: Type.Object({ items: Type.Array(BookableDate), nextCursor: Type.Null() }) },
        },
      },
      async ({ query: { from, to }, language }) => {
        for (const [field, date] of Object.entries({ from, to }))
          if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
        const days = daysBetween(from, to)
        if (days < 0 || days > MOST_DAYS) throw new Failure('INPUT_INVALID', { field: 'to', problem: to })
        const made = Map.groupBy(await bookings.between(from, to), ({ date }) => date)
        const items = (await calendar.between(from, to)).map(({ date, where, times }) => ({
          date,
          slot: where.airs
            ? { name: where.occurrence.slot.name, start: where.occurrence.start, end: where.occurrence.end }
            : null,
          reasons: where.airs ? [] : where.reasons.map((each) => ({ ...each, text: sayReason(each, language) })),
          cutOff: times.cutOff,
          bookings: made.get(date) ?? [],
        }))
        return { items, nextCursor: null }
      },
    )

    app.get(
      '/api/bookings/:id',
      {
        config: { access: 'bookings.read' },
        schema: {
          tags,
          summary: 'One booking: whether it fits, may be shown, and what airs without it',
          params: Id,
          response: { 200: BookingDetail },
        },
      },
      async (request) => {
        const booking = await bookings.find(request.params.id)
        if (booking === null) throw new Failure('NOT_FOUND')
        return detailOf(booking, request.language)
      },
    )

    app.post(
      '/api/bookings/check',
      {
        config: { access: 'bookings.write' },
        schema: {
          tags,
          summary: 'The verdict on a booking that is not made yet',
          body: BookingInput,
          response: { 200: BookingDetail.properties.check },
        },
      },
      async (request) => {
        const { date, ...wish } = request.body
        await requireWish(date, wish, request.language)
        const now = clock.now()
        const user = userOf(request)
        const draft = { ...draftOf(date, wish), bookedBy: user.id, bookedByName: user.fullName, createdAt: now }
        return (await detailOf(draft, request.language)).check
      },
    )

    app.post(
      '/api/bookings',
      {
        config: { access: 'bookings.write' },
        schema: { tags, summary: 'Asks for a film on a date', body: BookingInput, response: { 201: BookingDetail } },
      },
      async (request, reply) => {
        const { userId, ...input } = request.body
        const user = userOf(request)
        const actor = actorOf(user)
        if (userId !== undefined && userId !== user.id && actor !== 'approver') throw new Failure('NOT_ALLOWED')
        await requireWish(input.date, input, request.language)
        const whose = userId === undefined ? user : await deps.person(userId)
        if (whose === null) throw new Failure('NOT_FOUND')
        const { times } = await calendar.on(input.date)
        const quota = actor === 'approver' ? null : await calendar.quotaOn(input.date)
        const booking = await bookings.create(whose.id, input, { actor, by: user.name, times }, quota)
        await audit(user.name, 'booking.create', booking.id, { date: booking.date, mediaId: booking.mediaId })
        changes.publish('bookings', booking.id)
        return reply.code(201).send(await detailOf(booking, request.language))
      },
    )

    app.put(
      '/api/bookings/:id',
      {
        config: { access: 'bookings.write' },
        schema: {
          tags,
          summary: 'Another film, part, licence or note: it waits for approval again',
          params: Id,
          body: BookingChange,
          response: { 200: BookingDetail },
        },
      },
      async (request) => {
        const user = userOf(request)
        const booking = await ownOrApprover(request.params.id, user)
        await requireWish(booking.date, request.body, request.language)
        const { times } = await calendar.on(booking.date)
        const changed = await bookings.change(booking, request.body, { actor: actorOf(user), by: user.name, times })
        await audit(user.name, 'booking.change', booking.id, { date: booking.date, mediaId: changed.mediaId })
        changes.publish('bookings', booking.id)
        return detailOf(changed, request.language)
      },
    )

    const decision = (
      type: 'approve' | 'refuse' | 'accept' | 'withdraw' | 'undo',
      access: 'bookings.approve' | 'bookings.write',
      summary: string,
    ) =>
      app.post(
        `/api/bookings/:id/${type}`,
        {
          config: { access },
          schema: {
            tags,
            summary,
            params: Id,
            ...(type === 'refuse' ? { body: Type.Union([Refusal, Type.Null()]) } : {}),
            response: { 200: BookingView },
          },
        },
        async (request) => {
          const user = userOf(request)
          const booking = await ownOrApprover(request.params.id, user)
          if (type === 'approve') {
            const inputs = await calendar.inputsOn(booking.date)
            requireShowable(inputs, booking, request.language)
            const recorded = inputs.media.find(({ id }) => id === booking.mediaId)?.licence ?? null
            if (![booking.licence, recorded].every((each) => each === null || isLicensed(each, booking.date)))
              throw new Failure('BOOKING_NOT_LICENSED', { date: booking.date })
          }
          const { times } = await calendar.on(booking.date)
          const reason = type === 'refuse' ? refusalOf(request.body) : ''
          const act = { type, id: booking.id } as const
          const decided = await bookings.act(booking, {
            act,
            actor: actorOf(user),
            by: user.name,
            times,
            refusal: reason,
          })
          await audit(user.name, `booking.${type}`, booking.id, { date: booking.date, from: booking.state, reason })
          changes.publish('bookings', booking.id)
          return decided
        },
      )
    decision('approve', 'bookings.approve', 'Approves the booking that holds its date')
    decision('refuse', 'bookings.approve', 'Refuses a booking, or takes an approval back; the next who waits moves up')
    decision('accept', 'bookings.write', 'Accepts a date that was offered')
    decision('withdraw', 'bookings.write', 'Withdraws a booking: one’s own, or as an approver any')
    decision('undo', 'bookings.write', 'Takes an approval, a refusal or a withdrawal back')
  }

/** The reason given, trimmed; none: empty. */
const refusalOf = (body: unknown): string => {
  const given = Value.Check(Refusal, body) ? body.reason : undefined
  return given?.trim() ?? ''
}

/** A booking that is only looked at. */
const draftOf = (
  date: SchoolDate,
  wish: BookingChange,
): Omit<BookingView, 'bookedBy' | 'bookedByName' | 'createdAt'> => ({
  id: 'draft',
  date,
  mediaId: wish.mediaId,
  fromMs: wish.fromMs ?? duration(0),
  toMs: wish.toMs ?? null,
  licence: wish.licence,
  audience: wish.audience ?? [],
  note: wish.note ?? '',
  state: 'pending',
  title: '',
  decidedBy: null,
  decidedAt: null,
  place: 1,
  offerUntil: null,
  refusal: '',
})

/** The part must begin before it ends, within the film as far as its length is known. @throws Failure BOOKING_PART_WRONG */
const requirePart = (inputs: ScheduleInputs, { mediaId, fromMs = duration(0), toMs = null }: BookingChange): void => {
  const length = inputs.media.find(({ id }) => id === mediaId)?.durationMs ?? null
  const end = Math.min(toMs ?? Number.POSITIVE_INFINITY, length ?? Number.POSITIVE_INFINITY)
  if (fromMs >= end) throw new Failure('BOOKING_PART_WRONG')
}
