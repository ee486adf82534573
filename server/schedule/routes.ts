/** The rundown and the timetable over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Temporal } from 'temporal-polyfill'
import { Type } from 'typebox'
import { CalendarDay, ExceptionChange, Slot, SlotInput, SlotUpdate } from '../../protocol/calendar.ts'
import { sayReason } from '../../protocol/reasons.ts'
import { type Airing, type AiringView, OnAirView, onAirAt, RundownView } from '../../protocol/rundown.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant, SchoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { rfc3339 } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { dayOn, indexDays } from './calendar.ts'
import { resolveRundown } from './resolve.ts'
import type { ScheduleStore } from './store.ts'
import { addDays, daysBetween, isRealDate, localDays, startOfDate } from './wall-clock.ts'

export interface ScheduleRoutesDeps {
  readonly store: ScheduleStore
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

/** The longest window of one answer. */
const MOST_DAYS = 400

export const viewOf = (airing: Airing, timeZone: string, language: Language): AiringView => ({
  ...airing,
  start: rfc3339(airing.start, timeZone),
  end: rfc3339(airing.end, timeZone),
  reasons: airing.reasons.map((each) => ({ ...each, text: sayReason(each, language) })),
})

const parseInstant = (text: string): Instant => {
  try {
    return instant(Temporal.Instant.from(text).epochMilliseconds)
  } catch (problem) {
    if (problem instanceof RangeError)
      throw new Failure('INPUT_INVALID', { field: 'at', problem: '2026-11-27T12:04:00+08:00' })
    throw problem
  }
}

const requireDates = (from: SchoolDate, to: SchoolDate): void => {
  for (const [field, date] of Object.entries({ from, to }))
    if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
  const count = daysBetween(from, to) + 1
  if (count < 1 || count > MOST_DAYS)
    throw new Failure('INPUT_INVALID', { field: 'to', problem: `${from} … ${to}: 1–${MOST_DAYS}` })
}

const Id = Type.Object({ id: Type.String() })
const SlotDate = Type.Object({ id: Type.String(), date: SchoolDate })
const Span = Type.Object({ from: SchoolDate, to: SchoolDate })
const tags = ['schedule']

export const scheduleRoutes =
  ({ store, changes, audit, timeZone }: ScheduleRoutesDeps): FastifyPluginAsyncTypebox =>
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
        const { airings } = resolveRundown(inputs, window)
        return {
          airings: airings
            .filter((airing) => group === undefined || airing.group === group)
            .map((airing) => viewOf(airing, timeZone, request.language)),
        }
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
        const at = parseInstant(request.query.at)
        const window = { start: at, end: instant(at + 1) }
        const answer = onAirAt(resolveRundown(await store.inputs(window), window), at, request.query.group)
        if (answer === null) throw new Failure('NOT_FOUND')
        return {
          airing: viewOf(answer.airing, timeZone, request.language),
          positionMs: answer.positionMs,
          nextChangeAt: rfc3339(answer.nextChangeAt, timeZone),
        }
      },
    )

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

    app.get(
      '/api/slots',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags,
          summary: 'The timetable',
          response: { 200: Type.Object({ items: Type.Array(Slot), nextCursor: Type.Null() }) },
        },
      },
      async () => ({ items: await store.slots(), nextCursor: null }),
    )

    app.post(
      '/api/slots',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Adds a slot', body: SlotInput, response: { 201: Slot } },
      },
      async (request, reply) => {
        const slot = await store.createSlot(request.body)
        await audit(userOf(request).name, 'slot.create', slot.id, { name: slot.name })
        changes.publish('schedule', slot.id)
        return reply.code(201).send(slot)
      },
    )

    app.put(
      '/api/slots/:id',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Changes a slot', params: Id, body: SlotUpdate, response: { 200: Slot } },
      },
      async (request) => {
        const { version, ...input } = request.body
        const slot = await store.updateSlot(request.params.id, version, input)
        if (slot === null) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'slot.change', slot.id, { name: slot.name, version: slot.version })
        changes.publish('schedule', slot.id)
        return slot
      },
    )

    app.delete(
      '/api/slots/:id',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Removes a slot', params: Id, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        if (!(await store.removeSlot(request.params.id))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'slot.remove', request.params.id, {})
        changes.publish('schedule', request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/api/slots/:id/exceptions/:date',
      {
        config: { access: 'schedule.write' },
        schema: {
          tags,
          summary: 'Cancels, moves or replaces a slot on one date',
          params: SlotDate,
          body: Type.Object({ change: ExceptionChange, note: Type.Optional(Type.String({ maxLength: 200 })) }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { id, date } = request.params
        const { change, note = '' } = request.body
        if (!isRealDate(date)) throw new Failure('INPUT_INVALID', { field: 'date', problem: date })
        if (!(await store.setException(id, date, change, note))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, `slot.${change.type}`, id, { date, note })
        changes.publish('schedule', id)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/api/slots/:id/exceptions/:date',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Takes an exception back', params: SlotDate, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const { id, date } = request.params
        if (!(await store.removeException(id, date))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'slot.restore', id, { date })
        changes.publish('schedule', id)
        return reply.code(204).send(null)
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
