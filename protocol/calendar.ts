/** Days, terms, slots and what a person may change about them. */
import { type Static, Type } from 'typebox'
import { AiringKind } from './rundown.ts'
import { Nullable } from './schema-parts.ts'
import { Instant, SchoolDate, TimeOfDay, Weekday } from './time.ts'

export const DayType = Type.Union([
  Type.Literal('school'),
  Type.Literal('holiday'),
  Type.Literal('exam'),
  Type.Literal('event'),
  Type.Literal('suspended'),
])
export type DayType = Static<typeof DayType>

/** Who said so; the earlier in this list wins (rule T3). */
export const DaySource = Type.Union([
  Type.Literal('operator'),
  Type.Literal('school'),
  Type.Literal('government'),
  Type.Literal('weekday'),
])
export type DaySource = Static<typeof DaySource>

/** What a date is. `pattern` is the weekday whose timetable it follows (rule T4); null when no timetable applies. */
export const CalendarDay = Type.Object({
  date: SchoolDate,
  type: DayType,
  pattern: Nullable(Weekday),
  source: DaySource,
  note: Type.String(),
})
export type CalendarDay = Static<typeof CalendarDay>

export const Term = Type.Object({
  id: Type.String(),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  from: SchoolDate,
  until: SchoolDate,
})
export type Term = Static<typeof Term>
export const TermInput = Type.Omit(Term, ['id'], { additionalProperties: false })
export type TermInput = Static<typeof TermInput>

/** Where a slot's programme comes from (rules C1–C4). `none` goes straight to the fallback chain. */
export const SourceRule = Type.Union([
  Type.Object({ type: Type.Literal('news') }),
  Type.Object({ type: Type.Literal('series'), seriesId: Type.String() }),
  Type.Object({ type: Type.Literal('booking') }),
  Type.Object({ type: Type.Literal('media'), mediaIds: Type.Array(Type.String(), { minItems: 1, maxItems: 50 }) }),
  Type.Object({ type: Type.Literal('none') }),
])
export type SourceRule = Static<typeof SourceRule>

/** What plays instead, in order; the slate always ends the chain (rule C5) and is never listed. */
export const Fallback = Type.Union([
  Type.Object({ type: Type.Literal('news') }),
  Type.Object({ type: Type.Literal('latest-news'), withinDays: Type.Integer({ minimum: 1, maximum: 60 }) }),
  Type.Object({ type: Type.Literal('series'), seriesId: Type.String() }),
  Type.Object({ type: Type.Literal('media'), mediaIds: Type.Array(Type.String(), { minItems: 1, maxItems: 50 }) }),
])
export type Fallback = Static<typeof Fallback>

const slotFields = {
  name: Type.String({ minLength: 1, maxLength: 80 }),
  kind: AiringKind,
  /** Recurring on these weekdays of the pattern; empty when `dates` are given. */
  weekdays: Type.Array(Weekday, { maxItems: 7, uniqueItems: true }),
  dates: Type.Array(SchoolDate, { maxItems: 400, uniqueItems: true }),
  startTime: TimeOfDay,
  /** At or before `startTime`: the slot ends on the next day. */
  endTime: TimeOfDay,
  /** Groups; a group stands for all below it. Empty: the whole school. */
  audience: Type.Array(Type.String(), { maxItems: 500, uniqueItems: true }),
  source: SourceRule,
  fallback: Type.Array(Fallback, { maxItems: 10 }),
  validFrom: Nullable(SchoolDate),
  validUntil: Nullable(SchoolDate),
  yearRound: Type.Boolean({ description: 'Airs outside terms and on holidays too (rule T5)' }),
  exam: Type.Boolean({ description: 'Listening exam: only an emergency may cut in' }),
}

export const SlotInput = Type.Object(slotFields, { additionalProperties: false })
export type SlotInput = Static<typeof SlotInput>
export const Slot = Type.Object({
  id: Type.String(),
  ...slotFields,
  /** Rises with each change; a change must name the version it was made from. */
  version: Type.Integer({ minimum: 1 }),
  createdAt: Instant,
})
export type Slot = Static<typeof Slot>

export const SlotUpdate = Type.Object(
  { ...slotFields, version: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export type SlotUpdate = Static<typeof SlotUpdate>

/** One date on which a slot does something else (rule S2). */
export const ExceptionChange = Type.Union([
  Type.Object({ type: Type.Literal('cancel') }),
  Type.Object({ type: Type.Literal('move'), startTime: TimeOfDay, endTime: TimeOfDay }),
  Type.Object({ type: Type.Literal('replace'), mediaIds: Type.Array(Type.String(), { minItems: 1, maxItems: 50 }) }),
])
export type ExceptionChange = Static<typeof ExceptionChange>

export const SlotException = Type.Object({
  slotId: Type.String(),
  date: SchoolDate,
  change: ExceptionChange,
  note: Type.String({ maxLength: 200 }),
})
export type SlotException = Static<typeof SlotException>

const CalendarLine = Type.Object({ line: Type.Integer({ minimum: 1 }), message: Type.String() })

/** What a calendar file says, and what it changes. With any error nothing of it is saved. */
export const ImportResult = Type.Object({
  /** Null: no line could be read. */
  year: Nullable(Type.Integer()),
  /** Dates read and, unless it was a dry run, saved. */
  imported: Type.Integer(),
  /** Dates that are another kind of day, or follow another weekday, than the government's calendar said before. */
  changed: Type.Integer(),
  errors: Type.Array(CalendarLine),
  /** Lines that were read but need a person's look. */
  warnings: Type.Array(CalendarLine),
  dryRun: Type.Boolean(),
  changes: Type.Array(
    Type.Object({
      date: SchoolDate,
      before: Nullable(DayType),
      after: DayType,
      pattern: Nullable(Weekday),
      note: Type.String(),
    }),
  ),
})
export type ImportResult = Static<typeof ImportResult>
