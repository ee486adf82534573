/** Occurrences of duties as they are kept: answered step by step, finished, skipped, reopened. */
import { Prisma } from '../../prisma/generated/client.ts'
import type { Awaited, DutyBoard, DutyOccurrence, DutyStep, StepAnswer, StepDeed } from '../../protocol/duty.ts'
import { type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { AttachmentInput, Attachments } from '../attachments/attachments.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import type { ReadAlmanac } from './almanac.ts'
import { answerOf, awaitedOf, stateIn, stepsIn } from './duty-row.ts'
import { aheadOf, type OccurrenceRow, occurrenceOf, withAll } from './duty-view.ts'
import type { Judgement } from './probes/judge.ts'
import { answerTo, type DutyRefusal, mayFinish } from './rules.ts'

type Transaction = Prisma.TransactionClient

/** A critical step that was not done. */
export interface FailedStep {
  readonly occurrenceId: string
  readonly duty: string
  readonly step: DutyStep
  /** What a person wrote, or the number; empty when Nooncast saw it. */
  readonly said: string
  readonly by: string
}

/** One in a person's calendar; `key` is its nominal date. */
export interface DutyComing extends Pick<DutyOccurrence, 'dutyId' | 'name' | 'note' | 'dueAt'> {
  readonly key: string
}

export interface OccurrenceStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly almanac: ReadAlmanac
  readonly attachments: Attachments
  /** Opens a fault in the transaction; answers its id (rule D18). */
  readonly fault: (failed: FailedStep, within: Transaction) => Promise<string>
}

export type OccurrenceStore = ReturnType<typeof createOccurrenceStore>

/** How far ahead the board looks. */
const AHEAD_DAYS = 7
/** The name of who answers what Nooncast saw. */
export const SYSTEM = 'system'

/** What opening again writes. */
const OPENED = {
  ...{ state: 'open', reason: '', closedBy: null, closedAt: null },
  version: { increment: 1 },
} as const

const refuse = (code: DutyRefusal): never => {
  throw new Failure(code)
}

const filesOf = (id: string) => ({ subject: 'duty', id })

