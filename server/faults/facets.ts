/** By what faults can be told apart: only what some fault was at. */
import type { FaultFacets } from '../../protocol/fault-desk.ts'
import type { Database } from '../platform/database.ts'

const byName = new Intl.Collator('zh-TW', { numeric: true })

export const readFacets = async (database: Database): Promise<FaultFacets> => {
  const [rooms, devices, vendors] = await Promise.all([
    database.fault.groupBy({ by: ['room'], where: { room: { not: '' } } }),
    database.equipment.findMany({ where: { faults: { some: {} } }, select: { id: true, name: true, room: true } }),
    database.vendor.findMany({
      where: { equipment: { some: { faults: { some: {} } } } },
      select: { id: true, name: true },
    }),
  ])
  return {
    rooms: rooms.map(({ room }) => room).sort(byName.compare),
    devices: devices.sort((a, b) => byName.compare(a.room, b.room) || byName.compare(a.name, b.name)),
    vendors: vendors.sort((a, b) => byName.compare(a.name, b.name)),
  }
}
