import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'

const PHRASE = 'rain on the sports field'
const DAY_MS = 86_400_000

let clock: TestClock
let app: TestApp
/** An administrator of each test's own. */
let admin: Browserlike
let adminName: string
let turn = 0
beforeAll(async () => {
  clock = createTestClock(instant(Date.parse('2026-11-23T09:00:00+08:00')))
  app = await startTestApp({ clock })
})
beforeEach(async () => {
  turn++
  admin = await app.as('admin')
  adminName = (await admin.inject({ method: 'GET', url: '/api/session' })).json().user.name
})
afterAll(() => app.close())

/** Names that only this test uses. */
const own = (name: string) => `${name}-${turn}`
/** Those of them that there are. */
const names = async (): Promise<readonly string[]> => {
  const list = await admin.inject({ method: 'GET', url: '/api/users' })
  const all: readonly string[] = list.json().items.map((each: { name: string }) => each.name)
  return all.filter((name) => name.endsWith(own('')))
}

const invite = async (name = own('wang')) => {
  const payload = { name, fullName: '王老師', role: 'teacher', email: `${name}@school.example`, subject: '國文' }
  const answer = await admin.inject({ method: 'POST', url: '/api/invitations', payload })
  expect(answer.statusCode).toBe(201)
  return answer.json<{ account: { id: string }; link: { token: string } }>()
}
const look = (token: string) => app.http.inject({ method: 'POST', url: '/api/link', payload: { token } })
const use = (token: string, password = PHRASE) =>
  app.http.inject({ method: 'PUT', url: '/api/link', payload: { token, password } })
const tryToSignIn = (name: string, password: string, cookie = '') =>
  app.http.inject({ method: 'POST', url: '/api/session', payload: { name, password }, headers: { cookie } })

describe('an invitation', () => {
  it('lets its holder choose a password, once', async () => {
    const { link } = await invite()
    expect((await look(link.token)).json()).toMatchObject({
      ...{ purpose: 'invitation', name: own('wang'), fullName: '王老師' },
    })
    expect((await use(link.token, `${own('wang')}.${own('wang')}`)).json()).toMatchObject({ code: 'PASSWORD_TELLING' })
    const [one, two] = await Promise.all([use(link.token), use(link.token)])
    expect([one.statusCode, two.statusCode].sort()).toEqual([204, 410])
    expect((await look(link.token)).json()).toMatchObject({ code: 'LINK_INVALID' })
    await app.signIn(own('wang'), PHRASE)
  })

  it('ends when it is sent again, withdrawn, too old, or its account disabled', async () => {
    const { account, link } = await invite()
    const again = await admin.inject({ method: 'POST', url: `/api/users/${account.id}/link` })
    expect((await look(link.token)).statusCode).toBe(410)
    expect((await look(again.json().token)).statusCode).toBe(200)
    await admin.inject({ method: 'DELETE', url: `/api/users/${account.id}/link` })
    expect((await look(again.json().token)).statusCode).toBe(410)
    const other = await invite(own('lin'))
    await admin.inject({ method: 'DELETE', url: `/api/users/${other.account.id}` })
    expect((await look(other.link.token)).statusCode).toBe(410)
    const old = await invite(own('chen'))
    clock.jump(instant(clock.now() + 14 * DAY_MS))
    expect((await use(old.link.token)).statusCode).toBe(410)
  })

  it('back in ends every session of the account', async () => {
    const { account, link } = await invite()
    await use(link.token)
    const phone = await app.signIn(own('wang'), PHRASE)
    const reset = await admin.inject({ method: 'POST', url: `/api/users/${account.id}/link` })
    expect(reset.json()).toMatchObject({ purpose: 'reset' })
    expect((await use(reset.json().token, 'another rainy afternoon')).statusCode).toBe(204)
    expect((await phone.inject({ method: 'GET', url: '/api/session' })).statusCode).toBe(401)
    expect((await tryToSignIn(own('wang'), PHRASE)).statusCode).toBe(401)
  })

  it('with a name or an address that is taken makes nothing', async () => {
    await invite()
    const payload = { name: own('other'), fullName: '', role: 'teacher', email: `${own('WANG')}@school.example` }
    const answer = await admin.inject({ method: 'POST', url: '/api/invitations', payload })
    expect(answer.json()).toMatchObject({ code: 'EMAIL_TAKEN' })
    expect(await names()).toEqual([own('wang')])
  })
})

