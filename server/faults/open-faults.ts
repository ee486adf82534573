/** Which rooms have an open fault: those of one TV or device, those of a room, and every room of a case of several. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FAULT_SEVERITIES, FAULT_STATES, type FaultView, isFaultOpen } from '../../protocol/fault.ts'
import { OpenFaults, type RoomFault, type RoomFaults } from '../../protocol/room-faults.ts'
import { leavesRoomsUnknown } from '../../protocol/trouble.ts'
import type { Database } from '../platform/database.ts'
import { faultOf } from './fault-row.ts'

const OPEN_STATES = FAULT_STATES.filter(isFaultOpen)

interface Place {
  readonly displayId: string | null
  readonly room: string
}
/** A fault at one place. */
interface Placed {
  readonly place: Place
  readonly fault: FaultView
  /** The TV works again although the case goes on. */
  readonly back: boolean
}

export const readOpenFaults = async (database: Database): Promise<OpenFaults> => {
  const rows = await database.fault.findMany({
    where: { state: { in: OPEN_STATES } },
    include: { equipment: { select: { displayId: true, room: true } } },
  })
  if (rows.length === 0) return { items: [] }
  const [displays, members] = await Promise.all([
    database.display.findMany({ select: { id: true, name: true } }),
    database.faultRoom.findMany({ where: { faultId: { in: rows.map(({ id }) => id) } } }),
  ])
  const nameOf = new Map(displays.map(({ id, name }) => [id, name]))
  const idOf = new Map(displays.map(({ id, name }) => [name, id]))
  const membersOf = Map.groupBy(members, ({ faultId }) => faultId)
  const placed = rows.flatMap((row): Placed[] => {
    const fault = faultOf(row)
    const several = membersOf.get(row.id) ?? []
    if (several.length > 0)
      return several.flatMap(({ displayId, backAt }) => {
        const room = nameOf.get(displayId)
        return room === undefined ? [] : [{ place: { displayId, room }, fault, back: backAt !== null }]
      })
    const said = fault.room || (row.equipment?.room ?? '')
    const displayId = fault.displayId ?? row.equipment?.displayId ?? idOf.get(said) ?? null
    const room = (displayId === null ? undefined : nameOf.get(displayId)) ?? said
    return room === '' ? [] : [{ place: { displayId, room }, fault, back: false }]
  })
  return { items: byPlace(placed) }
}

/** One entry for each TV or room. Pure. */
export const byPlace = (placed: readonly Placed[]): RoomFaults[] =>
  [...Map.groupBy(placed, ({ place }) => place.displayId ?? `\n${place.room}`).values()].flatMap((here) => {
    const [first] = here
    if (first === undefined) return []
    const faults = here.map(roomFaultOf).sort(worstFirst)
    const worst = faults.find(({ healed }) => !healed)?.severity ?? null
    const unknown = here.some(
      ({ fault, back }) => !back && fault.healedAt === null && leavesRoomsUnknown(fault.cause?.code ?? ''),
    )
    return [{ ...first.place, worst, unknown, faults }]
  })

const roomFaultOf = ({ fault, back }: Placed): RoomFault => ({
  id: fault.id,
  number: fault.number,
  state: fault.state,
  severity: fault.severity,
  source: fault.source,
  title: fault.title,
  cause: fault.cause,
  healed: back || fault.healedAt !== null,
})

const worstFirst = (a: RoomFault, b: RoomFault): number =>
  Number(a.healed) - Number(b.healed) ||
  FAULT_SEVERITIES.indexOf(a.severity) - FAULT_SEVERITIES.indexOf(b.severity) ||
  a.number.localeCompare(b.number)

export const openFaultRoutes =
  (database: Database): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/rooms/open-faults',
      {
        config: { access: 'faults.read' },
        schema: { tags: ['faults'], summary: 'Open faults by TV or room', response: { 200: OpenFaults } },
      },
      () => readOpenFaults(database),
    )
  }
