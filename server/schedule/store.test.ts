import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { SlotInput } from '../../protocol/calendar.ts'
import { onAirAt } from '../../protocol/rundown.ts'
import { duration, schoolDate, timeOfDay } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import * as school from './inputs-fixture.ts'
import { resolveRundown } from './resolve.ts'
import { createScheduleStore, NOON_SERIES, SCHOOL_GROUP, type ScheduleStore, seedTimetable } from './store.ts'

const { at, days } = school
let held: TestDatabase
let clock: TestClock
let store: ScheduleStore
const deps = () => ({ database: held.database, clock, timeZone: school.ZONE })

beforeEach(async () => {
  clock = createTestClock(at('2026-11-23', '07:00'))
  held = await openTestDatabase(clock)
  store = createScheduleStore(deps())
})
afterEach(() => held.close())

const notice: SlotInput = {
  name: '鐘聲',
  kind: 'notice',
  weekdays: [1, 5],
  dates: [],
  startTime: timeOfDay('08:00'),
  endTime: timeOfDay('08:05'),
  audience: [],
  source: { type: 'none' },
  fallback: [],
  validFrom: null,
  validUntil: null,
  yearRound: true,
  exam: false,
}
const addGroup = (id: string, parentId: string | null = null) =>
  held.database.group.create({ data: { id, name: id, parentId, createdAt: new Date(clock.now()) } })
const addMedia = (id: string, kind = 'film', patch: { airDate?: string; archivedAt?: Date } = {}) =>
  held.database.media.create({
    data: {
      id,
      title: id,
      kind,
      state: 'ready',
      durationMs: 20 * school.MINUTE,
      warnings: [],
      audioTracks: [],
      revision: 'r1',
      originalName: `${id}.mp4`,
      originalPath: id,
      bytes: 1n,
      createdAt: new Date(clock.now()),
      readyAt: new Date(clock.now()),
      ...patch,
    },
  })
const refusal = async (work: Promise<unknown>): Promise<string> => {
  const problem = await work.then(
    () => null,
    (error: unknown) => error,
  )
  return problem instanceof Error && 'code' in problem ? String(problem.code) : String(problem)
}

describe('the first week', () => {
  it('S3 a new installation has SOP-010’s week, once', async () => {
    expect(await seedTimetable(deps())).toBe(true)
    expect(await seedTimetable(deps())).toBe(false)
    const slots = await store.slots()
    expect(slots.map(({ id, kind, weekdays }) => [id, kind, weekdays]).sort()).toEqual([
      ['friday-film', 'booked-film', [5]],
      ['noon-film', 'film', [2, 4]],
      ['noon-news', 'news', [1, 3]],
    ])
    await addMedia('monday', 'news', { airDate: '2026-11-23' })
    const week = days('2026-11-23', '2026-11-29')
    const rundown = resolveRundown(await store.inputs(week), week)
    expect(onAirAt(rundown, at('2026-11-23', '12:04'), SCHOOL_GROUP)?.airing).toMatchObject({
      kind: 'news',
      mediaId: 'monday',
      end: at('2026-11-23', '12:20'),
    })
    expect(onAirAt(rundown, at('2026-11-27', '12:04'), SCHOOL_GROUP)?.airing.reasons.map(({ code }) => code)).toEqual([
      'slot-weekday',
      'booking-none',
      'try-news',
      'news-missing',
      'latest-news',
      'ends-with-slot',
    ])
  })
  it('S3 a week that can’t be written whole is not written at all', async () => {
    await held.database.$executeRawUnsafe(
      `CREATE TRIGGER no_friday BEFORE INSERT ON Slot WHEN NEW.id = 'friday-film' BEGIN SELECT RAISE(ABORT, 'disk'); END`,
    )
    await expect(seedTimetable(deps())).rejects.toThrow()
    expect([await store.slots(), await held.database.series.count()]).toEqual([[], 0])
    await held.database.$executeRawUnsafe('DROP TRIGGER no_friday')
    expect(await seedTimetable(deps())).toBe(true)
    expect(await store.slots()).toHaveLength(3)
  })
  it('S3 a week that was removed does not come back', async () => {
    await seedTimetable(deps())
    for (const { id } of await store.slots()) await store.removeSlot(id)
    expect(await seedTimetable(deps())).toBe(false)
    expect(await store.slots()).toEqual([])
  })
})

