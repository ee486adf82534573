/** Two processes, each with its own connection to one SQLite file, judge the same faults in the same millisecond. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { createFaultStore } from './store.ts'

const NOW = instant(Date.parse('2026-11-26T12:04:00+08:00'))
const Answers = Type.Array(Type.String())
const ROUNDS = 8

let folder: TemporaryFolder
let database: Database
let url: string
const clock = createTestClock(NOW)
const children = new Set<ChildProcess>()

beforeEach(async () => {
  folder = await temporaryFolder()
  url = `file:${join(folder.path, 'nooncast.db')}`
  database = await openDatabase(url, clock)
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
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
  const started = ['lin', 'hsu'].map((who) => {
    const order = JSON.stringify({ url, now: NOW, who, shown })
    const child = fork(join(import.meta.dirname, 'race-child.ts'), [order], { execArgv: [] })
    children.add(child)
    return child
  })
  await Promise.all(started.map((child) => once(child, 'message')))
  const answers = started.map((child) => once(child, 'message'))
  for (const child of started) child.send('go')
  const told = (await Promise.all(answers)).map(([answer]) => Value.Parse(Answers, answer))
  for (const [round, { id }] of shown.entries()) {
    expect(told.map((each) => each[round]).sort()).toEqual(['FAULT_MOVED_ON', 'judged'])
    const events = await database.faultEvent.findMany({ where: { faultId: id, state: 'triaged' } })
    expect(events).toHaveLength(1)
    expect(await faults.find(id)).toMatchObject({ state: 'triaged', ownerId: events[0]?.by })
  }
  const numbers = (await database.fault.findMany({ select: { number: true } })).map(({ number }) => number)
  expect([numbers.length, new Set(numbers).size]).toEqual([ROUNDS * 3, ROUNDS * 3])
}, 30_000)
