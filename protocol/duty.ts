/** Duties: what the calendar asks for, when, of whom, with which steps. */
import { type Static, Type } from 'typebox'
import { RequestKind } from './request-kinds.ts'
import { Nullable } from './schema-parts.ts'
import { Language } from './text.ts'
import { Instant, SchoolDate, TimeOfDay, Weekday } from './time.ts'

const Id = Type.String({ minLength: 1, maxLength: 64 })

/**
 * When a duty falls (rules D1–D4). A day of the month that a month lacks is its last day. `term-start` counts whole days
 * from a term's first day, `before-deadline` whole school days back from a date of each year.
 */
export const Recurrence = Type.Union([
  Type.Object({ type: Type.Literal('school-days') }, { additionalProperties: false }),
  Type.Object({ type: Type.Literal('weekly'), weekday: Weekday }, { additionalProperties: false }),
  Type.Object(
    { type: Type.Literal('monthly'), day: Type.Integer({ minimum: 1, maximum: 31 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      type: Type.Literal('yearly'),
      month: Type.Integer({ minimum: 1, maximum: 12 }),
      day: Type.Integer({ minimum: 1, maximum: 31 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { type: Type.Literal('term-start'), days: Type.Integer({ minimum: -30, maximum: 30 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      type: Type.Literal('before-deadline'),
      month: Type.Integer({ minimum: 1, maximum: 12 }),
      day: Type.Integer({ minimum: 1, maximum: 31 }),
      schoolDays: Type.Integer({ minimum: 0, maximum: 30 }),
    },
    { additionalProperties: false },
  ),
])
export type Recurrence = Static<typeof Recurrence>

/** What becomes of one that falls on a day without school (rules D5–D7). */
export const HolidayRule = Type.Union([
  Type.Literal('stay'),
  Type.Literal('earlier'),
  Type.Literal('later'),
  Type.Literal('drop'),
])
export type HolidayRule = Static<typeof HolidayRule>

/** What shows that a step was done. Limits of a number are included; null: no limit on that side. */
export const Evidence = Type.Union([
  Type.Object({ type: Type.Literal('tick') }, { additionalProperties: false }),
  Type.Object(
    {
      type: Type.Literal('number'),
      unit: Type.String({ maxLength: 20 }),
      min: Nullable(Type.Number()),
      max: Nullable(Type.Number()),
    },
    { additionalProperties: false },
  ),
  Type.Object({ type: Type.Literal('photo') }, { additionalProperties: false }),
  Type.Object({ type: Type.Literal('file') }, { additionalProperties: false }),
  Type.Object({ type: Type.Literal('log') }, { additionalProperties: false }),
])
export type Evidence = Static<typeof Evidence>

/**
 * What Nooncast can see for itself (rule D20). Ages are in hours, `minFreePercent` of the whole disk. A site or server that
 * is null can be named beside the step (rule D24); its own copies and disks need no naming.
 */
export const Probe = Type.Union([
  Type.Object(
    { type: Type.Literal('site'), siteId: Nullable(Id), certificateDays: Type.Integer({ minimum: 0, maximum: 90 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      type: Type.Literal('disk'),
      serverId: Nullable(Id),
      disk: Type.String({ minLength: 1, maxLength: 80 }),
      minFreePercent: Type.Number({ minimum: 1, maximum: 90 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    {
      type: Type.Literal('backup-age'),
      serverId: Nullable(Id),
      backup: Type.String({ minLength: 1, maxLength: 80 }),
      maxHours: Type.Integer({ minimum: 1, maximum: 1000 }),
      /** How many copies must be there; 1: the newest is enough. */
      minKept: Type.Integer({ minimum: 1, maximum: 1000 }),
    },
    { additionalProperties: false },
  ),
  Type.Object(
    { type: Type.Literal('own-backup'), maxHours: Type.Integer({ minimum: 1, maximum: 1000 }) },
    { additionalProperties: false },
  ),
  Type.Object(
    { type: Type.Literal('own-disk'), minFreePercent: Type.Number({ minimum: 1, maximum: 90 }) },
    { additionalProperties: false },
  ),
])
export type Probe = Static<typeof Probe>

/** What the failing of a critical step opens (rule D18). */
export const Opens = Type.Union([
  Type.Object({ type: Type.Literal('fault') }, { additionalProperties: false }),
  Type.Object({ type: Type.Literal('request'), kind: RequestKind }, { additionalProperties: false }),
])
export type Opens = Static<typeof Opens>

export const DutyStep = Type.Object(
  {
    /** Stays the same when the words change. */
    id: Id,
    text: Type.String({ minLength: 1, maxLength: 300 }),
    /** Its failing opens a fault or a request, and it can't be passed over. */
    critical: Type.Boolean(),
    evidence: Evidence,
    probe: Nullable(Probe),
    /** Left out: what fits its kind (see `opensOf`). */
    opens: Type.Optional(Opens),
  },
  { additionalProperties: false },
)
export type DutyStep = Static<typeof DutyStep>

/** Something that another office supplies, without which the duty can't be done. */
export const DutyInput = Type.Object(
  {
    id: Id,
    office: Type.String({ minLength: 1, maxLength: 60 }),
    what: Type.String({ minLength: 1, maxLength: 300 }),
    /** Whom the letter goes to; empty: asked by word of mouth. */
    email: Type.String({ maxLength: 254, pattern: '^([^\\s@]+@[^\\s@]+)?$' }),
    /** In which it reads its letters; left out: nobody has said, so in both, Chinese first. */
    language: Type.Optional(Language),
  },
  { additionalProperties: false },
)
export type DutyInput = Static<typeof DutyInput>

/**
 * When one that was not done can no longer be done (rule D23): when the day of the next one begins, when its own day is
 * over, or never.
 */
export const Lapse = Type.Union([Type.Literal('next'), Type.Literal('day'), Type.Literal('never')])
export type Lapse = Static<typeof Lapse>

const dutyFields = {
  name: Type.String({ minLength: 1, maxLength: 80 }),
  /** Number of its procedure, such as `SOP-002`; empty: none. */
  procedure: Type.String({ maxLength: 20 }),
  note: Type.String({ maxLength: 1000 }),
  recurrence: Recurrence,
  onHoliday: HolidayRule,
  /** Falls only in a term. */
  onlyInTerm: Type.Boolean(),
  /** Until when it is to be done on its day. */
  time: TimeOfDay,
  /** So many days before its day it can be begun. */
  leadDays: Type.Integer({ minimum: 0, maximum: 120 }),
  lapses: Lapse,
  /** The owner is written to so many school days before; null: never. */
  remindDays: Nullable(Type.Integer({ minimum: 0, maximum: 30 })),
  /** The head is written to so many school days after it was due; null: never. */
  escalateDays: Nullable(Type.Integer({ minimum: 1, maximum: 30 })),
  /** Null: whoever may do duties. */
  ownerId: Nullable(Id),
  standInId: Nullable(Id),
  steps: Type.Array(DutyStep, { minItems: 1, maxItems: 40 }),
  inputs: Type.Array(DutyInput, { maxItems: 20 }),
  paused: Type.Boolean(),
}
export const DutyDraft = Type.Object(dutyFields, { additionalProperties: false })
export type DutyDraft = Static<typeof DutyDraft>
/** A change names the version it was made from. */
export const DutyChange = Type.Object(
  { ...dutyFields, version: Type.Integer({ minimum: 1 }) },
  { additionalProperties: false },
)
export type DutyChange = Static<typeof DutyChange>

/** Who looks after a duty on a day, and why it is that person (rule D14). */
export const Responsible = Type.Union([
  Type.Object({ type: Type.Literal('owner'), userId: Type.String(), name: Type.String() }),
  Type.Object({ type: Type.Literal('stand-in'), userId: Type.String(), name: Type.String() }),
  /** Nobody is named, or both are away: everyone who may do duties. */
  Type.Object({ type: Type.Literal('section') }),
])
export type Responsible = Static<typeof Responsible>

/** Why one is not on the day that its rule names. `note` is the calendar's. */
export const Moved = Type.Object({
  code: Type.Union([Type.Literal('earlier'), Type.Literal('later'), Type.Literal('counted-back')]),
  note: Type.String(),
})
export type Moved = Static<typeof Moved>
export const Dropped = Type.Object({
  code: Type.Union([Type.Literal('no-school'), Type.Literal('outside-term'), Type.Literal('overtaken')]),
  note: Type.String(),
})
export type Dropped = Static<typeof Dropped>

/** One that the rule names, as the calendar stands today. */
export const PlannedDuty = Type.Union([
  Type.Object({
    type: Type.Literal('due'),
    nominal: SchoolDate,
    due: SchoolDate,
    dueAt: Instant,
    moved: Nullable(Moved),
  }),
  Type.Object({ type: Type.Literal('dropped'), nominal: SchoolDate, why: Dropped }),
])
export type PlannedDuty = Static<typeof PlannedDuty>

export const Duty = Type.Object({
  id: Type.String(),
  ...dutyFields,
  version: Type.Integer(),
  createdAt: Instant,
  responsible: Responsible,
  /** The next that comes; null: none within a year. */
  next: Nullable(Type.Object({ due: SchoolDate, dueAt: Instant })),
  /** How many are open, and how many of these are late. */
  open: Type.Integer(),
  late: Type.Integer(),
})
export type Duty = Static<typeof Duty>

export const Absence = Type.Object({
  id: Type.String(),
  userId: Type.String(),
  name: Type.String(),
  from: SchoolDate,
  until: SchoolDate,
  note: Type.String(),
})
export type Absence = Static<typeof Absence>
export const AbsenceInput = Type.Object(
  { userId: Id, from: SchoolDate, until: SchoolDate, note: Type.Optional(Type.String({ maxLength: 200 })) },
  { additionalProperties: false },
)

const FAULT: Opens = { type: 'fault' }

/**
 * What a step's failing opens: equipment, disks and sites are repaired, a paper is asked for. What Nooncast looks at is
 * repaired too, whatever the step says: there is nobody who asks.
 */
export const opensOf = ({ evidence, probe, opens }: Pick<DutyStep, 'evidence' | 'probe' | 'opens'>): Opens =>
  probe !== null ? FAULT : (opens ?? (evidence.type === 'file' ? { type: 'request', kind: 'other' } : FAULT))

/** Does a number keep its limits (included)? */
export const keepsLimits = (value: number, { min, max }: Extract<Evidence, { type: 'number' }>): boolean =>
  (min === null || value >= min) && (max === null || value <= max)
