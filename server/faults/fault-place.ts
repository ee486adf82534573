/** Where a report is about: the device and its TV, whichever of the two is known. */
import type { Database } from '../platform/database.ts'

export interface FaultPlace {
  readonly equipmentId: string | null
  readonly displayId: string | null
  /** As people say it; empty: not known. */
  readonly room: string
  /** Of the device, or of the TV. */
  readonly name: string
}

type Reads = Pick<Database, 'equipment' | 'display'>

const ofDevice = (device: {
  readonly id: string
  readonly name: string
  readonly room: string
  readonly displayId: string | null
  readonly display: { readonly name: string } | null
}): FaultPlace => ({
  equipmentId: device.id,
  displayId: device.displayId,
  room: device.room || (device.display?.name ?? ''),
  name: device.name,
})
const IN_PLACE = { retiredAt: null } as const
const withDisplay = { display: { select: { name: true } } } as const

/** Null: there is no such TV. */
export const placeOfDisplay = async (database: Reads, displayId: string): Promise<FaultPlace | null> => {
  const display = await database.display.findUnique({ where: { id: displayId }, select: { name: true } })
  if (display === null) return null
  const device = await database.equipment.findFirst({
    where: { displayId, ...IN_PLACE },
    include: withDisplay,
    orderBy: { createdAt: 'asc' },
  })
  return device === null
    ? { equipmentId: null, displayId, room: display.name, name: display.name }
    : { ...ofDevice(device), room: display.name }
}

/** Null: there is no such device. */
export const placeOfEquipment = async (database: Reads, id: string): Promise<FaultPlace | null> => {
  const device = await database.equipment.findUnique({ where: { id }, include: withDisplay })
  return device === null ? null : ofDevice(device)
}

/** By what is printed on it, in any case; null: no device in use has it. */
export const placeOfLabel = async (database: Reads, label: string): Promise<FaultPlace | null> => {
  const printed = label.replaceAll(/[\s-]/g, '').toUpperCase()
  const device = await database.equipment.findFirst({
    where: { label: { in: [label, printed] }, ...IN_PLACE },
    include: withDisplay,
  })
  return device === null ? null : ofDevice(device)
}
