/** What a fault's clock is reckoned with, read from the database: the section's hours, the calendar, the settings. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { CalendarDay } from '../../protocol/calendar.ts'
import type { Instant } from '../../protocol/time.ts'
import { readSettings } from '../platform/settings.ts'
import { indexDays } from '../schedule/calendar.ts'
import { isWorkingDay } from '../schedule/school-hours.ts'
import { localDate } from '../schedule/wall-clock.ts'
import type { FaultTimes } from './fault-clock.ts'

export interface TimesAsked {
  readonly now: Instant
  /** The earliest instant that is counted from. */
  readonly since: Instant
  readonly nextNoon: Instant | null
  readonly timeZone: string
}

export const readFaultTimes = async (
  within: Pick<Prisma.TransactionClient, 'setting' | 'calendarDay'>,
  { now, since, nextNoon, timeZone }: TimesAsked,
): Promise<FaultTimes> => {
  const settings = await readSettings(within)
  const rows = await within.calendarDay.findMany({ where: { date: { gte: localDate(since, timeZone) } } })
  const index = indexDays(rows.map((row) => Value.Parse(CalendarDay, row)))
  return {
    now,
    nextNoon,
    days: settings,
    hours: {
      isSchoolDay: (date) => isWorkingDay(index, date),
      from: settings.faultHoursFrom,
      until: settings.faultHoursUntil,
      timeZone,
    },
  }
}
