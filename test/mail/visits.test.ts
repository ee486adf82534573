/** Calls and visits to a mail in a box: real database, real mail server, real faults, a clock that is moved. */
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createFaultStore } from '../../server/faults/store.ts'
import { createDeliveries } from '../../server/mail/deliveries.ts'
import { createLetterbox } from '../../server/mail/letterbox.ts'
import { createPostSettings } from '../../server/mail/post-settings.ts'
import { startPostman } from '../../server/mail/postman.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { createSeal, readSealKey } from '../../server/platform/sealed.ts'
import { createCallWithdrawal } from '../../server/vendors/call-withdrawal.ts'
import { createCalls } from '../../server/vendors/calls.ts'
import { createVendorStore } from '../../server/vendors/store.ts'
import { createWaiting } from '../../server/vendors/waiting.ts'
import { createVisitLetters } from '../../server/visits/letters.ts'
import { createVisitStore } from '../../server/visits/store.ts'
import { startVisitWatch } from '../../server/visits/watch.ts'
import { createTestClock, type TestClock } from '../clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary.ts'
import { startMailServer, type TestMailServer } from './mail-server.ts'

const MINUTE = 60_000
const NOW = instant(Date.parse('2026-11-26T08:00:00+08:00'))
const timeZone = 'Asia/Taipei'

let folder: TemporaryFolder
let clock: TestClock
let mailbox: TestMailServer
let running: Awaited<ReturnType<typeof start>>

const start = async () => {
  const database = await openDatabase(`file:${join(folder.path, 'noon.db')}`, clock)
  const sealed = { database, clock, seal: createSeal(readSealKey(folder.path)) }
  const [deliveries, post, changes] = [createDeliveries(sealed), createPostSettings(sealed), createChanges()]
  const writer = async () => ({ schoolName: '臺中一中', minguoYears: false, timeZone })
  const letters = createVisitLetters({
    letterbox: createLetterbox({ database, clock, timeZone, deliveries, post }),
    ...{ deliveries, clock },
  })
  const quiet = { info: () => undefined, error: (details: object) => expect.fail(JSON.stringify(details)) }
  const postman = startPostman({ deliveries, post, writer, clock, changes, log: quiet })
  const faults = createFaultStore({ database, clock, changes, timeZone })
  const visits = createVisitStore({ database, clock, faults })
  const vendors = createVendorStore({ database, clock })
  const waiting = createWaiting({ database, slipsOf: async () => new Map() })
  const calls = createCalls({
    ...{ database, clock, timeZone, faults, waiting, write: letters.call },
    schoolName: async () => '臺中一中',
    schoolMinutes: async () => 0,
    sendsMail: async () => true,
  })
  const withdraw = createCallWithdrawal({
    ...{ database, clock, timeZone, faults, waiting, calls, unwrite: letters.callWithdrawn },
    schoolName: async () => '臺中一中',
  })
  const watch = startVisitWatch({ visits, letters, clock, changes, log: quiet })
  const stop = async () => {
    await watch.stop()
    await postman.stop()
    await database.$disconnect()
  }
  return { database, post, postman, visits, vendors, calls, withdraw, watch, letters, stop }
}

beforeEach(async () => {
  folder = await temporaryFolder()
  clock = createTestClock(NOW)
  mailbox = await startMailServer()
  running = await start()
  const { database, post } = running
  await post.setServer({
    ...{ host: '127.0.0.1', port: mailbox.port, tls: 'none', user: '', from: 'noon@school.example', trusted: '' },
    panelAddress: 'http://noon.example',
  })
  for (const [name, role, unwantedMail] of [
    ['ops', 'operator', []],
    ['quiet', 'operator', ['visits']],
    ['chen', 'teacher', []],
  ] as const)
    await database.user.create({
      data: {
        ...{ id: name, name, fullName: '', passwordHash: '', role, language: 'en', createdAt: new Date(NOW) },
        ...{ email: `${name}@school.example`, unwantedMail: [...unwantedMail] },
      },
    })
})
afterEach(async () => {
  await running.stop()
  await mailbox[Symbol.asyncDispose]()
  await folder.remove()
})

/** Time passes, visits are looked at, and everything that is due is carried. */
const pass = async (minutes: number): Promise<void> => {
  clock.jump(instant(clock.now() + minutes * MINUTE))
  await running.watch.look()
  await running.postman.look()
}
const arrived = () =>
  mailbox.received.map(({ to, raw }) => `${to[0]?.split('@')[0]} ${/^Subject: (.*)$/m.exec(raw)?.[1]}`)
