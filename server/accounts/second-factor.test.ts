import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { codeAt } from './authenticator.ts'
import { HALF_MS } from './sessions.ts'

const STEP_MS = 30_000

let clock: TestClock
let app: TestApp
/** The first administrator, who has no second step. */
let first: Browserlike
/** An administrator of each test's own. */
let admin: Browserlike
let adminName: string
beforeAll(async () => {
  clock = createTestClock(instant(Date.parse('2026-11-23T09:00:00+08:00')))
  app = await startTestApp({ clock })
  first = await app.signIn()
})
beforeEach(async () => {
  await demand(false)
  admin = await app.as('admin')
  adminName = (await admin.inject({ method: 'GET', url: '/api/session' })).json().user.name
})
afterAll(() => app.close())

const own = '/api/account/second-factor'
const step = '/api/session/second-step'
const password = ADMIN_PASSWORD

/** Turns the second step on. */
const turnOn = async (person: Browserlike) => {
  const begun = await person.inject({ method: 'POST', url: own, payload: { password } })
  const { key } = begun.json<{ key: string }>()
  const code = codeAt(key, clock.now())
  const confirmed = await person.inject({ method: 'PUT', url: own, payload: { code } })
  expect(confirmed.statusCode).toBe(200)
  const { recoveryCodes } = confirmed.json<{ recoveryCodes: readonly string[] }>()
  clock.jump(instant(clock.now() + STEP_MS))
  return { key, code, recoveryCodes }
}

/** A browser after the password. */
const enter = async (name = adminName, cookie = '') => {
  const payload = { name, password }
  const answer = await app.http.inject({ method: 'POST', url: '/api/session', payload, headers: { cookie } })
  const session = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
  const headers = { cookie: `${cookie}; ${session}`, 'x-csrf-token': answer.json().csrfToken }
  return {
    answer,
    ask: (method: 'GET' | 'POST' | 'PUT' | 'DELETE', url: string, body?: object) =>
      app.http.inject({ method, url, headers, ...(body === undefined ? {} : { payload: body }) }),
  }
}
const demand = async (secondFactorForAdmins: boolean) => {
  const answer = await first.inject({ method: 'PATCH', url: '/api/settings', payload: { secondFactorForAdmins } })
  expect(answer.statusCode).toBe(200)
}

