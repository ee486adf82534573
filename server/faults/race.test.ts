/** Two processes, each with its own connection to one SQLite file, judge the same faults in the same millisecond. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { createRacers } from '../../test/racers.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { createFaultStore } from './store.ts'

const NOW = instant(Date.parse('2026-11-26T12:04:00+08:00'))
const ROUNDS = 8

let folder: TemporaryFolder
let database: Database
let url: string
const clock = createTestClock(NOW)
const racers = createRacers()

beforeEach(async () => {
  folder = await temporaryFolder()
  url = `file:${join(folder.path, 'nooncast.db')}`
  database = await openDatabase(url, clock)
})
afterEach(async () => {
  racers.end()
  await database.$disconnect()
  await folder.remove()
})

it('F1 two who judge the same faults at once: one is heard, the other is told, and no number is given twice', async () => {
  const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone: 'Asia/Taipei' })
  const shown: { id: string; version: number }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { id, version } = await faults.report({ source: 'person', severity: 'normal', title: `${round}` }, 'chen')
    shown.push({ id, version })
  }
  const told = await racers.race(
    join(import.meta.dirname, 'race-child.ts'),
    ['lin', 'hsu'].map((who) => ({ url, now: NOW, who, shown })),
  )
  for (const [round, { id }] of shown.entries()) {
    expect(told.map((each) => each[round]).sort()).toEqual(['FAULT_MOVED_ON', 'judged'])
    const events = await database.faultEvent.findMany({ where: { faultId: id, state: 'triaged' } })
    expect(events).toHaveLength(1)
    expect(await faults.find(id)).toMatchObject({ state: 'triaged', ownerId: events[0]?.by })
  }
  const numbers = (await database.fault.findMany({ select: { number: true } })).map(({ number }) => number)
  expect([numbers.length, new Set(numbers).size]).toEqual([ROUNDS * 3, ROUNDS * 3])
}, 30_000)
