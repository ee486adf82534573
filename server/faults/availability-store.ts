/** What each classroom's noons are counted from: the as-run, and the cases that left rooms unknown (rule F13). */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { type RoomAvailability, shareShown } from '../../protocol/fault-figures.ts'
import { type Instant, instant, type Window } from '../../protocol/time.ts'
import { leavesRoomsUnknown } from '../../protocol/trouble.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { availabilityOf, type Dark, noonsOf, type SlotAiring } from './availability.ts'
import { faultOf } from './fault-row.ts'

export interface AvailabilityDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
}

/** Of an airing: the slot of the timetable; null: something else was on. */
const Planned = Type.Object({ slotId: Type.Union([Type.String(), Type.Null()]) })
const byName = new Intl.Collator('zh-TW', { numeric: true })

/** The worst first. */
export const readAvailability = async (
  { database, clock, timeZone }: AvailabilityDeps,
  window: Window,
): Promise<RoomAvailability[]> => {
  const [displays, airings, dark] = await Promise.all([
    database.display.findMany({ select: { id: true, name: true, groupId: true, createdAt: true } }),
    airingsIn(database, window, timeZone),
    darkIn(database, window),
  ])
  const noons = noonsOf(airings, clock.now())
  return displays
    .map(({ createdAt, ...room }) => availabilityOf({ ...room, createdAt: instant(createdAt.getTime()) }, noons, dark))
    .filter(({ planned }) => planned > 0)
    .sort((a, b) => (shareShown(a) ?? 2) - (shareShown(b) ?? 2) || byName.compare(a.room, b.room))
}

const airingsIn = async (database: Database, window: Window, timeZone: string): Promise<readonly SlotAiring[]> => {
  const rows = await database.asRun.findMany({
    where: { start: { gte: new Date(window.start), lt: new Date(window.end) }, mediaId: { not: null } },
    include: { reports: { where: { firstFrameAt: { not: null } }, select: { displayId: true, firstFrameAt: true } } },
  })
  return rows.flatMap(({ groupId, planned, reports, ...row }) => {
    if (!Value.Check(Planned, planned) || planned.slotId === null) return []
    const start = instant(row.start.getTime())
    const seen = new Map(reports.map(({ displayId, firstFrameAt }) => [displayId, msOf(firstFrameAt) ?? start]))
    return [
      { slotId: planned.slotId, date: dateAt(start, timeZone), groupId, start, end: instant(row.end.getTime()), seen },
    ]
  })
}

/** When a switch or the network was down: from when its cause began until the TV, or all of it, was back. */
const darkIn = async (database: Database, window: Window): Promise<readonly Dark[]> => {
  const rows = await database.fault.findMany({
    where: { source: 'system', OR: [{ closedAt: null }, { closedAt: { gt: new Date(window.start) } }] },
  })
  const faults = new Map(rows.map((row) => [row.id, faultOf(row)]))
  const of = {
    faultId: { in: [...faults].filter(([, { cause }]) => leavesRoomsUnknown(cause?.code ?? '')).map(([id]) => id) },
  }
  const [rooms, cases] = await Promise.all([
    database.faultRoom.findMany({ where: of }),
    database.faultCase.findMany({ where: of, select: { faultId: true, since: true } }),
  ])
  const since = new Map(cases.map((each) => [each.faultId, each.since]))
  return rooms.map(({ faultId, displayId, joinedAt, backAt }) => {
    const fault = faults.get(faultId)
    return {
      displayId,
      from: instant(Math.min(joinedAt.getTime(), since.get(faultId)?.getTime() ?? joinedAt.getTime())),
      until: msOf(backAt) ?? fault?.healedAt ?? fault?.closedAt ?? null,
    }
  })
}

const msOf = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))
