/** The next day on which something is planned, whatever the groups. Pure. */
import type { Instant, SchoolDate } from '../../../protocol/time.ts'
import type { PlannedAiring } from '../../queries.ts'

export interface NextNoon {
  readonly date: SchoolDate
  /** In the order of the day, what several groups share once. */
  readonly airings: readonly PlannedAiring[]
}

/** @param dateOf the school's date at an instant */
export const nextNoon = (airings: readonly PlannedAiring[], dateOf: (at: Instant) => SchoolDate): NextNoon | null => {
  const planned = airings.filter(({ slotId }) => slotId !== null).sort((a, b) => a.start - b.start)
  const [first] = planned
  if (first === undefined) return null
  const date = dateOf(first.start)
  const seen = new Map(
    planned
      .filter(({ start }) => dateOf(start) === date)
      .map((airing) => [`${airing.start} ${airing.title} ${airing.kind}`, airing]),
  )
  return { date, airings: [...seen.values()] }
}
