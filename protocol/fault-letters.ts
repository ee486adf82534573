/** The facts of letters about faults. */
import { Type } from 'typebox'
import { FaultCause, FaultSymptom } from './fault.ts'
import { Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'

/** What it is called is written in the reader's language when it is sent. */
const Told = {
  faultId: Type.String(),
  number: Type.String(),
  room: Type.String(),
  title: Type.String(),
  symptom: Nullable(FaultSymptom),
  cause: Nullable(FaultCause),
}
/** What the section said to it; may be empty. */
const Said = { ...Told, note: Type.String() }

export const FAULT_LETTERS = [
  /** To the section, at any hour. */
  Type.Object({ kind: Type.Literal('fault-blocks-noon'), ...Told, dueAt: Nullable(Instant) }),
  Type.Object({ kind: Type.Literal('fault-overdue'), ...Told, dueAt: Instant }),
  /** To those who reported it. */
  Type.Object({ kind: Type.Literal('fault-taken'), ...Told }),
  Type.Object({ kind: Type.Literal('fault-asked'), ...Said }),
  /** The question has waited for days of school. */
  Type.Object({ kind: Type.Literal('fault-asked-again'), ...Said }),
  /** To the section: it was asked twice, since `asked`, and nobody answered. */
  Type.Object({ kind: Type.Literal('fault-unanswered'), ...Said, asked: Instant }),
  Type.Object({ kind: Type.Literal('fault-repaired'), ...Said }),
  Type.Object({ kind: Type.Literal('fault-dismissed'), ...Said }),
] as const

/** What blocks noon is told whatever one declined of the rest. */
export const FAULT_TOPICS = {
  'fault-blocks-noon': 'alarms',
  'fault-overdue': 'faults',
  'fault-taken': 'own-faults',
  'fault-asked': 'own-faults',
  'fault-asked-again': 'own-faults',
  'fault-unanswered': 'faults',
  'fault-repaired': 'own-faults',
  'fault-dismissed': 'own-faults',
} as const
