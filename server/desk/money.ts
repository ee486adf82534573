/** What this term's repairs cost. */
import type { DeskMoney } from '../../protocol/desk.ts'
import type { SlipMoney } from '../../protocol/slip.ts'
import { type Instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { Costs } from '../visits/costs.ts'

interface Term {
  readonly name: string
  readonly from: string
  readonly until: string
}

export interface MoneySources {
  readonly terms: () => Promise<readonly Term[]>
  /** Between two dates, both included. */
  readonly slips: (from: SchoolDate, until: SchoolDate) => Promise<SlipMoney>
  readonly visits: (from: Instant, until: Instant) => Promise<Costs>
  readonly startOf: (date: SchoolDate) => Instant
  readonly dayAfter: (date: SchoolDate) => SchoolDate
}

/** The term of a day; between terms the calendar year, as budgets of schools follow it. */
export const spanOf = (terms: readonly Term[], today: SchoolDate): Pick<DeskMoney, 'term' | 'from' | 'until'> => {
  const term = terms.find(({ from, until }) => from <= today && today <= until)
  const year = today.slice(0, 4)
  return term === undefined
    ? { term: null, from: schoolDate(`${year}-01-01`), until: schoolDate(`${year}-12-31`) }
    : { term: term.name, from: schoolDate(term.from), until: schoolDate(term.until) }
}

export const readMoney = async (sources: MoneySources, today: SchoolDate): Promise<DeskMoney> => {
  const span = spanOf(await sources.terms(), today)
  const [slips, visits] = await Promise.all([
    sources.slips(span.from, span.until),
    sources.visits(sources.startOf(span.from), sources.startOf(sources.dayAfter(span.until))),
  ])
  return {
    ...span,
    estimated: slips.estimated,
    circulating: slips.circulating,
    spent: visits.total,
    vendors: visits.vendors.map(({ name, cost, visits: count }) => ({ name, cost, visits: count })),
  }
}
