/** One-time links by mail: from the wired app to a mailbox, and what the door says to whoever forgot the password. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { AccountWithLink, MadeLink, PeopleImport } from '../../protocol/account.ts'
import type { DeliveryView } from '../../protocol/mail.ts'
import { instant } from '../../protocol/time.ts'
import { createDeliveries } from '../../server/mail/deliveries.ts'
import { createPostSettings } from '../../server/mail/post-settings.ts'
import { startPostman } from '../../server/mail/postman.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { createSeal, readSealKey } from '../../server/platform/sealed.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { createTestClock, type TestClock } from '../clock.ts'
import { startMailServer, type TestMailServer } from './mail-server.ts'

const PHRASE = 'rain on the sports field'
const MINUTE = 60_000

let clock: TestClock
let app: TestApp
let admin: Browserlike
let mailbox: TestMailServer
beforeEach(async () => {
  clock = createTestClock(instant(Date.parse('2026-11-23T09:00:00+08:00')))
  app = await startTestApp({ clock })
  admin = await app.signIn()
  mailbox = await startMailServer()
})
afterEach(async () => {
  await app.close()
  await mailbox[Symbol.asyncDispose]()
})

const setUpMail = async () => {
  const server = {
    host: '127.0.0.1',
    port: mailbox.port,
    tls: 'none',
    user: '',
    from: 'noon@school.example',
    trusted: '',
  }
  const payload = { ...server, panelAddress: 'http://noon.example:8080' }
  expect((await admin.inject({ method: 'PUT', url: '/api/mail/server', payload })).statusCode).toBe(200)
}
const invite = async (name: string, email: string | null) => {
  const payload = { name, fullName: '', role: 'teacher', email, language: 'en' }
  return (await admin.inject({ method: 'POST', url: '/api/invitations', payload })).json<AccountWithLink>()
}
const again = async (id: string) =>
  (await admin.inject({ method: 'POST', url: `/api/users/${id}/link` })).json<MadeLink>()
const choose = (token: string) =>
  app.http.inject({ method: 'PUT', url: '/api/link', payload: { token, password: PHRASE } })
const letters = async () =>
  (await admin.inject({ method: 'GET', url: '/api/mail/deliveries' })).json<{ items: DeliveryView[] }>().items
const forgot = (who: string, headers = {}) =>
  app.http.inject({ method: 'POST', url: '/api/forgotten', payload: { who }, headers })
/** One round of a postman on the app's database: the app's own begins once it listens, with all else that then begins. */
const carry = async () => {
  const data = join(app.directory, 'data')
  const database = await openDatabase(`file:${join(data, 'nooncast.db')}`, clock)
  const sealed = { database, clock, seal: createSeal(readSealKey(data)) }
  const [deliveries, post] = [createDeliveries(sealed), createPostSettings(sealed)]
  const writer = async () => ({ schoolName: '臺中一中', minguoYears: false, timeZone: 'Asia/Taipei' })
  const quiet = { info: () => undefined, error: (details: object) => expect.fail(JSON.stringify(details)) }
  const postman = startPostman({ deliveries, post, writer, clock, changes: { publish: () => undefined }, log: quiet })
  await postman.look()
  await postman.stop()
  await database.$disconnect()
  expect(mailbox.received).toHaveLength(1)
}
const toldOf = (received: TestMailServer['received']) => received.map(({ raw }) => raw.replaceAll('=\r\n', ''))

