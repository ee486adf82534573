/** What a vendor did over a range of dates: calls and responses, visits, and cost against estimate. */
import type { Language } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import type { VendorRecord } from '../../protocol/vendor.ts'
import type { Database } from '../platform/database.ts'
import type { Calls } from './calls.ts'
import type { SlipsOf } from './waiting.ts'

export interface RecordDeps {
  readonly database: Database
  readonly calls: Pick<Calls, 'of'>
  readonly slipsOf: SlipsOf
}

const sum = (numbers: readonly (number | null)[]): number => numbers.reduce<number>((all, each) => all + (each ?? 0), 0)

export const createVendorRecord =
  ({ database, calls, slipsOf }: RecordDeps) =>
  /** @param span calls by when they were made, visits by when their window began */
  async (vendorId: string, span: { from: Instant; until: Instant }, language: Language): Promise<VendorRecord> => {
    const made = await calls.of(vendorId, span, language)
    const visits = await database.visit.findMany({
      where: { vendorId, start: { gte: new Date(span.from), lt: new Date(span.until) } },
      include: { faults: true },
    })
    const looked = visits.filter(({ state }) => state === 'done').flatMap(({ faults }) => faults)
    const slips = await slipsOf([...new Set(looked.map(({ faultId }) => faultId))])
    const estimates = [...slips.values()].flatMap(({ estimate }) => (estimate === null ? [] : [estimate]))
    const count = (state: string) => visits.filter((each) => each.state === state).length
    return {
      calls: made,
      kept: made.filter(({ response }) => response.state === 'kept').length,
      late: made.filter(({ response }) => response.state === 'late' || response.state === 'overdue').length,
      visits: { done: count('done'), missed: count('missed'), cancelled: count('cancelled') },
      repaired: looked.filter(({ outcome }) => outcome === 'fixed').length,
      notRepaired: looked.filter(({ outcome }) => outcome !== null && outcome !== 'fixed').length,
      cost: sum(looked.map(({ cost }) => cost)) + sum(visits.map(({ callOutCost }) => callOutCost)),
      estimate: estimates.length === 0 ? null : sum(estimates),
    }
  }
