import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Display } from '../../protocol/display.ts'
import { QUIET_REPORT, SOME_FACTS, someDisplay } from '../../protocol/display-fixture.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { duration, instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { readOpenFaults } from '../faults/open-faults.ts'
import { createFaultStore, type FaultStore } from '../faults/store.ts'
import { createChanges } from '../platform/changes.ts'
import { createCaseStore } from './case-store.ts'
import type { Findings } from './trouble.ts'
import { type FaultWatch, startFaultWatch } from './watch.ts'

/** A Thursday with lessons. */
const MORNING = Date.parse('2026-11-26T10:00:00+08:00')
const NOON: Airing = {
  ...{ id: 'noon', group: 'g', kind: 'news', title: '午間新聞', mediaId: 'm', offsetMs: duration(0) },
  ...{ mediaDurationMs: duration(960_000), slotId: 's', series: null, exam: false, emergency: false, reasons: [] },
  start: instant(Date.parse('2026-11-26T12:04:00+08:00')),
  end: instant(Date.parse('2026-11-26T12:20:00+08:00')),
}
const MINUTE = 60_000

let clock: TestClock
let opened: TestDatabase
let faults: FaultStore
let watches: FaultWatch[] = []
let elsewhere: Findings
let airings: readonly Airing[]
let jump: () => void = () => undefined
const away = new Map<string, number>()

