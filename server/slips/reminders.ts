/** When somebody who is waited for is reminded (rule L13). Pure. */
import type { SchoolDate } from '../../protocol/time.ts'
import type { DayIndex } from '../schedule/calendar.ts'
import { isWorkingDay, schoolDaysBetween } from '../schedule/school-hours.ts'

export const REMIND_AFTER_SCHOOL_DAYS = 2

/** The school days after `from`, up to and with `until`. */
export const schoolDaysAfter = (index: DayIndex, from: SchoolDate, until: SchoolDate): number =>
  schoolDaysBetween((date) => isWorkingDay(index, date), from, until)

/**
 * Is a reminder due today?
 * @param since the date from which somebody is waited for
 * @param sent how many reminders of this wait were sent
 */
export const isReminderDue = (index: DayIndex, since: SchoolDate, today: SchoolDate, sent: number): boolean =>
  isWorkingDay(index, today) && schoolDaysAfter(index, since, today) >= REMIND_AFTER_SCHOOL_DAYS * (sent + 1)
