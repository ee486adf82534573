/** Occurrences of duties as they are read: one, the board of today, what comes to a person, what became of each. */
import type { Awaited, DutyBoard, DutyOccurrence } from '../../protocol/duty-occurrence.ts'
import { type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import type { ReadAlmanac } from './almanac.ts'
import { awaitedOf, SYSTEM } from './duty-row.ts'
import { aheadOf, occurrenceOf, withAll } from './duty-view.ts'

/** One in a person's calendar; `key` is its nominal date. */
export interface DutyComing extends Pick<DutyOccurrence, 'dutyId' | 'name' | 'note' | 'dueAt'> {
  readonly key: string
}

export interface OccurrenceListDeps {
  readonly database: Database
  readonly timeZone: string
  readonly almanac: ReadAlmanac
}

export type OccurrenceList = ReturnType<typeof createOccurrenceList>

/** How far ahead the board looks. */
const AHEAD_DAYS = 7
/** For how long the board tells of what was missed. */
const MISSED_DAYS = 7

export const createOccurrenceList = ({ database, timeZone, almanac }: OccurrenceListDeps) => {
  /** Keys of a duty that were made: of those that fall on that date or later, and of every term. */
  const madeSince = async (nominal: SchoolDate): Promise<(dutyId: string) => ReadonlySet<string>> => {
    const rows = await database.dutyOccurrence.findMany({
      where: { OR: [{ nominal: { gte: nominal } }, { key: { startsWith: 'term ' } }] },
      select: { dutyId: true, key: true },
    })
    const made = Map.groupBy(rows, ({ dutyId }) => dutyId)
    return (dutyId) => new Set((made.get(dutyId) ?? []).map(({ key }) => key))
  }

  return {
    /** @throws Failure NOT_FOUND */
    get: async (id: string): Promise<DutyOccurrence> => {
      const row = await database.dutyOccurrence.findUnique({ where: { id }, include: withAll })
      if (row === null) throw new Failure('NOT_FOUND')
      return occurrenceOf(row, await almanac(schoolDate(row.nominal)))
    },

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
      const [closed, missed, duties, waiting, keys] = await Promise.all([
        database.dutyOccurrence.findMany({
          where: {
            state: { in: ['done', 'skipped'] },
            closedBy: { not: SYSTEM },
            closedAt: { gte: new Date(startOfDate(today.today, timeZone)) },
          },
          include: withAll,
          orderBy: [{ closedAt: 'desc' }, { id: 'asc' }],
        }),
        database.dutyOccurrence.findMany({
          where: {
            state: 'missed',
            closedAt: { gte: new Date(startOfDate(addDays(today.today, -MISSED_DAYS), timeZone)) },
          },
          include: withAll,
          orderBy: [{ dueAt: 'desc' }, { id: 'asc' }],
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
        missed: missed.map((row) => occurrenceOf(row, today)),
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
  }
}
