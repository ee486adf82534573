/** The register as a table, against the database: what a list would do, and doing it, whole or not at all. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import type { EquipmentFilter } from './equipment-filter.ts'
import { withNames, writtenOf } from './equipment-row.ts'
import type { RegisterLine, WrittenDevice } from './register-csv.ts'
import { type FieldChange, planRegister, type RegisterPlan } from './register-plan.ts'
import { type EquipmentStore, newLabel, retirement } from './store.ts'

type Transaction = Prisma.TransactionClient
/** Three thousand devices are written one by one. */
const TRANSACTION = { timeout: 60_000 } as const

export interface RegisterStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly equipment: Pick<EquipmentStore, 'rows'>
}
export type RegisterStore = ReturnType<typeof createRegisterStore>

export const createRegisterStore = ({ database, clock, equipment }: RegisterStoreDeps) => ({
  /** Devices as lines of the table; retired ones too, unless a state is asked for. */
  written: async (filter: EquipmentFilter): Promise<readonly WrittenDevice[]> => {
    const retired = filter.state === undefined ? await equipment.rows({ ...filter, state: 'retired' }) : []
    return [...(await equipment.rows(filter)), ...retired].map(writtenOf)
  },

  /** What these lines would do to the register as it is. */
  plan: async (lines: readonly RegisterLine[]): Promise<RegisterPlan> => {
    const rows = await database.equipment.findMany({ include: withNames, orderBy: { createdAt: 'asc' } })
    const vendors = await database.vendor.findMany({ where: { archivedAt: null }, select: { name: true } })
    const tvs = await database.display.findMany({ select: { name: true } })
    return planRegister(lines, {
      devices: rows.map((row) => ({ id: row.id, version: row.version, written: writtenOf(row) })),
      vendors: vendors.map(({ name }) => name),
      tvs: tvs.map(({ name }) => name),
    })
  },

  /**
   * Does it, with a line in the audit log for each device.
   * @throws Failure CONFLICT when the register was changed since it was planned; nothing is then done
   */
  apply: (plan: RegisterPlan, by: string): Promise<void> =>
    database.$transaction(async (within) => {
      const at = new Date(clock.now())
      await within.vendor.createMany({
        data: plan.newVendors.map((name) => ({ id: newId(), name, serves: [], createdAt: at })),
      })
      const names = await namesOf(within)
      const ids = new Map(plan.creates.map(({ ref }) => [ref, newId()]))
      await within.equipment.createMany({
        data: plan.creates.map(({ ref, device }) => ({
          ...columnsOf(device, names),
          ...retirement(device, at),
          id: ids.get(ref) ?? newId(),
          label: device.label === '' ? newLabel() : device.label,
          createdAt: at,
        })),
      })
      for (const { known, device } of plan.changes) {
        const { count } = await within.equipment.updateMany({
          where: { id: known.id, version: known.version },
          data: { ...columnsOf(device, names), ...retirement(device, at), version: { increment: 1 } },
        })
        if (count !== 1) throw new Failure('CONFLICT')
      }
      const parents = await idsByLabel(within)
      const moved = plan.changes.filter(({ changes }) => changes.some(({ field }) => field === 'parent'))
      for (const { ref, device } of [...plan.creates.filter((each) => each.device.parent !== ''), ...moved]) {
        const [id, parentId] = [ref, device.parent].map((sign) => ids.get(sign) ?? parents.get(sign) ?? null)
        if (id != null) await within.equipment.update({ where: { id }, data: { parentId: parentId ?? null } })
      }
      await requireOneEach(within)
      const told = [
        ...plan.creates.map(({ ref, device }) => ({ subject: ids.get(ref) ?? '', changes: [], what: device.name })),
        ...plan.changes.map(({ known, changes }) => ({ subject: known.id, changes, what: '' })),
      ]
      await within.audit.createMany({ data: told.map((each) => auditOf(each, by, at)) })
    }, TRANSACTION),
})

interface Told {
  readonly subject: string
  readonly changes: readonly FieldChange[]
  readonly what: string
}
const auditOf = ({ subject, changes, what }: Told, actor: string, at: Date) => ({
  ...{ id: newId(), at, actor, subject },
  action: changes.length === 0 ? 'equipment.create' : 'equipment.change',
  details: { what, changes: changes.map(({ field, from, to }) => ({ field, from, to })) },
})

interface Names {
  readonly vendors: ReadonlyMap<string, string>
  readonly tvs: ReadonlyMap<string, string>
}
const namesOf = async (within: Transaction): Promise<Names> => {
  const vendors = await within.vendor.findMany({ where: { archivedAt: null }, orderBy: { createdAt: 'desc' } })
  const tvs = await within.display.findMany({ select: { id: true, name: true } })
  return {
    vendors: new Map(vendors.map(({ id, name }) => [name, id])),
    tvs: new Map(tvs.map(({ id, name }) => [name, id])),
  }
}

const idsByLabel = async (within: Transaction): Promise<ReadonlyMap<string, string>> =>
  new Map((await within.equipment.findMany({ select: { id: true, label: true } })).map(({ id, label }) => [label, id]))

const columnsOf = (
  { vendor, tv, parent: _parent, label: _label, bought, ...words }: WrittenDevice,
  { vendors, tvs }: Names,
) => ({
  ...words,
  boughtOn: bought,
  vendorId: vendors.get(vendor) ?? null,
  displayId: tvs.get(tv) ?? null,
})

/** @throws Failure CONFLICT when a property number or a TV was taken meanwhile */
const requireOneEach = async (within: Transaction): Promise<void> => {
  const numbers = await within.equipment.groupBy({
    by: ['propertyNumber'],
    where: { propertyNumber: { not: '' } },
    having: { propertyNumber: { _count: { gt: 1 } } },
  })
  const tvs = await within.equipment.groupBy({
    by: ['displayId'],
    where: { displayId: { not: null } },
    having: { displayId: { _count: { gt: 1 } } },
  })
  if (numbers.length + tvs.length > 0) throw new Failure('CONFLICT')
}
