/** The schedule in the database: everything the resolver needs, read and parsed; and what people change. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { Booking } from '../../protocol/booking.ts'
import { CalendarDay, type ExceptionChange, Slot, SlotException, type SlotInput } from '../../protocol/calendar.ts'
import { MediaKind, MediaState } from '../../protocol/media.ts'
import { Airing, AiringKind } from '../../protocol/rundown.ts'
import { duration, instant, type SchoolDate, schoolDate, timeOfDay, type Window } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import type { ScheduleInputs } from './inputs.ts'
import { addDays, localDate } from './wall-clock.ts'

export interface ScheduleStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
}

/** How far before the window stored facts may still matter: a week more than the resolver looks back. */
const MARGIN_DAYS = 10

const withSlot = { audience: { select: { groupId: true } } } as const
type SlotRow = Prisma.SlotGetPayload<{ include: typeof withSlot }>

const slotOf = (row: SlotRow): Slot =>
  Value.Parse(Slot, {
    id: row.id,
    name: row.name,
    kind: row.kind,
    weekdays: row.weekdays,
    dates: row.dates,
    startTime: row.startTime,
    endTime: row.endTime,
    audience: row.audience.map((each) => each.groupId).sort(),
    source: row.source,
    fallback: row.fallback,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    yearRound: row.yearRound,
    exam: row.exam,
    version: row.version,
    createdAt: row.createdAt.getTime(),
  })

const slotData = (input: SlotInput) => ({
  name: input.name,
  kind: input.kind,
  weekdays: input.weekdays,
  dates: input.dates,
  startTime: input.startTime,
  endTime: input.endTime,
  source: input.source,
  fallback: input.fallback,
  validFrom: input.validFrom,
  validUntil: input.validUntil,
  yearRound: input.yearRound,
  exam: input.exam,
})

export type ScheduleStore = ReturnType<typeof createScheduleStore>

