/** What may be done with an occurrence and its steps, and when somebody is written to (rules D12, D13, D16, D17, D19). Pure. */
import { type DutyStep, keepsLimits } from '../../protocol/duty.ts'
import {
  type Awaited,
  isAnswered,
  type OccurrenceState,
  type StepAnswer,
  type StepDeed,
  type StepResult,
} from '../../protocol/duty-occurrence.ts'
import type { Instant, SchoolDate } from '../../protocol/time.ts'
import { timeOfDay } from '../../protocol/time.ts'
import { instantOf } from '../schedule/wall-clock.ts'
import { type DutyCalendar, schoolDayFrom } from './placing.ts'

export type DutyRefusal =
  | 'DUTY_CLOSED'
  | 'DUTY_MISSED'
  | 'DUTY_STEP_CRITICAL'
  | 'DUTY_NUMBER_MISSING'
  | 'DUTY_LOG_MISSING'
  | 'DUTY_FILE_MISSING'
  | 'DUTY_NOTE_MISSING'
  | 'DUTY_STEPS_MISSING'
  | 'DUTY_INPUTS_MISSING'
  | 'DUTY_NOT_CLOSED'

type Answered =
  | { readonly type: 'answer'; readonly result: StepResult }
  | { readonly type: 'refused'; readonly code: DutyRefusal }

const refused = (code: DutyRefusal) => ({ type: 'refused', code }) as const

/**
 * Rule D12: what a person's answer to a step comes to. A number outside of its limits fails whatever was said; what went
 * wrong is said in words; evidence is asked for what is called done.
 * @param hasFile a photo or file is there already
 */
export const answerTo = (
  state: OccurrenceState,
  { evidence, critical }: Pick<DutyStep, 'evidence' | 'critical'>,
  deed: StepDeed,
  hasFile: boolean,
): Answered => {
  if (state !== 'open') return refused('DUTY_CLOSED')
  if (deed.result === 'not-needed')
    return critical ? refused('DUTY_STEP_CRITICAL') : { type: 'answer', result: 'not-needed' }
  if (evidence.type === 'number' && deed.value !== undefined && !keepsLimits(deed.value, evidence))
    return { type: 'answer', result: 'failed' }
  if (deed.result === 'failed')
    return (deed.note ?? '').trim() === '' && deed.value === undefined
      ? refused('DUTY_NOTE_MISSING')
      : { type: 'answer', result: 'failed' }
  switch (evidence.type) {
    case 'tick':
      return { type: 'answer', result: 'ok' }
    case 'number':
      return deed.value === undefined ? refused('DUTY_NUMBER_MISSING') : { type: 'answer', result: 'ok' }
    case 'log':
      return (deed.log ?? '').trim() === '' ? refused('DUTY_LOG_MISSING') : { type: 'answer', result: 'ok' }
    case 'photo':
    case 'file':
      return hasFile ? { type: 'answer', result: 'ok' } : refused('DUTY_FILE_MISSING')
    default:
      return evidence satisfies never
  }
}

type Allowed = { readonly type: 'yes' } | { readonly type: 'refused'; readonly code: DutyRefusal }
const YES: Allowed = { type: 'yes' }

/** Rule D13: done when each step is answered and all that it waits for has come. */
export const mayFinish = (
  state: OccurrenceState,
  steps: readonly Pick<DutyStep, 'id'>[],
  answers: readonly Pick<StepAnswer, 'stepId'>[],
  awaited: readonly Pick<Awaited, 'blocks' | 'answeredAt'>[],
): Allowed => {
  if (state !== 'open') return refused('DUTY_CLOSED')
  if (!steps.every((step) => isAnswered(step, answers))) return refused('DUTY_STEPS_MISSING')
  return awaited.some(({ blocks, answeredAt }) => blocks && answeredAt === null) ? refused('DUTY_INPUTS_MISSING') : YES
}

export const maySkip = (state: OccurrenceState): Allowed => (state === 'open' ? YES : refused('DUTY_CLOSED'))
export const mayReopen = (state: OccurrenceState): Allowed => (state === 'open' ? refused('DUTY_NOT_CLOSED') : YES)

/** The head is told in the morning of a school day. */
const MORNING = timeOfDay('08:00')

/** Rule D16: from which day on who looks after it is reminded each morning; null: on the day itself, as of anything due. */
export const remindOn = (due: SchoolDate, days: number | null, calendar: DutyCalendar): SchoolDate | null =>
  days === null || days === 0 ? null : schoolDayFrom(calendar, due, -days)

/** Rule D17: when the head is told that it is late; null: never. */
export const escalateAt = (due: SchoolDate, days: number | null, calendar: DutyCalendar): Instant | null => {
  const date = days === null ? null : schoolDayFrom(calendar, due, days)
  return date === null ? null : instantOf(date, MORNING, calendar.timeZone)
}
