/** One letter in the morning: what the wired app keeps, a chore on a clock that is moved, mails in a real server's box. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AccountWithLink } from '../../protocol/account.ts'
import type { MailTopic } from '../../protocol/mail.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { createDigest } from '../../server/digest/digest.ts'
import { createAlmanac } from '../../server/duties/almanac.ts'
import { dutyMorning } from '../../server/duties/morning.ts'
import { faultMorning } from '../../server/faults/morning.ts'
import { createFaultStore } from '../../server/faults/store.ts'
import { createDeliveries } from '../../server/mail/deliveries.ts'
import { LETTERS_FROM } from '../../server/mail/letter-hours.ts'
import { createLetterbox } from '../../server/mail/letterbox.ts'
import { createPostSettings } from '../../server/mail/post-settings.ts'
import { startPostman } from '../../server/mail/postman.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { startChores } from '../../server/platform/chores.ts'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { createSeal, readSealKey } from '../../server/platform/sealed.ts'
import { createRequestList } from '../../server/requests/list.ts'
import { ownRequestMorning, requestMorning } from '../../server/requests/morning.ts'
import { readWorkingDays } from '../../server/requests/working-days.ts'
import { createScheduleStore } from '../../server/schedule/store.ts'
import { slipMorning } from '../../server/slips/morning.ts'
import { createSlipStore } from '../../server/slips/store.ts'
import { visitMorning } from '../../server/visits/morning.ts'
import { createVisitStore } from '../../server/visits/store.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { createTestClock, type TestClock } from '../clock.ts'
import { startMailServer, type TestMailServer } from './mail-server.ts'

const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const timeZone = 'Asia/Taipei'

let clock: TestClock
let mailbox: TestMailServer
let app: TestApp
let database: Database
let admin: Browserlike
let running: ReturnType<typeof start>

/** What writes and carries the letter, on the app's database: the app's own begins once it listens, with all else. */
const start = () => {
  const sealed = { database, clock, seal: createSeal(readSealKey(join(app.directory, 'data'))) }
  const [deliveries, post] = [createDeliveries(sealed), createPostSettings(sealed)]
  const schedule = createScheduleStore({ database, clock, timeZone })
  const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone })
  const days = () => readWorkingDays({ days: schedule.days, timeZone }, clock.now())
  const requests = createRequestList({ database, clock, timeZone, days, files: async () => [] })
  const slips = createSlipStore({
    ...{ database, clock, timeZone, faults, moved: async () => undefined },
    costs: async () => new Map(),
    linksOf: async () => new Map(),
  })
  const digest = createDigest({
    ...{ database, clock, timeZone, days: schedule.days },
    letterbox: createLetterbox({ database, clock, timeZone, deliveries, post }),
    sources: [
      visitMorning(createVisitStore({ database, clock, faults }), timeZone),
      dutyMorning({ database, almanac: createAlmanac({ database, clock, schedule, timeZone }) }),
      faultMorning(database),
      slipMorning(slips),
      requestMorning(requests),
      ownRequestMorning(requests),
    ],
  })
  const quiet = { info: () => undefined, error: (details: object) => expect.fail(JSON.stringify(details)) }
  const writer = async () => ({ schoolName: '臺中一中', minguoYears: false, timeZone })
  const postman = startPostman({ deliveries, post, writer, clock, changes: { publish: () => undefined }, log: quiet })
  const chores = startChores({ database, clock, timeZone, log: quiet }, [
    { name: 'digest', at: LETTERS_FROM, run: digest.run },
  ])
  return {
    /** The chore looks once, and what is due is carried. */
    look: async (): Promise<void> => {
      await chores.look()
      await postman.look()
    },
    stop: async (): Promise<void> => {
      await chores.stop()
      await postman.stop()
    },
  }
}
/** Somebody with a mail address; what is declined is written as the person's own wish would be. */
const person = async (
  name: string,
  role: 'operator' | 'head' | 'teacher',
  { language = 'en', office = '', declined = [] }: { language?: string; office?: string; declined?: MailTopic[] } = {},
) => {
  const payload = { name, fullName: '', role, email: `${name}@school.example`, language }
  const { account } = (await admin.inject({ method: 'POST', url: '/api/invitations', payload })).json<AccountWithLink>()
  await database.user.update({ where: { id: account.id }, data: { office, unwantedMail: declined } })
  return account.id
}

