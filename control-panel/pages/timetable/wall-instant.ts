/** The instant at which the school's clock shows a time. Pure but for the given zone. */
import { type Instant, instant, type SchoolDate } from '../../../protocol/time.ts'
import type { SchoolTime } from '../../school-time.ts'

/**
 * @param minute minutes since midnight by the wall clock, 0–1439
 * @returns a time that daylight saving skips comes out as much later as the clock jumped
 */
export const wallInstant = (date: SchoolDate, minute: number, school: SchoolTime): Instant => {
  const wanted = Date.parse(`${date}T00:00:00Z`) + minute * 60_000
  let at = wanted
  // Twice: the zone's offset may differ between the first guess and the answer.
  for (let round = 0; round < 2; round++) {
    const shown = Date.parse(`${school.date(instant(at))}T00:00:00Z`) + school.sinceMidnight(instant(at))
    at += wanted - shown
  }
  return instant(at)
}
