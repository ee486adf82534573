/** Each classroom's noons, from the timetable to the figure: resolved, written down, reported, counted. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { shareShown } from '../../protocol/fault-figures.ts'
import { duration, type Instant, instant, schoolDate } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createCaseStore } from '../fault-watch/case-store.ts'
import { createChanges } from '../platform/changes.ts'
import { type AsRun, createAsRun } from '../playout/as-run.ts'
import * as school from '../schedule/inputs-fixture.ts'
import { resolveRundown } from '../schedule/resolve.ts'
import { readAvailability } from './availability-store.ts'
import { createFaultStore } from './store.ts'

const { at, ZONE } = school
const [MONDAY, TUESDAY, WEDNESDAY, FRIDAY] = ['2026-11-23', '2026-11-24', '2026-11-25', '2026-11-27'] as const
const WEEK = school.days(MONDAY, FRIDAY)
/** Wednesday is a holiday, Thursday has no programme, and on Tuesday somebody speaks for two minutes in between. */
const week = school.inputs({
  slots: [school.slot({ weekdays: [1, 2, 3, 4, 5], fallback: [] })],
  media: [MONDAY, TUESDAY, WEDNESDAY, FRIDAY].map((date) => school.news(date)),
  days: [{ date: schoolDate(WEDNESDAY), type: 'holiday', pattern: null, source: 'school', note: '' }],
  cutIns: [school.cutIn('word', at(TUESDAY, '12:08'), at(TUESDAY, '12:10'))],
})
const { airings } = resolveRundown(week, WEEK)

const clock = createTestClock(at(MONDAY, '08:00'))
let opened: TestDatabase
let asRun: AsRun
beforeAll(async () => {
  opened = await openTestDatabase(clock)
  const { database } = opened
  await database.group.create({ data: { id: 'school', name: 'School', createdAt: new Date(clock.now()) } })
  const take = (name: string, createdAt: Instant, more: object = {}) =>
    database.display.create({
      data: { id: name, name, tokenHash: name, groupId: 'school', facts: {}, createdAt: new Date(createdAt), ...more },
    })
  for (const name of ['on', 'late', 'off', 'dark', 'kept']) await take(name, clock.now())
  await take('muted', clock.now(), { mutedUntil: new Date(at(FRIDAY, '23:00')) })
  await take('new', at(FRIDAY, '13:00'))
  const changes = createChanges()
  const planned = () => airings
  const log = { error: (details: object) => expect.fail(JSON.stringify(details)) }
  asRun = createAsRun({ database, clock, changes, planned, log })
  await asRun.start()
}, 30_000)
afterAll(async () => {
  await asRun.stop()
  await opened.close()
})

/** What a TV tells of the programme on a date, its first picture so long after each beginning. */
const reports = async (displayId: string, date: string, lateMs = 0) => {
  const own = airings.filter(({ start, mediaId }) => mediaId !== null && start >= at(date) && start < at(date, '23:59'))
  expect(own.length).toBeGreaterThan(0)
  const told = own.map(({ id, start }) => ({
    ...{ airingId: id, firstFrameAt: instant(start + lateMs), skewMs: 3, stalls: 0, ended: true },
    ...{ playedFromMs: duration(0), playedToMs: duration(60_000) },
  }))
  expect(await asRun.store(displayId, told)).toEqual({ stored: own.length, unknown: 0 })
}
const switchDown = async (date: string, from: string, displayIds: readonly string[]) => {
  const { database } = opened
  const deps = { database, clock, changes: createChanges(), timeZone: ZONE }
  const cause = {
    key: `tv-offline ${date}`,
    kind: 'tv-offline',
    code: 'switch-down',
    params: { where: 'SW-1' },
  } as const
  await createCaseStore({ ...deps, faults: createFaultStore(deps) }).take({
    ...{ type: 'open', severity: 'blocks-noon' },
    cause: { ...cause, since: at(date, from), displayIds: [...displayIds], equipmentId: null, room: 'SW-1' },
  })
}
const figures = async () =>
  Object.fromEntries(
    (await readAvailability({ database: opened.database, clock, timeZone: ZONE }, WEEK)).map((room) => [
      room.room,
      [room.planned, room.shown, room.late, room.unknown],
    ]),
  )

it('F13 a classroom’s noons: shown, late, off, unknown behind a dead switch; muted counts, a holiday does not', async () => {
  clock.advance(at(MONDAY, '12:10') - clock.now())
  await reports('on', MONDAY)
  expect(await figures()).toEqual({})

  clock.advance(at(TUESDAY, '12:30') - clock.now())
  // It was back an hour before the programme: what it does not report then is missed.
  await switchDown(TUESDAY, '10:00', ['off'])
  await opened.database.faultRoom.updateMany({ data: { backAt: new Date(at(TUESDAY, '11:00')) } })
  for (const name of ['on', 'late', 'dark', 'kept', 'muted']) {
    if (name !== 'on') await reports(name, MONDAY)
    await reports(name, TUESDAY, name === 'late' ? 61_000 : 900)
  }
  const tuesday = { on: [2, 2, 0, 0], late: [2, 2, 1, 0], off: [2, 0, 0, 0], dark: [2, 2, 0, 0] }
  expect(await figures()).toMatchObject(tuesday)

  clock.advance(at(FRIDAY, '12:10') - clock.now())
  await switchDown(FRIDAY, '11:50', ['dark', 'kept'])
  clock.advance(at(FRIDAY, '13:10') - clock.now())
  for (const name of ['on', 'late', 'muted']) await reports(name, FRIDAY)
  const friday = {
    ...{ on: [3, 3, 0, 0], late: [3, 3, 1, 0], muted: [3, 3, 0, 0], off: [3, 0, 0, 0] },
    ...{ dark: [3, 2, 0, 1], kept: [3, 2, 0, 1] },
  }
  expect(await figures()).toEqual(friday)
  // It had played from what it keeps, and tells so when the switch is back.
  await reports('kept', FRIDAY)
  expect(await figures()).toEqual({ ...friday, kept: [3, 3, 0, 0] })
  const of = await readAvailability({ database: opened.database, clock, timeZone: ZONE }, WEEK)
  expect(of.map((room) => [room.room, shareShown(room)])[0]).toEqual(['off', 0])
  expect(shareShown({ planned: 3, shown: 2, unknown: 1 })).toBe(1)
  expect(shareShown({ planned: 1, shown: 0, unknown: 1 })).toBeNull()
})