const mailedFault = async (): Promise<{ vendorId: string; faultId: string }> => {
  const { database, vendors, calls } = running
  const vendor = await vendors.create({
    ...{ name: 'Tatung', taxId: '', phone: '', email: 'repair@tatung.example', address: '', note: '' },
    ...{ serves: ['tv'], contacts: [], contracts: [] },
  })
  const at = new Date(clock.now())
  const said = { number: '115-0001', source: 'operator', severity: 'normal', title: 'No picture', room: '203' }
  await database.fault.create({ data: { ...said, id: 'f', state: 'to-call', createdAt: at, since: at } })
  await calls.make(vendor, { faultIds: ['f'], how: 'mail', spokeTo: '', note: '' }, 'ops', 'en')
  return { vendorId: vendor.id, faultId: 'f' }
}

it('V7 a call by mail reaches the vendor in the words that were kept', async () => {
  await mailedFault()
  await running.postman.look()
  expect(mailbox.received).toEqual([])
  await pass(1)
  const [mail] = mailbox.received
  expect(mail?.to).toEqual(['repair@tatung.example'])
  const kept = await running.database.vendorCall.findFirstOrThrow()
  expect(kept.words).toContain('1. 203：No picture（報修 115-0001）')
  expect([kept.how, (await running.database.fault.findFirstOrThrow()).state]).toEqual(['mail', 'called'])
})

it('V10 a call that is taken back within the minute is never mailed; later a second letter says so', async () => {
  const { faultId } = await mailedFault()
  const { database, withdraw, calls, vendors } = running
  const undo = async () => {
    const { id } = await database.vendorCall.findFirstOrThrow({ orderBy: { at: 'desc' } })
    await withdraw(id, { faultIds: [faultId], note: '打錯廠商' }, 'ops', 'en')
  }
  await undo()
  await pass(2)
  expect(mailbox.received).toEqual([])
  const vendor = await vendors.find((await database.vendor.findFirstOrThrow()).id)
  if (vendor === null) throw new Error('no vendor')
  await calls.make(vendor, { faultIds: [faultId], how: 'mail', spokeTo: '', note: '' }, 'ops', 'en')
  await pass(1)
  await undo()
  await pass(1)
  expect(mailbox.received).toHaveLength(2)
  const kept = await database.delivery.findMany({ orderBy: { createdAt: 'asc' } })
  expect(kept.map(({ kind, state }) => `${kind} ${state}`)).toEqual([
    ...['vendor-call sent', 'vendor-call-withdrawn sent'],
  ])
  expect(kept[1]?.subject).toBe('臺中一中報修：1 件不用到校了')
})

it('V4 who has not come is told of once to those who may act; after the window the visit is missed and its fault waits', async () => {
  const { vendorId, faultId } = await mailedFault()
  const { visits } = running
  const nine = instant(NOW + 60 * MINUTE)
  const window = { start: nine, end: instant(nine + 60 * MINUTE) }
  const visit = await visits.create(
    { vendorId, ...window, technician: '', note: '', faultIds: [faultId], agreed: true },
    'ops',
    'en',
  )
  await pass(74)
  expect(arrived().filter((line) => line.startsWith('ops'))).toEqual([])
  await pass(1)
  await pass(1)
  const late = 'ops Nobody has come yet: Tatung, Thu 26 Nov 2026 09:00'
  expect(arrived().filter((line) => !line.startsWith('repair'))).toEqual([late])
  // A restarted server tells nobody twice.
  await running.stop()
  running = await start()
  await pass(1)
  expect(arrived().filter((line) => !line.startsWith('repair'))).toEqual([late])
  await pass(102)
  expect((await running.visits.find(visit.id, 'en'))?.state).toBe('agreed')
  await pass(1)
  expect((await running.visits.find(visit.id, 'en'))?.state).toBe('missed')
  expect((await running.database.fault.findUniqueOrThrow({ where: { id: faultId } })).state).toBe('called')
  expect(arrived().filter((line) => !line.startsWith('repair'))).toEqual([
    late,
    'ops Nobody came: Tatung, Thu 26 Nov 2026 09:00',
  ])
  const again = await running.visits.act(visit.id, { type: 'arrive', at: null, technician: '' }, 'ops', 'en')
  expect([again.state, again.faults.map(({ state }) => state)]).toEqual(['arrived', ['on-site']])
})

it('V6 a technician’s link is mailed with its secret, and never to the webhook', async () => {
  const { post, letters, postman, database } = running
  await post.setWebhook('http://127.0.0.1:9/hook', false)
  const letter = {
    linkId: 'l',
    address: 'wang@tatung.example',
    language: 'en',
    vendor: 'Tatung',
    token: 'secret-token',
  }
  const times = { start: NOW, expiresAt: instant(NOW + 1000 * MINUTE) }
  expect(await letters.link({ ...letter, ...times, language: 'en' })).toBe(true)
  await postman.look()
  const [mail] = mailbox.received
  expect(mail?.to).toEqual(['wang@tatung.example'])
  expect(mail?.raw.replaceAll('=\r\n', '')).toContain('secret-token')
  expect(await database.delivery.count({ where: { channel: 'webhook' } })).toBe(0)
  expect(JSON.stringify(await database.delivery.findMany())).not.toContain('secret-token')
})
