/** Several processes, each with its own connection to one SQLite file, take the same requests in the same millisecond. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createTestClock } from '../../test/clock.ts'
import { createRacers } from '../../test/racers.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { at, ZONE } from '../schedule/inputs-fixture.ts'
import { createRequestStore } from './store.ts'
import { readWorkingDays } from './working-days.ts'

const now = at('2026-11-23', '08:00')
const clock = createTestClock(now)
const ROUNDS = 8

let folder: TemporaryFolder
let database: Database
let url: string
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

it('Q2 three who take the same requests at once: each has one owner, the others are told, and no number is given twice', async () => {
  const days = () => readWorkingDays({ days: async () => [], timeZone: ZONE }, clock.now())
  const requests = createRequestStore({ database, clock, timeZone: ZONE, days })
  const asked = { kind: 'other', summary: 'x', details: '', room: '', fields: {}, wantedOn: null } as const
  const chen = { id: 'chen', name: 'chen' }
  const ids: string[] = []
  for (let round = 0; round < ROUNDS; round++)
    ids.push(await requests.file(asked, chen, { ...chen, as: ['requester'] }))
  const told = await racers.race(
    join(import.meta.dirname, 'race-child.ts'),
    ['lin', 'wu', 'ho'].map((who) => ({ url, now, who, ids })),
  )
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
