/** A week with what groups share told once, and what a draft would change, over HTTP; nothing is saved here. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Airing } from '../../protocol/rundown.ts'
import { ScheduleDraft, SchedulePreview, SharedAiring } from '../../protocol/schedule-preview.ts'
import type { Language } from '../../protocol/text.ts'
import { overlaps, type SchoolDate, type Window } from '../../protocol/time.ts'
import { dayOn, indexDays } from './calendar.ts'
import { requireDates, requireSaid, Span } from './calendar-routes.ts'
import { NEW_SLOT, withDraft } from './draft.ts'
import type { ScheduleInputs } from './inputs.ts'
import { indexExceptions, type Occurrence, occurrencesOn, schoolDay } from './occurrences.ts'
import { resolveRundown } from './resolve.ts'
import { rundownDifference, type Shared, shareAirings } from './rundown-difference.ts'
import { type RundownRoutesDeps, viewOf } from './rundown-routes.ts'
import { requireSlot } from './slot-routes.ts'
import { addDays, localDate, localDays, startOfDate } from './wall-clock.ts'

const tags = ['schedule']
const Body = Type.Object({ ...Span.properties, draft: ScheduleDraft }, { additionalProperties: false })

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
        return { items: sharedView(shareAirings(resolveRundown(await store.inputs(window), window).airings), language) }
      },
    )

    app.post(
      '/api/schedule/preview',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'What a draft would change', body: Body, response: { 200: SchedulePreview } },
      },
      async ({ body: { from, to, draft }, language }) => {
        const window = windowOf(from, to)
        if (draft.type === 'slot') requireSlot(draft.slot)
        if (draft.type === 'days') requireSaid(draft.days)
        const held = await store.inputs(window)
        const drafted = withDraft(held, draft)
        const after = resolveRundown(drafted, window).airings
        const view = (airing: Airing | null) => (airing === null ? null : viewOf(airing, timeZone, language))
        const changes = rundownDifference(resolveRundown(held, window).airings, after, (airing) =>
          localDate(airing.start, timeZone),
        )
        const slotId = draft.type === 'slot' ? (draft.id ?? NEW_SLOT) : null
        const own = slotId === null ? [] : after.filter((airing) => airing.slotId === slotId)
        return {
          airings: sharedView(shareAirings(own), language),
          conflicts:
            slotId === null ? [] : sharedView(shareAirings(conflictsOf(drafted, window, slotId, after)), language),
          changes: changes.map(({ before, after: next, groups }) => ({
            before: view(before),
            after: view(next),
            groups: [...groups],
          })),
        }
      },
    )
  }

/** Programmes that air in a slot's time instead of it, among the groups that it reaches. */
const conflictsOf = (
  inputs: ScheduleInputs,
  window: Window,
  slotId: string,
  airings: readonly Airing[],
): readonly Airing[] => {
  const times = occurrencesOfSlot(inputs, window, slotId)
  const reached = new Set(airings.filter((airing) => airing.slotId === slotId).map((airing) => airing.group))
  const everyone = inputs.slots.find((slot) => slot.id === slotId)?.audience.length === 0
  return airings.filter(
    (airing) =>
      airing.kind !== 'slate' &&
      airing.slotId !== slotId &&
      (everyone || reached.has(airing.group)) &&
      times.some((time) => overlaps(time, airing)),
  )
}

const occurrencesOfSlot = (inputs: ScheduleInputs, window: Window, slotId: string): readonly Occurrence[] => {
  const { timeZone } = inputs
  const index = indexDays(inputs.days)
  const days = localDays(localDate(window.start, timeZone), localDate(window.end, timeZone), timeZone).map((local) =>
    schoolDay(local, dayOn(index, local.date, local.weekday), inputs.terms),
  )
  const slots = inputs.slots.filter((slot) => slot.id === slotId)
  return occurrencesOn(slots, days, indexExceptions(inputs.exceptions), timeZone).filter(
    (occurrence) => occurrence.airs && overlaps(occurrence, window),
  )
}
