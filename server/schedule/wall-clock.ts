/** The school's wall clock: dates and times of day turned into instants with Temporal (rule T1). */
import { Temporal } from 'temporal-polyfill'
import {
  type Instant,
  instant,
  type SchoolDate,
  schoolDate,
  type TimeOfDay,
  type Weekday,
  type Window,
} from '../../protocol/time.ts'

/** A date of the range that is looked at, with its local midnights. Days are not always 24 h long. */
export interface LocalDay {
  readonly date: SchoolDate
  readonly weekday: Weekday
  /** `[local midnight, next local midnight)`. */
  readonly start: Instant
  readonly end: Instant
}

const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]
const weekdayOfPlain = (date: Temporal.PlainDate): Weekday => WEEKDAYS[date.dayOfWeek - 1] ?? 1

/** ISO weekday of a date. */
export const weekdayOf = (date: SchoolDate): Weekday => weekdayOfPlain(Temporal.PlainDate.from(date))

/** Is this a day that exists (no 30 February)? */
export const isRealDate = (text: string): boolean => {
  try {
    Temporal.PlainDate.from(text, { overflow: 'reject' })
    return /^\d{4}-\d{2}-\d{2}$/.test(text)
  } catch (problem) {
    if (problem instanceof RangeError) return false
    throw problem
  }
}

/** The date so many days later (earlier when negative). */
export const addDays = (date: SchoolDate, days: number): SchoolDate =>
  schoolDate(Temporal.PlainDate.from(date).add({ days }).toString())

/** Whole days from `from` to `until`, both as dates; negative when `until` is earlier. */
export const daysBetween = (from: SchoolDate, until: SchoolDate): number =>
  Temporal.PlainDate.from(from).until(Temporal.PlainDate.from(until), { largestUnit: 'days' }).days

/** The school's date at an instant. */
export const localDate = (at: Instant, timeZone: string): SchoolDate =>
  schoolDate(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString())

/** `HH:MM`, or `HH:MM:SS` when there are seconds. */
export const localTime = (at: Instant, timeZone: string): string => {
  const time = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainTime()
  return time.toString({ smallestUnit: time.second === 0 ? 'minute' : 'second' })
}

/**
 * The instant of a wall-clock time. A time that daylight saving skips is the instant of the change, so that a slot
 * inside the skipped hour has no length; a repeated one is its first occurrence.
 */
export const instantOf = (date: SchoolDate, time: TimeOfDay, timeZone: string): Instant => {
  const plainTime = Temporal.PlainTime.from(time)
  const zoned = Temporal.PlainDate.from(date).toZonedDateTime({ timeZone, plainTime })
  const skipped = !zoned.toPlainTime().equals(plainTime)
  return instant((skipped ? (zoned.getTimeZoneTransition('previous') ?? zoned) : zoned).epochMilliseconds)
}

/** First instant of a date. */
export const startOfDate = (date: SchoolDate, timeZone: string): Instant =>
  instant(Temporal.PlainDate.from(date).toZonedDateTime({ timeZone }).epochMilliseconds)

/** `[start, end)` of a slot that begins on `date`; one that ends at or before its start ends on the next date. */
export const slotWindow = (date: SchoolDate, startTime: TimeOfDay, endTime: TimeOfDay, timeZone: string): Window => ({
  start: instantOf(date, startTime, timeZone),
  end: instantOf(pad(endTime) <= pad(startTime) ? addDays(date, 1) : date, endTime, timeZone),
})

const pad = (time: TimeOfDay): string => (time.length === 5 ? `${time}:00` : time)

/** The dates `from` … `until`, both included, with their midnights. */
export const localDays = (from: SchoolDate, until: SchoolDate, timeZone: string): LocalDay[] => {
  const days: LocalDay[] = []
  const last = Temporal.PlainDate.from(until)
  let date = Temporal.PlainDate.from(from)
  let start = instant(date.toZonedDateTime({ timeZone }).epochMilliseconds)
  while (Temporal.PlainDate.compare(date, last) <= 0) {
    const next = date.add({ days: 1 })
    const end = instant(next.toZonedDateTime({ timeZone }).epochMilliseconds)
    days.push({ date: schoolDate(date.toString()), weekday: weekdayOfPlain(date), start, end })
    date = next
    start = end
  }
  return days
}
