/** Duties as the database keeps them, read. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type Awaited,
  type DutyDraft,
  DutyInput,
  DutyStep,
  Finding,
  HolidayRule,
  Moved,
  OccurrenceState,
  Recurrence,
  type StepAnswer,
  StepResult,
} from '../../protocol/duty.ts'
import { type Instant, instant, TimeOfDay, timeOfDay } from '../../protocol/time.ts'
import type { DutyRule } from './placing.ts'

/** The name of who answers what Nooncast saw. */
export const SYSTEM = 'system'

export const instantOrNull = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))

const Steps = Type.Array(DutyStep)
const Inputs = Type.Array(DutyInput)
const Rule = Type.Object({
  recurrence: Recurrence,
  onHoliday: HolidayRule,
  onlyInTerm: Type.Boolean(),
  time: TimeOfDay,
})
const Kept = Type.Object({ id: Type.String(), name: Type.String(), type: Type.String() })

export const dutyOf = (row: Prisma.DutyModel): DutyDraft => ({
  ...{ name: row.name, procedure: row.procedure, note: row.note },
  recurrence: Value.Parse(Recurrence, row.recurrence),
  onHoliday: Value.Parse(HolidayRule, row.onHoliday),
  onlyInTerm: row.onlyInTerm,
  time: timeOfDay(row.time),
  ...{ leadDays: row.leadDays, remindDays: row.remindDays, escalateDays: row.escalateDays },
  ...{ ownerId: row.ownerId, standInId: row.standInId, paused: row.paused },
  steps: Value.Parse(Steps, row.steps),
  inputs: Value.Parse(Inputs, row.inputs),
})

/** What of a duty decides when it falls, as it is kept with each occurrence. */
export const ruleOf = ({ recurrence, onHoliday, onlyInTerm, time }: DutyRule): DutyRule => ({
  ...{ recurrence, onHoliday, onlyInTerm, time },
})

export const ruleIn = (row: Pick<Prisma.DutyOccurrenceModel, 'rule'>): DutyRule => Value.Parse(Rule, row.rule)
export const stepsIn = (row: Pick<Prisma.DutyOccurrenceModel, 'steps'>): DutyStep[] => Value.Parse(Steps, row.steps)
export const movedIn = (row: Pick<Prisma.DutyOccurrenceModel, 'moved'>): Moved | null =>
  row.moved === null ? null : Value.Parse(Moved, row.moved)
export const stateIn = (row: Pick<Prisma.DutyOccurrenceModel, 'state'>): OccurrenceState =>
  Value.Parse(OccurrenceState, row.state)

const keptIn = (value: unknown) => (value === null ? null : Value.Parse(Kept, value))

export const answerOf = (row: Prisma.DutyAnswerModel): StepAnswer => ({
  ...{ stepId: row.stepId, value: row.value, log: row.log, note: row.note, by: row.by, faultId: row.faultId },
  result: Value.Parse(StepResult, row.result),
  attachment: keptIn(row.attachment),
  finding: row.finding === null ? null : Value.Parse(Finding, row.finding),
  at: instant(row.at.getTime()),
})

export const awaitedOf = (row: Prisma.DutyAwaitedModel, dutyName: string): Awaited => ({
  ...{ id: row.id, occurrenceId: row.occurrenceId, dutyName, office: row.office, what: row.what, email: row.email },
  ...{ blocks: row.blocks, askedBy: row.askedBy, reminders: row.reminders, answer: row.answer },
  askedAt: instantOrNull(row.askedAt),
  remindedAt: instantOrNull(row.remindedAt),
  answeredAt: instantOrNull(row.answeredAt),
  attachment: keptIn(row.attachment),
})
