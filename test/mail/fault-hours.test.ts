/** When the section hears of a fault, through the whole server: at night, on a holiday, and when noon depends on it. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import type { FaultView } from '../../protocol/fault.ts'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { createTestClock } from '../clock.ts'
import { startMailServer, type TestMailServer } from './mail-server.ts'

const at = (text: string) => instant(Date.parse(`${text}+08:00`))
/** A Wednesday evening; Thursday is a school day, Friday will be none. */
const clock = createTestClock(at('2026-11-25T22:50:00'))

let app: TestApp
let admin: Browserlike
let mailbox: TestMailServer
let heard = 0
beforeAll(async () => {
  mailbox = await startMailServer()
  app = await startTestApp({ clock })
  await app.listen()
  admin = await app.signIn()
  const server = {
    ...{ host: '127.0.0.1', port: mailbox.port, tls: 'none', user: '', from: 'noon@school.example', trusted: '' },
    panelAddress: 'http://noon.example:8080',
  }
  expect((await admin.inject({ method: 'PUT', url: '/api/mail/server', payload: server })).statusCode).toBe(200)
  const lin = { name: 'lin', fullName: 'lin', role: 'operator', password: 'a quiet noon in November' }
  const made = await admin.inject({
    method: 'POST',
    url: '/api/users',
    payload: { ...lin, email: 'lin@school.example' },
  })
  expect(made.statusCode).toBe(201)
  const holiday = { type: 'holiday', pattern: null, note: '校慶補假' }
  await admin.inject({ method: 'PUT', url: '/api/calendar/2026-11-27', payload: holiday })
}, 60_000)
afterAll(async () => {
  await app.close()
  await mailbox[Symbol.asyncDispose]()
})
beforeEach(() => {
  heard = mailbox.received.length
})

const report = async (severity: 'blocks-noon' | 'high', title: string) => {
  const payload = { severity, symptom: 'other', text: title, room: '101', neededForNoon: false }
  admin = await app.signIn() // the hours that were passed over ended the last one
  const answer = await admin.inject({ method: 'POST', url: '/api/faults', payload })
  expect(answer.statusCode, answer.body).toBe(201)
}
/** Letters of now are carried within seconds of the server's clock, and a minute of it is enough for every chore. */
const minutes = async (count: number): Promise<void> => {
  for (let passed = 0; passed < count; passed++) {
    clock.advance(60_000)
    await settled()
  }
}
/** Nothing is under way to the mail server. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) {
    await admin.inject({ method: 'GET', url: '/api/mail' })
    await new Promise((resolve) => setImmediate(resolve))
  }
}
const news = () => mailbox.received.slice(heard)
/** Chores end in their own time (a copy is a process of its own), and letters go when the clock does. */
const arrived = (count: number) => {
  const pass = () => {
    clock.advance(5000)
    return news().length
  }
  return expect.poll(pass, { timeout: 20_000 }).toBeGreaterThanOrEqual(count)
}

it('F12 at night: nothing of what can wait before the morning of a school day; what blocks noon at once', async () => {
  clock.jump(at('2026-11-25T23:00:00'))
  await report('high', '擴大機沒聲音')
  await minutes(10)
  expect(news()).toEqual([])
  await report('blocks-noon', '主控機不開機')
  await minutes(2)
  await arrived(1)
  expect(news().map(({ to }) => to)).toEqual([['lin@school.example']])
  clock.jump(at('2026-11-26T07:20:00'))
  await minutes(5)
  expect(news()).toHaveLength(1)
  clock.jump(at('2026-11-26T07:30:00'))
  await minutes(4)
  await arrived(2)
  admin = await app.signIn()
  const dismissed = { act: { type: 'dismiss', note: '電源線鬆了' } }
  for (const { id } of (await admin.inject({ method: 'GET', url: '/api/faults' })).json<{ items: FaultView[] }>().items)
    await admin.inject({ method: 'POST', url: `/api/faults/${id}/acts`, payload: dismissed })
})

it('F12 on a holiday: as at night, the whole day', async () => {
  clock.jump(at('2026-11-27T07:29:00'))
  await minutes(3)
  await report('high', '麥克風破音')
  for (const hour of ['09:00', '12:00', '17:00']) {
    clock.jump(at(`2026-11-27T${hour}:00`))
    await minutes(3)
  }
  expect(news()).toEqual([])
  await report('blocks-noon', '交換器冒煙')
  await minutes(2)
  await arrived(1)
  expect(news()).toHaveLength(1)
})