describe('slots', () => {
  it('S1 keeps what it was given', async () => {
    await addGroup('g2')
    await addGroup('g1')
    const input: SlotInput = {
      ...notice,
      dates: [schoolDate('2026-12-31')],
      audience: ['g2', 'g1'],
      source: { type: 'media', mediaIds: ['a', 'b'] },
      fallback: [{ type: 'news' }, { type: 'latest-news', withinDays: 3 }],
      validFrom: schoolDate('2026-09-01'),
      exam: true,
    }
    const made = await store.createSlot(input)
    expect(made).toEqual({
      ...input,
      id: made.id,
      audience: ['g1', 'g2'],
      version: 1,
      createdAt: at('2026-11-23', '07:00'),
    })
    expect(await store.slots()).toEqual([made])
  })
  it('refuses an audience that does not exist, and changes nothing', async () => {
    expect(await refusal(store.createSlot({ ...notice, audience: ['nowhere'] }))).toBe('GROUP_MISSING')
    const { id } = await store.createSlot(notice)
    expect(await refusal(store.updateSlot(id, 1, { ...notice, audience: ['nowhere'] }))).toBe('GROUP_MISSING')
    expect(await store.slots()).toMatchObject([{ id, version: 1, audience: [] }])
  })
  it('lets one of two changes from the same version through', async () => {
    const { id } = await store.createSlot(notice)
    const answers = await Promise.allSettled(['甲', '乙'].map((name) => store.updateSlot(id, 1, { ...notice, name })))
    expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
    expect(await refusal(store.updateSlot(id, 1, notice))).toBe('CONFLICT')
    expect(await store.updateSlot(id, 2, { ...notice, name: '丙' })).toMatchObject({ name: '丙', version: 3 })
    expect(await store.updateSlot('nothing', 1, notice)).toBeNull()
  })
  it('S2 a cancelled date stays cancelled when the slot changes', async () => {
    await addGroup('g')
    const { id } = await store.createSlot(notice)
    const date = schoolDate('2026-11-27')
    expect(await store.setException('nothing', date, { type: 'cancel' }, '')).toBe(false)
    await store.setException(id, date, { type: 'replace', mediaIds: ['x'] }, '')
    await store.setException(id, date, { type: 'cancel' }, '校慶')
    await store.updateSlot(id, 1, { ...notice, startTime: timeOfDay('07:50') })
    const window = days('2026-11-27')
    const inputs = await store.inputs(window)
    expect(inputs.exceptions).toEqual([{ slotId: id, date, change: { type: 'cancel' }, note: '校慶' }])
    const airing = onAirAt(resolveRundown(inputs, window), at('2026-11-27', '07:55'), 'g')?.airing
    expect(airing?.reasons.map(({ code }) => code)).toEqual(['slot-weekday', 'slot-cancelled', 'note'])
    expect([await store.removeException(id, date), await store.removeException(id, date)]).toEqual([true, false])
  })
})

describe('the calendar', () => {
  it('T3 keeps what each source says of a date apart', async () => {
    const date = schoolDate('2026-12-25')
    const said = (source: 'government' | 'operator', note: string) =>
      ({ date, type: 'holiday', pattern: null, source, note }) as const
    await store.saveDays([said('government', '行憲紀念日'), said('operator', '校慶')])
    await store.saveDays([said('government', '改了')])
    const notes = async () => (await store.days(date, date)).map(({ source, note }) => `${source} ${note}`).sort()
    expect(await notes()).toEqual(['government 改了', 'operator 校慶'])
    expect([await store.removeDay(date, 'operator'), await store.removeDay(date, 'operator')]).toEqual([true, false])
    expect(await notes()).toEqual(['government 改了'])
  })
  it('T5 terms are added, changed and removed', async () => {
    const input = { name: '上學期', from: schoolDate('2026-09-01'), until: schoolDate('2027-01-20') }
    const term = await store.terms.create(input)
    expect(await refusal(store.terms.create({ ...input, until: schoolDate('2026-08-31') }))).toBe('TERM_DATES_WRONG')
    expect(await refusal(store.terms.create({ ...input, until: schoolDate('2027-02-30') }))).toBe('INPUT_INVALID')
    const longer = { ...input, until: schoolDate('2027-01-22') }
    expect(await store.terms.update(term.id, longer)).toEqual({ id: term.id, ...longer })
    expect((await store.inputs(days('2026-11-23'))).terms).toEqual([{ id: term.id, ...longer }])
    expect([await store.terms.remove(term.id), await store.terms.list()]).toEqual([true, []])
    expect([await store.terms.update(term.id, input), await store.terms.remove(term.id)]).toEqual([null, false])
  })
})

