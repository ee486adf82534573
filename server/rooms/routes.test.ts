import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'

let app: TestApp
let admin: Browserlike
const clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
const at = (time: string) => Date.parse(`2026-11-23T${time}+08:00`)

beforeAll(async () => {
  app = await startTestApp({ clock })
  admin = await app.signIn()
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const display = { id: 'tv', name: '101', tokenHash: 'tv', facts: {}, createdAt: new Date(clock.now()) }
  await database.display.create({ data: display })
  for (const [time, state] of [
    ['00:00:00', 'ready'],
    ['07:00:00', 'offline'],
    ['07:10:00', 'ready'],
  ] as const)
    await database.roomChange.create({ data: { displayId: 'tv', at: new Date(at(time)), state, detail: '' } })
  await database.$disconnect()
})
afterAll(() => app.close())

const ask = (query: string, who = admin) => who.inject({ method: 'GET', url: `/api/displays/tv/history${query}` })

it('a room’s history by day, paged, and its problems alone; a midnight belongs to the day that begins', async () => {
  const states = (body: { items: { state: string }[] }) => body.items.map(({ state }) => state)
  const whole = (await ask('?date=2026-11-23')).json()
  expect(states(whole)).toEqual(['ready', 'offline', 'ready'])
  expect(whole).toMatchObject({ before: null, nextCursor: null })
  expect((await ask('?date=2026-11-24')).json()).toMatchObject({ items: [], before: { at: at('07:10:00') } })
  expect(states((await ask('?date=2026-11-23&problems=true')).json())).toEqual(['offline'])
  const { nextCursor } = (await ask('?date=2026-11-23&limit=2')).json()
  expect(states((await ask(`?date=2026-11-23&limit=2&cursor=${nextCursor}`)).json())).toEqual(['ready'])
  const change = { method: 'PATCH', url: '/api/displays/tv', payload: { volume: 0.4 } } as const
  await admin.inject(change)
  expect((await ask('?date=2026-11-23')).json().items[0]).toMatchObject({
    type: 'set',
    actor: 'admin',
    fields: ['volume'],
  })
})

it('the same as CSV; no such date, no such room, and nothing for a teacher', async () => {
  const csv = await ask('.csv?from=2026-11-22&to=2026-11-23&problems=true')
  expect(csv.headers['content-disposition']).toContain('room-2026-11-22-2026-11-23.csv')
  expect(csv.body.trim().split('\r\n').slice(1)).toEqual(['2026-11-23T07:00:00+08:00,101,state,offline,,,,yes'])
  expect((await ask('?date=2026-02-30')).json()).toMatchObject({ code: 'INPUT_INVALID' })
  const none = await admin.inject({ method: 'GET', url: '/api/displays/gone/history?date=2026-11-23' })
  expect(none.statusCode).toBe(404)
  const teacher = await app.as('teacher')
  expect((await ask('?date=2026-11-23', teacher)).statusCode).toBe(403)
})
