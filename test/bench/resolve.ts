/** The plan from the timetable for 300 groups: a whole year, the two weeks that an edit has to resolve again, and what a draft would change. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { duration, schoolDate, timeOfDay } from '../../protocol/time.ts'
import { effectOf } from '../../server/schedule/draft-effect.ts'
import type { ScheduleInputs } from '../../server/schedule/inputs.ts'
import {
  at,
  booking,
  days,
  film,
  filmSlot,
  fridaySlot,
  inputs,
  media,
  news,
  slot,
} from '../../server/schedule/inputs-fixture.ts'
import { resolveRundown } from '../../server/schedule/resolve.ts'
import { addDays } from '../../server/schedule/wall-clock.ts'
import type { Bench } from './bench.ts'

const GROUPS = 300
const FIRST = schoolDate('2026-08-01')
const YEAR = days('2026-08-01', '2027-07-31')
const FORTNIGHT = days('2026-11-23', '2026-12-06')
/** A resolve between an edit and the TVs may take this long. */
const FORTNIGHT_TARGET_MS = 500
/** Someone waits for a report over the year. */
const YEAR_TARGET_MS = 10_000
const YEAR_TARGET_MB = 1024
/** The four weeks that a slot's form looks ahead, while somebody types: an answer that feels immediate. */
const FOUR_WEEKS = days('2026-11-23', '2026-12-20')
const DRAFT_TARGET_MS = 200
/** Every room at its own place of the film: nothing can be shared. */
const DRAFT_WORST_TARGET_MS = 3000

/** A school of three grades, news for every date, forty films in instalments, a booking each week. */
const school = (): ScheduleInputs => {
  const dates = Array.from({ length: 365 }, (_, index) => addDays(FIRST, index))
  const films = Array.from({ length: 40 }, (_, index) => film(`film-${index}`, 95))
  const grades = ['grade-1', 'grade-2', 'grade-3']
  const rooms = Array.from({ length: GROUPS - grades.length - 1 }, (_, index) => ({
    id: `room-${index}`,
    parentId: grades[index % grades.length] ?? null,
  }))
  return inputs({
    asOf: at(FIRST),
    groups: [{ id: 'school', parentId: null }, ...grades.map((id) => ({ id, parentId: 'school' })), ...rooms],
    slots: [slot(), fridaySlot(), ...grades.map((id) => filmSlot({ id: `film-${id}`, audience: [id] }))],
    media: [...dates.map((date) => news(date)), ...films, media('booked')],
    series: [{ id: 'film', title: '午間影片', episodes: films.map(({ id }) => id) }],
    bookings: dates.map((date) => booking(date)),
  })
}

const collectGarbage = (): void => {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
}

/** The median of three. */
const milliseconds = (act: () => unknown): number => {
  const times = [0, 1, 2].map(() => {
    const started = performance.now()
    act()
    return performance.now() - started
  })
  return times.sort((a, b) => a - b)[1] ?? Number.NaN
}

export const bench: Bench = {
  name: 'resolve',
  run: async () => {
    const year = school()
    const soon = { ...year, asOf: FORTNIGHT.start }
    const fortnightMs = milliseconds(() => resolveRundown(soon, FORTNIGHT))
    const yearMs = milliseconds(() => resolveRundown(year, YEAR))
    const { id: _id, version: _version, createdAt: _createdAt, ...bell } = slot({ kind: 'notice' })
    const draft = { type: 'slot' as const, id: null, slot: { ...bell, startTime: timeOfDay('12:10') } }
    const draftMs = milliseconds(() => effectOf(soon, draft, FOUR_WEEKS))
    const everyOneElsewhere = soon.groups.map(({ id }, index) => ({
      ...{ seriesId: 'film', groupId: id, episode: 0, positionMs: duration(index * 4000), confirmedAt: YEAR.start },
    }))
    const worstMs = milliseconds(() => effectOf({ ...soon, bookmarks: everyOneElsewhere }, draft, FOUR_WEEKS))
    collectGarbage()
    const before = process.memoryUsage().heapUsed
    const rundown = resolveRundown(year, YEAR)
    collectGarbage()
    const heapMb = (process.memoryUsage().heapUsed - before) / 1e6
    const single = (what: string, ours: number, unit: string, most: number) => ({
      what,
      ours,
      peer: null,
      ratio: null,
      unit,
      target: `≤ ${most.toLocaleString('en')} ${unit}`,
      met: ours <= most,
    })
    return [
      single(`two weeks, ${GROUPS} groups`, fortnightMs, 'ms', FORTNIGHT_TARGET_MS),
      single(`a draft over four weeks, ${GROUPS} groups`, draftMs, 'ms', DRAFT_TARGET_MS),
      single('the same, every room at its own place of the film', worstMs, 'ms', DRAFT_WORST_TARGET_MS),
      single(`a year, ${GROUPS} groups, ${rundown.airings.length} airings`, yearMs, 'ms', YEAR_TARGET_MS),
      single('that year held in memory', heapMb, 'MB', YEAR_TARGET_MB),
    ]
  },
}
