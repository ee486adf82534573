/** Occurrences of duties as they are kept: answered step by step, finished, skipped, reopened. */
import { Prisma } from '../../prisma/generated/client.ts'
import type { DutyStep } from '../../protocol/duty.ts'
import type { Awaited, DutyOccurrence, StepAnswer, StepDeed } from '../../protocol/duty-occurrence.ts'
import type { AttachmentInput, Attachments } from '../attachments/attachments.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import type { Doer } from './doer.ts'
import { answerOf, awaitedOf, SYSTEM, stateIn, stepsIn } from './duty-row.ts'
import { type OccurrenceRow, withAll } from './duty-view.ts'
import type { FailedStep, OpenFollowUp } from './follow-up.ts'
import type { Misses } from './misses.ts'
import type { OccurrenceList } from './occurrence-list.ts'
import type { Judgement } from './probes/judge.ts'
import { answerTo, type DutyRefusal, mayFinish } from './rules.ts'

type Transaction = Prisma.TransactionClient

export interface OccurrenceStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly list: Pick<OccurrenceList, 'get'>
  readonly attachments: Attachments
  readonly misses: Pick<Misses, 'isOver'>
  readonly followUp: OpenFollowUp
}

export type OccurrenceStore = ReturnType<typeof createOccurrenceStore>

/** What opening again writes. */
const OPENED = {
  ...{ state: 'open', reason: '', closedBy: null, closedAt: null, responsible: Prisma.DbNull },
  version: { increment: 1 },
} as const

const refuse = (code: DutyRefusal): never => {
  throw new Failure(code)
}

const filesOf = (id: string) => ({ subject: 'duty', id })

