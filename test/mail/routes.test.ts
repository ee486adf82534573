/** Mail set up over HTTP in the wired app. */
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DeliveryView, PostSettings, WebhookView } from '../../protocol/mail.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { startMailServer, type TestMailServer } from './mail-server.ts'

const PASSWORD = 'a password nobody may see'
let app: TestApp
let admin: Browserlike
let mailbox: TestMailServer
beforeAll(async () => {
  app = await startTestApp()
  admin = await app.signIn()
  mailbox = await startMailServer({ login: { user: 'noon', password: PASSWORD } })
})
afterAll(async () => {
  await app.close()
  await mailbox[Symbol.asyncDispose]()
})

const SERVER = {
  ...{ host: '127.0.0.1', tls: 'none', user: 'noon', from: 'noon@school.example', trusted: '' },
  panelAddress: 'http://noon.example:8080',
}
const set = (patch: object) =>
  admin.inject({ method: 'PUT', url: '/api/mail/server', payload: { ...SERVER, port: mailbox.port, ...patch } })
const trial = async (language = 'en') =>
  admin.inject({
    ...{ method: 'POST', url: '/api/mail/server/trial', payload: { address: 'me@school.example' } },
    headers: { 'accept-language': language },
  })

test('a trial before anything is set up says so in both languages', async () => {
  expect((await trial()).json()).toEqual({ arrived: false, answer: 'No mail server or webhook is set up.' })
  expect((await trial('zh-TW')).json()).toMatchObject({ answer: '沒有設定寄件伺服器或 webhook。' })
})

test('the password is kept sealed, told to nobody, used by the trial, and not handed to another server', async () => {
  const answer = await set({ password: PASSWORD })
  expect(answer.json<PostSettings>().mail).toMatchObject({ host: '127.0.0.1', hasPassword: true })
  expect((await trial()).json()).toMatchObject({ arrived: true, answer: expect.stringContaining('taken as 4711') })
  await set({ from: 'other@school.example' })
  expect((await trial()).json()).toMatchObject({ arrived: true })
  const audit = await admin.inject({ method: 'GET', url: '/api/audit' })
  const shown = await admin.inject({ method: 'GET', url: '/api/mail' })
  for (const { body } of [answer, audit, shown]) expect(body).not.toContain(PASSWORD)
  for (const file of ['nooncast.db', 'nooncast.db-wal'])
    expect((await readFile(join(app.directory, 'data', file))).includes(PASSWORD)).toBe(false)
  expect((await set({ host: 'localhost' })).json<PostSettings>().mail).toMatchObject({ hasPassword: false })
  const refused = (await trial()).json<{ answer: string }>()
  expect(refused).toMatchObject({ arrived: false })
})

test.each([
  { host: 'a b' },
  { port: 0 },
  { tls: 'maybe' },
  { from: 'nobody' },
  { panelAddress: 'javascript:alert(1)' },
  { secret: 'x' },
])('%j is not taken', async (patch) => {
  expect((await set(patch)).statusCode).toBe(400)
})

test('a webhook tells its secret once, and another when asked for', async () => {
  const put = async (payload: object) =>
    (await admin.inject({ method: 'PUT', url: '/api/mail/webhook', payload })).json<WebhookView>()
  const { secret } = await put({ url: 'http://127.0.0.1:9/hook' })
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
  expect(await put({ url: 'http://127.0.0.1:9/other' })).toEqual({ url: 'http://127.0.0.1:9/other', secret: null })
  expect((await admin.inject({ method: 'GET', url: '/api/mail' })).body).not.toContain('whsec_')
  expect((await put({ url: 'http://127.0.0.1:9/other', newSecret: true })).secret).not.toBe(secret)
  for (const url of ['file:///etc/passwd', 'http://user:pass@127.0.0.1/', 'http://'])
    expect((await admin.inject({ method: 'PUT', url: '/api/mail/webhook', payload: { url } })).statusCode).toBe(400)
})

test('my own address and what I decline; an address belongs to one account', async () => {
  const [teacher, other] = [await app.as('teacher'), await app.as('teacher')]
  const put = (who: Browserlike, payload: object) => who.inject({ method: 'PUT', url: '/api/session/mail', payload })
  expect((await put(teacher, { address: 'Chen@School.example', unwanted: ['reminders', 'reminders'] })).json()).toEqual(
    {
      address: 'chen@school.example',
      unwanted: ['reminders'],
    },
  )
  expect((await teacher.inject({ method: 'GET', url: '/api/session/mail' })).json()).toMatchObject({
    unwanted: ['reminders'],
  })
  expect((await put(other, { address: 'chen@school.example', unwanted: [] })).statusCode).toBe(409)
  expect((await put(other, { address: 'a@b.example, c@d.example', unwanted: [] })).statusCode).toBe(400)
  expect((await put(teacher, { address: null, unwanted: [] })).json()).toEqual({ address: null, unwanted: [] })
})

test('letters are listed page by page, and none can be tried again that was not given up', async () => {
  const list = await admin.inject({ method: 'GET', url: '/api/mail/deliveries' })
  expect(list.json<{ items: DeliveryView[] }>()).toEqual({ items: [], nextCursor: null })
  expect((await admin.inject({ method: 'POST', url: '/api/mail/deliveries/x/again' })).statusCode).toBe(404)
})
