/** What happened in a room, or what one person reported and asked for: one list by time, whatever kept it. */
import { type Static, Type } from 'typebox'
import type { Permission } from './account.ts'
import { StepResult } from './duty-occurrence.ts'
import { FaultState } from './fault.ts'
import { RequestState } from './request.ts'
import { RoomEvent } from './room-history.ts'
import { literals, Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'
import { VisitState } from './visit.ts'

export const CHRONICLE_KINDS = ['fault', 'request', 'visit', 'duty', 'tv'] as const
export const ChronicleKind = literals(CHRONICLE_KINDS)
export type ChronicleKind = Static<typeof ChronicleKind>

/** Who may not read a kind by itself reads none of it here. */
export const CHRONICLE_PERMISSIONS = {
  fault: 'faults.read',
  request: 'requests.read',
  visit: 'vendors.read',
  duty: 'duties.read',
  tv: 'displays.read',
} as const satisfies Readonly<Record<ChronicleKind, Permission>>

/** Kinds that a person has: the others happen to rooms. */
export const PERSON_KINDS = ['fault', 'request'] as const satisfies readonly ChronicleKind[]

const common = {
  id: Type.String(),
  /** When it was reported, asked for, expected, answered, or seen. */
  at: Instant,
  /** As people say it: `115-0042`; empty: it has none. */
  number: Type.String(),
  /** In the reader's language, or as it was written; of a TV's what was on. */
  title: Type.String(),
  /** Behind `/#`. */
  path: Type.String(),
}

/** How it stands now, never what was said about it: notes are read where they belong. */
export const ChronicleLine = Type.Union([
  Type.Object({ kind: Type.Literal('fault'), ...common, state: FaultState }),
  Type.Object({ kind: Type.Literal('request'), ...common, state: RequestState }),
  Type.Object({ kind: Type.Literal('visit'), ...common, state: VisitState }),
  /** A step of a duty that names the room. */
  Type.Object({ kind: Type.Literal('duty'), ...common, state: StepResult }),
  /** A trouble of the room's TV, or something that it was told to do; kept for `ROOM_HISTORY_DAYS`. */
  Type.Object({ kind: Type.Literal('tv'), ...common, event: RoomEvent }),
])
export type ChronicleLine = Static<typeof ChronicleLine>

/** The newest first. */
export const Chronicle = Type.Object({
  items: Type.Array(ChronicleLine),
  /** Ask again with it for what is older; null: that was all. */
  nextCursor: Nullable(Type.String()),
})
export type Chronicle = Static<typeof Chronicle>
