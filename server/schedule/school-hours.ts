/** The hours in which a school works: what due times are counted in. Pure. */
import { type Instant, instant, type SchoolDate, type TimeOfDay } from '../../protocol/time.ts'
import { type DayIndex, dayOn } from './calendar.ts'
import { addDays, daysBetween, instantOf, localDate } from './wall-clock.ts'

export interface SchoolHours {
  readonly isSchoolDay: (date: SchoolDate) => boolean
  /** `[from, until)` of each school day; an end that is not after the beginning leaves no hours. */
  readonly from: TimeOfDay
  readonly until: TimeOfDay
  /** IANA. */
  readonly timeZone: string
}

const MINUTE_MS = 60_000
/** No holidays are longer: what is not due within a year is not due. */
const FURTHEST_DAYS = 366

/** People are there on school days, in exam weeks and at events; not on holidays and not when a typhoon shuts the school. */
export const isWorkingDay = (index: DayIndex, date: SchoolDate): boolean => {
  const { type } = dayOn(index, date)
  return type !== 'holiday' && type !== 'suspended'
}

/** The days of school after `from`, up to and with `until`. */
export const schoolDaysBetween = (
  isSchoolDay: (date: SchoolDate) => boolean,
  from: SchoolDate,
  until: SchoolDate,
): number => {
  const days = Math.max(0, daysBetween(from, until))
  return Array.from({ length: days }, (_, day) => addDays(from, day + 1)).filter(isSchoolDay).length
}

/** Of one date; empty when it is no school day. */
const hoursOn = (date: SchoolDate, { isSchoolDay, from, until, timeZone }: SchoolHours) => {
  const start = instantOf(date, from, timeZone)
  const end = isSchoolDay(date) ? instantOf(date, until, timeZone) : start
  return { start, end: instant(Math.max(start, end)) }
}

/** Is it now one of the school's hours? */
export const isWithinHours = (at: Instant, hours: SchoolHours): boolean => {
  const { start, end } = hoursOn(localDate(at, hours.timeZone), hours)
  return start <= at && at < end
}

/** Minutes of a whole school day. */
export const minutesOfDay = ({ from, until }: Pick<SchoolHours, 'from' | 'until'>): number => {
  const [start = 0, end = 0] = [from, until].map((time) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    return hours * 60 + minutes
  })
  return Math.max(0, end - start)
}

/** Minutes of school hours in `[from, until)`, rounded; 0 when `until` is not after `from`. */
export const schoolMinutes = (from: Instant, until: Instant, hours: SchoolHours): number => {
  if (until <= from) return 0
  let milliseconds = 0
  const last = localDate(until, hours.timeZone)
  for (let date = localDate(from, hours.timeZone); date <= last; date = addDays(date, 1)) {
    const { start, end } = hoursOn(date, hours)
    milliseconds += Math.max(0, Math.min(end, until) - Math.max(start, from))
  }
  return Math.round(milliseconds / MINUTE_MS)
}

/** The first instant at which so many minutes of school hours have passed since `from`; null: not within a year. */
export const afterSchoolMinutes = (from: Instant, minutes: number, hours: SchoolHours): Instant | null => {
  let left = minutes * MINUTE_MS
  if (left <= 0) return from
  const first = localDate(from, hours.timeZone)
  for (let day = 0; day <= FURTHEST_DAYS; day++) {
    const { start, end } = hoursOn(addDays(first, day), hours)
    const begin = Math.max(start, from)
    if (end - begin >= left) return instant(begin + left)
    left -= Math.max(0, end - begin)
  }
  return null
}
