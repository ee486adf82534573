/** When people are written to of what can wait: by day, on days of school. What blocks noon knows no hours. Pure. */
import { type Instant, type SchoolDate, timeOfDay } from '../../protocol/time.ts'
import type { DayIndex } from '../schedule/calendar.ts'
import { isWorkingDay } from '../schedule/school-hours.ts'
import { addDays, instantOf, localDate } from '../schedule/wall-clock.ts'

/** `[from, until)` of each day of school. */
export const LETTERS_FROM = timeOfDay('07:30')
export const LETTERS_UNTIL = timeOfDay('18:00')

/** No holidays are longer. */
const FURTHEST_DAYS = 100

export const isLetterTime = (isSchoolDay: (date: SchoolDate) => boolean, now: Instant, timeZone: string): boolean => {
  const today = localDate(now, timeZone)
  return (
    isSchoolDay(today) &&
    instantOf(today, LETTERS_FROM, timeZone) <= now &&
    now < instantOf(today, LETTERS_UNTIL, timeZone)
  )
}

/** The next day of school after a date; in a holiday without end the last date that is looked at. */
export const nextLetterDay = (index: DayIndex, date: SchoolDate): SchoolDate => {
  let next = addDays(date, 1)
  for (let day = 1; day < FURTHEST_DAYS && !isWorkingDay(index, next); day++) next = addDays(next, 1)
  return next
}
