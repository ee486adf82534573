/** The school's days as requests count them, from the calendar. */
import type { CalendarDay } from '../../protocol/calendar.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'
import { indexDays } from '../schedule/calendar.ts'
import { isWorkingDay } from '../schedule/school-hours.ts'
import { addDays, localDate } from '../schedule/wall-clock.ts'
import type { SchoolDays } from './days.ts'

export interface WorkingDaysDeps {
  /** What each source says of the dates `from` … `until`. */
  readonly days: (from: SchoolDate, until: SchoolDate) => Promise<readonly CalendarDay[]>
  readonly timeZone: string
}

/** A request that is older than this is late by any calendar. */
const BACK_DAYS = 400
const AHEAD_DAYS = 200

/** Exams and events are work; holidays and suspended days are none. */
export const readWorkingDays = async ({ days, timeZone }: WorkingDaysDeps, now: Instant): Promise<SchoolDays> => {
  const today = localDate(now, timeZone)
  const index = indexDays(await days(addDays(today, -BACK_DAYS), addDays(today, AHEAD_DAYS)))
  return {
    works: (date) => isWorkingDay(index, date),
    dateOf: (at) => localDate(at, timeZone),
  }
}
