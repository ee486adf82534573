/**
 * The register in the database. A change is one transaction that writes first and looks afterwards whether the register
 * still holds together: whoever would break it is told, and nothing is written.
 */
import { randomBytes } from 'node:crypto'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type Equipment,
  type EquipmentChange,
  type EquipmentInput,
  EquipmentKind,
  type EquipmentRoom,
  type EquipmentSummary,
} from '../../protocol/equipment.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { localDate } from '../schedule/wall-clock.ts'
import { askedFor, BROKEN, type EquipmentFilter, whereOf } from './equipment-filter.ts'
import { type EquipmentRow, equipmentOf, withNames, writtenOf } from './equipment-row.ts'
import { labelFrom } from './label-id.ts'
import { changesBetween, type FieldChange } from './register-plan.ts'

type Transaction = Prisma.TransactionClient

/** A device as it became, and how it differs from what it was. */
export interface Changed {
  readonly device: Equipment
  readonly changes: readonly FieldChange[]
}

export interface EquipmentStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
}
export type EquipmentStore = ReturnType<typeof createEquipmentStore>

/** By room, then by name: as one walks through the school. */
const ORDER: Prisma.EquipmentOrderByWithRelationInput[] = [{ room: 'asc' }, { name: 'asc' }, { id: 'asc' }]
const NOT_RETIRED = { state: { not: 'retired' } } as const
/** Words to choose from while typing. */
const MOST_MAKERS = 200

export const newLabel = (): string => labelFrom(randomBytes(64)) ?? newLabel()

