import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DisplayReport } from '../../protocol/display.ts'
import type { RoomEvent } from '../../protocol/room-history.ts'
import { instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { createPresence, type DisplayLine, type Presence } from '../displays/presence.ts'
import { createDisplayStore } from '../displays/store.ts'
import { createChanges } from '../platform/changes.ts'
import { pageOfRoom, readRoom, stateBefore } from './room-history.ts'
import { roomHistoryCsv } from './room-history-csv.ts'
import { type RoomWatch, startRoomWatch } from './room-watch.ts'

const DAY_MS = 86_400_000
const NOON = instant(Date.parse('2026-11-23T12:00:00+08:00'))
const ROOM = { id: 'd1', groupId: 'g' }
const today = { start: instant(NOON - DAY_MS / 2), end: instant(NOON + DAY_MS / 2) }
const facts = {
  ...{ appVersion: '1', userAgent: '', width: 1, height: 1 },
  ...{ secureContext: true, serviceWorker: true, autoplay: true },
}
const report: DisplayReport = {
  ...{ at: NOON, version: 1, playback: { state: 'slate' }, segmentsHeld: 5, segmentsNeeded: 5, clockErrorMs: 1 },
  ...{ driftPpm: 0, volume: 1, muted: false, stalls: 0, storageBytes: null },
}
const line: DisplayLine = {
  plan: async () => ({ held: 1 }),
  command: async () => undefined,
  identity: () => undefined,
  picture: async () => null,
  close: () => undefined,
}

let opened: TestDatabase
let clock: TestClock
let presence: Presence
let watch: RoomWatch | null
const changes = createChanges()
beforeEach(async () => {
  clock = createTestClock(NOON)
  opened = await openTestDatabase(clock)
  const { database } = opened
  const createdAt = new Date(NOON)
  await database.group.create({ data: { id: 'g', name: '一年級', createdAt } })
  for (const id of ['d1', 'd2'])
    await database.display.create({ data: { id, name: id, groupId: 'g', tokenHash: id, facts, createdAt } })
  presence = createPresence(clock)
  watch = null
})
afterEach(async () => {
  await watch?.stop()
  await opened.close()
})

const begin = (): RoomWatch => {
  const { database } = opened
  const displays = createDisplayStore({ database, clock, presence, timeZone: 'Asia/Taipei', playerBuild: null })
  watch = startRoomWatch({
    ...{ database, clock, changes, displays: () => displays.list({ limit: 10 }) },
    log: { error: ({ err }: { err?: unknown }) => expect.unreachable(String(err)) },
  })
  return watch
}
/** Two looks, far enough apart for what is seen to count. */
const settle = async (of: RoomWatch) => {
  await of.look()
  clock.jump(instant(clock.now() + 20_000))
  await of.look()
}
const read = () => readRoom(opened.database, ROOM, today, clock.now())

describe('what happened in a room', () => {
  test('its line, by change: looks in between write nothing, and a server that was away says so', async () => {
    const first = begin()
    presence.came('d1', line, facts)
    presence.reported('d1', report)
    await settle(first)
    for (let look = 0; look < 5; look++) await settle(first)
    expect(await opened.database.roomChange.count({ where: { displayId: 'd1' } })).toBe(1)
    await first.stop()
    await opened.database.display.update({ where: { id: 'd1' }, data: { lastSeenAt: new Date(clock.now()) } })
    const seen = clock.now()
    clock.jump(instant(seen + 3_600_000))
    presence = createPresence(clock)
    const second = begin()
    presence.came('d1', line, facts)
    presence.reported('d1', report)
    await settle(second)
    expect(await read()).toEqual([
      { type: 'state', state: 'ready', detail: '', at: seen + 3_600_000 },
      { type: 'state', state: 'offline', detail: '', at: seen },
      { type: 'state', state: 'ready', detail: '', at: NOON },
    ])
    expect(await stateBefore(opened.database, ROOM, instant(seen + 1))).toMatchObject({ state: 'offline', at: seen })
  })

  test('what was asked of it, and when its TV said that it had done it', async () => {
    const of = begin()
    presence.came('d1', line, facts)
    presence.reported('d1', report)
    await of.look()
    const toldAt = clock.now()
    const common = { at: new Date(toldAt), actor: 'boss', why: '校長要求', request: {}, changed: {} }
    const awaits = { displays: ['d1', 'd2'], plan: {}, toldAt, answered: null }
    await opened.database.act.create({ data: { ...common, id: 'a', type: 'volume', awaits } })
    await opened.database.act.create({
      data: { ...common, id: 'b', type: 'mute', awaits: { ...awaits, displays: ['d2'] } },
    })
    changes.publish('acts', 'a', 'b')
    await of.look()
    const asked = { type: 'act', act: 'volume', actor: 'boss', why: '校長要求', undoneBy: null, at: toldAt }
    expect(await read()).toContainEqual({ ...asked, answeredAt: null })
    presence.reported('d1', { ...report, toldAt })
    clock.jump(instant(toldAt + 7000))
    await of.look()
    const acts = (await read()).filter(({ type }) => type === 'act')
    expect(acts).toEqual([{ ...asked, answeredAt: toldAt + 7000 }])
  })

  test('A1 what it aired and what it noticed; what its group aired and it did not is a problem', async () => {
    const { database } = opened
    const airing = (id: string, start: number) => ({
      ...{ id, group: 'g', start: NOON + start, end: NOON + start + 960_000, kind: 'news', title: `the ${id}` },
      ...{ mediaId: 'm', offsetMs: 4000, mediaDurationMs: 960_000, slotId: null, series: null },
      ...{ exam: false, emergency: false, reasons: [] },
    })
    for (const [id, start] of [
      ['first', -7_200_000],
      ['second', -3_600_000],
    ] as const)
      await database.asRun.create({
        data: {
          ...{ airingId: id, groupId: 'g', mediaId: 'm', planned: airing(id, start), commanded: {} },
          ...{ start: new Date(NOON + start), end: new Date(NOON + start + 960_000), frozenAt: new Date(NOON) },
        },
      })
    const of = { airingId: 'first', displayId: 'd1' }
    const firstFrameAt = new Date(NOON - 7_200_000 + 12)
    await database.airingReport.create({
      data: { ...of, firstFrameAt, skewMs: 3, ended: true, reportedAt: firstFrameAt },
    })
    await database.observation.create({
      data: { ...of, kind: 'black', fromMs: 64_000, toMs: 94_000, at: firstFrameAt },
    })
    const told = await read()
    expect(told).toEqual([
      {
        ...{ type: 'aired', at: NOON - 3_600_000, title: 'the second', end: NOON - 2_640_000 },
        ...{ lateMs: null, skewMs: null, stalls: 0, ended: false },
      },
      { type: 'observed', at: NOON - 7_140_000, title: 'the first', kind: 'black', fromMs: 64_000, toMs: 94_000 },
      {
        ...{ type: 'aired', at: NOON - 7_200_000, title: 'the first', end: NOON - 6_240_000 },
        ...{ lateMs: 12, skewMs: 3, stalls: 0, ended: true },
      },
    ])
    const problems = pageOfRoom(told, { problems: true, cursor: null, limit: 10 }).items
    expect(problems.map(({ type }) => type)).toEqual(['aired', 'observed'])
    const csv = roomHistoryCsv('101', told, (at) => `t${at - NOON}`).split('\r\n')
    expect(csv[1]).toBe('t-3600000,101,aired,the second,never shown; 0 stalls,,,yes')
  })

  test('is kept for thirty days; how a room has been since longer stays known', async () => {
    const { database } = opened
    const at = (days: number) => new Date(NOON - days * DAY_MS)
    for (const days of [60, 40, 31, 29])
      await database.roomChange.create({ data: { displayId: 'd1', at: at(days), state: 'ready', detail: '' } })
    await database.roomChange.create({ data: { displayId: 'd2', at: at(90), state: 'offline', detail: '' } })
    const of = begin()
    await of.tidy()
    const left = await database.roomChange.findMany({ orderBy: { at: 'asc' } })
    expect(left.map((row) => [row.displayId, (NOON - row.at.getTime()) / DAY_MS])).toEqual([
      ['d2', 90],
      ['d1', 31],
      ['d1', 29],
    ])
  })
})

test('a page ends between instants, so that nothing is told twice or lost', () => {
  const event = (at: number): RoomEvent => ({ type: 'set', at: instant(at), actor: '', fields: [String(at)] })
  const events = [9, 7, 7, 7, 3].map(event)
  const first = pageOfRoom(events, { problems: false, cursor: null, limit: 2 })
  expect(first).toEqual({ items: [9, 7, 7, 7].map(event), nextCursor: '7' })
  expect(pageOfRoom(events, { problems: false, cursor: 7, limit: 2 })).toEqual({ items: [event(3)], nextCursor: null })
})
