/** What is counted for the figures, read from the database. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { FaultFigures, RoomAvailability } from '../../protocol/fault-figures.ts'
import { instant, type SchoolDate, type Window } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { schoolMinutes } from '../schedule/school-hours.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import { costsBetween, costsOfFaults } from '../visits/costs.ts'
import { faultOf } from './fault-row.ts'
import { readFaultTimes } from './fault-times.ts'
import { type CountedFault, groupOf, groupsBy, ourHoursOf } from './figures.ts'

export interface FiguresDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
}

/** Of an airing: whether the timetable planned a programme. */
const Planned = Type.Object({ slotId: Type.Union([Type.String(), Type.Null()]) })
const byRoom = new Intl.Collator('zh-TW', { numeric: true })

export const readFigures = async (
  { database, clock, timeZone }: FiguresDeps,
  from: SchoolDate,
  to: SchoolDate,
): Promise<FaultFigures> => {
  const window = { start: startOfDate(from, timeZone), end: startOfDate(addDays(to, 1), timeZone) }
  const times = await readFaultTimes(database, { now: clock.now(), since: window.start, nextNoon: null, timeZone })
  const rows = await database.fault.findMany({
    where: { createdAt: { gte: new Date(window.start), lt: new Date(window.end) }, state: { not: 'dismissed' } },
    include: {
      equipment: { select: { room: true, maker: true, model: true, vendor: { select: { name: true } } } },
      display: { select: { name: true } },
    },
  })
  const costs = await costsOfFaults(
    database,
    rows.map(({ id }) => id),
  )
  const faults = rows.map((row): CountedFault => {
    const { createdAt, closedAt, clockMinutes } = faultOf(row)
    return {
      room: row.room || (row.equipment?.room ?? row.display?.name ?? ''),
      model: `${row.equipment?.maker ?? ''} ${row.equipment?.model ?? ''}`.trim(),
      vendor: row.equipment?.vendor?.name ?? '',
      minutes: closedAt === null ? null : schoolMinutes(createdAt, closedAt, times.hours),
      ourMinutes: clockMinutes,
      cost: costs.get(row.id) ?? 0,
    }
  })
  return {
    ...{ from, to, all: groupOf('', faults), ourHours: ourHoursOf(faults) },
    cost: (await costsBetween(database, window.start, window.end)).total,
    ...{ rooms: groupsBy(faults, 'room'), models: groupsBy(faults, 'model'), vendors: groupsBy(faults, 'vendor') },
    availability: await readAvailability(database, window),
  }
}

/** How often each TV showed what the timetable had for its group, as the as-run has it (rule A1). */
const readAvailability = async (database: Database, window: Window): Promise<RoomAvailability[]> => {
  const [displays, airings] = await Promise.all([
    database.display.findMany({ select: { id: true, name: true, groupId: true, createdAt: true } }),
    database.asRun.findMany({
      where: { start: { gte: new Date(window.start), lt: new Date(window.end) }, mediaId: { not: null } },
      select: {
        ...{ groupId: true, start: true, planned: true },
        reports: { where: { firstFrameAt: { not: null } }, select: { displayId: true } },
      },
    }),
  ])
  const planned = airings
    .filter((airing) => Value.Check(Planned, airing.planned) && airing.planned.slotId !== null)
    .map(({ groupId, start, reports }) => ({
      groupId,
      start: instant(start.getTime()),
      shown: new Set(reports.map(({ displayId }) => displayId)),
    }))
  return displays
    .map(({ id, name, groupId, createdAt }) => {
      const due = planned.filter((each) => each.groupId === groupId && each.start >= createdAt.getTime())
      return { displayId: id, room: name, planned: due.length, shown: due.filter(({ shown }) => shown.has(id)).length }
    })
    .filter(({ planned: count }) => count > 0)
    .sort((a, b) => a.shown / a.planned - b.shown / b.planned || byRoom.compare(a.room, b.room))
}
