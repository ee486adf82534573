/** Duties as they are kept: what, when, who; and who is away. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type Absence, type Duty, type DutyDraft, type PlannedDuty, Recurrence } from '../../protocol/duty.ts'
import { type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import type { ReadAlmanac } from './almanac.ts'
import { dutyOf, ruleOf } from './duty-row.ts'
import { dutyViewOf, plannedFrom } from './duty-view.ts'
import type { DutyRule } from './placing.ts'

export interface DutyStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly almanac: ReadAlmanac
}

export type DutyStore = ReturnType<typeof createDutyStore>

/** How many of the coming ones an editor is shown. */
const SHOWN_AHEAD = 5
/** Why an occurrence was closed when its duty was removed; putting the duty back opens it again. */
export const REMOVED = '(removed)'

const dataOf = ({ recurrence, steps, inputs, ...rest }: DutyDraft) => ({ recurrence, steps, inputs, ...rest })

/** @throws Failure DUTY_STEPS_DOUBLE */
const requireOwnIds = ({ steps, inputs }: Pick<DutyDraft, 'steps' | 'inputs'>): void => {
  for (const list of [steps, inputs])
    if (new Set(list.map(({ id }) => id)).size !== list.length) throw new Failure('DUTY_STEPS_DOUBLE')
}

/** Do the two fall on the same days? */
const sameRule = (a: DutyRule, b: DutyRule): boolean => Value.Equal(ruleOf(a), ruleOf(b))

