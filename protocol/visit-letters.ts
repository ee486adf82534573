/** Letters about calls and visits: what they tell. */
import { Type } from 'typebox'
import { Instant } from './time.ts'

const Expected = { vendor: Type.String(), start: Instant, end: Instant }

export const VISIT_LETTERS = [
  /** To a vendor: what is to be repaired, in the words that were kept with the call. */
  Type.Object({ kind: Type.Literal('vendor-call'), words: Type.String(), count: Type.Integer() }),
  /** To the vendor: what need not be repaired after all. */
  Type.Object({ kind: Type.Literal('vendor-call-withdrawn'), words: Type.String(), count: Type.Integer() }),
  /** To a technician. `path` holds the secret of the visit's link: never shown, never sent to the webhook. */
  Type.Object({
    kind: Type.Literal('visit-link'),
    vendor: Type.String(),
    start: Instant,
    path: Type.String(),
    expiresAt: Instant,
  }),
  /** Nobody has come, though the window has begun. */
  Type.Object({ kind: Type.Literal('visit-late'), visitId: Type.String(), ...Expected }),
  /** Nobody came at all. */
  Type.Object({ kind: Type.Literal('visit-missed'), visitId: Type.String(), ...Expected }),
] as const
