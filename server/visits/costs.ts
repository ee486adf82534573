/** What visits cost. */
import type { Instant } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'

export interface Costs {
  /** New Taiwan dollars. */
  readonly total: number
  /** The dearest first. */
  readonly vendors: readonly {
    readonly vendorId: string
    readonly name: string
    readonly cost: number
    readonly visits: number
  }[]
  /** By the fault's id; what a visit cost for coming at all is in `total` alone. */
  readonly faults: ReadonlyMap<string, number>
}

/** Of visits that ended in `[from, until)`. */
export const costsBetween = async (database: Database, from: Instant, until: Instant): Promise<Costs> => {
  const visits = await database.visit.findMany({
    where: { state: 'done', endedAt: { gte: new Date(from), lt: new Date(until) } },
    include: { faults: true, vendor: { select: { name: true } } },
  })
  const vendors = new Map<string, Costs['vendors'][number]>()
  const faults = new Map<string, number>()
  for (const { vendorId, vendor, callOutCost, faults: looked } of visits) {
    const repairs = looked.reduce((sum, { cost }) => sum + (cost ?? 0), 0)
    const held = vendors.get(vendorId) ?? { vendorId, name: vendor.name, cost: 0, visits: 0 }
    const cost = held.cost + repairs + (callOutCost ?? 0)
    vendors.set(vendorId, { ...held, cost, visits: held.visits + 1 })
    for (const { faultId, cost: own } of looked) if (own !== null) faults.set(faultId, (faults.get(faultId) ?? 0) + own)
  }
  const sorted = [...vendors.values()].sort((a, b) => b.cost - a.cost)
  return { total: sorted.reduce((sum, { cost }) => sum + cost, 0), vendors: sorted, faults }
}

/** What each of these faults has cost so far; those that cost nothing are left out. */
export const costsOfFaults = async (
  database: Database,
  faultIds: readonly string[],
): Promise<ReadonlyMap<string, number>> => {
  const rows = await database.visitFault.groupBy({
    by: ['faultId'],
    where: { faultId: { in: [...faultIds] }, cost: { not: null } },
    _sum: { cost: true },
  })
  return new Map(rows.map(({ faultId, _sum }) => [faultId, _sum.cost ?? 0]))
}