describe('a link that is made', () => {
  it('stays with who made it when no mail is set up, or no address is known', async () => {
    expect((await invite('wang', 'wang@school.example')).link.sentTo).toBeNull()
    await setUpMail()
    expect((await invite('lin', null)).link.sentTo).toBeNull()
    expect(await letters()).toEqual([])
  })

  it('goes by mail under the school’s own address, in clear neither in the database nor in the list', async () => {
    await setUpMail()
    const { account, link } = await invite('wang', 'wang@school.example')
    expect(link.sentTo).toBe('wang@school.example')
    expect(JSON.stringify(await letters())).not.toContain(link.token)
    for (const file of ['nooncast.db', 'nooncast.db-wal'])
      expect((await readFile(join(app.directory, 'data', file))).includes(link.token)).toBe(false)
    await carry()
    expect(toldOf(mailbox.received)[0]).toContain(`http://noon.example:8080/#/welcome?token=3D${link.token}`)
    expect((await choose(link.token)).statusCode).toBe(204)
    expect(await again(account.id)).toMatchObject({ purpose: 'reset', sentTo: 'wang@school.example' })
    expect((await letters()).map(({ kind }) => kind)).toEqual(expect.arrayContaining(['invitation', 'way-back']))
  })

  it('is not sent any more once there is a newer one, it was withdrawn or used', async () => {
    await setUpMail()
    const { account } = await invite('wang', 'wang@school.example')
    const newer = await again(account.id)
    expect(await letters()).toHaveLength(1)
    await choose(newer.token)
    expect(await letters()).toEqual([])
    await again(account.id)
    await admin.inject({ method: 'DELETE', url: `/api/users/${account.id}/link` })
    expect(await letters()).toEqual([])
  })

  it('goes to each teacher of a list who has an address', async () => {
    await setUpMail()
    const payload = 'account,name,email,subject\nwang,王,wang@school.example,\nlin,林,,\n'
    const request = {
      method: 'POST',
      url: '/api/users/import',
      payload,
      headers: { 'content-type': 'text/csv' },
    } as const
    expect((await admin.inject(request)).json<PeopleImport>()).toMatchObject({ saved: true, mailed: 1 })
    expect((await letters()).map(({ address }) => address)).toEqual(['wang@school.example'])
  })
})

describe('a forgotten password', () => {
  it('without mail tells everyone to ask, and makes nothing', async () => {
    await invite('wang', 'wang@school.example')
    for (const who of ['wang', 'nobody']) expect((await forgot(who)).json()).toEqual({ byMail: false })
  })

  it('is answered alike for everyone; an account is written to by name or address, once in a quarter of an hour', async () => {
    await setUpMail()
    const { link } = await invite('wang', 'wang@school.example')
    await invite('chen', 'chen@school.example')
    await choose(link.token)
    const answers = [
      await forgot('nobody'),
      await forgot('wang'),
      await forgot('lin@school.example'),
      await forgot('admin'),
    ]
    expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`))).toEqual(
      new Set(['200 {"byMail":true}']),
    )
    const told = async () => (await letters()).filter(({ kind }) => kind === 'way-back').map(({ address }) => address)
    await vi.waitFor(async () => expect(await told()).toEqual(['wang@school.example']))
    await forgot('WANG@school.example')
    await forgot('CHEN@school.example')
    // Chen has no password yet and is sent the invitation: the sign that both were looked at.
    await vi.waitFor(async () => expect(await letters()).toHaveLength(3))
    expect(await told()).toHaveLength(1)
    clock.jump(instant(clock.now() + 15 * MINUTE))
    await forgot('WANG@school.example')
    await vi.waitFor(async () => expect(await told()).toHaveLength(2))
  })

  it('leads back in by the letter, under the school’s address whatever the request calls the server', async () => {
    await setUpMail()
    const { link } = await invite('wang', 'wang@school.example')
    await choose(link.token)
    await forgot('wang', { host: 'evil.example', 'x-forwarded-host': 'evil.example' })
    await vi.waitFor(async () => expect((await letters()).map(({ kind }) => kind)).toEqual(['way-back']))
    await carry()
    const [raw = ''] = toldOf(mailbox.received)
    expect(raw).not.toContain('evil')
    const token = /noon\.example:8080\/#\/welcome\?token=3D([\w-]+)/.exec(raw)?.[1] ?? ''
    expect((await choose(token)).statusCode).toBe(204)
    await app.signIn('wang', PHRASE)
    expect((await choose(token)).statusCode).toBe(410)
  })

  it('does not end a link that an administrator made', async () => {
    await setUpMail()
    const { link } = await invite('wang', 'wang@school.example')
    await forgot('wang')
    await vi.waitFor(async () => expect(await letters()).toHaveLength(2))
    expect((await choose(link.token)).statusCode).toBe(204)
  })

  it('is asked for only so often from one place', async () => {
    const codes: number[] = []
    for (let asked = 0; asked < 21; asked++) codes.push((await forgot(`nobody-${asked}`)).statusCode)
    expect(codes.slice(0, 20).every((code) => code === 200)).toBe(true)
    expect(codes[20]).toBe(429)
  })
})
