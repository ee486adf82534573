import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { User } from '../../protocol/account.ts'
import { instant } from '../../protocol/time.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'

let app: TestApp
let admin: Browserlike
let chen: Browserlike
let lin: Browserlike
const ids = new Map<string, string>()
const clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
const MINUTE = 60_000

beforeAll(async () => {
  app = await startTestApp({ clock })
  admin = await app.signIn()
  for (const name of ['chen', 'lin']) {
    const payload = { name, fullName: name, role: 'teacher', password: ADMIN_PASSWORD }
    ids.set(name, (await admin.inject({ method: 'POST', url: '/api/users', payload })).json<User>().id)
  }
  chen = await app.signIn('chen')
  lin = await app.signIn('lin')
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const createdAt = new Date(clock.now())
  await database.group.create({ data: { id: 'g1', name: '一年級', createdAt } })
  const facts = {
    ...{ appVersion: '1', userAgent: '', width: 1, height: 1 },
    ...{ secureContext: true, serviceWorker: true, autoplay: true },
  }
  for (const id of ['101', '102'])
    await database.display.create({ data: { id, name: id, groupId: 'g1', tokenHash: id, facts, createdAt } })
  await database.$disconnect()
})
afterAll(() => app.close())

const mine = async (who: Browserlike) =>
  (await who.inject({ method: 'GET', url: '/api/my-classroom' })).json<{ classroom: { mutedUntil: number } | null }>()
const mute = (who: Browserlike, until: number | null) =>
  who.inject({ method: 'POST', url: '/api/my-classroom/mute', payload: { until } })
const mutedUntil = async (id: string) =>
  (await admin.inject({ method: 'GET', url: `/api/displays/${id}` })).json<{ mutedUntil: number | null }>().mutedUntil

it('P5 a teacher mutes the own classroom for a while, has sound again, and reaches no other', async () => {
  expect(await mine(chen)).toEqual({ classroom: null })
  expect((await mute(chen, null)).json()).toMatchObject({ code: 'CLASSROOM_NONE' })
  const link = (who: Browserlike, displayId: string | null) =>
    who.inject({ method: 'PUT', url: `/api/classrooms/${ids.get('chen')}`, payload: { displayId } })
  expect((await link(chen, '101')).statusCode).toBe(403)
  expect((await link(admin, 'nowhere')).statusCode).toBe(404)
  expect((await link(admin, '101')).statusCode).toBe(200)
  expect(await mine(chen)).toMatchObject({ classroom: { displayId: '101', mutedUntil: null, online: false } })
  const until = clock.now() + 50 * MINUTE
  expect((await mute(chen, until)).json()).toMatchObject({ classroom: { mutedUntil: until } })
  expect([await mutedUntil('101'), await mutedUntil('102')]).toEqual([until, null])
  expect((await mute(lin, until)).statusCode).toBe(409)
  expect((await mute(chen, null)).json()).toMatchObject({ classroom: { mutedUntil: null } })
  for (const wrong of [clock.now() - MINUTE, clock.now() + 5 * 60 * MINUTE])
    expect((await mute(chen, wrong)).json()).toMatchObject({ code: 'ACT_TIME_WRONG' })
  expect((await link(admin, null)).statusCode).toBe(200)
  expect(await mine(chen)).toEqual({ classroom: null })
})

it('P5 hides the picture until a time today, says by whom, and the broadcast room may lift it', async () => {
  await admin.inject({ method: 'PUT', url: `/api/classrooms/${ids.get('chen')}`, payload: { displayId: '101' } })
  const hide = (who: Browserlike, until: number | null) =>
    who.inject({ method: 'POST', url: '/api/my-classroom/hide', payload: { until } })
  const hidden = async () =>
    (await admin.inject({ method: 'GET', url: '/api/displays/101' })).json<{ hidden: object | null }>().hidden
  const until = clock.now() + 50 * MINUTE
  expect((await hide(chen, until)).json()).toMatchObject({ classroom: { hidden: { until, by: 'chen' } } })
  expect(await hidden()).toEqual({ until, by: 'chen' })
  expect((await hide(lin, until)).json()).toMatchObject({ code: 'CLASSROOM_NONE' })
  const midnight = Date.parse('2026-11-24T00:00:00+08:00')
  for (const wrong of [clock.now() - MINUTE, midnight + 1])
    expect((await hide(chen, wrong)).json()).toMatchObject({ code: 'ACT_TIME_WRONG' })
  expect((await hide(chen, midnight)).statusCode).toBe(200)
  const lift = { request: { type: 'hide', groups: [], displays: ['101'], until: null } }
  const lifted = await admin.inject({ method: 'POST', url: '/api/acts', payload: lift })
  expect(lifted.statusCode).toBe(201)
  expect(await hidden()).toBeNull()
  await admin.inject({ method: 'POST', url: `/api/acts/${lifted.json().act.id}/undo` })
  expect(await hidden()).toEqual({ until: midnight, by: 'chen' })
  expect((await hide(chen, null)).json()).toMatchObject({ classroom: { hidden: null } })
})

it('P5 not during an emergency', async () => {
  await admin.inject({ method: 'PUT', url: `/api/classrooms/${ids.get('chen')}`, payload: { displayId: '101' } })
  const notice = { zh: '地震', en: 'Earthquake', exercise: true }
  const payload = { request: { groups: [], notice, mediaId: null } }
  expect((await admin.inject({ method: 'POST', url: '/api/emergency', payload })).statusCode).toBe(201)
  expect((await mute(chen, clock.now() + MINUTE)).json()).toMatchObject({ code: 'ACT_EMERGENCY' })
  const hide = { method: 'POST', url: '/api/my-classroom/hide', payload: { until: clock.now() + MINUTE } } as const
  expect((await chen.inject(hide)).json()).toMatchObject({ code: 'ACT_EMERGENCY' })
  expect(await mutedUntil('101')).toBeNull()
})
