/** Terms that leave days out or share days. Pure. */
import type { Term } from '../../../protocol/calendar.ts'
import type { SchoolDate } from '../../../protocol/time.ts'
import { addDays } from '../../school-time.ts'

export interface TermProblem {
  readonly type: 'overlap' | 'gap'
  /** Both days included. */
  readonly from: SchoolDate
  readonly until: SchoolDate
}

/** What lies between neighbouring terms, in order: days of none, and days of two. */
export const termProblems = (terms: readonly Term[]): readonly TermProblem[] => {
  const sorted = [...terms].sort((a, b) => (a.from < b.from ? -1 : 1))
  const problems: TermProblem[] = []
  let last: SchoolDate | null = null
  for (const { from, until } of sorted) {
    if (last !== null && from <= last) problems.push({ type: 'overlap', from, until: until < last ? until : last })
    if (last !== null && from > addDays(last, 1))
      problems.push({ type: 'gap', from: addDays(last, 1), until: addDays(from, -1) })
    if (last === null || until > last) last = until
  }
  return problems
}
