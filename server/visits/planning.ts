/** What speaks against a window, asked of the schedule, the calendar and the other visits (rule V5). */
import type { Language } from '../../protocol/text.ts'
import { instant, type Window } from '../../protocol/time.ts'
import { contractOn } from '../../protocol/vendor.ts'
import type { VisitCheckInput, VisitWarning } from '../../protocol/visit.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { dayOn, indexDays } from '../schedule/calendar.ts'
import { resolveRundown } from '../schedule/resolve.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { localDays, localTime } from '../schedule/wall-clock.ts'
import { contractsOf } from '../vendors/vendor-row.ts'
import { isWindow } from './rules.ts'
import { type Room, windowWarnings } from './warnings.ts'

export interface PlanningDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly schedule: Pick<ScheduleStore, 'inputs'>
}

export type Planning = ReturnType<typeof createPlanning>

export const createPlanning = ({ database, clock, timeZone, schedule }: PlanningDeps) => {
  /** The TVs of these faults: named by the fault, by its device, or as its room is. */
  const roomsOf = async (faultIds: readonly string[]): Promise<readonly Room[]> => {
    const faults = await database.fault.findMany({
      where: { id: { in: [...faultIds] } },
      include: { equipment: { select: { displayId: true, room: true } } },
    })
    const ids = faults.flatMap(({ displayId, equipment }) => displayId ?? equipment?.displayId ?? [])
    const names = faults.flatMap(({ room, equipment }) => [room, equipment?.room ?? '']).filter((name) => name !== '')
    const rows = await database.display.findMany({ where: { OR: [{ id: { in: ids } }, { name: { in: names } }] } })
    return rows.map(({ name, groupId }) => ({ name, groupId }))
  }

  const otherVisits = async ({ vendorId, visitId }: VisitCheckInput, window: Window): Promise<readonly Window[]> =>
    (
      await database.visit.findMany({
        where: {
          ...{ vendorId, state: { in: ['proposed', 'agreed', 'arrived'] }, id: { not: visitId ?? '' } },
          ...{ start: { lt: new Date(window.end) }, end: { gt: new Date(window.start) } },
        },
      })
    ).map(({ start, end }) => ({ start: instant(start.getTime()), end: instant(end.getTime()) }))

  return {
    /** @throws Failure NOT_FOUND (the vendor), VISIT_WINDOW_WRONG */
    check: async (asked: VisitCheckInput, language: Language): Promise<readonly VisitWarning[]> => {
      const window = { start: asked.start, end: asked.end }
      if (!isWindow(window)) throw new Failure('VISIT_WINDOW_WRONG')
      const vendor = await database.vendor.findUnique({ where: { id: asked.vendorId } })
      if (vendor === null) throw new Failure('NOT_FOUND')
      const [rooms, others, inputs] = await Promise.all([
        roomsOf(asked.faultIds),
        otherVisits(asked, window),
        schedule.inputs(window),
      ])
      const index = indexDays(inputs.days)
      const [from, to] = [dateAt(window.start, timeZone), dateAt(instant(window.end - 1), timeZone)]
      return windowWarnings(
        {
          ...{ window, now: clock.now(), rooms, otherVisits: others },
          airings: rooms.length === 0 ? [] : resolveRundown(inputs, window).airings,
          days: localDays(from, to, timeZone).map(({ date, weekday }) => dayOn(index, date, weekday)),
          hasContract: contractOn(contractsOf(vendor), from) !== null,
        },
        { language, time: (at) => localTime(at, timeZone).slice(0, 5) },
      )
    },
  }
}