beforeAll(async () => {
  clock = createTestClock(at('2026-11-26T07:00:00'))
  mailbox = await startMailServer()
  app = await startTestApp({ clock })
  admin = await app.signIn()
  database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  await person('lin', 'operator')
  await person('boss', 'head', { language: 'zh-TW', declined: ['faults', 'reminders', 'requests'] })
  await person('kuo', 'teacher', { language: 'zh-TW', office: 'accounting' })
  const chen = await person('chen', 'teacher')
  const faults = createFaultStore({ database, clock, changes: createChanges(), timeZone })
  const fault = await faults.report({ source: 'person', severity: 'normal', title: 'Snow', room: '101' }, 'chen')
  await faults.act(fault.id, { type: 'triage', severity: 'normal', ownerId: null, note: '' }, 'admin')
  const created = await admin.inject({
    ...{ method: 'POST', url: '/api/slips' },
    payload: { faultId: fault.id, device: 'Amplifier', reason: 'burnt', estimate: 4500, vendor: 'Tatung' },
  })
  const { id, version } = created.json<{ id: string; version: number }>()
  await database.setting.create({
    data: {
      key: 'school.countersigners',
      value: [{ id: 'accounting', name: '會計室', nameEn: 'Accounting', mail: '' }],
      updatedAt: new Date(clock.now()),
    },
  })
  await admin.inject({ method: 'POST', url: `/api/slips/${id}/send`, payload: { version } })
  await faults.report({ source: 'person', severity: 'normal', title: 'Hum', room: '102' }, 'chen')
  const createdAt = new Date(clock.now())
  const vendor = { id: 'v', name: 'Tatung', taxId: '', phone: '', email: '', address: '', note: '' }
  await database.vendor.create({ data: { ...vendor, serves: [], contacts: [], contracts: [], createdAt } })
  await database.visit.create({
    data: {
      ...{ id: 'today', vendorId: 'v', state: 'agreed', technician: '', note: '', createdBy: 'admin', createdAt },
      ...{ start: new Date(at('2026-11-26T10:30:00')), end: new Date(at('2026-11-26T12:00:00')) },
    },
  })
  const duty = {
    id: 'board',
    name: 'Message board',
    recurrence: { type: 'school-days' },
    onHoliday: 'drop',
    time: '16:00',
  }
  await database.duty.create({ data: { ...duty, steps: [], inputs: [], since: createdAt, createdAt } })
  const { recurrence, onHoliday, time } = duty
  await database.dutyOccurrence.create({
    data: {
      ...{ id: 'o', dutyId: 'board', key: '2026-11-26', nominal: '2026-11-26', due: '2026-11-26', createdAt },
      ...{ dueAt: new Date(at('2026-11-26T16:00:00')), state: 'open', steps: [] },
      rule: { recurrence, onHoliday, onlyInTerm: false, time },
    },
  })
  const asked = { kind: 'computer', summary: 'Printer', details: '', room: '101', fields: {}, wantedOn: null }
  await admin.inject({ method: 'POST', url: '/api/requests', payload: { ...asked, requesterId: chen } })
  const server = { host: '127.0.0.1', port: mailbox.port, tls: 'none', user: '', trusted: '' }
  const payload = { ...server, from: 'noon@school.example', panelAddress: 'http://noon.example' }
  await admin.inject({ method: 'PUT', url: '/api/mail/server', payload })
  running = start()
})
afterAll(async () => {
  await running.stop()
  await database.$disconnect()
  await app.close()
  await mailbox[Symbol.asyncDispose]()
})

const text = (raw: string): string => {
  const [, body = ''] = raw.split('Content-Type: text/plain; charset=utf-8')
  const [head = '', ...lines] = body.split('\r\n\r\n')
  const part = lines.join('\r\n\r\n').split('\r\n----')[0] ?? ''
  return head.includes('base64')
    ? Buffer.from(part, 'base64').toString()
    : Buffer.from(
        part
          .replaceAll('=\r\n', '')
          .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString()
}
const digests = () => database.delivery.findMany({ where: { kind: 'digest' }, orderBy: { address: 'asc' } })

it('F12 D16 L13 each has one letter of what they may see and have to do, in their language; who has nothing to do has none', async () => {
  clock.jump(at('2026-11-26T07:31:00'))
  await running.look()
  expect((await digests()).map(({ address, state }) => [address, state])).toEqual([
    ['boss@school.example', 'sent'],
    ['kuo@school.example', 'sent'],
    ['lin@school.example', 'sent'],
  ])
  const to = (name: string) =>
    text(mailbox.received.find((mail) => mail.to[0]?.startsWith(name))?.raw ?? '').replaceAll('\r', '')
  expect(to('lin')).toContain('Vendors who come today\n10:30 Tatung')
  expect(to('lin')).toContain('Duties\nMessage board (today by 16:00): http://noon.example/#/duties?occurrence=o')
  expect(to('lin')).toMatch(/102: Hum \(new, 115-0002\): http:\/\/noon\.example\/#\/faults\/\S+/)
  expect(to('lin')).toMatch(/R115-0001 Printer 101 \(nobody’s yet\): http/)
  expect(to('lin')).not.toMatch(/signature|101: Snow/)
  expect(to('boss')).toContain('今天到校的廠商\n10:30 Tatung')
  expect(to('boss')).not.toMatch(/故障|公務\n|申請/)
  expect(to('kuo')).toContain('維修單\n115-0001 Amplifier 101：等您會簽：http://noon.example/#/slips/')
  expect(to('kuo')).not.toMatch(/故障|廠商/)
})

it('none is sent twice, though the server is started again and forgot that it had written', async () => {
  const before = mailbox.received.length
  await running.stop()
  running = start()
  await running.look()
  await database.choreRun.deleteMany({ where: { chore: 'digest' } })
  await running.look()
  expect(await database.choreRun.count({ where: { chore: 'digest' } })).toBe(1)
  expect(mailbox.received.length).toBe(before)
})

it('a server that comes up in the night waits for the morning; one that was down at half past seven makes up for it', async () => {
  await database.choreRun.deleteMany({ where: { chore: 'digest' } })
  clock.jump(at('2026-11-27T03:00:00'))
  await running.look()
  clock.jump(at('2026-11-27T09:40:00'))
  await running.look()
  const letters = (await digests()).map(({ createdAt }) => createdAt.getTime())
  expect(letters.filter((when) => when > at('2026-11-26T23:00:00'))).toEqual(
    Array.from({ length: letters.length - 3 }, () => at('2026-11-27T09:40:00')),
  )
  expect(letters.length).toBeGreaterThan(3)
})

it('in the evening, and on a day without school, nobody is written to', async () => {
  const before = (await digests()).length
  await database.choreRun.deleteMany({ where: { chore: 'digest' } })
  for (const when of ['2026-11-27T18:00:00', '2026-11-28T07:31:00']) {
    clock.jump(at(when))
    await running.look()
  }
  expect(await database.choreRun.count({ where: { chore: 'digest' } })).toBe(2)
  expect(await digests()).toHaveLength(before)
})
