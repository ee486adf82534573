/** Where the school's calendar puts what a rule names: on its day, moved, or nowhere, and why (rules D4–D8). Pure. */
import type { Term } from '../../protocol/calendar.ts'
import type { Dropped, DutyDraft, Moved } from '../../protocol/duty.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'
import { type DayIndex, dayOn, inTerm } from '../schedule/calendar.ts'
import { isWorkingDay } from '../schedule/school-hours.ts'
import { addDays, daysBetween, instantOf } from '../schedule/wall-clock.ts'
import { type Nominal, nominals } from './recurrence.ts'

/** The school's calendar as duties read it. */
export interface DutyCalendar {
  readonly days: DayIndex
  readonly terms: readonly Term[]
  /** IANA zone of the school's wall clock. */
  readonly timeZone: string
}

/** What of a duty decides when it falls. */
export type DutyRule = Pick<DutyDraft, 'recurrence' | 'onHoliday' | 'onlyInTerm' | 'time'>

export type Placed =
  | {
      readonly type: 'due'
      readonly key: string
      readonly nominal: SchoolDate
      readonly due: SchoolDate
      readonly dueAt: Instant
      readonly moved: Moved | null
    }
  | { readonly type: 'dropped'; readonly key: string; readonly nominal: SchoolDate; readonly why: Dropped }

/** No calendar closes a school for longer; beyond it one stays on its day. */
export const FARTHEST_MOVE_DAYS = 70

/** Rule D5. */
export const isSchoolDay = ({ days }: Pick<DutyCalendar, 'days'>, date: SchoolDate): boolean => isWorkingDay(days, date)

/** The `count`-th school day after (or, below zero, before) a date; null: none near enough. */
export const schoolDayFrom = (
  calendar: Pick<DutyCalendar, 'days'>,
  date: SchoolDate,
  count: number,
): SchoolDate | null => {
  const step = count < 0 ? -1 : 1
  let left = Math.abs(count)
  let at = date
  for (let moved = 0; left > 0; moved++) {
    if (moved >= FARTHEST_MOVE_DAYS) return null
    at = addDays(at, step)
    if (isSchoolDay(calendar, at)) left--
  }
  return at
}

/** School days of `[from, until]`, both counted. */
export const schoolDaysIn = (calendar: Pick<DutyCalendar, 'days'>, from: SchoolDate, until: SchoolDate): number =>
  Array.from({ length: Math.max(0, daysBetween(from, until) + 1) }, (_, days) => addDays(from, days)).filter((date) =>
    isSchoolDay(calendar, date),
  ).length

type Verdict = { readonly due: SchoolDate; readonly moved: Moved | null } | { readonly why: Dropped }

interface Neighbours {
  readonly before: SchoolDate | undefined
  readonly after: SchoolDate | undefined
}

/** Rule D4: so many school days before the deadline; on it with none, or on the last school day before it. */
const countedBack = (schoolDays: number, calendar: DutyCalendar, deadline: SchoolDate): Verdict => {
  if (schoolDays === 0 && isSchoolDay(calendar, deadline)) return { due: deadline, moved: null }
  const due = schoolDayFrom(calendar, deadline, -Math.max(1, schoolDays))
  return due === null ? { due: deadline, moved: null } : { due, moved: { code: 'counted-back', note: '' } }
}

/** Rules D4–D8 for one date. */
const verdictOn = (rule: DutyRule, calendar: DutyCalendar, nominal: SchoolDate, near: Neighbours): Verdict => {
  const { recurrence, onHoliday, onlyInTerm } = rule
  if (onlyInTerm && recurrence.type !== 'term-start' && !inTerm(calendar.terms, nominal))
    return { why: { code: 'outside-term', note: '' } }
  const { note } = dayOn(calendar.days, nominal)
  if (recurrence.type === 'before-deadline') return countedBack(recurrence.schoolDays, calendar, nominal)
  if (isSchoolDay(calendar, nominal)) return { due: nominal, moved: null }
  if (recurrence.type === 'school-days' || onHoliday === 'drop') return { why: { code: 'no-school', note } }
  if (onHoliday === 'stay') return { due: nominal, moved: null }
  const due = schoolDayFrom(calendar, nominal, onHoliday === 'earlier' ? -1 : 1)
  if (due === null) return { due: nominal, moved: null }
  const { before, after } = near
  const isOvertaken =
    onHoliday === 'earlier' ? before !== undefined && due <= before : after !== undefined && due >= after
  return isOvertaken ? { why: { code: 'overtaken', note } } : { due, moved: { code: onHoliday, note } }
}

/**
 * All that the rule names in `[from, until]`, each where the calendar puts it. Looks beyond both ends for neighbours, so
 * that any split of the window gives the same (rule D7).
 */
export const place = (
  rule: DutyRule,
  calendar: DutyCalendar,
  from: SchoolDate,
  until: SchoolDate,
): readonly Placed[] => {
  const wide = nominals(
    rule.recurrence,
    calendar.terms,
    addDays(from, -FARTHEST_MOVE_DAYS),
    addDays(until, FARTHEST_MOVE_DAYS),
  )
  return wide.flatMap(({ key, date }: Nominal, index): Placed[] => {
    if (date < from || date > until) return []
    const near = { before: wide[index - 1]?.date, after: wide[index + 1]?.date }
    const verdict = verdictOn(rule, calendar, date, near)
    if ('why' in verdict) return [{ type: 'dropped', key, nominal: date, why: verdict.why }]
    const dueAt = instantOf(verdict.due, rule.time, calendar.timeZone)
    return [{ type: 'due', key, nominal: date, due: verdict.due, dueAt, moved: verdict.moved }]
  })
}
