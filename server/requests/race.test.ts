/** Several processes, each with its own connection to one SQLite file, take the same requests in the same millisecond. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { at, ZONE } from '../schedule/inputs-fixture.ts'
import { createRequestStore } from './store.ts'
import { readWorkingDays } from './working-days.ts'

const now = at('2026-11-23', '08:00')
const clock = createTestClock(now)
const Answers = Type.Array(Type.String())
const ROUNDS = 8

let folder: TemporaryFolder
let database: Database
let url: string
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

it('Q2 three who take the same requests at once: each has one owner, the others are told, and no number is given twice', async () => {
  const days = () => readWorkingDays({ days: async () => [], timeZone: ZONE }, clock.now())
  const requests = createRequestStore({ database, clock, timeZone: ZONE, days })
  const asked = { kind: 'other', summary: 'x', details: '', room: '', fields: {}, wantedOn: null } as const
  const chen = { id: 'chen', name: 'chen' }
  const ids: string[] = []
  for (let round = 0; round < ROUNDS; round++)
    ids.push(await requests.file(asked, chen, { ...chen, as: ['requester'] }))
  const started = ['lin', 'wu', 'ho'].map((who) => {
    const child = fork(join(import.meta.dirname, 'race-child.ts'), [JSON.stringify({ url, now, who, ids })], {
      execArgv: [],
    })
    children.add(child)
    return child
  })
  await Promise.all(started.map((child) => once(child, 'message')))
  const answers = started.map((child) => once(child, 'message'))
  for (const child of started) child.send('go')
  const told = (await Promise.all(answers)).map(([answer]) => Value.Parse(Answers, answer))
  for (let round = 0; round < ROUNDS; round++)
    expect(told.map((each) => each[round]).sort()).toEqual(['REQUEST_MOVED_ON', 'REQUEST_MOVED_ON', 'taken'])
  const rows = await database.request.findMany({ include: { events: true } })
  expect(rows.length).toBe(ROUNDS * 4)
  expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length)
  for (const row of rows.filter(({ id }) => ids.includes(id))) {
    expect(row.state).toBe('taken')
    expect(row.events.map(({ act }) => act)).toEqual(['file', 'take'])
  }
}, 30_000)
