/** The register of equipment over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  EQUIPMENT_KINDS,
  Equipment,
  EquipmentChange,
  EquipmentInput,
  EquipmentKind,
  EquipmentQuestion,
  EquipmentRoom,
  EquipmentState,
  EquipmentSummary,
} from '../../protocol/equipment.ts'
import { EquipmentDetail } from '../../protocol/equipment-detail.ts'
import type { Language } from '../../protocol/text.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { faultOf } from '../faults/fault-row.ts'
import type { Press } from '../papers/press.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import { visitsFor } from './device-visits.ts'
import { historyOf } from './history.ts'
import type { EquipmentParts } from './parts.ts'
import { writeRegister } from './register-csv.ts'
import type { RegisterStore } from './register-store.ts'
import type { EquipmentStore } from './store.ts'

export interface EquipmentRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly equipment: EquipmentStore
  readonly register: RegisterStore
  readonly parts: EquipmentParts
  readonly attachments: Attachments
  readonly press: Press
  readonly audit: ReturnType<typeof audit>
  readonly timeZone: string
}

const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Filter = Type.Object({
  q: PageQuery.properties.q,
  kind: Type.Optional(EquipmentKind),
  state: Type.Optional(EquipmentState),
  room: Type.Optional(Type.String({ maxLength: 80, description: 'Exactly; empty: no room is said' })),
  vendorId: Type.Optional(Type.String({ maxLength: 40 })),
  displayId: Type.Optional(Type.String({ maxLength: 40 })),
  question: Type.Optional(EquipmentQuestion),
})
const tags = ['equipment']
const MOST_FAULTS = 50

/** Dates that exist, words without blanks around them. @throws Failure INPUT_INVALID */
const cleaned = <Given extends Partial<EquipmentInput>>(given: Given): Given => {
  for (const field of ['bought', 'warrantyUntil'] as const) {
    const date = given[field]
    if (date != null && !isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
  }
  const trimmed = Object.entries(given).map(([field, value]) => [
    field,
    typeof value === 'string' ? value.trim() : value,
  ])
  return Object.fromEntries(trimmed)
}

export const equipmentRoutes =
  (deps: EquipmentRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { database, changes, equipment, audit } = deps

    const detailOf = async (device: Equipment, language: Language): Promise<EquipmentDetail> => {
      const { id, displayId } = device
      const faults = await database.fault.findMany({
        where: { OR: [{ equipmentId: id }, ...(displayId === null ? [] : [{ displayId, equipmentId: null }])] },
        orderBy: { createdAt: 'desc' },
        take: MOST_FAULTS,
      })
      const display = displayId === null ? null : await database.display.findUnique({ where: { id: displayId } })
      return {
        ...device,
        displayName: display?.name ?? '',
        children: [...(await equipment.children(id))],
        parts: [...(await deps.parts.of(id))],
        attachments: [...(await deps.attachments.of({ subject: 'equipment', id }))],
        faults: faults.map(faultOf),
        visits: await visitsFor(database, faults),
        history: await historyOf(database, id, language),
      }
    }

    app.get(
      '/api/equipment',
      {
        config: { access: 'equipment.read' },
        schema: {
          tags,
          summary: 'Devices by room and name; retired ones only when their state is asked for',
          querystring: Type.Object({ ...PageQuery.properties, ...Filter.properties }),
          response: { 200: pageOf(Equipment) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor, ...filter } }) => {
        const { rows, nextCursor } = cutPage(await equipment.list(limit, cursor, filter), limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/equipment/summary',
      {
        config: { access: 'equipment.read' },
        schema: { tags, summary: 'What is broken, what leaves warranty', response: { 200: EquipmentSummary } },
      },
      () => equipment.summary(),
    )

    app.get(
      '/api/equipment/rooms',
      {
        config: { access: 'equipment.read' },
        schema: {
          tags,
          summary: 'What stands in each room',
          response: { 200: Type.Object({ items: Type.Array(EquipmentRoom), nextCursor: Type.Null() }) },
        },
      },
      async () => ({ items: [...(await equipment.rooms())], nextCursor: null }),
    )

    app.get(
      '/api/equipment/export.csv',
      {
        config: { access: 'equipment.read' },
        schema: {
          tags,
          summary: 'The register as a table, retired devices included; taken in again it changes nothing',
          produces: ['text/csv'],
          querystring: Filter,
        },
      },
      async (request, reply) =>
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', 'attachment; filename="nooncast-equipment.csv"')
          .send(writeRegister(await deps.register.written(request.query), request.language)),
    )

    app.get(
      '/api/equipment/:id',
      {
        config: { access: 'equipment.read' },
        schema: {
          tags,
          summary: 'A device with its parts, files, faults and history',
          params: Id,
          response: { 200: EquipmentDetail },
        },
      },
      async (request) => {
        const device = await equipment.find(request.params.id)
        if (device === null) throw new Failure('NOT_FOUND')
        return detailOf(device, request.language)
      },
    )

    app.post(
      '/api/equipment',
      {
        config: { access: 'equipment.write' },
        schema: { tags, summary: 'Registers a device', body: EquipmentInput, response: { 201: Equipment } },
      },
      async (request, reply) => {
        const device = await equipment.create(cleaned(request.body))
        await audit(userOf(request).name, 'equipment.create', device.id, { what: device.name })
        changes.publish('equipment', device.id)
        return reply.code(201).send(device)
      },
    )

    app.patch(
      '/api/equipment/:id',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Changes what is said of a device; also retires it, and takes that back',
          params: Id,
          body: EquipmentChange,
          response: { 200: Equipment },
        },
      },
      async (request) => {
        const { device, changes: made } = await equipment.change(request.params.id, cleaned(request.body))
        if (made.length > 0)
          await audit(userOf(request).name, 'equipment.change', device.id, {
            changes: made.map((each) => ({ ...each })),
          })
        changes.publish('equipment', device.id)
        return device
      },
    )

    app.post(
      '/api/equipment/from-displays',
      {
        config: { access: 'equipment.write' },
        schema: {
          tags,
          summary: 'Registers each paired TV that is in the register not yet',
          response: { 200: Type.Object({ created: Type.Integer() }) },
        },
      },
      async (request) => {
        const name = EQUIPMENT_KINDS.tv[request.language]
        const created = await equipment.adoptTvs(name)
        for (const id of created) await audit(userOf(request).name, 'equipment.create', id, { what: name })
        if (created.length > 0) changes.publish('equipment', ...created)
        return { created: created.length }
      },
    )
  }
