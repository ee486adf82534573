/** Until when a classroom's picture is likely to be hidden, today: to be chosen with one touch. Pure. */
import { type Instant, instant } from '../../../protocol/time.ts'
import type { PlannedAiring } from '../../queries.ts'

export type UntilChoice =
  /** The programme that is on, or the next one, ends. */
  | { readonly type: 'programme'; readonly until: Instant; readonly title: string }
  | { readonly type: 'lesson'; readonly until: Instant }
  | { readonly type: 'day'; readonly until: Instant }

const MINUTE_MS = 60_000
/** A lesson in Taiwan's high schools. */
const LESSON_MS = 50 * MINUTE_MS

/**
 * In the order in which they are over; none after the day's end.
 * @param airings of the classroom's group
 * @param endOfDay the next midnight
 */
export const untilChoices = (
  airings: readonly Pick<PlannedAiring, 'kind' | 'title' | 'start' | 'end'>[],
  now: Instant,
  endOfDay: Instant,
): readonly UntilChoice[] => {
  const [programme] = airings
    .filter(({ kind, end }) => kind !== 'slate' && now < end && end < endOfDay)
    .sort((a, b) => a.start - b.start)
  const lesson = instant(Math.ceil((now + LESSON_MS) / MINUTE_MS) * MINUTE_MS)
  const choices: readonly UntilChoice[] = [
    ...(programme === undefined
      ? []
      : [{ type: 'programme', until: programme.end, title: programme.title } satisfies UntilChoice]),
    ...(lesson < endOfDay ? [{ type: 'lesson', until: lesson } satisfies UntilChoice] : []),
    { type: 'day', until: endOfDay },
  ]
  return [...choices].sort((a, b) => a.until - b.until)
}

/** The instant of a time of day typed in, `12:20`; null: it is no time, or over. */
export const untilTyped = (text: string, now: Instant, sinceMidnight: number): Instant | null => {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)/.exec(text) ?? []
  if (hours === undefined || minutes === undefined) return null
  const midnight = Math.floor(now / 1000) * 1000 - sinceMidnight
  const until = midnight + (Number(hours) * 60 + Number(minutes)) * MINUTE_MS
  return until > now ? instant(until) : null
}
