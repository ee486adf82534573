/** What happened in a room, by day, and the same for a spreadsheet. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { RoomHistory } from '../../protocol/room-history.ts'
import { SchoolDate, type Window } from '../../protocol/time.ts'
import type { DisplayStore } from '../displays/store.ts'
import { type Clock, rfc3339 } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { DEFAULT_PAGE } from '../platform/page.ts'
import { addDays, isRealDate, startOfDate } from '../schedule/wall-clock.ts'
import { pageOfRoom, readRoom, stateBefore } from './room-history.ts'
import { roomHistoryCsv } from './room-history-csv.ts'

const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Problems = Type.Optional(Type.Boolean({ description: 'Only what somebody should have looked after' }))
const Day = Type.Object({
  date: SchoolDate,
  problems: Problems,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
})
const Days = Type.Object({ from: SchoolDate, to: SchoolDate, problems: Problems })

export interface RoomRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly displays: Pick<DisplayStore, 'byIds'>
  readonly timeZone: string
}

const tags = ['displays']

export const roomRoutes =
  ({ database, clock, displays, timeZone }: RoomRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const daysOf = (from: SchoolDate, to: SchoolDate): Window => {
      for (const date of [from, to])
        if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field: 'date', problem: date })
      return { start: startOfDate(from, timeZone), end: startOfDate(addDays(to, 1), timeZone) }
    }
    const roomOf = async (id: string) => {
      const [display] = await displays.byIds([id])
      if (display === undefined) throw new Failure('NOT_FOUND')
      return display
    }

    app.get(
      '/api/displays/:id/history',
      {
        config: { access: 'displays.read' },
        schema: {
          tags,
          summary: 'What happened in this room on one date, newest first; kept for 30 days',
          params: Id,
          querystring: Day,
          response: { 200: RoomHistory },
        },
      },
      async ({ params, query }) => {
        const room = await roomOf(params.id)
        const window = daysOf(query.date, query.date)
        const { problems = false, limit = DEFAULT_PAGE } = query
        const cursor = query.cursor === undefined ? null : Number(query.cursor)
        const [events, before] = await Promise.all([
          readRoom(database, room, window, clock.now()),
          stateBefore(database, room, window.start),
        ])
        return { ...pageOfRoom(events, { problems, cursor, limit }), before }
      },
    )

    app.get(
      '/api/displays/:id/history.csv',
      {
        config: { access: 'displays.read' },
        schema: {
          tags,
          summary: 'The same of several dates as CSV',
          params: Id,
          querystring: Days,
          response: { 200: Type.String() },
        },
      },
      async ({ params, query }, reply) => {
        const room = await roomOf(params.id)
        const events = await readRoom(database, room, daysOf(query.from, query.to), clock.now())
        const all = { problems: query.problems ?? false, cursor: null, limit: events.length + 1 }
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="room-${query.from}-${query.to}.csv"`)
          .send(roomHistoryCsv(room.name, pageOfRoom(events, all).items, (at) => rfc3339(at, timeZone)))
      },
    )
  }
