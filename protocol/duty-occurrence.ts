/** What became of each time a duty was asked for: its steps answered, what others owe it, the board of a day. */
import { type Static, Type } from 'typebox'
import { DutyStep, Moved, Responsible } from './duty.ts'
import { Nullable } from './schema-parts.ts'
import { Language } from './text.ts'
import { Instant, SchoolDate } from './time.ts'

export const StepResult = Type.Union([Type.Literal('ok'), Type.Literal('failed'), Type.Literal('not-needed')])
export type StepResult = Static<typeof StepResult>

/** What Nooncast saw for itself, as a code with its figures; words are made at the screen. */
export const Finding = Type.Object({
  code: Type.Union([
    Type.Literal('site-up'),
    Type.Literal('site-down'),
    Type.Literal('site-text-missing'),
    Type.Literal('certificate-ending'),
    Type.Literal('disk-free'),
    Type.Literal('disk-full'),
    Type.Literal('backup-fresh'),
    Type.Literal('backup-old'),
    Type.Literal('backup-few'),
    Type.Literal('backup-none'),
    Type.Literal('backup-awaited'),
    Type.Literal('silent'),
  ]),
  params: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number()])),
  at: Instant,
})
export type Finding = Static<typeof Finding>

/** A step answered: by a person, or by what Nooncast saw (`by` is then `system`). */
export const StepAnswer = Type.Object({
  stepId: Type.String(),
  result: StepResult,
  value: Nullable(Type.Number()),
  log: Type.String(),
  note: Type.String(),
  attachment: Nullable(Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() })),
  finding: Nullable(Finding),
  by: Type.String(),
  at: Instant,
})
export type StepAnswer = Static<typeof StepAnswer>

/** What was asked of another office, tracked until it answered (rule D15). `blocks`: without it the duty can't be done. */
export const Awaited = Type.Object({
  id: Type.String(),
  occurrenceId: Type.String(),
  dutyName: Type.String(),
  office: Type.String(),
  what: Type.String(),
  email: Type.String(),
  /** Of its letters; null: both. */
  language: Nullable(Language),
  blocks: Type.Boolean(),
  /** Null: not asked yet. */
  askedAt: Nullable(Instant),
  askedBy: Nullable(Type.String()),
  /** How often it was asked again. */
  reminders: Type.Integer(),
  remindedAt: Nullable(Instant),
  answeredAt: Nullable(Instant),
  /** What came, in short. */
  answer: Type.String(),
  attachment: Nullable(Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() })),
})
export type Awaited = Static<typeof Awaited>

/** What the failing of a step opened; it stays when the answer is taken back. */
export const FollowUp = Type.Object({
  stepId: Type.String(),
  type: Type.Union([Type.Literal('fault'), Type.Literal('request')]),
  id: Type.String(),
  number: Type.String(),
})
export type FollowUp = Static<typeof FollowUp>

/** `missed`: nobody did it while it could be done. */
export const OccurrenceState = Type.Union([
  Type.Literal('open'),
  Type.Literal('done'),
  Type.Literal('skipped'),
  Type.Literal('missed'),
])
export type OccurrenceState = Static<typeof OccurrenceState>

export const DutyOccurrence = Type.Object({
  id: Type.String(),
  dutyId: Type.String(),
  name: Type.String(),
  procedure: Type.String(),
  note: Type.String(),
  nominal: SchoolDate,
  due: SchoolDate,
  dueAt: Instant,
  moved: Nullable(Moved),
  state: OccurrenceState,
  /** Past its time: while open by the server's clock, when done by the instant it was done. */
  late: Type.Boolean(),
  /** School days that remain, today included and the day it is due too; 0 once that is past. */
  schoolDaysLeft: Type.Integer(),
  /** Today; of one that was missed, on the day it was due. */
  responsible: Responsible,
  steps: Type.Array(DutyStep),
  answers: Type.Array(StepAnswer),
  followUps: Type.Array(FollowUp),
  awaited: Type.Array(Awaited),
  /** Why it was skipped; a code in brackets when the calendar did it. */
  reason: Type.String(),
  closedBy: Nullable(Type.String()),
  closedAt: Nullable(Instant),
  version: Type.Integer(),
})
export type DutyOccurrence = Static<typeof DutyOccurrence>

/** What a person does about a step; `value` and `log` as its evidence asks. */
export const StepDeed = Type.Object(
  {
    result: StepResult,
    value: Type.Optional(Type.Number()),
    log: Type.Optional(Type.String({ maxLength: 20_000 })),
    note: Type.Optional(Type.String({ maxLength: 500 })),
  },
  { additionalProperties: false },
)
export type StepDeed = Static<typeof StepDeed>

/** A day ahead on the board: not made yet. */
export const DutyAhead = Type.Object({
  dutyId: Type.String(),
  name: Type.String(),
  nominal: SchoolDate,
  due: SchoolDate,
  dueAt: Instant,
  moved: Nullable(Moved),
  responsible: Responsible,
})
export type DutyAhead = Static<typeof DutyAhead>

export const DutyBoard = Type.Object({
  today: SchoolDate,
  /** Open ones, the longest late first, then by when they are due. */
  open: Type.Array(DutyOccurrence),
  /** Done or skipped today. */
  closed: Type.Array(DutyOccurrence),
  /** Missed within the last seven days, the latest first. */
  missed: Type.Array(DutyOccurrence),
  ahead: Type.Array(DutyAhead),
  /** Asked of offices and not answered, also of duties that are done. */
  awaited: Type.Array(Awaited),
})
export type DutyBoard = Static<typeof DutyBoard>

/** What must be answered before one can be finished. */
export const isAnswered = (step: Pick<DutyStep, 'id'>, answers: readonly Pick<StepAnswer, 'stepId'>[]): boolean =>
  answers.some(({ stepId }) => stepId === step.id)

/** A skip that the calendar made, not a person. */
export const CALENDAR_SKIP = '(calendar)'

/** What an office sees behind its link. */
export const SupplyView = Type.Object({
  schoolName: Type.String(),
  office: Type.String(),
  what: Type.String(),
  duty: Type.String(),
  due: SchoolDate,
  askedBy: Type.String(),
})
export type SupplyView = Static<typeof SupplyView>