describe('film series', () => {
  const parts = async () => {
    for (const id of ['a', 'b', 'c']) await addMedia(id)
    return store.series.create({ title: '影集', episodes: ['b', 'a'] })
  }
  it('C2 keeps the order of the parts and refuses one that is not in the library', async () => {
    const series = await parts()
    expect(series.episodes.map(({ mediaId }) => mediaId)).toEqual(['b', 'a'])
    const changed = await store.series.update(series.id, { title: '新', episodes: ['c', 'b', 'a', 'b'] })
    expect([changed?.title, changed?.episodes.map(({ title }) => title)]).toEqual(['新', ['c', 'b', 'a', 'b']])
    expect(await refusal(store.series.update(series.id, { title: '新', episodes: ['z'] }))).toBe(
      'SERIES_EPISODE_MISSING',
    )
    await addMedia('gone', 'film', { archivedAt: new Date(clock.now()) })
    expect(await refusal(store.series.create({ title: '影集', episodes: ['gone'] }))).toBe('SERIES_EPISODE_MISSING')
    expect((await store.inputs(days('2026-11-23'))).series).toEqual([
      { id: series.id, title: '新', sceneEnds: false, episodes: ['c', 'b', 'a', 'b'] },
    ])
    expect(await store.series.update('nothing', { title: 'x', episodes: [] })).toBeNull()
  })
  it('C2 a place is set for a group and all below it, and follows its part', async () => {
    await addGroup('school')
    await addGroup('grade', 'school')
    await addGroup('class', 'grade')
    const series = await parts()
    const set = (groupId: string, episode: number, positionMs: number) =>
      store.series.setBookmark(series.id, { groupId, episode, positionMs: duration(positionMs) })
    await set('class', 0, 4000)
    await set('grade', 1, 60_000)
    const places = async () =>
      (await store.series.find(series.id))?.bookmarks.map(({ groupId, episode, positionMs }) => [
        groupId,
        episode,
        positionMs,
      ])
    expect(await places()).toEqual([
      ['class', 1, 60_000],
      ['grade', 1, 60_000],
    ])
    await store.series.update(series.id, { title: '影集', episodes: ['a', 'c'] })
    expect(await places()).toEqual([
      ['class', 0, 60_000],
      ['grade', 0, 60_000],
    ])
    expect(await refusal(set('nowhere', 0, 0))).toBe('GROUP_MISSING')
    expect(await refusal(set('school', 3, 0))).toBe('SERIES_PLACE_WRONG')
    expect(await refusal(set('school', 0, 20 * school.MINUTE + 1))).toBe('SERIES_PLACE_WRONG')
    expect(await set('school', 2, 0)).toMatchObject({ bookmarks: [{}, {}, { groupId: 'school', episode: 2 }] })
  })
  it('a series that a slot shows can’t be removed', async () => {
    await seedTimetable(deps())
    expect(await refusal(store.series.remove(NOON_SERIES))).toBe('SERIES_IN_USE')
    await store.removeSlot('noon-film')
    expect([await store.series.remove(NOON_SERIES), await store.series.remove(NOON_SERIES)]).toEqual([true, false])
  })
  it('lists by title, a page at a time', async () => {
    for (const title of ['C', 'A', 'B']) await store.series.create({ title, episodes: [] })
    const [a, b] = await store.series.list(2)
    expect([a?.title, b?.title]).toEqual(['A', 'B'])
    expect((await store.series.list(2, b?.id)).map(({ title }) => title)).toEqual(['C'])
    expect((await store.series.list(2, undefined, 'B')).map(({ title }) => title)).toEqual(['B'])
  })
})

