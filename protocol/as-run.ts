/** What happened: four columns per airing, none of which overwrites another (rule A1). */
import { type Static, Type } from 'typebox'
import { AiringReport, Observation } from './display.ts'
import { Airing } from './rundown.ts'
import { Instant } from './time.ts'

export const AsRunEntry = Type.Object({
  /** As it was when it started. */
  planned: Airing,
  commanded: Type.Object({
    /** `late`: the server was down at the start, or the plan changed under way. */
    frozen: Type.Union([Type.Literal('at-start'), Type.Literal('late')]),
    /** How long after the start it was written down, milliseconds. */
    lateMs: Type.Number(),
  }),
  reported: Type.Array(
    Type.Object({
      ...AiringReport.properties,
      displayId: Type.String(),
      displayName: Type.String(),
      reportedAt: Instant,
    }),
  ),
  /** What TVs noticed of their own output, the same on several TVs together, by beginning. */
  observed: Type.Array(
    Type.Object({
      ...Observation.properties,
      /** Names of the TVs. */
      displays: Type.Array(Type.String()),
    }),
  ),
})
export type AsRunEntry = Static<typeof AsRunEntry>
