/** The school's rooms as the watch knows them: where each TV hangs, and what it hangs behind by the register. */
import type { Display, Group } from '../../protocol/display.ts'
import type { Database } from '../platform/database.ts'
import type { Room, Site } from './scopes.ts'

/** A device of the register, as far as it matters here. */
interface Device {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly room: string
  readonly displayId: string | null
  readonly parentId: string | null
}

/** No register nests deeper; a circle ends here. */
const DEEPEST = 10

export const readDevices = (database: Database): Promise<readonly Device[]> =>
  database.equipment.findMany({
    where: {
      state: { not: 'retired' },
      OR: [{ kind: 'switch' }, { displayId: { not: null } }, { children: { some: {} } }],
    },
    select: { id: true, kind: true, name: true, room: true, displayId: true, parentId: true },
  })

/** What holds a device, nearest first. Pure, as all below. */
const above = (byId: ReadonlyMap<string, Device>, device: Device): readonly Device[] => {
  const chain: Device[] = []
  for (let at = device.parentId; at !== null && chain.length < DEEPEST; ) {
    const next = byId.get(at)
    if (next === undefined || chain.includes(next)) break
    chain.push(next)
    at = next.parentId
  }
  return chain
}

const groupsAbove = (byId: ReadonlyMap<string, Group>, id: string | null): readonly string[] => {
  const chain: string[] = []
  for (let at = id; at !== null && !chain.includes(at); at = byId.get(at)?.parentId ?? null) chain.push(at)
  return chain
}

export const siteOf = (
  displays: readonly Pick<Display, 'id' | 'name' | 'building' | 'floor' | 'groupId'>[],
  groups: readonly Group[],
  devices: readonly Device[],
  schoolName: string,
): Site => {
  const deviceById = new Map(devices.map((device) => [device.id, device]))
  const groupById = new Map(groups.map((group) => [group.id, group]))
  const deviceOf = new Map(devices.flatMap((device) => (device.displayId === null ? [] : [[device.displayId, device]])))
  const rooms = displays.map(({ id, name, building, floor, groupId }): Room => {
    const device = deviceOf.get(id)
    const holders = device === undefined ? [] : above(deviceById, device)
    return {
      ...{ id, name, building, floor, groups: groupsAbove(groupById, groupId) },
      switches: holders.filter(({ kind }) => kind === 'switch').map((holder) => holder.id),
      equipmentId: device?.id ?? null,
    }
  })
  const switches = devices.filter(({ kind }) => kind === 'switch')
  return {
    schoolName,
    rooms,
    groups: new Map(groups.map(({ id, name }) => [id, name])),
    switches: new Map(switches.map(({ id, name, room }) => [id, { name, room }])),
  }
}
