/** The dates that a rule of recurrence names, before any calendar moves them (rules D1–D4). Pure. */
import { Temporal } from 'temporal-polyfill'
import type { Term } from '../../protocol/calendar.ts'
import type { Recurrence } from '../../protocol/duty.ts'
import { type SchoolDate, schoolDate } from '../../protocol/time.ts'
import { addDays, weekdayOf } from '../schedule/wall-clock.ts'

/** One that the rule names. `key` is what it is known by for good: its date, or its term. */
export interface Nominal {
  readonly key: string
  readonly date: SchoolDate
}

const dated = (date: SchoolDate): Nominal => ({ key: date, date })

/** Each date of `[from, until]` that is `every` days after `first`. */
const stepping = (first: SchoolDate, until: SchoolDate, every: number): Nominal[] => {
  const dates: Nominal[] = []
  for (let date = first; date <= until; date = addDays(date, every)) dates.push(dated(date))
  return dates
}

/** A day of a month; one that the month lacks is its last day. */
const dayOf = (year: number, month: number, day: number): SchoolDate =>
  schoolDate(Temporal.PlainDate.from({ year, month, day }, { overflow: 'constrain' }).toString())

const yearsOf = (from: SchoolDate, until: SchoolDate): number[] => {
  const [first, last] = [Number(from.slice(0, 4)), Number(until.slice(0, 4))]
  return Array.from({ length: last - first + 1 }, (_, years) => first + years)
}

const all = (rule: Recurrence, terms: readonly Term[], from: SchoolDate, until: SchoolDate): Nominal[] => {
  switch (rule.type) {
    case 'school-days':
      return stepping(from, until, 1)
    case 'weekly':
      return stepping(addDays(from, (rule.weekday - weekdayOf(from) + 7) % 7), until, 7)
    case 'monthly':
      return yearsOf(from, until).flatMap((year) =>
        Array.from({ length: 12 }, (_, month) => dated(dayOf(year, month + 1, rule.day))),
      )
    case 'yearly':
    case 'before-deadline':
      return yearsOf(from, until).map((year) => dated(dayOf(year, rule.month, rule.day)))
    case 'term-start':
      return terms.map((term) => ({ key: `term ${term.id}`, date: addDays(term.from, rule.days) }))
    default:
      return rule satisfies never
  }
}

/** What the rule names in `[from, until]`, in the order of its dates. */
export const nominals = (
  rule: Recurrence,
  terms: readonly Term[],
  from: SchoolDate,
  until: SchoolDate,
): readonly Nominal[] =>
  until < from
    ? []
    : all(rule, terms, from, until)
        .filter(({ date }) => from <= date && date <= until)
        .sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : a.key < b.key ? -1 : 1))
