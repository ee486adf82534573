/** When an occurrence that nobody did can no longer be done (rule D23). Pure. */
import type { Lapse } from '../../protocol/duty.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import type { Made } from './occurrence.ts'
import { type DutyCalendar, FARTHEST_MOVE_DAYS, place } from './placing.ts'

/** The date with whose beginning one's time is over, by today; null: it can still be done. */
const lastedUntil = (
  lapses: Lapse,
  { nominal, due, rule }: Pick<Made, 'nominal' | 'due' | 'rule'>,
  calendar: DutyCalendar,
  today: SchoolDate,
): SchoolDate | null => {
  switch (lapses) {
    case 'never':
      return null
    case 'day':
      return addDays(due, 1)
    case 'next':
      return (
        place(rule, calendar, addDays(nominal, 1), addDays(today, FARTHEST_MOVE_DAYS))
          .flatMap((next) => (next.type === 'due' && next.due > due ? [next.due] : []))
          .sort()[0] ?? null
      )
    default:
      return lapses satisfies never
  }
}

/**
 * The instant at which one's time was over; null: it can still be done.
 * @param made as it stands in the calendar, with the rule it was made by
 */
export const lapsedAt = (
  lapses: Lapse,
  made: Pick<Made, 'nominal' | 'due' | 'rule'>,
  calendar: DutyCalendar,
  today: SchoolDate,
): Instant | null => {
  const date = lastedUntil(lapses, made, calendar, today)
  return date === null || date > today ? null : startOfDate(date, calendar.timeZone)
}
