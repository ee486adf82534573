/** Bookings over HTTP: a teacher asks for a date, an approver decides. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may } from '../../protocol/account.ts'
import { type Booking, BookingDetail, BookingInput, BookingState, BookingView } from '../../protocol/booking.ts'
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
import type { ScheduleStore } from '../schedule/store.ts'
import { addDays, isRealDate, startOfDate } from '../schedule/wall-clock.ts'
import { bookingSlotOn, judgeBooking, mayBecome } from './rules.ts'
import type { BookingStore } from './store.ts'

export interface BookingRoutesDeps {
  readonly bookings: BookingStore
  readonly schedule: Pick<ScheduleStore, 'inputs'>
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
const tags = ['bookings']

export const bookingRoutes =
  (deps: BookingRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { bookings, schedule, clock, changes, audit, timeZone } = deps

    const inputsOn = (date: SchoolDate): Promise<ScheduleInputs> =>
      schedule.inputs({ start: startOfDate(date, timeZone), end: startOfDate(addDays(date, 2), timeZone) })

    const detailOf = async (booking: BookingView, language: Language): Promise<BookingDetail> => {
      const { problems, otherwise, ...fit } = judgeBooking(await inputsOn(booking.date), booking)
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
      '/api/bookings',
      {
        config: { access: 'bookings.write' },
        schema: { tags, summary: 'Asks for a film on a date', body: BookingInput, response: { 201: BookingDetail } },
      },
      async (request, reply) => {
        const input = request.body
        const { validFrom, validUntil } = input.licence
        for (const [field, date] of Object.entries({ date: input.date, validFrom, validUntil }))
          if (date !== null && !isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
        const inputs = await inputsOn(input.date)
        requireShowable(inputs, input, request.language)
        requirePart(inputs, input)
        const unknown = input.audience?.find((id) => !inputs.groups.some((group) => group.id === id))
        if (unknown !== undefined) throw new Failure('GROUP_MISSING', { groupId: unknown })
        const user = userOf(request)
        const booking = await bookings.create(user.id, input)
        await audit(user.name, 'booking.create', booking.id, { date: booking.date, mediaId: booking.mediaId })
        changes.publish('bookings', booking.id)
        return reply.code(201).send(await detailOf(booking, request.language))
      },
    )

    const decision = (act: string, to: BookingState, access: 'bookings.approve' | 'bookings.write', summary: string) =>
      app.post(
        `/api/bookings/:id/${act}`,
        { config: { access }, schema: { tags, summary, params: Id, response: { 200: BookingView } } },
        async (request) => {
          const user = userOf(request)
          const booking = await bookings.find(request.params.id)
          if (booking === null) throw new Failure('NOT_FOUND')
          if (booking.bookedBy !== user.id && !may(user.role, 'bookings.approve')) throw new Failure('NOT_ALLOWED')
          if (!mayBecome(booking.state, to)) throw new Failure('BOOKING_DECIDED')
          if (to === 'approved') {
            requireShowable(await inputsOn(booking.date), booking, request.language)
            if (!isLicensed(booking.licence, booking.date))
              throw new Failure('BOOKING_NOT_LICENSED', { date: booking.date })
          }
          const decided = await bookings.decide(booking, booking.state, to, user.name)
          await audit(user.name, `booking.${act}`, booking.id, { date: booking.date, from: booking.state })
          changes.publish('bookings', booking.id)
          return decided
        },
      )
    decision('approve', 'approved', 'bookings.approve', 'Approves a booking: it holds its date')
    decision('refuse', 'refused', 'bookings.approve', 'Refuses a booking, or takes an approval back')
    decision('withdraw', 'withdrawn', 'bookings.write', 'Withdraws a booking: one’s own, or as an approver any')
  }

/** The part must begin before it ends, within the film as far as its length is known. @throws Failure BOOKING_PART_WRONG */
const requirePart = (inputs: ScheduleInputs, { mediaId, fromMs = duration(0), toMs = null }: BookingInput): void => {
  const length = inputs.media.find(({ id }) => id === mediaId)?.durationMs ?? null
  const end = Math.min(toMs ?? Number.POSITIVE_INFINITY, length ?? Number.POSITIVE_INFINITY)
  if (fromMs >= end) throw new Failure('BOOKING_PART_WRONG')
}
