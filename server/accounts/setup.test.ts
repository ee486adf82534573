import { afterEach, beforeEach, expect, test } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase } from '../../test/database.ts'
import { createAccountStore } from './store.ts'

let app: TestApp
beforeEach(async () => {
  app = await startTestApp({ environment: { ADMIN_PASSWORD: '' } })
})
afterEach(() => app.close())

const setUp = (token: string) =>
  app.http.inject({
    method: 'POST',
    url: '/api/setup',
    payload: { token, name: 'chen', password: 'a quiet noon in May', schoolName: '臺中一中' },
  })
const isNeeded = async () => (await app.http.inject('/api/setup')).json<{ needed: boolean }>().needed

test('the link makes the first administrator, once', async () => {
  const token = app.setupLink.token()
  if (token === null) throw new Error('a new installation offers a link')
  expect(await isNeeded()).toBe(true)
  expect((await setUp('x'.repeat(43))).json()).toMatchObject({ code: 'SETUP_LINK_USED' })
  expect((await setUp(token)).json()).toMatchObject({ user: { name: 'chen', role: 'admin' } })
  expect(await isNeeded()).toBe(false)
  expect((await setUp(token)).statusCode).toBe(410)
})

test('a teacher’s account leaves the first administrator still to be made', async () => {
  const clock = createTestClock(instant(0))
  await using held = await openTestDatabase(clock)
  const accounts = createAccountStore({
    database: held.database,
    clock,
    common: new Set(),
    schoolNames: async () => [],
  })
  const account = { fullName: '', password: 'a quiet noon in May', language: 'zh-TW' } as const
  await accounts.create({ ...account, name: 'lin', role: 'teacher' })
  expect(await accounts.administrators()).toBe(0)
  await accounts.create({ ...account, name: 'chen', role: 'admin' })
  expect(await accounts.administrators()).toBe(1)
})