describe('inputs', () => {
  it('A1 reads everything that decides, and what already aired stands', async () => {
    await seedTimetable(deps())
    await addGroup('class', SCHOOL_GROUP)
    await addMedia('news-1', 'news', { airDate: '2026-11-23' })
    await addMedia('archived', 'news', { airDate: '2026-11-23', archivedAt: new Date(clock.now()) })
    await addMedia('film-1')
    await store.series.update(NOON_SERIES, { title: '午間影片', episodes: ['film-1'] })
    await store.series.setBookmark(NOON_SERIES, { groupId: 'class', episode: 0, positionMs: duration(8000) })
    const createdAt = new Date(clock.now())
    const user = { name: 't', fullName: '', passwordHash: '', role: 'teacher', createdAt }
    await held.database.user.create({ data: { id: 'teacher', ...user } })
    await held.database.booking.create({
      data: {
        id: 'b1',
        date: '2026-11-27',
        mediaId: 'film-1',
        licenceKind: 'educational',
        licenceUntil: '2027-06-30',
        audience: ['class'],
        state: 'approved',
        holds: '2026-11-27',
        place: 1,
        userId: 'teacher',
        createdAt,
      },
    })
    const start = new Date(at('2026-11-23', '12:06'))
    const cutIn = { kind: 'live', title: '校長', audience: ['class'], createdBy: 't', createdAt }
    await held.database.cutIn.create({ data: { id: 'c1', ...cutIn, start } })
    await held.database.cutIn.create({ data: { id: 'old', ...cutIn, start: new Date(0), end: new Date(1) } })
    const week = days('2026-11-23', '2026-11-29')
    const before = await store.inputs(week)
    expect(before.media.map(({ id }) => id).sort()).toEqual(['film-1', 'news-1'])
    expect(before.series).toEqual([{ id: NOON_SERIES, title: '午間影片', sceneEnds: false, episodes: ['film-1'] }])
    expect(before.bookmarks).toMatchObject([{ groupId: 'class', episode: 0, positionMs: 8000 }])
    expect(before.bookings).toEqual([
      {
        id: 'b1',
        date: '2026-11-27',
        mediaId: 'film-1',
        film: null,
        fromMs: 0,
        toMs: null,
        licence: { kind: 'educational', validFrom: null, validUntil: '2027-06-30' },
        audience: ['class'],
        note: '',
        state: 'approved',
        bookedBy: 'teacher',
        createdAt: createdAt.getTime(),
      },
    ])
    expect(before.cutIns.map(({ id, audience, end }) => ({ id, audience, end }))).toEqual([
      { id: 'c1', audience: ['class'], end: null },
    ])
    const noon = at('2026-11-23', '12:04')
    const airing = onAirAt(resolveRundown(before, week), noon, SCHOOL_GROUP)?.airing
    if (airing === undefined) throw new Error('nothing on the air')
    const { id: airingId, group: groupId, ...planned } = airing
    await held.database.asRun.create({
      data: {
        airingId,
        groupId,
        start: new Date(airing.start),
        end: new Date(airing.end),
        planned: { id: airingId, group: groupId, ...planned },
        commanded: {},
        frozenAt: new Date(airing.start),
      },
    })
    await store.removeSlot('noon-news')
    clock.advance(24 * 60 * school.MINUTE)
    const after = await store.inputs(week)
    expect(after.aired).toEqual([airing])
    expect(after.asOf).toBe(clock.now())
    expect(onAirAt(resolveRundown(after, week), noon, SCHOOL_GROUP)?.airing).toEqual(airing)
    expect(onAirAt(resolveRundown(after, week), noon, 'class')?.airing.kind).toBe('slate')
  })
})
