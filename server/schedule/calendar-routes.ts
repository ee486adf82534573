/** What kind of day each date is, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { CalendarDay } from '../../protocol/calendar.ts'
import { type DaySaid, DaysSaid } from '../../protocol/schedule-preview.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import { dayOn, indexDays, sortDays } from './calendar.ts'
import { saidDays } from './draft.ts'
import type { ScheduleStore } from './store.ts'
import { daysBetween, isRealDate, localDays } from './wall-clock.ts'

export interface CalendarRoutesDeps {
  readonly store: ScheduleStore
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

/** The longest window of one answer. */
const MOST_DAYS = 400

/** Dates of a query, both included. */
export const Span = Type.Object({ from: SchoolDate, to: SchoolDate })

/** @throws Failure INPUT_INVALID for dates that do not exist, in the wrong order or too far apart */
export const requireDates = (from: SchoolDate, to: SchoolDate): void => {
  for (const [field, date] of Object.entries({ from, to }))
    if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
  const count = daysBetween(from, to) + 1
  if (count < 1 || count > MOST_DAYS)
    throw new Failure('INPUT_INVALID', { field: 'to', problem: `${from} … ${to}: 1–${MOST_DAYS}` })
}

/** @throws Failure INPUT_INVALID for dates that do not exist and school days on a weekend that follow no weekday */
export const requireSaid = (days: readonly DaySaid[]): void => {
  for (const { date } of days)
    if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field: 'date', problem: date })
  const index = indexDays(saidDays(days))
  for (const date of index.keys()) {
    const day = dayOn(index, date)
    if (day.type === 'school' && day.pattern === null)
      throw new Failure('INPUT_INVALID', { field: 'pattern', problem: `${date}: 1–7` })
  }
}

const tags = ['schedule']

export const calendarRoutes =
  ({ store, changes, audit, timeZone }: CalendarRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/calendar',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags,
          summary: 'What kind of day each date is',
          querystring: Span,
          response: { 200: Type.Object({ items: Type.Array(CalendarDay) }) },
        },
      },
      async (request) => {
        const { from, to } = request.query
        requireDates(from, to)
        const index = indexDays(await store.days(from, to))
        return { items: localDays(from, to, timeZone).map((local) => dayOn(index, local.date, local.weekday)) }
      },
    )

    const OverrideBody = Type.Object({
      type: CalendarDay.properties.type,
      pattern: Type.Optional(CalendarDay.properties.pattern),
      note: Type.Optional(Type.String({ maxLength: 200 })),
    })
    app.put(
      '/api/calendar/:date',
      {
        config: { access: 'schedule.write' },
        schema: {
          tags,
          summary: 'Says what a date is, above every other source',
          params: Type.Object({ date: SchoolDate }),
          body: OverrideBody,
          response: { 200: CalendarDay },
        },
      },
      async (request) => {
        const { date } = request.params
        if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field: 'date', problem: date })
        const { type, pattern = null, note = '' } = request.body
        const said: CalendarDay = { date, type, pattern, source: 'operator', note }
        requireSaid([{ date, said: { type, pattern, note } }])
        await store.saveDays([said])
        await audit(userOf(request).name, 'calendar.override', date, { type, note })
        changes.publish('calendar', date)
        return dayOn(indexDays([said]), date)
      },
    )

    app.put(
      '/api/calendar',
      {
        config: { access: 'schedule.write' },
        schema: {
          tags,
          summary: 'Says what several dates are, all or none; answers what was said before, which takes it back',
          body: DaysSaid,
          response: { 200: DaysSaid },
        },
      },
      async (request) => {
        const { days } = request.body
        requireSaid(days)
        const before = await store.sayDays(days)
        const user = userOf(request).name
        for (const { date, said } of days)
          await audit(user, said === null ? 'calendar.restore' : 'calendar.override', date, said ?? {})
        changes.publish('calendar', ...days.map(({ date }) => date))
        return { days: before }
      },
    )

    app.get(
      '/api/calendar/:date',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags,
          summary: 'What every source says of a date, the strongest first, and who spoke for the operators',
          params: Type.Object({ date: SchoolDate }),
          response: {
            200: Type.Object({ items: Type.Array(CalendarDay), by: Type.Union([Type.String(), Type.Null()]) }),
          },
        },
      },
      async (request) => {
        const { date } = request.params
        requireDates(date, date)
        const said = sortDays(await store.days(date, date))
        const spoken = said[0]?.source === 'operator'
        return { items: said, by: spoken ? await store.saidBy('calendar.override', date) : null }
      },
    )

    app.delete(
      '/api/calendar/:date',
      {
        config: { access: 'schedule.write' },
        schema: {
          tags,
          summary: 'Takes an override of a date back',
          params: Type.Object({ date: SchoolDate }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { date } = request.params
        if (!(await store.removeDay(date, 'operator'))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'calendar.restore', date, {})
        changes.publish('calendar', date)
        return reply.code(204).send(null)
      },
    )
  }