describe('a list of teachers', () => {
  const send = (text: string, query = '') =>
    admin.inject({
      method: 'POST',
      url: `/api/users/import${query}`,
      headers: { 'content-type': 'text/csv' },
      payload: Buffer.from(text),
    })

  it('is looked at, then taken in with an invitation for each', async () => {
    const list = `帳號,姓名,科目\n${own('wang')},王老師,國文\n${own('lin')},林老師,英文\n`
    expect((await send(list, '?dryRun=true')).json()).toMatchObject({ saved: false, people: [{ token: null }, {}] })
    expect(await names()).toEqual([])
    const { people } = (await send(list)).json()
    expect(await names()).toEqual([own('lin'), own('wang')])
    expect((await look(people[1].token)).json()).toMatchObject({ name: own('lin'), purpose: 'invitation' })
  })

  it('with one wrong line takes in nobody, and says which', async () => {
    const answer = (await send(`帳號,姓名\n${own('wang')},王老師\nadmin,陳老師\n`)).json()
    expect(answer).toMatchObject({ saved: false, people: [], errors: [{ line: 3 }] })
    expect(answer.errors[0].message).toContain('admin')
    expect(await names()).toEqual([])
  })
})

describe('a session', () => {
  it('is listed with the others, and ends there when it is told to here', async () => {
    const away = await app.signIn(adminName)
    const list = await admin.inject({ method: 'GET', url: '/api/sessions' })
    const other = list.json().items.find((each: { current: boolean }) => !each.current)
    expect(list.json().items).toHaveLength(2)
    expect((await admin.inject({ method: 'DELETE', url: `/api/sessions/${other.id}` })).statusCode).toBe(204)
    expect((await away.inject({ method: 'GET', url: '/api/session' })).statusCode).toBe(401)
    expect((await admin.inject({ method: 'GET', url: '/api/session' })).statusCode).toBe(200)
  })

  it('of another account can’t be ended', async () => {
    const teacher = await app.as('teacher')
    const list = await admin.inject({ method: 'GET', url: '/api/sessions' })
    const url = `/api/sessions/${list.json().items[0].id}`
    expect((await teacher.inject({ method: 'DELETE', url })).statusCode).toBe(404)
  })

  it('ends after fourteen idle hours, and after thirty days however busy', async () => {
    const idle = await app.as('teacher')
    const ask = (person: Browserlike) => person.inject({ method: 'GET', url: '/api/session' })
    for (let hour = 0; hour < 30 * 24 - 12; hour += 12) {
      clock.jump(instant(clock.now() + DAY_MS / 2))
      expect((await ask(admin)).statusCode).toBe(200)
      if (hour >= 12) expect((await ask(idle)).statusCode).toBe(401)
    }
    clock.jump(instant(clock.now() + DAY_MS / 2))
    expect((await ask(admin)).statusCode).toBe(401)
  })

  it('is a new one after the password was changed, and those elsewhere end', async () => {
    const away = await app.signIn(adminName)
    const wrong = { current: 'not the password', next: PHRASE }
    const refused = await admin.inject({ method: 'PUT', url: '/api/session/password', payload: wrong })
    expect(refused.statusCode).toBe(401)
    const payload = { current: ADMIN_PASSWORD, next: PHRASE }
    const changed = await admin.inject({ method: 'PUT', url: '/api/session/password', payload })
    expect(changed.statusCode).toBe(200)
    expect((await away.inject({ method: 'GET', url: '/api/session' })).statusCode).toBe(401)
    expect((await admin.inject({ method: 'GET', url: '/api/session' })).statusCode).toBe(401)
  })
})

describe('signing in', () => {
  it('is answered alike for a wrong password and a name that nobody has', async () => {
    const answers = await Promise.all([
      tryToSignIn(adminName, 'wrong password'),
      tryToSignIn('nobody', 'wrong password'),
    ])
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1)
  })

  it('is slowed by wrong tries, but not in a browser that the person came in with before', async () => {
    for (let count = 0; count < 5; count++) await tryToSignIn(adminName, 'wrong password')
    expect((await tryToSignIn(adminName, ADMIN_PASSWORD)).json()).toMatchObject({ code: 'TOO_MANY_REQUESTS' })
    expect((await tryToSignIn(adminName, ADMIN_PASSWORD, admin.cookie)).statusCode).toBe(200)
    clock.jump(instant(clock.now() + 2000))
    expect((await tryToSignIn(adminName, ADMIN_PASSWORD)).statusCode).toBe(200)
  })
})
