/** When the bookings of a date close. Pure. */
import type { Settings } from '../../protocol/settings.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'
import { addDays, instantOf, weekdayOf } from '../schedule/wall-clock.ts'

/** The last weekday of the settings before the date, at the settings' time. */
export const cutOffOf = (
  date: SchoolDate,
  settings: Pick<Settings, 'bookingCutOffWeekday' | 'bookingCutOffTime'>,
  timeZone: string,
): Instant => {
  const daysBefore = (weekdayOf(date) - settings.bookingCutOffWeekday + 7) % 7 || 7
  return instantOf(addDays(date, -daysBefore), settings.bookingCutOffTime, timeZone)
}
