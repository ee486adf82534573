/** Whose a fault is that waits for a vendor. Pure. */
import type { VendorGround } from '../../protocol/vendor.ts'

export interface ForVendor {
  /** The slip's vendor; null: no slip, or it names none. */
  readonly slipVendorId: string | null
  /** The device's vendor; null: no device, or none is known. */
  readonly deviceVendorId: string | null
  /** Kind of the device; null: not known. */
  readonly kind: string | null
}

export interface Serving {
  readonly id: string
  readonly serves: readonly string[]
}

/**
 * Why a fault is thought to be this vendor's: what was signed first, then whose the device is, then what the vendor serves.
 * `nothing`: it may be anybody's. Null: it is another vendor's.
 * @param all every vendor that is not archived
 */
export const groundFor = (fault: ForVendor, vendor: Serving, all: readonly Serving[]): VendorGround | null => {
  // A vendor that was archived is asked for nothing: what was its own is as good as nobody's.
  const isActive = (id: string | null) => all.some((each) => each.id === id)
  if (isActive(fault.slipVendorId)) return fault.slipVendorId === vendor.id ? 'slip' : null
  if (isActive(fault.deviceVendorId)) return fault.deviceVendorId === vendor.id ? 'device' : null
  const { kind } = fault
  if (kind !== null && vendor.serves.includes(kind)) return 'kind'
  return kind !== null && all.some(({ serves }) => serves.includes(kind)) ? null : 'nothing'
}