export const createDutyStore = ({ database, clock, almanac }: DutyStoreDeps) => {
  const openOf = (dutyIds: readonly string[]) =>
    database.dutyOccurrence.findMany({
      where: { dutyId: { in: [...dutyIds] }, state: 'open' },
      select: { dutyId: true, dueAt: true },
    })

  const viewsOf = async (rows: readonly Prisma.DutyModel[]): Promise<Duty[]> => {
    const [today, open] = [await almanac(), await openOf(rows.map(({ id }) => id))]
    return rows.map((row) =>
      dutyViewOf(
        row,
        today,
        open.filter(({ dutyId }) => dutyId === row.id),
      ),
    )
  }

  const held = async (id: string): Promise<Duty> => {
    const row = await database.duty.findFirst({ where: { id, deletedAt: null } })
    const [view] = row === null ? [] : await viewsOf([row])
    if (view === undefined) throw new Failure('NOT_FOUND')
    return view
  }

  return {
    /** The oldest first; one more than the limit, for `cutPage`. */
    list: async (limit: number, cursor?: string, q?: string): Promise<Duty[]> => {
      const rows = await database.duty.findMany({
        where: {
          deletedAt: null,
          ...(q === undefined
            ? {}
            : { OR: (['name', 'procedure', 'note'] as const).map((field) => ({ [field]: { contains: q } })) }),
        },
        orderBy: [{ procedure: 'asc' }, { createdAt: 'asc' }, { id: 'asc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return viewsOf(rows)
    },

    /** @throws Failure NOT_FOUND */
    get: held,

    /** @throws Failure DUTY_STEPS_DOUBLE */
    create: async (draft: DutyDraft, id = newId()): Promise<Duty> => {
      requireOwnIds(draft)
      const now = new Date(clock.now())
      await database.duty.create({ data: { id, ...dataOf(draft), since: now, createdAt: now } })
      return held(id)
    },

    /**
     * Another rule counts from now on; new steps reach the open occurrences that nobody has begun (rule D11).
     * @throws Failure NOT_FOUND, DUTY_CHANGED, DUTY_STEPS_DOUBLE
     */
    change: async (id: string, draft: DutyDraft, version: number): Promise<Duty> => {
      requireOwnIds(draft)
      await database.$transaction(async (within) => {
        const { count } = await within.duty.updateMany({
          where: { id, version, deletedAt: null },
          data: { version: { increment: 1 } },
        })
        const row = await within.duty.findFirst({ where: { id, deletedAt: null } })
        if (row === null) throw new Failure('NOT_FOUND')
        if (count === 0) throw new Failure('DUTY_CHANGED')
        const before = dutyOf(row)
        const isNew = !sameRule(before, draft) || (before.paused && !draft.paused)
        await within.duty.update({
          where: { id },
          data: { ...dataOf(draft), ...(isNew ? { since: new Date(clock.now()) } : {}) },
        })
        await within.dutyOccurrence.updateMany({
          where: { dutyId: id, state: 'open', answers: { none: {} } },
          data: { steps: draft.steps },
        })
      })
      return held(id)
    },

    /** Takes a duty away; what is open of it is closed. @throws Failure NOT_FOUND */
    remove: (id: string, by: string): Promise<void> =>
      database.$transaction(async (within) => {
        const now = new Date(clock.now())
        const { count } = await within.duty.updateMany({ where: { id, deletedAt: null }, data: { deletedAt: now } })
        if (count === 0) throw new Failure('NOT_FOUND')
        await within.dutyOccurrence.updateMany({
          where: { dutyId: id, state: 'open' },
          data: { state: 'skipped', reason: REMOVED, closedBy: by, closedAt: now, version: { increment: 1 } },
        })
      }),

    /** Puts a removed duty back, with what was open of it. @throws Failure NOT_FOUND */
    restore: async (id: string): Promise<Duty> => {
      await database.$transaction(async (within) => {
        const { count } = await within.duty.updateMany({
          where: { id, deletedAt: { not: null } },
          data: { deletedAt: null, since: new Date(clock.now()) },
        })
        if (count === 0) throw new Failure('NOT_FOUND')
        await within.dutyOccurrence.updateMany({
          where: { dutyId: id, state: 'skipped', reason: REMOVED },
          data: { state: 'open', reason: '', closedBy: null, closedAt: null, version: { increment: 1 } },
        })
      })
      return held(id)
    },

    /** The next ones by a rule that is being edited, and why each is where it is. */
    preview: async (rule: DutyRule): Promise<PlannedDuty[]> => {
      const today = await almanac()
      return plannedFrom(
        { ...rule, recurrence: Value.Parse(Recurrence, rule.recurrence) },
        today,
        today.today,
        SHOWN_AHEAD,
      )
    },

    /** Who may do duties, by name. */
    people: async (): Promise<{ id: string; name: string }[]> =>
      [...(await almanac()).doers].map(([id, name]) => ({ id, name })).sort((a, b) => a.name.localeCompare(b.name)),

    /** Absences that are not over, the next first. */
    absences: async (today: SchoolDate): Promise<Absence[]> => {
      const [rows, people] = await Promise.all([
        database.absence.findMany({ where: { until: { gte: today } }, orderBy: [{ from: 'asc' }, { id: 'asc' }] }),
        database.user.findMany({ select: { id: true, name: true, fullName: true } }),
      ])
      const names = new Map(people.map(({ id, name, fullName }) => [id, fullName === '' ? name : fullName]))
      return rows.map(({ id, userId, from, until, note }) => ({
        ...{ id, userId, name: names.get(userId) ?? '', from: schoolDate(from), until: schoolDate(until), note },
      }))
    },

    /** @throws Failure NOT_FOUND, DUTY_DATES_WRONG */
    addAbsence: async (away: Omit<Absence, 'id' | 'name'>): Promise<string> => {
      if (!isRealDate(away.from) || !isRealDate(away.until) || away.until < away.from)
        throw new Failure('DUTY_DATES_WRONG')
      if ((await database.user.count({ where: { id: away.userId } })) === 0) throw new Failure('NOT_FOUND')
      const id = newId()
      await database.absence.create({ data: { id, ...away, createdAt: new Date(clock.now()) } })
      return id
    },

    /** @throws Failure NOT_FOUND */
    removeAbsence: async (id: string): Promise<void> => {
      if ((await database.absence.deleteMany({ where: { id } })).count === 0) throw new Failure('NOT_FOUND')
    },
  }
}
