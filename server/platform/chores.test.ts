import { afterEach, beforeEach, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type Chores, lastDue, startChores } from './chores.ts'

const ZONE = 'Asia/Taipei'
const at = (text: string) => instant(Date.parse(text))

let store: TestDatabase
let clock: TestClock
let ran: string[]
let broken: boolean
const begin = (): Chores =>
  startChores(
    { database: store.database, clock, timeZone: ZONE, log: { info: () => undefined, error: () => undefined } },
    [
      {
        name: 'tidy',
        at: '03:30',
        run: async () => {
          ran.push(new Date(clock.now()).toISOString())
          if (broken) throw new Error('broken')
        },
      },
    ],
  )
beforeEach(async () => {
  clock = createTestClock(at('2026-11-23T12:00:00+08:00'))
  store = await openTestDatabase(clock)
  ran = []
  broken = false
})
afterEach(() => store.close())

it('is due today from its time on, before it yesterday', () => {
  expect(lastDue(at('2026-11-23T03:29:59+08:00'), '03:30', ZONE)).toBe('2026-11-22')
  expect(lastDue(at('2026-11-23T03:30:00+08:00'), '03:30', ZONE)).toBe('2026-11-23')
  expect(lastDue(at('2026-11-23T23:59:59+08:00'), '03:30', ZONE)).toBe('2026-11-23')
})

it('runs once a day, whatever the number of looks and restarts', async () => {
  const chores = begin()
  for (const time of ['12:00', '12:01', '23:59']) {
    clock.jump(at(`2026-11-23T${time}:00+08:00`))
    await chores.look()
  }
  await chores.stop()
  const after = begin()
  await after.look()
  expect(ran).toHaveLength(1)
  clock.jump(at('2026-11-24T03:30:00+08:00'))
  await after.look()
  expect(ran).toHaveLength(2)
  await after.stop()
})

it('makes up after a week of downtime once, not seven times', async () => {
  const chores = begin()
  await chores.look()
  clock.jump(at('2026-11-30T12:00:00+08:00'))
  await chores.look()
  await chores.look()
  expect(ran).toHaveLength(2)
  await chores.stop()
})

it('tries a broken one again after an hour', async () => {
  broken = true
  const chores = begin()
  await chores.look()
  await chores.look()
  expect(ran).toHaveLength(1)
  broken = false
  clock.jump(at('2026-11-23T13:00:00+08:00'))
  await chores.look()
  await chores.look()
  expect(ran).toHaveLength(2)
  expect(await store.database.choreRun.findMany()).toMatchObject([{ chore: 'tidy', due: '2026-11-23' }])
  await chores.stop()
})

it('puts off what may not run yet, and runs it at the next look', async () => {
  let may = false
  const log = { info: () => undefined, error: () => undefined }
  const chores = startChores({ database: store.database, clock, timeZone: ZONE, log }, [
    { name: 'backup', at: '02:30', mayRun: () => may, run: async () => void ran.push('backup') },
  ])
  await chores.look()
  expect(ran).toEqual([])
  may = true
  await chores.look()
  await chores.look()
  expect(ran).toEqual(['backup'])
  await chores.stop()
})
