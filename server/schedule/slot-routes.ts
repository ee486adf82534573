/** The timetable's slots over HTTP, and what is different on one date. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { ExceptionChange, Slot, SlotInput, SlotUpdate } from '../../protocol/calendar.ts'
import { ExceptionView } from '../../protocol/schedule-preview.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import { requireDates, Span } from './calendar-routes.ts'
import type { ScheduleStore } from './store.ts'
import { isRealDate } from './wall-clock.ts'

export interface SlotRoutesDeps {
  readonly store: ScheduleStore
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String() })
const SlotDate = Type.Object({ id: Type.String(), date: SchoolDate })
const tags = ['schedule']

/** @throws Failure SLOT_WITHOUT_DAYS, INPUT_INVALID for a date that does not exist or a validity that ends before it begins */
export const requireSlot = (input: SlotInput): void => {
  if (input.weekdays.length === 0 && input.dates.length === 0) throw new Failure('SLOT_WITHOUT_DAYS')
  const { validFrom, validUntil } = input
  const named = { dates: input.dates, validFrom: [validFrom], validUntil: [validUntil] }
  for (const [field, dates] of Object.entries(named))
    for (const date of dates)
      if (date !== null && !isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
  if (validFrom !== null && validUntil !== null && validUntil < validFrom)
    throw new Failure('INPUT_INVALID', { field: 'validUntil', problem: `${validFrom} … ${validUntil}` })
}

export const slotRoutes =
  ({ store, changes, audit }: SlotRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
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
        requireSlot(request.body)
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
        requireSlot(input)
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

    app.post(
      '/api/slots/:id/restore',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Brings a removed slot back', params: Id, response: { 200: Slot } },
      },
      async (request) => {
        const slot = await store.restoreSlot(request.params.id)
        if (slot === null) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'slot.bring-back', slot.id, {})
        changes.publish('schedule', slot.id)
        return slot
      },
    )

    app.get(
      '/api/exceptions',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags,
          summary: 'What is different on single dates, and who said so',
          querystring: Span,
          response: { 200: Type.Object({ items: Type.Array(ExceptionView) }) },
        },
      },
      async ({ query: { from, to } }) => {
        requireDates(from, to)
        return { items: await store.exceptions(from, to) }
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
  }
