/** Everything of the schedule over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { calendarImportRoutes } from './calendar-import-routes.ts'
import { type CalendarRoutesDeps, calendarRoutes } from './calendar-routes.ts'
import { previewRoutes } from './preview-routes.ts'
import { rundownRoutes } from './rundown-routes.ts'
import { seriesForecastRoutes } from './series-forecast-routes.ts'
import { seriesRoutes } from './series-routes.ts'
import { slotRoutes } from './slot-routes.ts'
import { termRoutes } from './term-routes.ts'

export type ScheduleRoutesDeps = CalendarRoutesDeps

export const scheduleRoutes =
  (deps: ScheduleRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    for (const routes of [
      rundownRoutes,
      previewRoutes,
      calendarRoutes,
      calendarImportRoutes,
      slotRoutes,
      termRoutes,
      seriesRoutes,
      seriesForecastRoutes,
    ])
      await app.register(routes(deps))
  }