describe('with an authenticator', () => {
  it('a password is half of signing in; its code, once, is the other half', async () => {
    const { key, code } = await turnOn(admin)
    const half = await enter()
    expect(half.answer.json()).toMatchObject({ next: 'code' })
    expect(half.answer.json()).not.toHaveProperty('user')
    expect((await half.ask('GET', '/api/session')).statusCode).toBe(401)
    expect((await half.ask('GET', step)).json()).toMatchObject({ next: 'code' })
    expect((await half.ask('POST', step, { code })).json()).toMatchObject({ code: 'SECOND_FACTOR_WRONG' })
    const next = codeAt(key, clock.now())
    const other = await enter()
    const both = await Promise.all([half.ask('POST', step, { code: next }), other.ask('POST', step, { code: next })])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 403])
    const whole = both.find(({ statusCode }) => statusCode === 200)
    expect(whole?.json()).toMatchObject({ user: { name: adminName } })
    // The half's cookie is taken back before the whole one's is given.
    const given = whole?.cookies.filter(({ value }) => value !== '') ?? []
    const cookie = given.map((one) => `${one.name}=${one.value}`).join('; ')
    const asked = await app.http.inject({ method: 'GET', url: '/api/session', headers: { cookie } })
    expect(asked.statusCode).toBe(200)
  })

  it('completed, the half is worthless; left for five minutes too', async () => {
    const { key } = await turnOn(admin)
    const half = await enter()
    expect((await half.ask('POST', step, { code: codeAt(key, clock.now()) })).statusCode).toBe(200)
    expect((await half.ask('GET', step)).statusCode).toBe(401)
    expect((await half.ask('GET', '/api/session')).statusCode).toBe(401)
    const slow = await enter()
    clock.jump(instant(clock.now() + HALF_MS))
    expect((await slow.ask('POST', step, { code: codeAt(key, clock.now()) })).statusCode).toBe(401)
  })

  it('each recovery code opens once, and new ones end the old', async () => {
    const { recoveryCodes } = await turnOn(admin)
    expect(new Set(recoveryCodes).size).toBe(10)
    const [one = '', other = ''] = recoveryCodes
    expect((await (await enter()).ask('POST', step, { recoveryCode: one.toUpperCase() })).statusCode).toBe(200)
    expect((await (await enter()).ask('POST', step, { recoveryCode: one })).json()).toMatchObject({
      code: 'RECOVERY_CODE_WRONG',
    })
    expect((await admin.inject({ method: 'GET', url: own })).json()).toMatchObject({ on: true, recoveryCodesLeft: 9 })
    const renewed = await admin.inject({ method: 'POST', url: `${own}/recovery-codes`, payload: { password } })
    const [fresh = ''] = renewed.json<{ recoveryCodes: readonly string[] }>().recoveryCodes
    expect((await (await enter()).ask('POST', step, { recoveryCode: other })).statusCode).toBe(403)
    expect((await (await enter()).ask('POST', step, { recoveryCode: fresh })).statusCode).toBe(200)
  })

  it('guesses wait, wherever they come from, but not in a browser the person came in with', async () => {
    const { key } = await turnOn(admin)
    const guesser = await enter()
    for (let count = 0; count < 5; count++)
      expect((await guesser.ask('POST', step, { code: '000000' })).statusCode).toBe(403)
    const code = codeAt(key, clock.now())
    expect((await guesser.ask('POST', step, { code })).json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    const holder = await enter(adminName, admin.cookie.split('; ').find((each) => each.includes('device')) ?? '')
    expect((await holder.ask('POST', step, { code })).statusCode).toBe(200)
  })

  it('is turned off by the password; the password alone then signs in', async () => {
    await turnOn(admin)
    const wrong = await admin.inject({ method: 'POST', url: `${own}/off`, payload: { password: 'not the password' } })
    expect(wrong.statusCode).toBe(401)
    expect((await admin.inject({ method: 'POST', url: `${own}/off`, payload: { password } })).statusCode).toBe(204)
    expect((await enter()).answer.json()).toMatchObject({ user: { name: adminName } })
  })

  it('an administrator takes it off who lost the phone; half-sessions end, and it is written down', async () => {
    const teacher = await app.as('teacher')
    await turnOn(teacher)
    const me = (await teacher.inject({ method: 'GET', url: '/api/session' })).json().user
    const half = await enter(me.name)
    const list = await admin.inject({ method: 'GET', url: '/api/users' })
    const marks = new Map(
      list.json().items.map((each: { name: string; secondFactor: boolean }) => [each.name, each.secondFactor]),
    )
    expect([adminName, me.name].map((name) => marks.get(name))).toEqual([false, true])
    const url = `/api/users/${me.id}/second-factor`
    expect((await admin.inject({ method: 'DELETE', url })).statusCode).toBe(204)
    expect((await half.ask('GET', step)).statusCode).toBe(401)
    expect((await enter(me.name)).answer.json()).toHaveProperty('user')
    const audit = await admin.inject({ method: 'GET', url: '/api/audit?q=second-factor-off' })
    const about = audit.json().items.filter(({ subject }: { subject: string }) => subject === me.id)
    expect(about).toMatchObject([{ actor: adminName, subject: me.id }])
  })

  it('no key is in the database as it is', async () => {
    const { key, recoveryCodes } = await turnOn(admin)
    const { readFile } = await import('node:fs/promises')
    const { join } = await import('node:path')
    const files = ['nooncast.db', 'nooncast.db-wal'].map((name) => join(app.directory, 'data', name))
    const bytes = Buffer.concat(await Promise.all(files.map((file) => readFile(file))))
    expect(bytes.includes('SecondFactor')).toBe(true)
    for (const secret of [key, ...recoveryCodes, ...recoveryCodes.map((each) => each.replace('-', ''))])
      expect(bytes.includes(secret)).toBe(false)
  })
})

describe('when administrators need a second step', () => {
  it('one without it sets it up before anything else, and can’t turn it off', async () => {
    await demand(true)
    const half = await enter()
    expect(half.answer.json()).toMatchObject({ next: 'set-up' })
    expect((await half.ask('GET', '/api/settings')).statusCode).toBe(401)
    expect((await half.ask('POST', step, { code: '000000' })).statusCode).toBe(401)
    const { key } = (await half.ask('POST', `${step}/set-up`)).json()
    expect((await half.ask('PUT', `${step}/set-up`, { code: '000000' })).statusCode).toBe(403)
    const done = await half.ask('PUT', `${step}/set-up`, { code: codeAt(key, clock.now()) })
    expect(done.json()).toMatchObject({ session: { user: { name: adminName } } })
    expect(done.json().recoveryCodes).toHaveLength(10)
    const off = await admin.inject({ method: 'POST', url: `${own}/off`, payload: { password } })
    expect(off.json()).toMatchObject({ code: 'SECOND_FACTOR_REQUIRED' })
  })

  it('nobody who has one reaches the set-up by the password alone', async () => {
    await demand(true)
    await turnOn(admin)
    const half = await enter()
    expect((await half.ask('POST', `${step}/set-up`)).statusCode).toBe(401)
    expect((await half.ask('PUT', `${step}/set-up`, { code: '000000' })).statusCode).toBe(401)
  })

  it('is theirs to say, and asks nobody else', async () => {
    const head = await app.as('head')
    const payload = { secondFactorForAdmins: true }
    expect((await head.inject({ method: 'PATCH', url: '/api/settings', payload })).statusCode).toBe(403)
    await demand(true)
    const me = (await head.inject({ method: 'GET', url: '/api/session' })).json().user
    expect((await enter(me.name)).answer.json()).toHaveProperty('user')
  })
})
