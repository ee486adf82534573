/**
 * Looks each minute: makes what is due, lets open occurrences follow the calendar, marks what was missed, fills in what
 * Nooncast sees, and has letters written. Each of these may be repeated, in any process, without doing anything twice.
 */
import { Prisma } from '../../prisma/generated/client.ts'
import { CALENDAR_SKIP } from '../../protocol/duty-occurrence.ts'
import { instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { addDays } from '../schedule/wall-clock.ts'
import type { Almanac, ReadAlmanac } from './almanac.ts'
import { dutyOf, ruleIn, ruleOf, SYSTEM, stateIn, stepsIn } from './duty-row.ts'
import type { DutyLetters } from './letters.ts'
import type { Misses } from './misses.ts'
import { type DuePlaced, follow, type Made, toMake } from './occurrence.ts'
import type { OccurrenceStore } from './occurrences.ts'
import { FARTHEST_MOVE_DAYS } from './placing.ts'
import { judgeProbe, type Seen } from './probes/judge.ts'

export interface MakerDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly almanac: ReadAlmanac
  readonly occurrences: Pick<OccurrenceStore, 'fill'>
  readonly misses: Pick<Misses, 'mark'>
  readonly letters: DutyLetters
  readonly seen: () => Promise<Seen>
  readonly log: { error(details: object, message: string): void }
}

