/** A device with all that hangs on it; apart from the register itself, which vendors and faults are told by. */
import { type Static, Type } from 'typebox'
import { Attachment } from './attachment.ts'
import { Equipment, EquipmentEvent, EquipmentPart } from './equipment.ts'
import { FaultView } from './fault.ts'
import { Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'
import { VisitState } from './visit.ts'

/** A visit for one of a device's faults. */
export const EquipmentVisit = Type.Object({
  id: Type.String(),
  start: Instant,
  state: VisitState,
  vendorName: Type.String(),
  faultNumber: Type.String(),
  /** What was done, as the technician wrote it. */
  done: Type.String(),
  /** New Taiwan dollars; null: not said. */
  cost: Nullable(Type.Integer()),
})
export type EquipmentVisit = Static<typeof EquipmentVisit>

/** A device with all that hangs on it. */
export const EquipmentDetail = Type.Object({
  ...Equipment.properties,
  displayName: Type.String(),
  children: Type.Array(Equipment),
  parts: Type.Array(EquipmentPart),
  attachments: Type.Array(Attachment),
  /** Of it, or of the TV that it is; the newest first, at most fifty. */
  faults: Type.Array(FaultView),
  /** For these faults; the newest first. */
  visits: Type.Array(EquipmentVisit),
  /** The newest first; at most a hundred. */
  history: Type.Array(EquipmentEvent),
})
export type EquipmentDetail = Static<typeof EquipmentDetail>
