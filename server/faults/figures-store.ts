/** What is counted for the figures, read from the database. */
import type { FaultFigures } from '../../protocol/fault-figures.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { schoolMinutes } from '../schedule/school-hours.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import { costsBetween, costsOfFaults } from '../visits/costs.ts'
import { type AvailabilityDeps, readAvailability } from './availability-store.ts'
import { faultOf } from './fault-row.ts'
import { readFaultTimes } from './fault-times.ts'
import { type CountedFault, groupOf, groupsBy, ourHoursOf } from './figures.ts'

export const readFigures = async (
  { database, clock, timeZone }: AvailabilityDeps,
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
    availability: await readAvailability({ database, clock, timeZone }, window),
  }
}
