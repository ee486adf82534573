/** What airs, over HTTP: a span of dates, and one instant. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Temporal } from 'temporal-polyfill'
import { Type } from 'typebox'
import { sayReason } from '../../protocol/reasons.ts'
import { type Airing, type AiringView, OnAirView, onAirAt, RundownView } from '../../protocol/rundown.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { requireDates, Span } from './calendar-routes.ts'
import { resolveRundown } from './resolve.ts'
import type { ScheduleStore } from './store.ts'
import { addDays, startOfDate } from './wall-clock.ts'

export interface RundownRoutesDeps {
  readonly store: ScheduleStore
  readonly timeZone: string
}

export const viewOf = (airing: Airing, timeZone: string, language: Language): AiringView => ({
  ...airing,
  start: rfc3339(airing.start, timeZone),
  end: rfc3339(airing.end, timeZone),
  reasons: airing.reasons.map((each) => ({ ...each, text: sayReason(each, language) })),
})

/** Reads RFC 3339; a `+` that was sent unencoded arrives as a space. @throws Failure INPUT_INVALID */
const parseInstant = (text: string): Instant => {
  try {
    return instant(Temporal.Instant.from(text.replace(/ (?=\d{2}:?\d{2}$)/, '+')).epochMilliseconds)
  } catch (problem) {
    if (problem instanceof RangeError)
      throw new Failure('INPUT_INVALID', { field: 'at', problem: '2026-11-27T12:04:00+08:00' })
    throw problem
  }
}

const tags = ['schedule']

export const rundownRoutes =
  ({ store, timeZone }: RundownRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/rundown',
      {
        config: { access: 'rundown.read' },
        schema: {
          tags,
          summary: 'What airs from one date to another, both included',
          querystring: Type.Object({ ...Span.properties, group: Type.Optional(Type.String()) }),
          response: { 200: RundownView },
        },
      },
      async (request) => {
        const { from, to, group } = request.query
        requireDates(from, to)
        const window = { start: startOfDate(from, timeZone), end: startOfDate(addDays(to, 1), timeZone) }
        const inputs = await store.inputs(window)
        if (group !== undefined && !inputs.groups.some((each) => each.id === group)) throw new Failure('NOT_FOUND')
        const { airings } = resolveRundown(inputs, window, group === undefined ? undefined : [group])
        return { airings: airings.map((airing) => viewOf(airing, timeZone, request.language)) }
      },
    )

    app.get(
      '/api/on-air',
      {
        config: { access: 'rundown.read' },
        schema: {
          tags,
          summary: 'What is on the air in a group at an instant',
          querystring: Type.Object({ at: Type.String({ maxLength: 40 }), group: Type.String() }),
          response: { 200: OnAirView },
        },
      },
      async (request) => {
        const { group } = request.query
        const at = parseInstant(request.query.at)
        const window = { start: at, end: instant(at + 1) }
        const inputs = await store.inputs(window)
        if (!inputs.groups.some((each) => each.id === group)) throw new Failure('NOT_FOUND')
        const answer = onAirAt(resolveRundown(inputs, window, [group]), at, group)
        if (answer === null) throw new Failure('NOT_FOUND')
        return {
          airing: viewOf(answer.airing, timeZone, request.language),
          positionMs: answer.positionMs,
          nextChangeAt: rfc3339(answer.nextChangeAt, timeZone),
        }
      },
    )
  }
