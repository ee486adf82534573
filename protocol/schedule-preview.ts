/** A change to the timetable or the calendar that nobody has saved yet, and what it would do to what airs. */
import { type Static, Type } from 'typebox'
import { DayType, ExceptionChange, SlotInput } from './calendar.ts'
import { AiringView } from './rundown.ts'
import { Nullable } from './schema-parts.ts'
import { SchoolDate, Weekday } from './time.ts'

/** What an operator says of one date; null takes back what an operator said before (rule T3). */
export const DaySaid = Type.Object(
  {
    date: SchoolDate,
    said: Nullable(Type.Object({ type: DayType, pattern: Nullable(Weekday), note: Type.String({ maxLength: 200 }) })),
  },
  { additionalProperties: false },
)
export type DaySaid = Static<typeof DaySaid>

export const DaysSaid = Type.Object({ days: Type.Array(DaySaid, { minItems: 1, maxItems: 400 }) })
export type DaysSaid = Static<typeof DaysSaid>

export const ScheduleDraft = Type.Union([
  /** `id` null: a slot that is new. */
  Type.Object({ type: Type.Literal('slot'), id: Nullable(Type.String()), slot: SlotInput }),
  Type.Object({ type: Type.Literal('remove-slot'), id: Type.String() }),
  /** `change` null: the date as the slot has it. */
  Type.Object({
    type: Type.Literal('exception'),
    slotId: Type.String(),
    date: SchoolDate,
    change: Nullable(ExceptionChange),
  }),
  Type.Object({ type: Type.Literal('days'), days: DaysSaid.properties.days }),
])
export type ScheduleDraft = Static<typeof ScheduleDraft>

/** One airing with all the groups that have it at the same time for the same reasons. */
export const SharedAiring = Type.Object({ airing: AiringView, groups: Type.Array(Type.String()) })
export type SharedAiring = Static<typeof SharedAiring>

/** An airing that becomes another one. `before` null: it is new; `after` null: it goes. */
export const AiringChange = Type.Object({
  before: Nullable(AiringView),
  after: Nullable(AiringView),
  groups: Type.Array(Type.String()),
})
export type AiringChange = Static<typeof AiringChange>

export const SchedulePreview = Type.Object({
  /** What the drafted slot would air, in order; empty for other drafts. */
  airings: Type.Array(SharedAiring),
  /** What airs in the drafted slot's time instead of it. */
  conflicts: Type.Array(SharedAiring),
  /** Everything that would air differently, in order of time. */
  changes: Type.Array(AiringChange),
})
export type SchedulePreview = Static<typeof SchedulePreview>

/** What is different on one date, and who said so; null: from before there was a record. */
export const ExceptionView = Type.Object({
  slotId: Type.String(),
  date: SchoolDate,
  change: ExceptionChange,
  note: Type.String(),
  by: Nullable(Type.String()),
})
export type ExceptionView = Static<typeof ExceptionView>
