/** The section's days: school days on which a request was the section's to answer. Pure. Rules Q6, Q7. */
import { type RequestState, RUNNING } from '../../protocol/request.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'
import { addDays } from '../schedule/wall-clock.ts'

/** When a request came into each state, the oldest first; the first is the filing. */
export type Course = readonly { readonly at: Instant; readonly state: RequestState }[]

export interface SchoolDays {
  /** Does the school work on this date? */
  readonly works: (date: SchoolDate) => boolean
  readonly dateOf: (at: Instant) => SchoolDate
}

/** No request waits for longer than this to be late; longer holidays don't exist. */
const FURTHEST_DAYS = 150

/** Was the request the section's to answer when the date ended? */
const ranAtEndOf = (course: Course, date: SchoolDate, dateOf: SchoolDays['dateOf']): boolean => {
  const last = course.findLast(({ at }) => dateOf(at) <= date)
  return last !== undefined && RUNNING.has(last.state)
}

/**
 * The last date on which an answer is in time: the `target`-th school day after the filing on which the request was the
 * section's. Null while it waits for somebody else or has ended, and in a holiday without end.
 */
export const dueOn = (course: Course, target: number, today: SchoolDate, days: SchoolDays): SchoolDate | null => {
  const [filed, last] = [course[0], course.at(-1)]
  if (filed === undefined || last === undefined || !RUNNING.has(last.state)) return null
  let left = target
  let date = days.dateOf(filed.at)
  const end = addDays(today > date ? today : date, FURTHEST_DAYS)
  while (date < end) {
    date = addDays(date, 1)
    if (!days.works(date)) continue
    if (date < today && !ranAtEndOf(course, date, days.dateOf)) continue
    left -= 1
    if (left <= 0) return date
  }
  return null
}

/** How many school days the section took until it answered; 0: the same day. */
export const daysTaken = (course: Course, answeredAt: Instant, days: SchoolDays): number => {
  const filed = course[0]
  if (filed === undefined) return 0
  const until = days.dateOf(answeredAt)
  let taken = 0
  for (let date = addDays(days.dateOf(filed.at), 1); date <= until; date = addDays(date, 1))
    if (days.works(date) && (date === until || ranAtEndOf(course, date, days.dateOf))) taken += 1
  return taken
}

/** Fewer tell nothing. */
const FEWEST = 3

/** The middle of some lengths; of an even number the mean of the two in the middle. Null: too few. */
export const usualDays = (lengths: readonly number[]): number | null => {
  if (lengths.length < FEWEST) return null
  const sorted = [...lengths].sort((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0]
  return sorted.length % 2 === 1 ? high : (low + high) / 2
}
