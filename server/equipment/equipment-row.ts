/** A device as the database keeps it, read: for the wire, and in the words of the register as a table. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Equipment, EquipmentKind, EquipmentState } from '../../protocol/equipment.ts'
import { instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { WrittenDevice } from './register-csv.ts'

/** A fault that somebody still has to do something about. */
export const OPEN_FAULT = { state: { notIn: ['closed', 'dismissed'] } } as const satisfies Prisma.FaultWhereInput

/** What the view of a device is made of. Faults of the TV that it is count as its own; one that names both counts once. */
export const withNames = {
  vendor: { select: { name: true } },
  parent: { select: { name: true, label: true } },
  display: {
    select: { name: true, _count: { select: { faults: { where: { ...OPEN_FAULT, equipmentId: null } } } } },
  },
  _count: { select: { faults: { where: OPEN_FAULT } } },
} as const satisfies Prisma.EquipmentInclude
export type EquipmentRow = Prisma.EquipmentGetPayload<{ include: typeof withNames }>

const dateOrNull = (text: string | null): SchoolDate | null => (text === null ? null : schoolDate(text))

export const equipmentOf = (row: EquipmentRow): Equipment => ({
  id: row.id,
  label: row.label,
  name: row.name,
  kind: Value.Parse(EquipmentKind, row.kind),
  state: Value.Parse(EquipmentState, row.state),
  room: row.room,
  maker: row.maker,
  model: row.model,
  serial: row.serial,
  propertyNumber: row.propertyNumber,
  vendorId: row.vendorId,
  vendorName: row.vendor?.name ?? '',
  bought: dateOrNull(row.boughtOn),
  price: row.price,
  warrantyUntil: dateOrNull(row.warrantyUntil),
  note: row.note,
  parentId: row.parentId,
  parentName: row.parent?.name ?? '',
  displayId: row.displayId,
  openFaults: row._count.faults + (row.display?._count.faults ?? 0),
  version: row.version,
  createdAt: instant(row.createdAt.getTime()),
})

export const writtenOf = (row: EquipmentRow): WrittenDevice => {
  const { label, name, kind, state, room, maker, model, serial, propertyNumber, bought, price, warrantyUntil, note } =
    equipmentOf(row)
  return {
    ...{ label, name, kind, state, room, maker, model, serial, propertyNumber, bought, price, warrantyUntil, note },
    vendor: row.vendor?.name ?? '',
    parent: row.parent?.label ?? '',
    tv: row.display?.name ?? '',
  }
}