export interface Maker {
  /** Done when what is due now is there. Never fails. */
  look(): Promise<void>
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 60_000
/** So long it may still be said that there was no school on the day on which one was missed. */
const SAID_AFTERWARDS_DAYS = 14
/** The date of the last look, so that downtime loses none. */
const LOOKED_KEY = 'server.duties-looked'

const withSigns = {
  answers: { select: { by: true } },
} as const satisfies Prisma.DutyOccurrenceInclude

const isTaken = (error: unknown): boolean =>
  error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002'

export const startMaker = (deps: MakerDeps): Maker => {
  const { database, clock, changes, occurrences, letters, log } = deps
  let stopped = false
  let looking: Promise<void> | null = null
  let isStale = true

  const lookedOn = async (today: SchoolDate): Promise<SchoolDate> => {
    const row = await database.setting.findUnique({ where: { key: LOOKED_KEY } })
    return typeof row?.value === 'string' ? schoolDate(row.value) : today
  }
  const noteLook = async (today: SchoolDate): Promise<void> => {
    const data = { value: today, updatedAt: new Date(clock.now()) }
    await database.setting.upsert({ where: { key: LOOKED_KEY }, create: { key: LOOKED_KEY, ...data }, update: data })
  }

  /** Rule D10. */
  const followCalendar = async ({ calendar, today }: Almanac): Promise<string[]> => {
    const rows = await database.dutyOccurrence.findMany({
      where: {
        duty: { deletedAt: null },
        OR: [
          { state: 'open' },
          { state: 'missed', due: { gte: addDays(today, -SAID_AFTERWARDS_DAYS) } },
          { state: 'skipped', reason: CALENDAR_SKIP, OR: [{ due: { gte: today } }, { nominal: { gte: today } }] },
        ],
      },
      include: withSigns,
    })
    const changed: string[] = []
    for (const row of rows) {
      const following = follow(madeOf(row), calendar, { today })
      if (following === null) continue
      const where = { id: row.id, state: row.state, version: row.version }
      const data =
        following.type === 'drop'
          ? { state: 'skipped', reason: CALENDAR_SKIP, closedBy: SYSTEM, closedAt: new Date(clock.now()) }
          : { state: 'open', reason: '', closedBy: null, closedAt: null, ...placeData(following.to) }
      const common = { responsible: Prisma.DbNull, version: { increment: 1 } }
      await database.dutyOccurrence.updateMany({ where, data: { ...data, ...common } })
      changed.push(row.id)
    }
    return changed
  }

  const create = async (duty: Prisma.DutyModel, placed: DuePlaced): Promise<string> => {
    const { inputs, steps, ...draft } = dutyOf(duty)
    const [id, createdAt] = [newId(), new Date(clock.now())]
    await database.dutyOccurrence.create({
      data: {
        ...{ id, dutyId: duty.id, key: placed.key, nominal: placed.nominal, ...placeData(placed) },
        ...{ rule: ruleOf(draft), steps, state: 'open', createdAt },
        awaited: {
          create: inputs.map(({ office, what, email, language = null }, position) => ({
            ...{ id: newId(), position, office, what, email, language, blocks: true, createdAt },
          })),
        },
      },
    })
    return id
  }

  /** Rule D9. */
  const makeDue = async ({ calendar, today }: Almanac, looked: SchoolDate): Promise<string[]> => {
    const made: string[] = []
    for (const row of await database.duty.findMany({ where: { deletedAt: null, paused: false } })) {
      const duty = dutyOf(row)
      const keys = await database.dutyOccurrence.findMany({
        where: {
          dutyId: row.id,
          OR: [{ nominal: { gte: addDays(looked, -2 * FARTHEST_MOVE_DAYS) } }, { key: { startsWith: 'term ' } }],
        },
        select: { key: true },
      })
      const known = new Set(keys.map(({ key }) => key))
      const plan = { rule: duty, leadDays: duty.leadDays, since: instant(row.since.getTime()) }
      for (const placed of toMake(plan, calendar, known, looked, { today }))
        try {
          made.push(await create(row, placed))
        } catch (error) {
          if (!isTaken(error)) throw error // Another process made it.
        }
    }
    return made
  }

  /** Rule D20. */
  const fillIn = async ({ now }: Almanac): Promise<string[]> => {
    const rows = await database.dutyOccurrence.findMany({ where: { state: 'open', duty: { deletedAt: null } } })
    const asking = rows.flatMap((row) =>
      stepsIn(row).flatMap(({ id, probe }) => (probe === null ? [] : [{ row, stepId: id, probe }])),
    )
    if (asking.length === 0) return []
    const seen = await deps.seen()
    const changed: string[] = []
    for (const { row, stepId, probe } of asking) {
      const judgement = judgeProbe(probe, seen, now)
      if (judgement.type === 'unknown') continue
      const isNews = await occurrences.fill(row.id, stepId, judgement).catch((error: unknown) => {
        if (error instanceof Failure) return false // Closed or changed meanwhile.
        throw error
      })
      if (isNews) changed.push(row.id)
    }
    return changed
  }

  const lookOnce = async (): Promise<void> => {
    try {
      const first = await deps.almanac()
      const looked = await lookedOn(first.today)
      const changed: string[] = []
      if (isStale || looked !== first.today) {
        isStale = false
        const almanac = looked < first.today ? await deps.almanac(looked) : first
        changed.push(...(await followCalendar(almanac)), ...(await makeDue(almanac, looked)))
        changed.push(...(await deps.misses.mark()))
        await noteLook(almanac.today)
      }
      changed.push(...(await fillIn(first)))
      await letters.write(first)
      if (changed.length > 0) changes.publish('duties', ...new Set(changed))
    } catch (error) {
      isStale = true
      log.error({ err: error }, 'duties could not be looked after; trying again in a minute')
    }
  }
  const look = (): Promise<void> => {
    if (stopped) return Promise.resolve()
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }
  const unsubscribe = changes.subscribe(({ topic }) => {
    if (topic === 'calendar' || topic === 'duties') isStale = true
  })
  const dispose = clock.every(LOOK_EVERY_MS, look)
  return {
    look,
    stop: async () => {
      stopped = true
      dispose()
      unsubscribe()
      await looking
    },
  }
}

const placeData = ({ due, dueAt, moved }: DuePlaced) => ({
  ...{ due, dueAt: new Date(dueAt), moved: moved ?? Prisma.DbNull, escalatedAt: null },
})

const standIn = (row: Pick<Prisma.DutyOccurrenceModel, 'state'>): Made['state'] => {
  const state = stateIn(row)
  return state === 'skipped' ? 'dropped' : state === 'done' ? 'closed' : state
}

const madeOf = (row: Prisma.DutyOccurrenceGetPayload<{ include: typeof withSigns }>): Made => ({
  ...{ id: row.id, key: row.key, nominal: schoolDate(row.nominal), due: schoolDate(row.due), rule: ruleIn(row) },
  state: standIn(row),
  begun: row.answers.some(({ by }) => by !== SYSTEM),
})
