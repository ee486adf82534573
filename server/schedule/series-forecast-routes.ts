/** How many noons a film series will take, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { SeriesForecast } from '../../protocol/series.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { Failure } from '../platform/failure.ts'
import { requireDates } from './calendar-routes.ts'
import type { RundownRoutesDeps } from './rundown-routes.ts'
import { forecastSeries } from './series-forecast.ts'
import { addDays, startOfDate } from './wall-clock.ts'

/** Two school terms with the holidays between them. */
const AHEAD_DAYS = 366

export const seriesForecastRoutes =
  ({ store, timeZone }: RundownRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/series/:id/forecast',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags: ['schedule'],
          summary: 'The dates on which a series will be on until it is over, for each audience',
          params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
          querystring: Type.Object({
            from: SchoolDate,
            slot: Type.Optional(Type.String({ maxLength: 100, description: 'A slot that is taken to show it' })),
          }),
          response: { 200: Type.Object({ items: Type.Array(SeriesForecast) }) },
        },
      },
      async ({ params: { id }, query: { from, slot } }) => {
        requireDates(from, from)
        const window = { start: startOfDate(from, timeZone), end: startOfDate(addDays(from, AHEAD_DAYS), timeZone) }
        const inputs = await store.inputs(window)
        if (!inputs.series.some((series) => series.id === id)) throw new Failure('NOT_FOUND')
        return { items: forecastSeries(inputs, id, slot ?? null, window) }
      },
    )
  }
