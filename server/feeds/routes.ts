/** The calendar feed over HTTP, its key, and a single booking as a file. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may, type User } from '../../protocol/account.ts'
import type { BookingView } from '../../protocol/booking.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Language } from '../../protocol/text.ts'
import type { SchoolDate, Window } from '../../protocol/time.ts'
import type { VisitView } from '../../protocol/visit.ts'
import type { BookingCalendar } from '../bookings/calendar.ts'
import type { BookingStore } from '../bookings/store.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import type { CalendarKeys } from './calendar-keys.ts'
import { type BookedEvent, type DutyEvent, feedText } from './feed.ts'

export interface FeedRoutesDeps {
  readonly keys: CalendarKeys
  readonly bookings: Pick<BookingStore, 'between' | 'find'>
  readonly calendar: Pick<BookingCalendar, 'between' | 'on'>
  /** Vendors' visits whose windows meet the dates. */
  readonly visits: (from: SchoolDate, to: SchoolDate, language: Language) => Promise<readonly VisitView[]>
  /** What a person looks after until that date. */
  readonly duties: (userId: string, until: SchoolDate) => Promise<readonly DutyEvent[]>
  readonly rundown: (window: Window) => Promise<readonly Airing[]>
  readonly schoolName: () => Promise<string>
  readonly clock: Clock
  readonly timeZone: string
  readonly audit: ReturnType<typeof audit>
}

const TYPE = 'text/calendar; charset=utf-8'
const DAYS_BACK = 14
const DAYS_AHEAD = 28
/** Bookings reach further than the schedule is resolved for a feed. */
const BOOKINGS_AHEAD = 140
const tags = ['feeds']

export const feedRoutes =
  (deps: FeedRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { keys, bookings, calendar, visits, duties, rundown, schoolName, clock, timeZone, audit } = deps
    const dateOf = (at: Parameters<typeof dateAt>[0]) => dateAt(at, timeZone)

    /** One's own bookings; an approver's feed has everybody's. */
    const bookedBy = async (user: User): Promise<BookedEvent[]> => {
      const today = dateOf(clock.now())
      const [from, to] = [addDays(today, -DAYS_BACK), addDays(today, BOOKINGS_AHEAD)]
      const windows = new Map(
        (await calendar.between(from, to)).flatMap(({ date, where }) => (where.airs ? [[date, where.occurrence]] : [])),
      )
      const all = await bookings.between(from, to)
      const shown = all.filter((each) => each.bookedBy === user.id || may(user.role, 'bookings.approve'))
      return shown.flatMap((booking) => {
        const window = windows.get(booking.date)
        return window === undefined ? [] : [{ booking, window }]
      })
    }

    /** For who sees the vendors. */
    const visitsFor = async (user: User): Promise<readonly VisitView[]> => {
      const today = dateOf(clock.now())
      return may(user.role, 'vendors.read')
        ? visits(addDays(today, -DAYS_BACK), addDays(today, BOOKINGS_AHEAD), user.language)
        : []
    }

    const dutiesOf = async (user: User): Promise<readonly DutyEvent[]> =>
      may(user.role, 'duties.do') ? duties(user.id, addDays(dateOf(clock.now()), DAYS_AHEAD)) : []

    const text = async (
      user: User,
      airings: readonly Airing[],
      booked: readonly BookedEvent[],
      coming: readonly VisitView[] = [],
      asked: readonly DutyEvent[] = [],
    ): Promise<string> =>
      feedText({
        ...{ schoolName: await schoolName(), language: user.language, now: clock.now() },
        ...{ airings, bookings: booked, visits: coming, duties: asked, dateOf },
      })

    app.get(
      '/calendar/:token.ics',
      {
        // The key in the address is the credential: a calendar app can send no other.
        config: { access: 'public', rateLimit: { max: 60, timeWindow: 60_000 } },
        schema: {
          tags,
          summary: 'Schedule, bookings, vendors’ visits and duties of the key’s owner as iCalendar',
          params: Type.Object({ token: Type.String({ maxLength: 100 }) }),
        },
      },
      async ({ params }, reply) => {
        const user = await keys.ownerOf(params.token)
        if (user === null) throw new Failure('NOT_FOUND')
        const today = dateOf(clock.now())
        const [start, end] = [startOfDate(today, timeZone), startOfDate(addDays(today, DAYS_AHEAD), timeZone)]
        const body = await text(
          user,
          await rundown({ start, end }),
          await bookedBy(user),
          await visitsFor(user),
          await dutiesOf(user),
        )
        return reply.type(TYPE).header('cache-control', 'private, max-age=300').send(body)
      },
    )

    app.get(
      '/api/bookings/:id/event.ics',
      {
        config: { access: 'bookings.read' },
        schema: { tags, summary: 'One booking as a calendar file', params: Type.Object({ id: Type.String() }) },
      },
      async (request, reply) => {
        const booking: BookingView | null = await bookings.find(request.params.id)
        const where = booking === null ? null : (await calendar.on(booking.date)).where
        if (booking === null || where === null || !where.airs) throw new Failure('NOT_FOUND')
        const body = await text(userOf(request), [], [{ booking, window: where.occurrence }])
        return reply.type(TYPE).header('content-disposition', 'attachment; filename="booking.ics"').send(body)
      },
    )

    app.post(
      '/api/calendar-key',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'A new address for one’s calendar feed; the one before ends',
          response: { 201: Type.Object({ path: Type.String({ description: 'Shown only now' }) }) },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const key = await keys.renew(user.id)
        await audit(user.name, 'calendar-key.renew', user.id, {})
        return reply.code(201).send({ path: `/calendar/${key}.ics` })
      },
    )

    app.delete(
      '/api/calendar-key',
      { config: { access: 'signed-in' }, schema: { tags, summary: 'Ends one’s calendar feed' } },
      async (request, reply) => {
        const user = userOf(request)
        await keys.revoke(user.id)
        await audit(user.name, 'calendar-key.revoke', user.id, {})
        return reply.code(204).send()
      },
    )
  }
