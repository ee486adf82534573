/** The watch for faults at 300 TVs: what its four looks a minute cost, all well and with a floor off. */
import type { Display } from '../../protocol/display.ts'
import { QUIET_REPORT, SOME_FACTS, someDisplay } from '../../protocol/display-fixture.ts'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { instant } from '../../protocol/time.ts'
import { createCaseStore } from '../../server/fault-watch/case-store.ts'
import { startFaultWatch } from '../../server/fault-watch/watch.ts'
import { createFaultStore } from '../../server/faults/store.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { createTestClock } from '../clock.ts'
import { openTestDatabase } from '../database.ts'
import type { Bench, BenchRow } from './bench.ts'

const ROOMS = 300
const PER_FLOOR = 15
const LOOKS_A_MINUTE = 4
const MINUTES = 10
const MINUTE_MS = 60_000
/** Of one core, milliseconds a minute: half a per cent. */
const TARGET_MS = 300
const MORNING = instant(Date.parse('2026-11-26T10:00:00+08:00'))

/** CPU of this process while it acts, milliseconds. */
const spent = async (act: () => Promise<void>): Promise<number> => {
  const before = process.cpuUsage()
  await act()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1000
}

export const bench: Bench = {
  name: 'faults',
  run: async () => {
    const clock = createTestClock(MORNING)
    await using opened = await openTestDatabase(clock)
    const { database } = opened
    const at = new Date(MORNING)
    const ids = Array.from({ length: ROOMS }, (_, index) => `tv-${index}`)
    await database.display.createMany({
      data: ids.map((id) => ({ id, name: id, tokenHash: id, facts: {}, createdAt: at })),
    })
    const device = { state: 'in-use', createdAt: at }
    const floors = Array.from({ length: ROOMS / PER_FLOOR }, (_, floor) => `sw-${floor}`)
    await database.equipment.createMany({
      data: floors.map((id) => ({ ...device, id, label: id, kind: 'switch', name: id })),
    })
    await database.equipment.createMany({
      data: ids.map((id, index) => ({
        ...{ ...device, id: `eq-${id}`, label: `l-${id}`, kind: 'tv', name: id, displayId: id },
        parentId: floors[Math.floor(index / PER_FLOOR)] ?? null,
      })),
    })
    let off = 0
    const displays = async (): Promise<readonly Display[]> =>
      ids.map((id, index) =>
        someDisplay({
          ...{ id, name: id, building: 'A', floor: String(Math.floor(index / PER_FLOOR)) },
          status:
            index < off
              ? { state: 'offline', since: instant(MORNING + 6 * MINUTE_MS) }
              : { state: 'online', since: MORNING, report: QUIET_REPORT, facts: SOME_FACTS },
        }),
      )
    const changes = createChanges()
    const log = { error: (details: object, message: string) => console.error(message, details) }
    const faults = createFaultStore({ database, clock, changes, timeZone: 'Asia/Taipei' })
    const watch = startFaultWatch({
      ...{ database, clock, timeZone: 'Asia/Taipei', displays, log, folders: {}, sources: [] },
      clockWatch: { onJump: () => () => undefined },
      cases: createCaseStore({ database, clock, changes, faults }),
      groups: async () => [{ id: 'g', name: 'g', parentId: null, displays: ROOMS }],
      airings: () => [],
      settings: async () => DEFAULT_SETTINGS,
      days: async () => [],
      backup: async () => null,
    })
    const pass = async (minutes: number): Promise<void> => {
      for (let turn = 0; turn < minutes * LOOKS_A_MINUTE; turn++) {
        clock.jump(instant(clock.now() + MINUTE_MS / LOOKS_A_MINUTE))
        await watch.look()
      }
    }
    const aMinute = async (): Promise<number> => (await spent(() => pass(MINUTES))) / MINUTES
    const row = (what: string, ours: number): BenchRow => ({
      ...{ what, ours, peer: null, ratio: null, unit: 'ms a minute' },
      ...{ target: `≤ ${TARGET_MS} ms`, met: ours <= TARGET_MS },
    })
    await pass(6)
    const well = await aMinute()
    off = PER_FLOOR
    await pass(12)
    const open = (await faults.list(100, undefined, {})).length
    const floor = await aMinute()
    await watch.stop()
    return [row(`${ROOMS} TVs, all well`, well), row(`${PER_FLOOR} of them off, ${open} case`, floor)]
  },
}