export const createOccurrenceStore = (deps: OccurrenceStoreDeps) => {
  const { database, clock, timeZone, almanac, attachments } = deps

  const rowOf = async (within: Transaction, id: string): Promise<OccurrenceRow> => {
    const row = await within.dutyOccurrence.findUnique({ where: { id }, include: withAll })
    if (row === null) throw new Failure('NOT_FOUND')
    return row
  }
  const get = async (id: string): Promise<DutyOccurrence> => {
    const row = await rowOf(database, id)
    return occurrenceOf(row, await almanac(schoolDate(row.nominal)))
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

  /** Keys of a duty that were made: of those that fall on that date or later, and of every term. */
  const madeSince = async (nominal: SchoolDate): Promise<(dutyId: string) => ReadonlySet<string>> => {
    const rows = await database.dutyOccurrence.findMany({
      where: { OR: [{ nominal: { gte: nominal } }, { key: { startsWith: 'term ' } }] },
      select: { dutyId: true, key: true },
    })
    const made = Map.groupBy(rows, ({ dutyId }) => dutyId)
    return (dutyId) => new Set((made.get(dutyId) ?? []).map(({ key }) => key))
  }

  const stepOf = (row: OccurrenceRow, stepId: string): DutyStep => {
    const step = stepsIn(row).find(({ id }) => id === stepId)
    if (step === undefined) throw new Failure('NOT_FOUND')
    return step
  }
  const heldAnswer = (row: OccurrenceRow, stepId: string): StepAnswer | null => {
    const held = row.answers.find((each) => each.stepId === stepId)
    return held === undefined ? null : answerOf(held)
  }

  /** Writes an answer; a critical step that fails opens a fault, once. */
  const write = async (
    within: Transaction,
    row: OccurrenceRow,
    step: DutyStep,
    answer: Omit<StepAnswer, 'stepId' | 'at' | 'faultId'>,
  ): Promise<void> => {
    const known = heldAnswer(row, step.id)?.faultId ?? null
    const opens = answer.result === 'failed' && step.critical && known === null
    const said = answer.note || (answer.value === null ? '' : String(answer.value))
    const about = { occurrenceId: row.id, duty: row.duty.name, step, said, by: answer.by }
    const data = {
      ...answer,
      attachment: answer.attachment ?? Prisma.DbNull,
      finding: answer.finding ?? Prisma.DbNull,
      at: new Date(clock.now()),
      faultId: opens ? await deps.fault(about, within) : known,
    }
    const key = { occurrenceId: row.id, stepId: step.id }
    await within.dutyAnswer.upsert({ where: { occurrenceId_stepId: key }, create: { ...key, ...data }, update: data })
  }

  return {
    /** @throws Failure NOT_FOUND */
    get,

    /** Everything that somebody has to look at today. */
    board: async (): Promise<DutyBoard> => {
      const open = await database.dutyOccurrence.findMany({
        where: { state: 'open' },
        include: withAll,
        orderBy: [{ dueAt: 'asc' }, { id: 'asc' }],
      })
      const earliest = open.map(({ nominal }) => nominal).sort()[0]
      const today = await almanac(earliest === undefined ? undefined : schoolDate(earliest))
      const until = addDays(today.today, AHEAD_DAYS)
      const [closed, duties, waiting, keys] = await Promise.all([
        database.dutyOccurrence.findMany({
          where: {
            state: { in: ['done', 'skipped'] },
            closedBy: { not: SYSTEM },
            closedAt: { gte: new Date(startOfDate(today.today, timeZone)) },
          },
          include: withAll,
          orderBy: [{ closedAt: 'desc' }, { id: 'asc' }],
        }),
        database.duty.findMany({ where: { deletedAt: null } }),
        database.dutyAwaited.findMany({
          where: { answeredAt: null, askedAt: { not: null } },
          include: { occurrence: { select: { duty: { select: { name: true } } } } },
          orderBy: [{ askedAt: 'asc' }, { position: 'asc' }, { id: 'asc' }],
        }),
        madeSince(addDays(today.today, -31)),
      ])
      return {
        today: today.today,
        open: open.map((row) => occurrenceOf(row, today)),
        closed: closed.map((row) => occurrenceOf(row, today)),
        ahead: duties.flatMap((row) => aheadOf(row, today, until, keys(row.id))).sort((a, b) => a.dueAt - b.dueAt),
        awaited: waiting.map((row): Awaited => awaitedOf(row, row.occurrence.duty.name)),
      }
    },

    /** What a person, or the section, looks after until that date: open ones and those not made yet. */
    coming: async (userId: string, until: SchoolDate): Promise<DutyComing[]> => {
      const today = await almanac()
      const isTheirs = ({ responsible }: Pick<DutyOccurrence, 'responsible'>): boolean =>
        responsible.type === 'section' || responsible.userId === userId
      const [open, duties, made] = await Promise.all([
        database.dutyOccurrence.findMany({ where: { state: 'open' }, include: withAll }),
        database.duty.findMany({ where: { deletedAt: null } }),
        madeSince(addDays(today.today, -31)),
      ])
      const ahead = duties.flatMap((row) =>
        aheadOf(row, today, until, made(row.id)).map((each) => ({ ...each, note: row.note })),
      )
      return [...open.map((row) => occurrenceOf(row, today)), ...ahead]
        .filter(isTheirs)
        .map(({ dutyId, nominal, name, note, dueAt }) => ({ dutyId, key: nominal, name, note, dueAt }))
    },

    /** What became of a duty, or of all: the latest first; one more than the limit, for `cutPage`. */
    history: async ({
      limit,
      cursor,
      ...of
    }: { readonly limit: number; readonly cursor?: string } & (
      | { readonly dutyId: string }
      | { readonly from: SchoolDate; readonly to: SchoolDate }
    )): Promise<DutyOccurrence[]> => {
      const rows = await database.dutyOccurrence.findMany({
        where: 'dutyId' in of ? { dutyId: of.dutyId } : { due: { gte: of.from, lte: of.to } },
        include: withAll,
        orderBy: [{ due: 'desc' }, { id: 'asc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      const today = await almanac()
      return rows.map((row) => occurrenceOf(row, today))
    },

    /**
     * A person answers a step, with a photo or file where it asks for one (rule D12).
     * @throws Failure NOT_FOUND, DUTY_CLOSED, what `answerTo` refuses, what attachments refuse
     */
    answer: async (
      id: string,
      stepId: string,
      deed: StepDeed,
      by: string,
      file?: AttachmentInput,
    ): Promise<DutyOccurrence> => {
      stepOf(await rowOf(database, id), stepId)
      const kept = file === undefined ? null : await attachments.keep(filesOf(id), file, by)
      await onOpen(id, async (within, row) => {
        const step = stepOf(row, stepId)
        const held = heldAnswer(row, stepId)?.attachment ?? null
        const attachment = kept === null ? held : { id: kept.id, name: kept.name, type: kept.type }
        const answered = answerTo('open', step, deed, attachment !== null)
        if (answered.type === 'refused') return refuse(answered.code)
        const { value = null, log = '', note = '' } = deed
        return write(within, row, step, { result: answered.result, value, log, note, attachment, finding: null, by })
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
        const seen = { result: type, value, log: '', note: '', attachment: null, finding, by: SYSTEM } as const
        await write(within, row, stepOf(row, stepId), seen)
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

    /** Opens those again that are not. */
    reopenAll: async (ids: readonly string[]): Promise<void> => {
      await database.dutyOccurrence.updateMany({
        where: { id: { in: [...ids] }, state: { not: 'open' } },
        data: OPENED,
      })
    },

    /** @throws Failure NOT_FOUND, DUTY_NOT_CLOSED */
    reopen: async (id: string): Promise<DutyOccurrence> => {
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
