/** A week with what groups share told once, and what a draft would change, over HTTP; nothing is saved here. */
import { setImmediate } from 'node:timers/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Airing } from '../../protocol/rundown.ts'
import { ScheduleDraft, SchedulePreview, SharedAiring } from '../../protocol/schedule-preview.ts'
import type { Language } from '../../protocol/text.ts'
import type { SchoolDate, Window } from '../../protocol/time.ts'
import { requireDates, requireSaid, Span } from './calendar-routes.ts'
import { effectOf } from './draft-effect.ts'
import { allAlike, likenessOf } from './likeness.ts'
import { resolveRundown } from './resolve.ts'
import { type Shared, shareAirings } from './rundown-difference.ts'
import { type RundownRoutesDeps, viewOf } from './rundown-routes.ts'
import { requireSlot } from './slot-routes.ts'
import { addDays, startOfDate } from './wall-clock.ts'

const tags = ['schedule']
const Body = Type.Object({ ...Span.properties, draft: ScheduleDraft }, { additionalProperties: false })
/** For whoever no longer reads it. */
const NOTHING: SchedulePreview = { airings: [], conflicts: [], changes: [] }

export const previewRoutes =
  ({ store, timeZone }: RundownRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const windowOf = (from: SchoolDate, to: SchoolDate): Window => {
      requireDates(from, to)
      return { start: startOfDate(from, timeZone), end: startOfDate(addDays(to, 1), timeZone) }
    }
    const sharedView = (shared: readonly Shared[], language: Language) =>
      shared.map(({ airing, groups }) => ({ airing: viewOf(airing, timeZone, language), groups: [...groups] }))

    app.get(
      '/api/rundown/shared',
      {
        config: { access: 'rundown.read' },
        schema: {
          tags,
          summary: 'What airs from one date to another; what groups share is told once',
          querystring: Span,
          response: { 200: Type.Object({ items: Type.Array(SharedAiring) }) },
        },
      },
      async ({ query: { from, to }, language }) => {
        const window = windowOf(from, to)
        const inputs = await store.inputs(window)
        const likeness = likenessOf(inputs)
        const { airings } = resolveRundown(inputs, window, [...likeness.keys()])
        const shared = shareAirings(airings).map((each) => ({ ...each, groups: allAlike(likeness, each.groups) }))
        return { items: sharedView(shared, language) }
      },
    )

    app.post(
      '/api/schedule/preview',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'What a draft would change', body: Body, response: { 200: SchedulePreview } },
      },
      async (request) => {
        const { from, to, draft } = request.body
        const { language } = request
        const window = windowOf(from, to)
        if (draft.type === 'slot') requireSlot(draft.slot)
        if (draft.type === 'days') requireSaid(draft.days)
        const held = await store.inputs(window)
        // A turn of the loop shows who gave up meanwhile: whoever types asks again and again, and one answer is enough.
        await setImmediate()
        if (request.socket.destroyed) return NOTHING
        const view = (airing: Airing | null) => (airing === null ? null : viewOf(airing, timeZone, language))
        const { airings, conflicts, changes } = effectOf(held, draft, window)
        return {
          airings: sharedView(airings, language),
          conflicts: sharedView(conflicts, language),
          changes: changes.map(({ before, after: next, groups }) => ({
            before: view(before),
            after: view(next),
            groups: [...groups],
          })),
        }
      },
    )
  }
