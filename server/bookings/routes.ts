/** Bookings over HTTP: a teacher asks for a date, waits or is moved up; an approver decides. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { may, type User } from '../../protocol/account.ts'
import {
  type Approvers,
  BookableDate,
  BookingApproval,
  BookingChange,
  BookingDetail,
  BookingInput,
  BookingPerson,
  BookingState,
  BookingView,
  mayApprove,
} from '../../protocol/booking.ts'
import { sayReason } from '../../protocol/reasons.ts'
import type { Language } from '../../protocol/text.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { isLicensed } from '../schedule/booking-fit.ts'
import { viewOf } from '../schedule/rundown-routes.ts'
import { daysBetween, isRealDate } from '../schedule/wall-clock.ts'
import type { BookingCalendar, HeldWhose } from './calendar.ts'
import { type BookingInputs, filmOf } from './film.ts'
import type { Actor } from './rules.ts'
import type { BookingStore } from './store.ts'
import { judgeBooking } from './verdict.ts'
import { draftOf, requireShowable, requireWish } from './wish.ts'

export interface BookingRoutesDeps {
  readonly bookings: BookingStore
  readonly calendar: BookingCalendar
  readonly person: (id: string) => Promise<User | null>
  readonly people: () => Promise<readonly User[]>
  readonly approvers: () => Promise<Approvers>
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
  awaited: Type.Optional(Type.Boolean({ description: 'Only open bookings whose film is not in the library yet' })),
})
const Dates = Type.Object({ from: SchoolDate, to: SchoolDate })
/** A term with its holidays. */
const MOST_DAYS = 200
const Refusal = Type.Object({ reason: Type.Optional(Type.String({ maxLength: 300 })) }, { additionalProperties: false })
const tags = ['bookings']
/** Who may act on behalf of others is not bound by the cut-off either. */
const actorOf = (user: User): Actor => (may(user.role, 'bookings.behalf') ? 'approver' : 'teacher')

export const bookingRoutes =
  (deps: BookingRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { bookings, calendar, clock, changes, audit, timeZone } = deps

    const detailOf = async (
      booking: BookingView,
      language: Language,
      known?: BookingInputs,
    ): Promise<BookingDetail> => {
      const { problems, otherwise, ...fit } = judgeBooking(
        known ?? (await calendar.inputsOn(booking.date, booking.mediaId, { bookingId: booking.id })),
        booking,
      )
      return {
        ...booking,
        check: {
          ...fit,
          problems: problems.map((each) => ({ ...each, text: sayReason(each, language) })),
          otherwise: otherwise === null ? null : viewOf(otherwise, timeZone, language),
        },
      }
    }

    const here = (language: Language) => ({ now: clock.now(), language })

    /** @throws Failure INPUT_INVALID */
    const inputsFor = (
      date: SchoolDate,
      mediaId: string | null = null,
      whose: HeldWhose | null = null,
    ): Promise<BookingInputs> => {
      if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field: 'date', problem: date })
      return calendar.inputsOn(date, mediaId, whose)
    }

    /** One's own booking, or for the broadcast room any. @throws Failure NOT_FOUND, NOT_ALLOWED */
    const ownOrAny = async (id: string, user: User): Promise<BookingView> => {
      const booking = await bookings.find(id)
      if (booking === null) throw new Failure('NOT_FOUND')
      if (booking.bookedBy !== user.id && !may(user.role, 'bookings.behalf')) throw new Failure('NOT_ALLOWED')
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
      '/api/booking-people',
      {
        config: { access: 'bookings.behalf' },
        schema: {
          tags,
          summary: 'For whom a booking can be made',
          response: { 200: Type.Object({ items: Type.Array(BookingPerson), nextCursor: Type.Null() }) },
        },
      },
      async () => {
        const people = (await deps.people()).filter(({ role }) => may(role, 'bookings.write'))
        return {
          items: people.map(({ id, name, fullName }) => ({ id, name: fullName === '' ? name : fullName })),
          nextCursor: null,
        }
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
        const user = userOf(request)
        const inputs = await inputsFor(date, wish.mediaId, { userId: user.id })
        requireWish(inputs, date, wish, here(request.language))
        const now = clock.now()
        const draft = { ...draftOf(date, wish), bookedBy: user.id, bookedByName: user.fullName, createdAt: now }
        return (await detailOf(draft, request.language, inputs)).check
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
        if (userId !== undefined && userId !== user.id && !may(user.role, 'bookings.behalf'))
          throw new Failure('NOT_ALLOWED')
        requireWish(await inputsFor(input.date), input.date, input, here(request.language))
        const whose = userId === undefined ? user : await deps.person(userId)
        if (whose === null || !may(whose.role, 'bookings.write')) throw new Failure('NOT_FOUND')
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
        const booking = await ownOrAny(request.params.id, user)
        const inputs = await inputsFor(booking.date, request.body.mediaId, { bookingId: booking.id })
        requireWish(inputs, booking.date, request.body, here(request.language))
        const { times } = await calendar.on(booking.date)
        const { version, ...change } = request.body
        const seen = version === undefined ? {} : { version }
        const changed = await bookings.change(booking, change, { actor: actorOf(user), by: user.name, times, ...seen })
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
            ...bodyOf(type),
            response: { 200: BookingView },
          },
        },
        async (request) => {
          const user = userOf(request)
          const booking = await ownOrAny(request.params.id, user)
          const approves = mayApprove(user.role, await deps.approvers())
          if (access === 'bookings.approve' && !approves) throw new Failure('BOOKING_HEAD_APPROVES')
          if (type === 'approve') {
            const inputs = await calendar.inputsOn(booking.date, booking.mediaId, { bookingId: booking.id })
            requireShowable(inputs, booking, here(request.language))
            if (booking.mediaId === null) throw new Failure('BOOKING_FILM_AWAITED', { title: booking.title })
            const recorded = filmOf(inputs, booking.mediaId)?.licence ?? null
            if (![booking.licence, recorded].every((each) => each === null || isLicensed(each, booking.date)))
              throw new Failure('BOOKING_NOT_LICENSED', { date: booking.date })
          }
          const { times } = await calendar.on(booking.date)
          const reason = type === 'refuse' ? refusalOf(request.body) : ''
          const actor = type === 'undo' && !approves ? 'teacher' : actorOf(user)
          const act = { type, id: booking.id } as const
          const decided = await bookings.act(booking, {
            act,
            actor,
            by: user.name,
            times,
            refusal: reason,
            ...(Value.Check(BookingApproval, request.body) ? { version: request.body.version } : {}),
          })
          await audit(user.name, `booking.${type}`, booking.id, { date: booking.date, from: booking.state, reason })
          if (type === 'approve' && booking.mediaId !== null && booking.heldFilm !== null)
            changes.publish('media', booking.mediaId)
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

/** What an act is told besides: an approval the version it saw, a refusal its reason. */
const bodyOf = (type: string) => {
  if (type === 'approve') return { body: BookingApproval }
  return type === 'refuse' ? { body: Type.Union([Refusal, Type.Null()]) } : {}
}

/** The reason given, trimmed; none: empty. */
const refusalOf = (body: unknown): string => {
  const given = Value.Check(Refusal, body) ? body.reason : undefined
  return given?.trim() ?? ''
}