export const createEquipmentStore = ({ database, clock, timeZone }: EquipmentStoreDeps) => {
  const today = (): SchoolDate => localDate(clock.now(), timeZone)

  const rowOf = (id: string, within: Transaction = database): Promise<EquipmentRow | null> =>
    within.equipment.findUnique({ where: { id }, include: withNames })

  const rows = (filter: EquipmentFilter): Promise<EquipmentRow[]> =>
    database.equipment.findMany({ where: whereOf(filter, today(), database), include: withNames, orderBy: ORDER })

  return {
    /** Null: there is none. */
    find: async (id: string): Promise<Equipment | null> => {
      const row = await rowOf(id)
      return row === null ? null : equipmentOf(row)
    },

    /** At most `limit + 1`, by room and name. */
    list: async (limit: number, cursor: string | undefined, filter: EquipmentFilter): Promise<readonly Equipment[]> => {
      const found = await database.equipment.findMany({
        where: whereOf(filter, today(), database),
        include: withNames,
        orderBy: ORDER,
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return found.map(equipmentOf)
    },

    /** Those of these ids that there are, in that order. */
    byIds: async (ids: readonly string[]): Promise<readonly Equipment[]> => {
      const found = await database.equipment.findMany({ where: { id: { in: [...ids] } }, include: withNames })
      const byId = new Map(found.map((row) => [row.id, equipmentOf(row)]))
      return ids.flatMap((id) => byId.get(id) ?? [])
    },

    /** What is built into it. */
    children: async (id: string): Promise<readonly Equipment[]> =>
      (await database.equipment.findMany({ where: { parentId: id }, include: withNames, orderBy: ORDER })).map(
        equipmentOf,
      ),

    rows,

    summary: async (): Promise<EquipmentSummary> => {
      const { equipment } = database
      const count = (where: Prisma.EquipmentWhereInput) => equipment.count({ where: { AND: [NOT_RETIRED, where] } })
      const asked = (question: Parameters<typeof askedFor>[0]) => count(askedFor(question, today(), database))
      const makers = await equipment.groupBy({
        by: ['maker'],
        where: { maker: { not: '' } },
        orderBy: { _count: { id: 'desc' } },
        take: MOST_MAKERS,
      })
      return {
        total: await count({}),
        retired: await equipment.count({ where: { state: 'retired' } }),
        questions: {
          broken: await asked('broken'),
          'warranty-ending': await asked('warranty-ending'),
          'warranty-unknown': await asked('warranty-unknown'),
          'in-repair': await asked('in-repair'),
          'parts-short': await asked('parts-short'),
        },
        unregisteredTvs: await database.display.count({ where: { equipment: { none: {} } } }),
        vendors: await database.vendor.findMany({
          where: { archivedAt: null },
          select: { id: true, name: true },
          orderBy: { name: 'asc' },
        }),
        makers: makers.map(({ maker }) => maker),
      }
    },

    /** What stands where, by the room's name. */
    rooms: async (): Promise<readonly EquipmentRoom[]> => {
      const counted = await database.equipment.groupBy({ by: ['room', 'kind'], where: NOT_RETIRED, _count: true })
      const broken = await database.equipment.findMany({ where: { AND: [NOT_RETIRED, BROKEN] }, include: withNames })
      const faults = Map.groupBy(broken.map(equipmentOf), ({ room }) => room)
      return [...Map.groupBy(counted, ({ room }) => room)].map(([room, each]) => ({
        room,
        count: each.reduce((sum, { _count }) => sum + _count, 0),
        openFaults: (faults.get(room) ?? []).reduce((sum, { openFaults }) => sum + openFaults, 0),
        kinds: each.map(({ kind, _count }) => ({ kind: Value.Parse(EquipmentKind, kind), count: _count })),
      }))
    },

    /** @throws Failure EQUIPMENT_NUMBER_TAKEN, EQUIPMENT_TV_TAKEN, EQUIPMENT_REFERENCE_MISSING */
    create: (input: EquipmentInput): Promise<Equipment> =>
      database.$transaction(async (within) => {
        await requireReferences(within, input)
        const id = newId()
        await within.equipment.create({
          data: { ...fieldsOf(input), id, label: newLabel(), createdAt: new Date(clock.now()) },
        })
        await requireWhole(within, id)
        return equipmentOf(await within.equipment.findUniqueOrThrow({ where: { id }, include: withNames }))
      }),

    /**
     * Changes what is said of a device. A retired one is no TV of the broadcast any more.
     * @throws Failure NOT_FOUND, EQUIPMENT_CHANGED, and as `create`; EQUIPMENT_IN_ITSELF
     */
    change: (id: string, { version, ...change }: EquipmentChange): Promise<Changed> =>
      database.$transaction(async (within) => {
        const now = new Date(clock.now())
        const before = await rowOf(id, within)
        if (before === null) throw new Failure('NOT_FOUND')
        await requireReferences(within, change)
        const { count } = await within.equipment.updateMany({
          where: { id, version },
          data: { ...fieldsOf(change), ...retirement(change, now), version: { increment: 1 } },
        })
        if (count !== 1) throw new Failure('EQUIPMENT_CHANGED')
        await requireWhole(within, id)
        const after = await within.equipment.findUniqueOrThrow({ where: { id }, include: withNames })
        return { device: equipmentOf(after), changes: changesBetween(writtenOf(before), writtenOf(after)) }
      }),

    /** Registers each paired TV that no device is yet, under its own name as the room. */
    adoptTvs: (name: string): Promise<readonly string[]> =>
      database.$transaction(async (within) => {
        const displays = await within.display.findMany({ where: { equipment: { none: {} } }, orderBy: { name: 'asc' } })
        const data = displays.map((display) => ({
          ...{ id: newId(), label: newLabel(), kind: 'tv', name, room: display.name, displayId: display.id },
          ...{ state: 'in-use', createdAt: new Date(clock.now()) },
        }))
        await within.equipment.createMany({ data })
        return data.map(({ id }) => id)
      }),
  }
}

/** The columns of what is said; what is left out stays. */
export const fieldsOf = <Given extends Partial<EquipmentInput>>({ bought, ...others }: Given) => ({
  ...others,
  ...(bought === undefined ? {} : { boughtOn: bought }),
})

/** A retired device is kept with the day it was, and is no TV any more; one taken back is not retired. */
export const retirement = ({ state }: Partial<EquipmentInput>, now: Date) => {
  if (state === undefined) return {}
  return state === 'retired' ? { retiredAt: now, displayId: null } : { retiredAt: null }
}

/** @throws Failure EQUIPMENT_REFERENCE_MISSING */
const requireReferences = async (
  within: Transaction,
  { vendorId = null, parentId = null, displayId = null }: Partial<EquipmentInput>,
): Promise<void> => {
  const missing =
    (vendorId !== null && (await within.vendor.count({ where: { id: vendorId } })) === 0) ||
    (parentId !== null && (await within.equipment.count({ where: { id: parentId } })) === 0) ||
    (displayId !== null && (await within.display.count({ where: { id: displayId } })) === 0)
  if (missing) throw new Failure('EQUIPMENT_REFERENCE_MISSING')
}

/** @throws Failure EQUIPMENT_NUMBER_TAKEN, EQUIPMENT_TV_TAKEN, EQUIPMENT_IN_ITSELF */
const requireWhole = async (within: Transaction, id: string): Promise<void> => {
  const { propertyNumber, displayId, parentId } = await within.equipment.findUniqueOrThrow({ where: { id } })
  const other = (where: Prisma.EquipmentWhereInput) =>
    within.equipment.findFirst({ where: { ...where, id: { not: id } }, select: { name: true } })
  const sameNumber = propertyNumber === '' ? null : await other({ propertyNumber })
  if (sameNumber !== null)
    throw new Failure('EQUIPMENT_NUMBER_TAKEN', { number: propertyNumber, name: sameNumber.name })
  const sameTv = displayId === null ? null : await other({ displayId })
  if (sameTv !== null) throw new Failure('EQUIPMENT_TV_TAKEN', { name: sameTv.name })
  const above = new Set([id])
  for (let at = parentId; at !== null; ) {
    if (above.has(at)) throw new Failure('EQUIPMENT_IN_ITSELF')
    above.add(at)
    at = (await within.equipment.findUnique({ where: { id: at }, select: { parentId: true } }))?.parentId ?? null
  }
}
