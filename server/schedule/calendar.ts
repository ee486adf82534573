/** What kind of day a date is, and which weekday's timetable it follows (rules T3–T5). */
import type { CalendarDay, DaySource, Term } from '../../protocol/calendar.ts'
import { type ReasonCode, reason } from '../../protocol/reasons.ts'
import type { Reason } from '../../protocol/rundown.ts'
import type { SchoolDate, Weekday } from '../../protocol/time.ts'
import type { LocalDay } from './wall-clock.ts'
import { weekdayOf } from './wall-clock.ts'

/** Rule T3: the earlier source wins. */
const PRECEDENCE: readonly DaySource[] = ['operator', 'school', 'government', 'weekday']

/** For each date, the day of its strongest source. */
export type DayIndex = ReadonlyMap<SchoolDate, CalendarDay>

export const indexDays = (days: readonly CalendarDay[]): DayIndex => {
  const index = new Map<SchoolDate, CalendarDay>()
  for (const day of days) {
    const held = index.get(day.date)
    if (held === undefined || PRECEDENCE.indexOf(day.source) < PRECEDENCE.indexOf(held.source)) index.set(day.date, day)
  }
  return index
}

/** The strongest source first. */
export const sortDays = (days: readonly CalendarDay[]): CalendarDay[] =>
  [...days].sort((a, b) => PRECEDENCE.indexOf(a.source) - PRECEDENCE.indexOf(b.source))

/** What a date is when no one said anything: Monday to Friday school, otherwise not. */
export const weekdayDefault = (date: SchoolDate, weekday: Weekday): CalendarDay => ({
  date,
  type: weekday <= 5 ? 'school' : 'holiday',
  pattern: weekday <= 5 ? weekday : null,
  source: 'weekday',
  note: '',
})

/**
 * The one answer for a date. A school day from Monday to Friday that names no pattern follows its own weekday; on a
 * Saturday or Sunday the pattern stays unknown (rule T4). Holidays and suspended days follow no timetable.
 */
export const dayOn = (index: DayIndex, date: SchoolDate, weekday: Weekday = weekdayOf(date)): CalendarDay => {
  const day = index.get(date)
  if (day === undefined) return weekdayDefault(date, weekday)
  if (day.type === 'holiday' || day.type === 'suspended') return day.pattern === null ? day : { ...day, pattern: null }
  if (day.type === 'school' && day.pattern === null && weekday <= 5) return { ...day, pattern: weekday }
  return day
}

/** Is the date in a term? With no terms at all, every date is. */
export const inTerm = (terms: readonly Term[], date: SchoolDate): boolean =>
  terms.length === 0 || terms.some((term) => term.from <= date && date <= term.until)

const DAY_CODES = {
  holiday: 'day-holiday',
  exam: 'day-exam',
  event: 'day-event',
  suspended: 'day-suspended',
  school: 'day-pattern-unknown',
} as const satisfies Readonly<Record<CalendarDay['type'], ReasonCode>>

/** Why no timetable applies to a day; empty when one does. */
export const dayReasons = (day: CalendarDay, local: LocalDay): Reason[] => {
  if (day.pattern !== null) return []
  const weekend = day.type === 'holiday' && local.weekday > 5 && day.note === ''
  const what = weekend ? reason('day-weekend', { weekday: local.weekday }) : reason(DAY_CODES[day.type])
  return day.note === '' ? [what] : [what, reason('note', { note: day.note })]
}
