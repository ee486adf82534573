import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { codeAt } from '../../server/accounts/authenticator.ts'
import { RETRY_MS } from '../../server/accounts/openid-provider.ts'
import { FLOW_MS } from '../../server/accounts/openid-store.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { createTestClock, type TestClock } from '../clock.ts'
import { CLIENT_ID, CLIENT_SECRET, startProvider, type TestProvider } from './openid-provider.ts'

const PUBLIC_URL = 'https://noon.school.test'
const BACK = `${PUBLIC_URL}/api/openid/callback`

let clock: TestClock
let provider: TestProvider
let app: TestApp
let admin: Browserlike
beforeAll(async () => {
  clock = createTestClock(instant(Date.parse('2026-11-23T09:00:00+08:00')))
  provider = await startProvider(BACK)
  const port = new URL(provider.issuer).port
  // Down when the server starts; up again before the first test ends.
  await provider.close()
  const environment = { PUBLIC_URL, OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT_ID, OIDC_NAME: 'School' }
  app = await startTestApp({ clock, environment: { ...environment, OIDC_CLIENT_SECRET: CLIENT_SECRET } })
  expect(await begin()).toMatchObject({ status: 503, code: 'OPENID_UNREACHABLE' })
  expect(await offer()).toEqual({ name: 'School', reachable: false })
  provider = await startProvider(BACK, Number(port))
  // No busy loop: it is left alone until the wait is over.
  expect(await begin()).toMatchObject({ status: 503 })
  clock.jump(instant(clock.now() + RETRY_MS))
  expect(await begin()).toMatchObject({ status: 200 })
  expect(await offer()).toEqual({ name: 'School', reachable: true })
  admin = await app.signIn()
})
afterAll(async () => {
  await app?.close()
  await provider?.close()
})

const offer = async () => (await app.http.inject('/api/openid')).json().offer

/** A browser at the door, or of someone who links, on its way. */
const begin = async (person?: Browserlike) => {
  const request = { method: 'POST', url: '/api/openid', payload: { page: '/timetable' } } as const
  const answer =
    person === undefined
      ? await app.http.inject(request)
      : await person.inject({ method: 'POST', url: '/api/account/openid' })
  const cookie = answer.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
  return { status: answer.statusCode, cookie, ...answer.json<{ address: string; code?: string }>() }
}
/** Comes back; says where the panel opens and as whom. */
const comeBack = async (to: URL, cookie: string) => {
  const answer = await app.http.inject({ url: `${to.pathname}${to.search}`, headers: { cookie } })
  const session = answer.cookies.find(({ name }) => name === 'nooncast')
  const headers = { cookie: `nooncast=${session?.value ?? ''}` }
  const who = await app.http.inject({ url: '/api/session', headers })
  return { to: answer.headers.location, name: who.json<{ user?: { name: string } }>().user?.name ?? null, headers }
}
const signIn = async () => {
  const { address, cookie } = await begin()
  return comeBack(await provider.visit(address), cookie)
}

/** An account without a password yet. */
let number = 0
const invite = async () => {
  const name = `lin-${++number}`
  const email = `${name}@school.test`
  const payload = { name, fullName: '林老師', role: 'teacher', email }
  const answer = await admin.inject({ method: 'POST', url: '/api/invitations', payload })
  const { account, link } = answer.json<{ account: { id: string }; link: { token: string } }>()
  return { name, email, id: account.id, token: link.token, sub: `sub-${number}` }
}
const stateOf = async (id: string) =>
  (await admin.inject({ method: 'GET', url: '/api/users?limit=500' }))
    .json<{ items: readonly { id: string; state: string }[] }>()
    .items.find((account) => account.id === id)?.state

