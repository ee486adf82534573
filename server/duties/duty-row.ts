/** Duties as the database keeps them, read. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type DutyDraft,
  DutyInput,
  DutyStep,
  HolidayRule,
  Lapse,
  Moved,
  Recurrence,
  Responsible,
} from '../../protocol/duty.ts'
import {
  type Awaited,
  Finding,
  type FollowUp,
  OccurrenceState,
  type StepAnswer,
  StepResult,
} from '../../protocol/duty-occurrence.ts'
import { Language } from '../../protocol/text.ts'
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

export const lapseIn = (row: Pick<Prisma.DutyModel, 'lapses'>): Lapse => Value.Parse(Lapse, row.lapses)

export const dutyOf = (row: Prisma.DutyModel): DutyDraft => ({
  ...{ name: row.name, procedure: row.procedure, note: row.note },
  recurrence: Value.Parse(Recurrence, row.recurrence),
  onHoliday: Value.Parse(HolidayRule, row.onHoliday),
  onlyInTerm: row.onlyInTerm,
  time: timeOfDay(row.time),
  lapses: lapseIn(row),
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

export const responsibleIn = (row: Pick<Prisma.DutyOccurrenceModel, 'responsible'>): Responsible | null =>
  row.responsible === null ? null : Value.Parse(Responsible, row.responsible)

/** A follow-up with the numbers that people call it by. */
export const withNumbers = {
  fault: { select: { number: true } },
  request: { select: { number: true } },
} as const satisfies Prisma.DutyFollowUpInclude

/** Nothing when what was opened was deleted since. */
export const followUpOf = (row: Prisma.DutyFollowUpGetPayload<{ include: typeof withNumbers }>): FollowUp[] => {
  const { stepId, faultId, fault, requestId, request } = row
  if (faultId !== null && fault !== null) return [{ stepId, type: 'fault', id: faultId, number: fault.number }]
  if (requestId !== null && request !== null)
    return [{ stepId, type: 'request', id: requestId, number: request.number }]
  return []
}

const keptIn = (value: unknown) => (value === null ? null : Value.Parse(Kept, value))

export const answerOf = (row: Prisma.DutyAnswerModel): StepAnswer => ({
  ...{ stepId: row.stepId, value: row.value, log: row.log, note: row.note, by: row.by },
  result: Value.Parse(StepResult, row.result),
  attachment: keptIn(row.attachment),
  finding: row.finding === null ? null : Value.Parse(Finding, row.finding),
  at: instant(row.at.getTime()),
})

export const languageIn = ({ language }: Pick<Prisma.DutyAwaitedModel, 'language'>): Language | null =>
  language === null ? null : Value.Parse(Language, language)

export const awaitedOf = (row: Prisma.DutyAwaitedModel, dutyName: string): Awaited => ({
  ...{ id: row.id, occurrenceId: row.occurrenceId, dutyName, office: row.office, what: row.what, email: row.email },
  language: languageIn(row),
  ...{ blocks: row.blocks, askedBy: row.askedBy, reminders: row.reminders, answer: row.answer },
  askedAt: instantOrNull(row.askedAt),
  remindedAt: instantOrNull(row.remindedAt),
  answeredAt: instantOrNull(row.answeredAt),
  attachment: keptIn(row.attachment),
})
