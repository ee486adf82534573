/** Which of a duty's occurrences are to be made, moved, dropped or brought back (rules D9–D11). Pure. */
import type { Dropped } from '../../protocol/duty.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'
import { addDays } from '../schedule/wall-clock.ts'
import { type DutyCalendar, type DutyRule, FARTHEST_MOVE_DAYS, type Placed, place } from './placing.ts'

export type DuePlaced = Extract<Placed, { type: 'due' }>

export interface DutyToMake {
  readonly rule: DutyRule
  readonly leadDays: number
  /** From when on the rule counts: when it was made, changed, or taken up again. */
  readonly since: Instant
}

/** One that was made, with the rule as it then was. */
export interface Made {
  readonly id: string
  readonly key: string
  readonly nominal: SchoolDate
  readonly due: SchoolDate
  readonly rule: DutyRule
  /** `dropped`: skipped by the calendar, not by a person. `missed`: not done while it could be (rule D23). */
  readonly state: 'open' | 'closed' | 'dropped' | 'missed'
  /** Somebody has begun it: the calendar takes it away no more. */
  readonly begun: boolean
}

export type Following =
  | { readonly type: 'move'; readonly id: string; readonly to: DuePlaced }
  | { readonly type: 'drop'; readonly id: string; readonly why: Dropped }
  | { readonly type: 'revive'; readonly id: string; readonly to: DuePlaced }

interface Now {
  readonly now: Instant
  readonly today: SchoolDate
}

const later = (a: SchoolDate, b: SchoolDate): SchoolDate => (a > b ? a : b)

/**
 * Rule D9: those that can be begun by now and were not made yet. A day that passed while the server looked stays as it was
 * decided then; all that passed since it last looked is made up.
 * @param known keys of all that were ever made of the duty
 * @param lookedOn the date of the last look
 */
export const toMake = (
  duty: DutyToMake,
  calendar: DutyCalendar,
  known: ReadonlySet<string>,
  lookedOn: SchoolDate,
  { today }: Pick<Now, 'today'>,
): readonly DuePlaced[] =>
  place(
    duty.rule,
    calendar,
    addDays(lookedOn, -FARTHEST_MOVE_DAYS),
    addDays(today, duty.leadDays + FARTHEST_MOVE_DAYS),
  ).flatMap((placed) => {
    if (placed.type === 'dropped' || known.has(placed.key)) return []
    const { nominal, due, dueAt } = placed
    const opens = addDays(due, -duty.leadDays)
    return opens <= today && dueAt >= duty.since && later(nominal, due) >= lookedOn ? [placed] : []
  })

/** Where the calendar puts one that was made, by the rule it was made by; null: its term is gone. */
const placedNow = ({ key, nominal, rule }: Made, calendar: DutyCalendar): Placed | null => {
  const { recurrence } = rule
  const term = calendar.terms.find(({ id }) => key === `term ${id}`)
  if (recurrence.type === 'term-start' && term === undefined) return null
  const date = recurrence.type === 'term-start' && term !== undefined ? addDays(term.from, recurrence.days) : nominal
  return place(rule, calendar, date, date).find((placed) => placed.key === key) ?? null
}

/**
 * Rule D10: an open one follows the calendar. What the calendar took away it gives back, until the day has passed. One that
 * was missed on a day which, it was said afterwards, had no school was not missed. Null: nothing changes.
 */
export const follow = (made: Made, calendar: DutyCalendar, { today }: Pick<Now, 'today'>): Following | null => {
  if (made.state === 'closed') return null
  const placed = placedNow(made, calendar)
  if (placed === null) return null
  if (made.state === 'dropped') {
    const isAhead = placed.type === 'due' && later(placed.nominal, placed.due) >= today
    return isAhead ? { type: 'revive', id: made.id, to: placed } : null
  }
  if (made.state === 'missed' && placed.type === 'due')
    return placed.due > made.due && placed.due >= today ? { type: 'revive', id: made.id, to: placed } : null
  if (placed.type === 'dropped') return made.begun ? null : { type: 'drop', id: made.id, why: placed.why }
  return placed.due === made.due ? null : { type: 'move', id: made.id, to: placed }
}
