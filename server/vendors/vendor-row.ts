/** A vendor as the database keeps it, read. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { EquipmentKind } from '../../protocol/equipment.ts'
import { instant } from '../../protocol/time.ts'
import { VendorContact, VendorContract, type VendorView } from '../../protocol/vendor.ts'

/** What waits for a vendor. */
export type Waits = Pick<VendorView, 'toCall' | 'called'>

export const contractsOf = (row: Pick<Prisma.VendorModel, 'contracts'>): VendorContract[] =>
  Value.Parse(Type.Array(VendorContract), row.contracts)
export const servesOf = (row: Pick<Prisma.VendorModel, 'serves'>): EquipmentKind[] =>
  Value.Parse(Type.Array(EquipmentKind), row.serves)

export const vendorOf = (row: Prisma.VendorModel, waits: Waits = { toCall: 0, called: 0 }): VendorView => ({
  id: row.id,
  name: row.name,
  taxId: row.taxId,
  phone: row.phone,
  email: row.email,
  address: row.address,
  note: row.note,
  serves: servesOf(row),
  contacts: Value.Parse(Type.Array(VendorContact), row.contacts),
  contracts: contractsOf(row),
  version: row.version,
  createdAt: instant(row.createdAt.getTime()),
  archivedAt: row.archivedAt === null ? null : instant(row.archivedAt.getTime()),
  ...waits,
})
