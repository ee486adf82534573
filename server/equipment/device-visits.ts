/** Vendors' visits for the faults of a device. */
import { Value } from 'typebox/value'
import type { EquipmentVisit } from '../../protocol/equipment-detail.ts'
import { instant } from '../../protocol/time.ts'
import { VisitState } from '../../protocol/visit.ts'
import type { Database } from '../platform/database.ts'

/** The newest first. */
export const visitsFor = async (
  database: Database,
  faults: readonly { readonly id: string; readonly number: string }[],
): Promise<EquipmentVisit[]> => {
  const rows = await database.visitFault.findMany({
    where: { faultId: { in: faults.map(({ id }) => id) } },
    include: { visit: { include: { vendor: { select: { name: true } } } } },
    orderBy: { visit: { start: 'desc' } },
  })
  const numbers = new Map(faults.map(({ id, number }) => [id, number]))
  return rows.map(({ visit, faultId, done, cost }) => ({
    ...{ id: visit.id, vendorName: visit.vendor.name, done, cost },
    start: instant(visit.start.getTime()),
    state: Value.Parse(VisitState, visit.state),
    faultNumber: numbers.get(faultId) ?? '',
  }))
}
