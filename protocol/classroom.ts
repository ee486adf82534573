/** A teacher's own classroom (rule P5). */
import { type Static, Type } from 'typebox'
import { Hidden } from './display.ts'
import { Nullable } from './schema-parts.ts'
import { Instant } from './time.ts'

/** The TV of it, as far as its teacher needs to know. */
export const Classroom = Type.Object({
  displayId: Type.String(),
  name: Type.String(),
  groupId: Nullable(Type.String()),
  /** Silent until then; null, or past: not. */
  mutedUntil: Nullable(Instant),
  /** The picture is hidden until then; null, or past: not. */
  hidden: Nullable(Hidden),
  online: Type.Boolean(),
})
export type Classroom = Static<typeof Classroom>

export const MyClassroom = Type.Object({
  /** Null: the broadcast room has linked none. */
  classroom: Nullable(Classroom),
})

/** Until when the own classroom is silent, or its picture hidden; null: no longer. */
export const ClassroomUntil = Type.Object({ until: Nullable(Instant) }, { additionalProperties: false })

/** No lesson is longer: what is forgotten is over by itself, milliseconds. */
export const LONGEST_MUTE_MS = 4 * 3_600_000

/** Whose classroom is which. */
export const ClassroomLink = Type.Object({
  userId: Type.String(),
  userName: Type.String(),
  displayId: Nullable(Type.String()),
})
export type ClassroomLink = Static<typeof ClassroomLink>
