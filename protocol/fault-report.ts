/** Reporting a fault: what a teacher, the section or somebody with a label in front of them says, and what they see of it afterwards. */
import { type Static, Type } from 'typebox'
import { Attachment } from './attachment.ts'
import {
  FaultCause,
  FaultOwner,
  FaultSeverity,
  FaultState,
  FaultSymptom,
  type FaultSymptom as Symptom,
} from './fault.ts'
import { Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'

const said = {
  symptom: FaultSymptom,
  /** In the reporter's words; needed when the symptom is `other`. */
  text: Type.String({ maxLength: 2000 }),
}

export const FaultReportInput = Type.Object(
  {
    ...said,
    /** The TV, when it is one that the school has paired. */
    displayId: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
    equipmentId: Type.Optional(Nullable(Type.String({ maxLength: 40 }))),
    /** Where it is, when neither TV nor device says so. */
    room: Type.Optional(Type.String({ maxLength: 60 })),
    /** It is needed for the next noon. */
    neededForNoon: Type.Boolean(),
    /** How bad it is; only the section says so, of others it is guessed. */
    severity: Type.Optional(FaultSeverity),
  },
  { additionalProperties: false },
)
export type FaultReportInput = Static<typeof FaultReportInput>

/** What somebody without an account says; name and contact may be empty. */
export const GuestReportInput = Type.Object(
  { ...said, name: Type.String({ maxLength: 60 }), contact: Type.String({ maxLength: 120 }) },
  { additionalProperties: false },
)
export type GuestReportInput = Static<typeof GuestReportInput>

/** All that a label tells to whoever scans it. */
export const ReportPlace = Type.Object({ name: Type.String(), room: Type.String() })
export type ReportPlace = Static<typeof ReportPlace>

/** `photoToken` lets the same person add photos, for half an hour. */
export const GuestReportAnswer = Type.Object({ number: Type.String(), photoToken: Type.String() })
export type GuestReportAnswer = Static<typeof GuestReportAnswer>

/** Photos that a report without an account may carry. */
export const MOST_GUEST_PHOTOS = 3

/** How bad a report sounds, until somebody of the section has looked. */
export const guessedSeverity = (symptom: Symptom, neededForNoon: boolean): FaultSeverity => {
  if (neededForNoon) return 'blocks-noon'
  if (symptom === 'remote') return 'low'
  return symptom === 'other' ? 'normal' : 'high'
}

/** An open fault of a room, as whoever is about to report the same sees it. */
export const KnownFault = Type.Object({
  id: Type.String(),
  number: Type.String(),
  state: FaultState,
  title: Type.String(),
  symptom: Nullable(FaultSymptom),
  cause: Nullable(FaultCause),
  since: Instant,
  times: Type.Integer(),
  /** The asker reported it, or has said “me too”. */
  mine: Type.Boolean(),
})
export type KnownFault = Static<typeof KnownFault>

/** A fault as its reporter follows it: no notes of the section, no names. */
export const MyFault = Type.Object({
  ...KnownFault.properties,
  text: Type.String(),
  room: Type.String(),
  owner: FaultOwner,
  createdAt: Instant,
  /** When its state was entered. */
  changedAt: Instant,
  /** The section's open question to the reporter; null: there is none. */
  question: Nullable(Type.String()),
  /** What was done, or why it was dismissed, in the section's words; empty: nothing was said. */
  outcome: Type.String(),
  /** The reporter can say that it works. */
  canConfirm: Type.Boolean(),
  /** The reporter can say that it is still broken; null: not, or not any more. */
  canReopenUntil: Nullable(Instant),
  /** What the reporter sent. */
  photos: Type.Array(Attachment),
})
export type MyFault = Static<typeof MyFault>
