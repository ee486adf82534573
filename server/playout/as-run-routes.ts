/** What happened on a date, and the same for a spreadsheet. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { AsRunEntry } from '../../protocol/as-run.ts'
import { SchoolDate, type Window } from '../../protocol/time.ts'
import { rfc3339 } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { addDays, isRealDate, startOfDate } from '../schedule/wall-clock.ts'
import { asRunCsv } from './as-run-csv.ts'
import { readAsRun } from './as-run-store.ts'

const Query = Type.Object({ date: SchoolDate, group: Type.Optional(Type.String({ maxLength: 40 })) })

export const asRunRoutes =
  (deps: { readonly database: Database; readonly timeZone: string }): FastifyPluginAsyncTypebox =>
  async (app) => {
    const dayOf = (date: SchoolDate): Window => {
      if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field: 'date', problem: date })
      return { start: startOfDate(date, deps.timeZone), end: startOfDate(addDays(date, 1), deps.timeZone) }
    }

    app.get(
      '/api/as-run',
      {
        config: { access: 'asrun.read' },
        schema: {
          tags: ['as-run'],
          summary: 'Planned, commanded, reported, observed of one date',
          querystring: Query,
          response: { 200: Type.Object({ items: Type.Array(AsRunEntry) }) },
        },
      },
      async ({ query }) => ({
        items: [...(await readAsRun(deps.database, dayOf(query.date), query.group ?? null))],
      }),
    )

    app.get(
      '/api/as-run.csv',
      {
        config: { access: 'asrun.read' },
        schema: { tags: ['as-run'], summary: 'The same as CSV', querystring: Query, response: { 200: Type.String() } },
      },
      async ({ query, language }, reply) => {
        const entries = await readAsRun(deps.database, dayOf(query.date), query.group ?? null)
        return reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', `attachment; filename="as-run-${query.date}.csv"`)
          .send(asRunCsv(entries, (at) => rfc3339(at, deps.timeZone), language))
      },
    )
  }
