/** What is broken in which room: for the tiles, the list of TVs and the room's window. */
import { type Static, Type } from 'typebox'
import { FaultCause, FaultSeverity, FaultSource, FaultState } from './fault.ts'
import { Nullable } from './schema-parts.ts'

export const RoomFault = Type.Object({
  id: Type.String(),
  number: Type.String(),
  state: FaultState,
  severity: FaultSeverity,
  source: FaultSource,
  /** Empty: its words are made of `cause`. */
  title: Type.String(),
  cause: Nullable(FaultCause),
  /** It went away by itself, and nobody has said so yet. */
  healed: Type.Boolean(),
})
export type RoomFault = Static<typeof RoomFault>

/** One TV, or a room without one, that has open faults. */
export const RoomFaults = Type.Object({
  /** Null: no TV is known in that room. */
  displayId: Nullable(Type.String()),
  room: Type.String(),
  /** Of those that are not healed; null: all are. */
  worst: Nullable(FaultSeverity),
  /** It is behind something that is down: what its TV does can't be known. */
  unknown: Type.Boolean(),
  /** The worst first. */
  faults: Type.Array(RoomFault),
})
export type RoomFaults = Static<typeof RoomFaults>

export const OpenFaults = Type.Object({ items: Type.Array(RoomFaults) })
export type OpenFaults = Static<typeof OpenFaults>