beforeEach(async () => {
  clock = createTestClock(instant(MORNING))
  opened = await openTestDatabase(clock)
  faults = createFaultStore({ database: opened.database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
  watches = []
  elsewhere = { troubles: [], unjudged: new Set() }
  airings = [NOON]
  away.clear()
  const at = new Date(clock.now())
  for (const { id, name } of tvs())
    await opened.database.display.create({ data: { id, name, tokenHash: id, facts: {}, createdAt: at } })
  const common = { maker: '', state: 'in-use', createdAt: at }
  await opened.database.equipment.create({
    data: { ...common, id: 'sw', label: 'SWITCH01', kind: 'switch', name: 'SW-1' },
  })
  for (const { id, name } of tvs().slice(0, 4))
    await opened.database.equipment.create({
      data: { ...common, id: `eq-${id}`, label: `LABEL${name}`, kind: 'tv', name, displayId: id, parentId: 'sw' },
    })
})
afterEach(async () => {
  for (const watch of watches) await watch.stop()
  await opened.close()
})

const tvs = (): Display[] =>
  Array.from({ length: 10 }, (_, index) => {
    const id = `tv-${index}`
    const since = away.get(id)
    const status =
      since === undefined
        ? ({ state: 'online', since: instant(0), report: QUIET_REPORT, facts: SOME_FACTS } as const)
        : ({ state: 'offline', since: instant(since) } as const)
    return someDisplay({ id, name: `10${index}`, status })
  })
const off = (...numbers: readonly number[]) => {
  for (const number of numbers) away.set(`tv-${number}`, clock.now())
}
const on = (...numbers: readonly number[]) => {
  for (const number of numbers) away.delete(`tv-${number}`)
}
const begin = (shifted = false): FaultWatch => {
  const changes = createChanges()
  const watch = startFaultWatch({
    ...{ database: opened.database, clock: { ...clock, shifted }, timeZone: 'Asia/Taipei' },
    clockWatch: {
      onJump: (listen) => {
        jump = listen
        return () => undefined
      },
    },
    cases: createCaseStore({ database: opened.database, clock, changes, faults }),
    displays: async () => tvs(),
    groups: async () => [{ id: 'g', name: '一年級', parentId: null, displays: 10 }],
    airings: () => airings,
    settings: async () => DEFAULT_SETTINGS,
    days: async () => [],
    folders: {},
    backup: async () => null,
    sources: [() => elsewhere],
    log: { error: (details) => expect(details).toBeUndefined() },
  })
  watches.push(watch)
  return watch
}
/** Looks every half minute, one watch after another. */
const pass = async (minutes: number): Promise<void> => {
  for (let turn = 0; turn < minutes * 2; turn++) {
    clock.jump(instant(clock.now() + MINUTE / 2))
    for (const watch of watches) await watch.look()
  }
}
const open = async () => (await faults.list(50, undefined, {})).filter(({ closedAt }) => closedAt === null)

describe('the watch for faults', () => {
  it('W4 W7 W8 a dead switch is one fault that blocks noon, with its rooms, and heals', async () => {
    begin()
    await pass(6)
    off(0, 1, 2, 3)
    await pass(11)
    const [fault, ...others] = await open()
    expect(others).toEqual([])
    expect(fault).toMatchObject({ source: 'system', severity: 'blocks-noon', equipmentId: 'sw', displayId: null })
    expect(fault?.cause).toEqual({
      code: 'switch-down',
      params: { where: 'SW-1', count: 4, of: 4, rooms: '100 · 101 · 102 · 103' },
    })
    const marked = (await readOpenFaults(opened.database)).items
    expect(marked.map(({ room, unknown, worst }) => `${room} ${unknown} ${worst}`)).toEqual(
      ['100', '101', '102', '103'].map((room) => `${room} true blocks-noon`),
    )
    on(0, 1, 2)
    await pass(4)
    const after = await open()
    expect(after.map(({ cause, healedAt }) => [cause?.code, healedAt === null])).toEqual(
      expect.arrayContaining([
        ['switch-down', false],
        ['tv-offline', true],
      ]),
    )
    expect(after).toHaveLength(2)
  })

  it('W7 two that look at once, and a restart, leave one fault', async () => {
    begin()
    begin()
    await pass(6)
    off(7)
    for (let turn = 0; turn < 24; turn++) {
      clock.jump(instant(clock.now() + MINUTE / 2))
      await Promise.all(watches.map((watch) => watch.look()))
    }
    expect(await open()).toHaveLength(1)
    watches = []
    begin()
    await pass(15)
    expect(await open()).toMatchObject([{ displayId: 'tv-7', equipmentId: null, room: '107', healedAt: null }])
    on(7)
    await pass(3)
    off(7)
    await pass(11)
    expect((await open())[0]?.times).toBeGreaterThanOrEqual(2)
  })

  it('W3 says nothing just after a start or a jump of the clock, and nothing in a rehearsal', async () => {
    off(5)
    begin(true)
    await pass(30)
    expect(await open()).toEqual([])
    watches = []
    begin()
    await pass(9)
    jump()
    await pass(4.5)
    expect(await open()).toEqual([])
    await pass(7)
    expect(await open()).toHaveLength(1)
  })

  it('W8 is raised when noon comes to depend on it, until somebody has judged it', async () => {
    airings = []
    begin()
    await pass(6)
    off(5, 8)
    await pass(11)
    const [first] = await open()
    expect(first?.severity).toBe('high')
    await faults.act(first?.id ?? '', { type: 'triage', severity: 'low', ownerId: null, note: '' }, 'lin')
    airings = [NOON]
    await pass(1)
    expect((await open()).map(({ severity }) => severity).sort()).toEqual(['blocks-noon', 'low'])
  })

  it('W10 a person’s reopening is the same cause again', async () => {
    begin()
    await pass(6)
    off(5)
    await pass(11)
    const [{ id } = { id: '' }] = await open()
    await faults.act(id, { type: 'dismiss', note: '暑假收起來' }, 'lin')
    await pass(2)
    expect(await open()).toEqual([])
    await faults.act(id, { type: 'reopen', note: '' }, 'lin')
    await pass(2)
    expect(await open()).toMatchObject([{ id, state: 'triaged', healedAt: null }])
  })

  it('W1 hears what others see: a camera, one case', async () => {
    begin()
    await pass(6)
    const subject = { type: 'camera', id: 'c1' } as const
    elsewhere = {
      troubles: [{ kind: 'camera-unreachable', subject, since: clock.now(), params: { name: '主播台' } }],
      unjudged: new Set(),
    }
    await pass(3)
    expect(await open()).toMatchObject([{ severity: 'normal', cause: { params: { name: '主播台' } } }])
    elsewhere = { troubles: [], unjudged: new Set(['camera-unreachable camera:c1']) }
    await pass(10)
    expect((await open())[0]?.healedAt).toBeNull()
    elsewhere = { troubles: [], unjudged: new Set() }
    await pass(4)
    expect((await open())[0]?.healedAt).not.toBeNull()
  })
})