export const createOccurrenceStore = (deps: OccurrenceStoreDeps) => {
  const { database, clock, attachments } = deps
  const { get } = deps.list

  const rowOf = async (within: Transaction, id: string): Promise<OccurrenceRow> => {
    const row = await within.dutyOccurrence.findUnique({ where: { id }, include: withAll })
    if (row === null) throw new Failure('NOT_FOUND')
    return row
  }
  /** Works on an open one alone: the first statement writes, so that of two at once the second sees what the first did. */
  const onOpen = <Result>(id: string, work: (within: Transaction, row: OccurrenceRow) => Promise<Result>) =>
    database.$transaction(async (within) => {
      const { count } = await within.dutyOccurrence.updateMany({
        where: { id, state: 'open' },
        data: { version: { increment: 1 } },
      })
      const row = await rowOf(within, id)
      return count === 0 ? refuse('DUTY_CLOSED') : work(within, row)
    })

  const stepOf = (row: OccurrenceRow, stepId: string): DutyStep => {
    const step = stepsIn(row).find(({ id }) => id === stepId)
    if (step === undefined) throw new Failure('NOT_FOUND')
    return step
  }
  const heldAnswer = (row: OccurrenceRow, stepId: string): StepAnswer | null => {
    const held = row.answers.find((each) => each.stepId === stepId)
    return held === undefined ? null : answerOf(held)
  }

  /** Rule D18: a critical step that fails opens what follows, once for each occurrence. */
  const followUp = async (
    within: Transaction,
    row: OccurrenceRow,
    step: DutyStep,
    failed: Pick<FailedStep, 'said' | 'by'>,
  ): Promise<void> => {
    if (row.followUps.some(({ stepId }) => stepId === step.id)) return
    const about = { occurrenceId: row.id, duty: row.duty.name, step, ...failed }
    const opened = await deps.followUp(about, within)
    await within.dutyFollowUp.create({
      data: { occurrenceId: row.id, stepId: step.id, ...opened, at: new Date(clock.now()) },
    })
  }

  const write = async (
    within: Transaction,
    row: OccurrenceRow,
    step: DutyStep,
    answer: Omit<StepAnswer, 'stepId' | 'at' | 'by'>,
    by: Doer | null,
  ): Promise<void> => {
    const data = {
      ...{ ...answer, by: by?.name ?? SYSTEM, at: new Date(clock.now()) },
      attachment: answer.attachment ?? Prisma.DbNull,
      finding: answer.finding ?? Prisma.DbNull,
    }
    const key = { occurrenceId: row.id, stepId: step.id }
    await within.dutyAnswer.upsert({ where: { occurrenceId_stepId: key }, create: { ...key, ...data }, update: data })
    const said = answer.note || (answer.value === null ? '' : String(answer.value))
    if (answer.result === 'failed' && step.critical) await followUp(within, row, step, { said, by })
  }

  return {
    /**
     * A person answers a step, with a photo or file where it asks for one (rule D12).
     * @throws Failure NOT_FOUND, DUTY_CLOSED, what `answerTo` refuses, what attachments refuse
     */
    answer: async (
      id: string,
      stepId: string,
      deed: StepDeed,
      by: Doer,
      file?: AttachmentInput,
    ): Promise<DutyOccurrence> => {
      stepOf(await rowOf(database, id), stepId)
      const kept = file === undefined ? null : await attachments.keep(filesOf(id), file, by.name)
      await onOpen(id, async (within, row) => {
        const step = stepOf(row, stepId)
        const held = heldAnswer(row, stepId)?.attachment ?? null
        const attachment = kept === null ? held : { id: kept.id, name: kept.name, type: kept.type }
        const answered = answerTo('open', step, deed, attachment !== null)
        if (answered.type === 'refused') return refuse(answered.code)
        const { value = null, log = '', note = '' } = deed
        return write(within, row, step, { result: answered.result, value, log, note, attachment, finding: null }, by)
      })
      return get(id)
    },

    /** Takes an answer back. @throws Failure NOT_FOUND, DUTY_CLOSED */
    retract: async (id: string, stepId: string): Promise<DutyOccurrence> => {
      await onOpen(id, async (within) => {
        const { count } = await within.dutyAnswer.deleteMany({ where: { occurrenceId: id, stepId } })
        if (count === 0) throw new Failure('NOT_FOUND')
      })
      return get(id)
    },

    /**
     * What Nooncast saw answers a step, unless a person has (rule D20). Answers whether anything changed.
     * @throws Failure NOT_FOUND, DUTY_CLOSED
     */
    fill: (id: string, stepId: string, { type, finding, value }: Exclude<Judgement, { type: 'unknown' }>) =>
      onOpen(id, async (within, row) => {
        const held = heldAnswer(row, stepId)
        if (held !== null && (held.finding === null || (held.result === type && held.finding.code === finding.code)))
          return false
        const seen = { result: type, value, log: '', note: '', attachment: null, finding } as const
        await write(within, row, stepOf(row, stepId), seen, null)
        return true
      }),

    /** @throws Failure NOT_FOUND, DUTY_CLOSED, DUTY_STEPS_MISSING, DUTY_INPUTS_MISSING */
    finish: async (id: string, by: string): Promise<DutyOccurrence> => {
      await onOpen(id, async (within, row) => {
        const allowed = mayFinish(stateIn(row), stepsIn(row), row.answers, occurrenceAwaits(row))
        if (allowed.type === 'refused') return refuse(allowed.code)
        const data = { state: 'done', closedBy: by, closedAt: new Date(clock.now()) }
        await within.dutyOccurrence.update({ where: { id }, data })
      })
      return get(id)
    },

    /** @throws Failure NOT_FOUND, DUTY_CLOSED */
    skip: async (id: string, reason: string, by: string): Promise<DutyOccurrence> => {
      await onOpen(id, async (within) => {
        const data = { state: 'skipped', reason, closedBy: by, closedAt: new Date(clock.now()) }
        await within.dutyOccurrence.update({ where: { id }, data })
      })
      return get(id)
    },

    /** Several at once, such as what downtime left behind: those that are still open. Answers which. */
    skipAll: (ids: readonly string[], reason: string, by: string): Promise<string[]> =>
      database.$transaction(async (within) => {
        const data = { state: 'skipped', reason, closedBy: by, closedAt: new Date(clock.now()) }
        const skipped: string[] = []
        for (const id of ids) {
          const where = { id, state: 'open' }
          const { count } = await within.dutyOccurrence.updateMany({
            where,
            data: { ...data, version: { increment: 1 } },
          })
          if (count === 1) skipped.push(id)
        }
        return skipped
      }),

    /** Opens those again that were done or skipped. */
    reopenAll: async (ids: readonly string[]): Promise<void> => {
      await database.dutyOccurrence.updateMany({
        where: { id: { in: [...ids] }, state: { in: ['done', 'skipped'] } },
        data: OPENED,
      })
    },

    /** @throws Failure NOT_FOUND, DUTY_NOT_CLOSED, DUTY_MISSED */
    reopen: async (id: string): Promise<DutyOccurrence> => {
      if ((await deps.list.get(id)).state === 'missed' && (await deps.misses.isOver(id))) refuse('DUTY_MISSED')
      const { count } = await database.dutyOccurrence.updateMany({
        where: { id, state: { not: 'open' } },
        data: OPENED,
      })
      if (count === 0) {
        await rowOf(database, id)
        refuse('DUTY_NOT_CLOSED')
      }
      return get(id)
    },

    /** The bytes of a step's photo or file; null: there is none of that id. */
    file: (id: string, attachmentId: string) => attachments.read(filesOf(id), attachmentId),
  }
}

const occurrenceAwaits = (row: OccurrenceRow): readonly Pick<Awaited, 'blocks' | 'answeredAt'>[] =>
  row.awaited.map((each) => awaitedOf(each, row.duty.name))
