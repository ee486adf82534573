/** What kind of day each date is, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { CalendarDay } from '../../protocol/calendar.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import { dayOn, indexDays } from './calendar.ts'
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
        const day = dayOn(indexDays([said]), date)
        if (day.type === 'school' && day.pattern === null)
          throw new Failure('INPUT_INVALID', { field: 'pattern', problem: '1–7' })
        await store.saveDays([said])
        await audit(userOf(request).name, 'calendar.override', date, { type, note })
        changes.publish('calendar', date)
        return day
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
