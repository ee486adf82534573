/** Noon that is not safe, from the plan to a real mail server's box: nobody looks, and those who can still save it are written to. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Role } from '../../protocol/account.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { createTestClock } from '../clock.ts'
import { startMailServer, type TestMailServer } from './mail-server.ts'

const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
/** A Wednesday night. Nothing is in the library: Thursday's noon will find nothing to play. */
const clock = createTestClock(at('2026-11-25T22:50:00'))

let app: TestApp
let admin: Browserlike
let mailbox: TestMailServer

beforeAll(async () => {
  mailbox = await startMailServer()
  app = await startTestApp({ clock })
  await app.listen()
  admin = await app.signIn()
  const server = { host: '127.0.0.1', port: mailbox.port, tls: 'none', user: '', trusted: '' }
  const payload = { ...server, from: 'noon@school.example', panelAddress: 'http://noon.example:8080' }
  expect((await admin.inject({ method: 'PUT', url: '/api/mail/server', payload })).statusCode).toBe(200)
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const createdAt = new Date(clock.now())
  const people: readonly (readonly [string, Role, readonly string[]])[] = [
    ['lin', 'operator', []],
    ['pupil', 'assistant', []],
    ['boss', 'head', ['alarms']],
    ['chen', 'teacher', []],
  ]
  for (const [name, role, unwantedMail] of people)
    await database.user.create({
      data: {
        ...{ id: name, name, fullName: name, role, email: `${name}@school.example`, language: 'en' },
        ...{ passwordHash: '', unwantedMail: [...unwantedMail], createdAt },
      },
    })
  await database.$disconnect()
  const changed = await admin.inject({ method: 'PATCH', url: '/api/settings', payload: { alarmMailMinutes: 1 } })
  expect(changed.statusCode, changed.body).toBe(200)
  const slot = {
    ...{ name: 'Listening', kind: 'news', weekdays: [], dates: ['2026-11-26'], startTime: '06:50', endTime: '07:10' },
    ...{ audience: [], source: { type: 'news' }, fallback: [], validFrom: null, validUntil: null, yearRound: true },
    exam: false,
  }
  const made = await admin.inject({ method: 'POST', url: '/api/slots', payload: slot })
  expect(made.statusCode, made.body).toBe(201)
}, 60_000)
afterAll(async () => {
  await app.close()
  await mailbox[Symbol.asyncDispose]()
})

/** What a mail says, however it was encoded. */
const wordsOf = (raw: string): string => {
  const parts = raw.match(/(?:[A-Za-z0-9+/]{60,}=*\r\n)+[A-Za-z0-9+/=]*/g) ?? []
  return [raw.replace(/=\r\n/g, ''), ...parts.map((part) => Buffer.from(part, 'base64').toString())].join('\n')
}
const alarmMails = () =>
  mailbox.received
    .map(({ to, raw }) => ({ to: to[0]?.split('@')[0] ?? '', words: wordsOf(raw) }))
    .filter(({ words }) => words.includes('nobody has looked yet'))
/** To whom alarms went, in order. */
const alarms = () => alarmMails().map(({ to }) => to)
/** What was begun is carried through: each ask goes behind it. */
const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 3; turn++) {
    await app.http.inject({ method: 'GET', url: '/healthz' })
    await new Promise((resolve) => setImmediate(resolve))
  }
}
/** Passes the time from one instant until another by the minute, as the server would. */
const pass = async (from: string, until: string): Promise<void> => {
  clock.jump(at(from))
  while (clock.now() < at(until)) {
    clock.advance(60_000)
    await settled()
  }
}
/** Letters go when the clock does; it stands within the minute. */
const arrived = (count: number) => {
  let passed = 0
  return expect
    .poll(
      () => {
        if (passed < 55_000) {
          clock.advance(5000)
          passed += 5000
        }
        return alarms().length
      },
      { timeout: 40_000 },
    )
    .toBe(count)
}

it('at night nobody is woken for a noon that can wait; before a programme at ten to seven they are, at once', async () => {
  await pass('2026-11-25T23:00:00', '2026-11-25T23:05:00')
  await pass('2026-11-26T06:40:00', '2026-11-26T06:44:00')
  expect(alarms()).toEqual([])
  await pass('2026-11-26T06:44:00', '2026-11-26T06:46:00')
  await arrived(2)
  expect(alarms().sort()).toEqual(['lin', 'pupil'])
  for (const { words } of alarmMails()) expect(words).toContain('06:50')
})

it('once for each answer: again when the empty slot is on, and not while it stays as it is', async () => {
  await pass('2026-11-26T06:47:00', '2026-11-26T06:49:00')
  expect(alarms()).toHaveLength(2)
  await pass('2026-11-26T06:50:00', '2026-11-26T06:52:00')
  await arrived(4)
  await pass('2026-11-26T06:53:00', '2026-11-26T06:58:00')
  expect(alarms()).toHaveLength(4)
})

it('noon is judged from half past eleven on, whatever the morning was', async () => {
  await pass('2026-11-26T11:24:00', '2026-11-26T11:29:00')
  expect(alarms()).toHaveLength(4)
  await pass('2026-11-26T11:29:00', '2026-11-26T11:31:00')
  await arrived(6)
  for (const { words } of alarmMails().slice(4)) expect(words).toContain('12:04')
  expect(alarms().slice(4).sort()).toEqual(['lin', 'pupil'])
})
