/** School hours: eight to five on days on which the school is open. Pure. */
import type { CalendarDay } from '../../protocol/calendar.ts'
import { type Duration, duration, type Instant, timeOfDay } from '../../protocol/time.ts'
import { dayOn, indexDays } from '../schedule/calendar.ts'
import { instantOf, localDate, localDays } from '../schedule/wall-clock.ts'

const OPENS = timeOfDay('08:00')
const CLOSES = timeOfDay('17:00')

/**
 * How much of `[from, until)` the school is open; zero when they are in the wrong order.
 * @param days what the calendar says of the dates between; others follow their weekday
 */
export const schoolTimeBetween = (
  days: readonly CalendarDay[],
  from: Instant,
  until: Instant,
  timeZone: string,
): Duration => {
  const index = indexDays(days)
  const open = localDays(localDate(from, timeZone), localDate(until, timeZone), timeZone).filter(
    ({ date, weekday }) => {
      const { type } = dayOn(index, date, weekday)
      return type !== 'holiday' && type !== 'suspended'
    },
  )
  const ran = open.map(({ date }) => {
    const [opens, closes] = [instantOf(date, OPENS, timeZone), instantOf(date, CLOSES, timeZone)]
    return Math.max(0, Math.min(until, closes) - Math.max(from, opens))
  })
  return duration(ran.reduce((sum, each) => sum + each, 0))
}
