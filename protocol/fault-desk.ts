/** A fault as the section works on it. */
import { type Static, Type } from 'typebox'
import { Attachment } from './attachment.ts'
import { FaultAct, type FaultActType, FaultHappening, FaultView } from './fault.ts'
import { Nullable } from './schema-parts.ts'
import { Instant, SchoolDate } from './time.ts'

/** In a list. */
export const FaultItem = Type.Object({
  ...FaultView.properties,
  /** Empty: the section, nobody by name. */
  ownerName: Type.String(),
  /** The device; empty: none is named. */
  equipmentName: Type.String(),
  vendorId: Nullable(Type.String()),
  vendorName: Type.String(),
})
export type FaultItem = Static<typeof FaultItem>

const Other = Type.Object({ id: Type.String(), number: Type.String() })

export const FaultDetail = Type.Object({
  ...FaultItem.properties,
  reporterContact: Type.String(),
  /** How many more people with an account reported it. */
  fellows: Type.Integer(),
  /** Somebody with an account can be asked. */
  canAsk: Type.Boolean(),
  equipmentLabel: Type.String(),
  /** The step of a duty that opened it. */
  duty: Nullable(
    Type.Object({ occurrenceId: Type.String(), name: Type.String(), due: SchoolDate, step: Type.String() }),
  ),
  mergedInto: Nullable(Other),
  merged: Type.Array(Other),
  /** The oldest first. */
  history: Type.Array(FaultHappening),
  attachments: Type.Array(Attachment),
  /** Until when it can be reopened; null: it is open, or too late. */
  reopenUntil: Nullable(Instant),
})
export type FaultDetail = Static<typeof FaultDetail>

/** By what faults can be told apart, as far as there are any: rooms as they are called, devices, and the devices' vendors. */
export const FaultFacets = Type.Object({
  rooms: Type.Array(Type.String()),
  devices: Type.Array(Type.Object({ id: Type.String(), name: Type.String(), room: Type.String() })),
  vendors: Type.Array(Type.Object({ id: Type.String(), name: Type.String() })),
})
export type FaultFacets = Static<typeof FaultFacets>

/** What people do with their own hands; the other acts are done by a slip, a visit or the system's watch. */
export const HAND_ACTS = [
  'triage',
  'assign',
  'fix',
  'fixed',
  'to-vendor',
  'accept',
  'reject',
  'dismiss',
  'merge',
  'reopen',
  'acknowledge',
  'note',
  'ask',
  'answer',
] as const satisfies readonly FaultActType[]
export type HandAct = (typeof HAND_ACTS)[number]
export const isHandAct = (type: FaultActType): type is HandAct => HAND_ACTS.some((each) => each === type)

/** Nothing without a word of why. */
export const ACTS_WITH_NOTE: ReadonlySet<FaultActType> = new Set(['note', 'ask', 'answer', 'reject', 'dismiss'])

export const FaultActInput = Type.Object(
  {
    act: FaultAct,
    /** The version that was before whoever acts; of another one it is refused. Left out: any. */
    version: Type.Optional(Type.Integer({ minimum: 1 })),
  },
  { additionalProperties: false },
)

/** Somebody who may look after faults. */
export const FaultPerson = Type.Object({ id: Type.String(), name: Type.String() })
export type FaultPerson = Static<typeof FaultPerson>