export const createScheduleStore = ({ database, clock, timeZone }: ScheduleStoreDeps) => {
  /**
   * Everything that decides what is on the air in a window, as of now.
   * @throws when a stored value no longer has the shape of the protocol
   */
  const inputs = async (window: Window): Promise<ScheduleInputs> => {
    const asOf = clock.now()
    const earliest = addDays(localDate(instant(Math.min(window.start, asOf)), timeZone), -MARGIN_DAYS)
    const since = new Date(Math.min(window.start, asOf) - MARGIN_DAYS * 86_400_000)
    const until = new Date(window.end + MARGIN_DAYS * 86_400_000)
    const [groups, slots, exceptions, terms, days, media, series, bookmarks, bookings, cutIns, aired] =
      await database.$transaction([
        database.group.findMany({ select: { id: true, parentId: true } }),
        database.slot.findMany({ where: { deletedAt: null }, include: withSlot }),
        database.slotException.findMany({ where: { date: { gte: earliest } } }),
        database.term.findMany(),
        database.calendarDay.findMany({ where: { date: { gte: earliest } } }),
        database.media.findMany({ where: { archivedAt: null } }),
        database.series.findMany({ include: { episodes: { orderBy: { position: 'asc' } } } }),
        database.bookmark.findMany(),
        database.booking.findMany({ where: { date: { gte: earliest } } }),
        database.cutIn.findMany({ where: { start: { lt: until }, OR: [{ end: null }, { end: { gt: since } }] } }),
        database.asRun.findMany({ where: { start: { lt: until }, end: { gt: since } } }),
      ])
    return {
      timeZone,
      asOf,
      groups,
      slots: slots.map(slotOf),
      exceptions: exceptions.map((row) => Value.Parse(SlotException, row)),
      terms: terms.map((row) => ({ ...row, from: schoolDate(row.from), until: schoolDate(row.until) })),
      days: days.map((row) => Value.Parse(CalendarDay, row)),
      media: media.map((row) => ({
        id: row.id,
        title: row.title,
        kind: Value.Parse(MediaKind, row.kind),
        state: Value.Parse(MediaState, row.state),
        durationMs: row.durationMs === null ? null : duration(row.durationMs),
        airDate: row.airDate === null ? null : schoolDate(row.airDate),
        revision: row.revision,
        readyAt: row.readyAt === null ? null : instant(row.readyAt.getTime()),
        createdAt: instant(row.createdAt.getTime()),
      })),
      series: series.map((row) => ({
        id: row.id,
        title: row.title,
        episodes: row.episodes.map((episode) => episode.mediaId),
      })),
      bookmarks: bookmarks.map((row) => ({
        seriesId: row.seriesId,
        groupId: row.groupId,
        episode: row.episode,
        positionMs: duration(row.positionMs),
        confirmedAt: instant(row.confirmedAt.getTime()),
      })),
      bookings: bookings.map((row) =>
        Value.Parse(Booking, {
          ...row,
          licence: { kind: row.licenceKind, validFrom: row.licenceFrom, validUntil: row.licenceUntil },
          bookedBy: row.userId,
          createdAt: row.createdAt.getTime(),
        }),
      ),
      cutIns: cutIns.map((row) => ({
        id: row.id,
        kind: Value.Parse(AiringKind, row.kind),
        title: row.title,
        mediaId: row.mediaId,
        audience: Value.Parse(Type.Array(Type.String()), row.audience),
        emergency: row.emergency,
        start: instant(row.start.getTime()),
        end: row.end === null ? null : instant(row.end.getTime()),
        createdAt: instant(row.createdAt.getTime()),
      })),
      aired: aired.map((row) => Value.Parse(Airing, row.planned)),
    }
  }

  const slots = async (): Promise<Slot[]> =>
    (
      await database.slot.findMany({ where: { deletedAt: null }, include: withSlot, orderBy: { createdAt: 'asc' } })
    ).map(slotOf)

  const createSlot = async (input: SlotInput, id = newId()): Promise<Slot> =>
    slotOf(
      await database.slot.create({
        data: {
          id,
          ...slotData(input),
          createdAt: new Date(clock.now()),
          audience: { create: input.audience.map((groupId) => ({ groupId })) },
        },
        include: withSlot,
      }),
    )

  /** Null: there is no such slot. @throws Failure CONFLICT when `version` is not the one that is stored */
  const updateSlot = async (id: string, version: number, input: SlotInput): Promise<Slot | null> =>
    database.$transaction(async (transaction) => {
      const held = await transaction.slot.findFirst({ where: { id, deletedAt: null } })
      if (held === null) return null
      const { count } = await transaction.slot.updateMany({
        where: { id, version, deletedAt: null },
        data: { ...slotData(input), version: version + 1 },
      })
      if (count === 0) throw new Failure('CONFLICT')
      await transaction.slotAudience.deleteMany({ where: { slotId: id } })
      await transaction.slotAudience.createMany({ data: input.audience.map((groupId) => ({ slotId: id, groupId })) })
      return slotOf(await transaction.slot.findUniqueOrThrow({ where: { id }, include: withSlot }))
    })

  /** Hides the slot; what aired from it keeps its name. False: there is none. */
  const removeSlot = async (id: string): Promise<boolean> =>
    (
      await database.slot.updateMany({
        where: { id, deletedAt: null },
        data: { deletedAt: new Date(clock.now()) },
      })
    ).count > 0

  const setException = async (
    slotId: string,
    date: SchoolDate,
    change: ExceptionChange,
    note: string,
  ): Promise<boolean> => {
    const slot = await database.slot.findFirst({ where: { id: slotId, deletedAt: null } })
    if (slot === null) return false
    const where = { slotId_date: { slotId, date } }
    await database.slotException.upsert({
      where,
      create: { slotId, date, change, note },
      update: { change, note },
    })
    return true
  }

  const removeException = async (slotId: string, date: SchoolDate): Promise<boolean> =>
    (await database.slotException.deleteMany({ where: { slotId, date } })).count > 0

  const days = async (from: SchoolDate, until: SchoolDate): Promise<CalendarDay[]> =>
    (await database.calendarDay.findMany({ where: { date: { gte: from, lte: until } } })).map((row) =>
      Value.Parse(CalendarDay, row),
    )

  /** Saves what one source says of some dates, all or none. */
  const saveDays = async (said: readonly CalendarDay[]): Promise<void> => {
    await database.$transaction(
      said.map((day) =>
        database.calendarDay.upsert({
          where: { date_source: { date: day.date, source: day.source } },
          create: day,
          update: day,
        }),
      ),
    )
  }

  const removeDay = async (date: SchoolDate, source: CalendarDay['source']): Promise<boolean> =>
    (await database.calendarDay.deleteMany({ where: { date, source } })).count > 0

  return { inputs, slots, createSlot, updateSlot, removeSlot, setException, removeException, days, saveDays, removeDay }
}

/** The group of the whole school, there from the start. */
export const SCHOOL_GROUP = 'school'
/** The series of SOP-010's Tuesdays and Thursdays; empty until someone puts a film in. */
export const NOON_SERIES = 'noon-film'

/**
 * Rule S3: a new installation starts with SOP-010's week. Does nothing once any slot was ever made.
 * @returns true when it wrote the week
 */
export const seedTimetable = async (deps: ScheduleStoreDeps): Promise<boolean> => {
  const { database, clock } = deps
  const createdAt = new Date(clock.now())
  await database.group.upsert({
    where: { id: SCHOOL_GROUP },
    create: { id: SCHOOL_GROUP, name: '全校 Whole school', createdAt },
    update: {},
  })
  if ((await database.slot.count()) > 0) return false
  await database.series.upsert({
    where: { id: NOON_SERIES },
    create: { id: NOON_SERIES, title: '午間影片', createdAt },
    update: {},
  })
  const store = createScheduleStore(deps)
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
  await store.createSlot(
    { ...noon, name: '午間新聞', kind: 'news', weekdays: [1, 3], source: { type: 'news' }, fallback: [latest] },
    'noon-news',
  )
  const series = { type: 'series', seriesId: NOON_SERIES } as const
  await store.createSlot(
    { ...noon, name: '午間影片', kind: 'film', weekdays: [2, 4], source: series, fallback: [] },
    'noon-film',
  )
  await store.createSlot(
    {
      ...noon,
      name: '週五預約影片',
      kind: 'booked-film',
      weekdays: [5],
      source: { type: 'booking' },
      fallback: [{ type: 'news' }, latest],
    },
    'friday-film',
  )
  return true
}
