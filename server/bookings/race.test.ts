/** Several processes, each with its own connection to one SQLite file, act on one date in the same millisecond. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { schoolDate } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { at } from '../schedule/inputs-fixture.ts'
import { holdsDate } from './rules.ts'
import { createBookingStore } from './store.ts'

const DATE = schoolDate('2026-11-27')
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
  const createdAt = new Date(now)
  for (const id of ['chen', 'lin', 'wu'])
    await database.user.create({ data: { id, name: id, fullName: '', passwordHash: '', role: 'teacher', createdAt } })
  await database.media.create({
    data: {
      ...{ id: 'film', title: 'film', kind: 'film', state: 'ready', warnings: [], audioTracks: [] },
      ...{ originalName: 'film', originalPath: 'film', bytes: 1n, createdAt },
    },
  })
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
  await database.$disconnect()
  await folder.remove()
})

type Deed = { readonly type: 'ask' | 'approve' | 'refuse' | 'withdraw' | 'accept'; readonly id: string }

/** Starts a process per list, fires them together, and answers what each deed came to. */
const race = async (...lists: readonly (readonly Deed[])[]): Promise<string[][]> => {
  const started = lists.map((deeds) => {
    const order = JSON.stringify({ url, now, date: DATE, deeds })
    const child = fork(join(import.meta.dirname, 'race-child.ts'), [order], { execArgv: [] })
    children.add(child)
    return child
  })
  await Promise.all(started.map((child) => once(child, 'message')))
  const answers = started.map((child) => once(child, 'message'))
  for (const child of started) child.send('go')
  return (await Promise.all(answers)).map(([answer]) => Value.Parse(Answers, answer))
}
const line = () => createBookingStore({ database, clock }).between(DATE, DATE)

it('B1 teachers who ask in the same millisecond: one holds the date, the others have places of their own', async () => {
  const asks = (id: string): Deed[] => Array.from({ length: ROUNDS }, () => ({ type: 'ask', id }))
  const answers = await race(asks('chen'), asks('lin'), asks('wu'))
  expect(answers.flat()).toEqual(Array.from({ length: 3 * ROUNDS }, () => 'done'))
  const made = await line()
  expect(made.map(({ place }) => place)).toEqual(Array.from({ length: 3 * ROUNDS }, (_, index) => index + 1))
  expect(made.map(({ state }) => state)).toEqual([
    'pending',
    ...Array.from({ length: 3 * ROUNDS - 1 }, () => 'waiting'),
  ])
})

it('B8 two approvers, and a withdrawal against an approval: each date has one holder, and nobody is passed over', async () => {
  const [[first = ''] = []] = [
    await race([
      { type: 'ask', id: 'chen' },
      { type: 'ask', id: 'lin' },
      { type: 'ask', id: 'wu' },
    ]),
  ]
  expect(first).toEqual(['done', 'done', 'done'])
  const [a, b, c] = (await line()).map(({ id }) => id)
  if (a === undefined || b === undefined || c === undefined) throw new Error('three were to be booked')
  const answers = await race(
    [
      { type: 'approve', id: a },
      { type: 'accept', id: b },
      { type: 'approve', id: b },
    ],
    [
      { type: 'approve', id: a },
      { type: 'refuse', id: b },
      { type: 'accept', id: c },
    ],
    [
      { type: 'withdraw', id: a },
      { type: 'accept', id: b },
    ],
  )
  expect(new Set(answers.flat())).toEqual(new Set(['done', 'BOOKING_DECIDED']))
  const made = await line()
  expect(made.filter(({ state }) => holdsDate(state)).length).toBe(1)
  expect(made.map(({ id }) => id)).toEqual([a, b, c])
  expect(made[0]?.state).toBe('withdrawn')
  expect(await database.booking.count({ where: { holds: DATE } })).toBe(1)
})

it('the database itself refuses a second holder, whatever the code does', async () => {
  await race([
    { type: 'ask', id: 'chen' },
    { type: 'ask', id: 'lin' },
  ])
  const second = (await line())[1]
  await expect(
    database.booking.update({ where: { id: second?.id ?? '' }, data: { holds: DATE } }),
  ).rejects.toMatchObject({
    code: 'P2002',
  })
})