describe('signing in by OpenID', () => {
  beforeEach(() => provider.be({ sub: 'stranger', email: 'stranger@elsewhere.test', email_verified: true }))

  it('opens the invited account with that verified address, whose link is then dead, and again without the address', async () => {
    const { name, email, id, token, sub } = await invite()
    provider.be({ sub, email: email.toUpperCase(), email_verified: true })
    const first = await signIn()
    expect(first).toMatchObject({ to: '/#/timetable', name })
    expect(await stateOf(id)).toBe('active')
    const link = await app.http.inject({ method: 'POST', url: '/api/link', payload: { token } })
    expect(link.statusCode).toBeGreaterThanOrEqual(400)
    provider.be({ sub })
    expect(await signIn()).toMatchObject({ name })
    // The account has no other way in, and must keep this one.
    const session = (await app.http.inject({ url: '/api/session', headers: first.headers })).json()
    const headers = { ...first.headers, 'x-csrf-token': session.csrfToken }
    const unlinked = await app.http.inject({ method: 'DELETE', url: '/api/account/openid', headers })
    expect(unlinked.json()).toMatchObject({ code: 'OPENID_ONLY_WAY' })
    // The address given to someone else at the provider opens nothing.
    provider.be({ sub: `${sub}-next`, email, email_verified: true })
    expect(await signIn()).toMatchObject({ to: '/#/?openid=OPENID_NOT_LINKED', name: null })
  })

  it('makes no accounts, and believes no address that is not verified', async () => {
    expect(await signIn()).toMatchObject({ to: '/#/?openid=OPENID_NOT_LINKED', name: null })
    const { email, sub, id } = await invite()
    for (const email_verified of [false, undefined]) {
      provider.be({ sub, email, ...(email_verified === undefined ? {} : { email_verified }) })
      expect(await signIn()).toMatchObject({ to: '/#/?openid=OPENID_EMAIL_UNVERIFIED', name: null })
    }
    expect(await stateOf(id)).toBe('invited')
  })

  it('keeps a disabled account out, linked or not', async () => {
    const { email, sub, id } = await invite()
    provider.be({ sub, email, email_verified: true })
    await admin.inject({ method: 'DELETE', url: `/api/users/${id}` })
    expect(await signIn()).toMatchObject({ to: '/#/?openid=OPENID_DISABLED', name: null })
    const linked = await invite()
    provider.be({ sub: linked.sub, email: linked.email, email_verified: true })
    expect(await signIn()).toMatchObject({ name: linked.name })
    await admin.inject({ method: 'DELETE', url: `/api/users/${linked.id}` })
    expect(await signIn()).toMatchObject({ to: '/#/?openid=OPENID_DISABLED', name: null })
  })

  it('takes an answer once, in the browser that asked, with its state, within ten minutes', async () => {
    const { email, sub } = await invite()
    provider.be({ sub, email, email_verified: true })
    const over = { to: '/#/?openid=OPENID_FLOW_OVER', name: null }
    const [one, two, late] = [await begin(), await begin(), await begin()]
    const back = await provider.visit(one.address)
    expect(await comeBack(back, '')).toMatchObject(over)
    expect(await comeBack(back, two.cookie)).toMatchObject(over)
    expect((await comeBack(back, one.cookie)).name).not.toBeNull()
    expect(await comeBack(back, one.cookie)).toMatchObject(over)
    const lateBack = await provider.visit(late.address)
    clock.jump(instant(clock.now() + FLOW_MS))
    expect(await comeBack(lateBack, late.cookie)).toMatchObject(over)
  })

  it('refuses another flow’s code, a used one, and an answer with another nonce', async () => {
    const { email, sub } = await invite()
    provider.be({ sub, email, email_verified: true })
    const failed = { to: '/#/?openid=OPENID_FAILED', name: null }
    const [mine, other] = [await begin(), await begin()]
    const [back, otherBack] = [await provider.visit(mine.address), await provider.visit(other.address)]
    const mixed = new URL(back)
    mixed.searchParams.set('code', otherBack.searchParams.get('code') ?? '')
    expect(await comeBack(mixed, mine.cookie)).toMatchObject(failed)
    const forged = await begin()
    const address = new URL(forged.address)
    expect(address.searchParams.get('code_challenge_method')).toBe('S256')
    expect(address.searchParams.get('redirect_uri')).toBe(BACK)
    address.searchParams.set('nonce', 'another')
    expect(await comeBack(await provider.visit(address.href), forged.cookie)).toMatchObject(failed)
  })

  it.each(['//evil.test', 'https://evil.test', '/\\evil.test', '/a?b', '/../x'])(
    'returns to no page like %s',
    async (page) => {
      const answer = await app.http.inject({ method: 'POST', url: '/api/openid', payload: { page } })
      expect(answer.json()).toMatchObject({ code: 'INPUT_INVALID' })
    },
  )
})

describe('linking one’s own account', () => {
  it('links, signs in, and unlinks; what is linked is nobody else’s', async () => {
    const person = await app.as('operator')
    provider.be({ sub: 'own' })
    const there = await begin(person)
    const back = await provider.visit(there.address)
    expect(await comeBack(back, `${person.cookie}; ${there.cookie}`)).toMatchObject({ to: '/#/settings' })
    const linked = await person.inject({ method: 'GET', url: '/api/account/openid' })
    expect(linked.json()).toEqual({ linked: { email: null, since: instant(clock.now()) } })
    expect((await signIn()).name).toMatch(/^operator-/)
    const other = await app.as('teacher')
    const again = await begin(other)
    const taken = await comeBack(await provider.visit(again.address), `${other.cookie}; ${again.cookie}`)
    expect(taken.to).toBe('/#/settings?openid=OPENID_TAKEN')
    expect((await person.inject({ method: 'DELETE', url: '/api/account/openid' })).statusCode).toBe(204)
    expect(await signIn()).toMatchObject({ to: '/#/?openid=OPENID_EMAIL_UNVERIFIED' })
  })

  it('links nothing for whoever signed out meanwhile', async () => {
    const person = await app.as('operator')
    provider.be({ sub: 'left' })
    const there = await begin(person)
    const back = await provider.visit(there.address)
    expect(await comeBack(back, there.cookie)).toMatchObject({ to: '/#/settings?openid=OPENID_FAILED', name: null })
  })

  it('goes past no second step by an address alone', async () => {
    const { name, email, token } = await invite()
    const chosen = await app.http.inject({
      method: 'PUT',
      url: '/api/link',
      payload: { token, password: ADMIN_PASSWORD },
    })
    expect(chosen.statusCode).toBe(204)
    const person = await app.signIn(name)
    const own = '/api/account/second-factor'
    const begun = await person.inject({ method: 'POST', url: own, payload: { password: ADMIN_PASSWORD } })

    const code = codeAt(begun.json<{ key: string }>().key, clock.now())
    expect((await person.inject({ method: 'PUT', url: own, payload: { code } })).statusCode).toBe(200)
    provider.be({ sub: 'mailbox', email, email_verified: true })
    expect(await signIn()).toMatchObject({ to: '/#/?openid=OPENID_NOT_LINKED', name: null })
  })
})
