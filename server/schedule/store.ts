/** What the school has said: timetable, calendar, terms, series, and the week it starts with. */
import { Value } from 'typebox/value'
import { CalendarDay, type SlotInput } from '../../protocol/calendar.ts'
import type { DaySaid } from '../../protocol/schedule-preview.ts'
import { type SchoolDate, timeOfDay } from '../../protocol/time.ts'
import { saidDays } from './draft.ts'
import { createInputsStore, type InputsStoreDeps } from './inputs-store.ts'
import { createSeriesStore } from './series-store.ts'
import { createSlotStore, newSlotData } from './slot-store.ts'
import { createTermStore } from './term-store.ts'

export type ScheduleStoreDeps = InputsStoreDeps

export type ScheduleStore = ReturnType<typeof createScheduleStore>

export const createScheduleStore = (deps: ScheduleStoreDeps) => {
  const { database } = deps
  /** What each source says of the dates `from` … `until`, both included. */
  const days = async (from: SchoolDate, until: SchoolDate): Promise<CalendarDay[]> =>
    (await database.calendarDay.findMany({ where: { date: { gte: from, lte: until } } })).map((row) =>
      Value.Parse(CalendarDay, row),
    )

  /** Saves what sources say of some dates, all or none. */
  const saveDays = async (said: readonly CalendarDay[]): Promise<void> => {
    const bySource = [...Map.groupBy(said, (day) => day.source)]
    await database.$transaction([
      ...bySource.map(([source, each]) =>
        database.calendarDay.deleteMany({ where: { source, date: { in: each.map((day) => day.date) } } }),
      ),
      database.calendarDay.createMany({ data: [...said] }),
    ])
  }

  /** False: the source had said nothing of the date. */
  const removeDay = async (date: SchoolDate, source: CalendarDay['source']): Promise<boolean> =>
    (await database.calendarDay.deleteMany({ where: { date, source } })).count > 0

  /** Says what dates are in the operators' name, all or none. @returns what they had said before, in the same shape */
  const sayDays = async (days: readonly DaySaid[]): Promise<DaySaid[]> =>
    database.$transaction(async (transaction) => {
      const where = { source: 'operator', date: { in: days.map(({ date }) => date) } }
      const held = (await transaction.calendarDay.findMany({ where })).map((row) => Value.Parse(CalendarDay, row))
      await transaction.calendarDay.deleteMany({ where })
      await transaction.calendarDay.createMany({ data: saidDays(days) })
      return days.map(({ date }) => {
        const day = held.find((each) => each.date === date)
        return { date, said: day === undefined ? null : { type: day.type, pattern: day.pattern, note: day.note } }
      })
    })

  /** Who did this last; null when the log does not tell. */
  const saidBy = async (action: string, subject: string): Promise<string | null> =>
    (await database.audit.findFirst({ where: { action, subject }, orderBy: { at: 'desc' } }))?.actor ?? null

  return {
    ...createInputsStore(deps),
    ...createSlotStore(deps),
    days,
    saveDays,
    removeDay,
    sayDays,
    saidBy,
    terms: createTermStore(deps),
    series: createSeriesStore(deps),
  }
}

/** The group of the whole school, there from the start. */
export const SCHOOL_GROUP = 'school'
/** The series of SOP-010's Tuesdays and Thursdays; empty until someone puts a film in. */
export const NOON_SERIES = 'noon-film'

const noon = {
  dates: [],
  startTime: timeOfDay('12:04'),
  endTime: timeOfDay('12:20'),
  audience: [],
  validFrom: null,
  validUntil: null,
  yearRound: false,
  exam: false,
}
const latest = { type: 'latest-news', withinDays: 7 } as const

/** SOP-010's week: news on Mondays and Wednesdays, a film in parts on Tuesdays and Thursdays, a teacher's on Fridays. */
const SEEDED: Readonly<Record<string, SlotInput>> = {
  'noon-news': {
    ...noon,
    name: '午間新聞',
    kind: 'news',
    weekdays: [1, 3],
    source: { type: 'news' },
    fallback: [latest],
  },
  'noon-film': {
    ...noon,
    name: '午間影片',
    kind: 'film',
    weekdays: [2, 4],
    source: { type: 'series', seriesId: NOON_SERIES },
    fallback: [],
  },
  'friday-film': {
    ...noon,
    name: '週五預約影片',
    kind: 'booked-film',
    weekdays: [5],
    source: { type: 'booking' },
    fallback: [{ type: 'news' }, latest],
  },
}

/**
 * Rule S3: a new installation starts with SOP-010's week, written whole or not at all. Does nothing once any slot was
 * ever made.
 * @returns true when it wrote the week
 */
export const seedTimetable = async ({ database, clock }: ScheduleStoreDeps): Promise<boolean> =>
  database.$transaction(async (transaction) => {
    if ((await transaction.slot.count()) > 0) return false
    const createdAt = new Date(clock.now())
    await transaction.group.upsert({
      where: { id: SCHOOL_GROUP },
      create: { id: SCHOOL_GROUP, name: '全校 Whole school', createdAt },
      update: {},
    })
    await transaction.series.upsert({
      where: { id: NOON_SERIES },
      create: { id: NOON_SERIES, title: '午間影片', createdAt },
      update: {},
    })
    for (const [id, input] of Object.entries(SEEDED))
      await transaction.slot.create({ data: newSlotData(input, id, createdAt) })
    return true
  })
