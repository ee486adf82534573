/** From a booking that moves to a mail in a box: real database, real mail server, real bookings, a clock that is moved. */
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ReadinessView } from '../../protocol/readiness.ts'
import { duration, instant, schoolDate } from '../../protocol/time.ts'
import { createBookingStore } from '../../server/bookings/store.ts'
import { createDeliveries } from '../../server/mail/deliveries.ts'
import { createLetterbox } from '../../server/mail/letterbox.ts'
import { createOccasions } from '../../server/mail/occasions.ts'
import { createPostSettings } from '../../server/mail/post-settings.ts'
import { startPostman } from '../../server/mail/postman.ts'
import { WAITS_MS } from '../../server/mail/retries.ts'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { createSeal, readSealKey } from '../../server/platform/sealed.ts'
import { createTestClock, type TestClock } from '../clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary.ts'
import { startMailServer, type TestMailServer } from './mail-server.ts'
import { startReceiver } from './webhook-receiver.ts'

const MINUTE = 60_000
const NOW = instant(Date.parse('2026-11-23T08:00:00+08:00'))
const DATE = schoolDate('2026-11-27')
const timeZone = 'Asia/Taipei'
const times = {
  cutOff: instant(Date.parse('2026-11-25T16:00:00+08:00')),
  start: instant(Date.parse('2026-11-27T12:04:00+08:00')),
  offerMs: duration(24 * 60 * MINUTE),
}
const WISH = {
  ...{ date: DATE, mediaId: 'film', note: '' },
  licence: { kind: 'educational', validFrom: null, validUntil: null },
} as const

let folder: TemporaryFolder
let clock: TestClock
let mailbox: TestMailServer
let running: Awaited<ReturnType<typeof start>>

/** The parts of the server that letters pass through, on the folder's database. */
const start = async (patienceMs = 15_000) => {
  const database = await openDatabase(`file:${join(folder.path, 'noon.db')}`, clock)
  const sealed = { database, clock, seal: createSeal(readSealKey(folder.path)) }
  const [deliveries, post] = [createDeliveries(sealed), createPostSettings(sealed)]
  const writer = async () => ({ schoolName: '臺中一中', minguoYears: false, timeZone })
  const letterbox = createLetterbox({ database, clock, timeZone, deliveries, post })
  const occasions = createOccasions({ database, clock, timeZone, letterbox, deliveries })
  const quiet = { info: () => undefined, error: (details: object) => expect.fail(JSON.stringify(details)) }
  const postman = startPostman({
    ...{ deliveries, post, writer, clock, log: quiet, patienceMs },
    changes: { publish: () => undefined },
  })
  const bookings = createBookingStore({ database, clock, moved: occasions.moved })
  const stop = async () => {
    await postman.stop()
    await database.$disconnect()
  }
  return { database, deliveries, post, occasions, postman, bookings, stop }
}
const person = (database: Database, name: string, role: string, patch: object = {}) =>
  database.user.create({
    data: {
      ...{ id: name, name, fullName: '', passwordHash: '', role, language: 'en', createdAt: new Date(NOW) },
      ...{ email: `${name}@school.example`, ...patch },
    },
  })

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
  await person(database, 'chen', 'teacher')
  await person(database, 'lin', 'teacher')
  await person(database, 'boss', 'head', { unwantedMail: ['licences'] })
  await person(database, 'gone', 'head', { disabledAt: new Date(NOW) })
  await person(database, 'mute', 'operator', { email: null })
  const createdAt = new Date(NOW)
  await database.media.create({
    data: {
      ...{ id: 'film', title: 'Beyond Beauty', kind: 'film', state: 'ready', warnings: [], audioTracks: [] },
      ...{ originalName: 'f', originalPath: 'f', bytes: 1n, createdAt, durationMs: 16 * MINUTE },
      ...{ licenceKind: 'educational', licenceUntil: '2026-12-10' },
    },
  })
})
afterEach(async () => {
  await running.stop()
  await mailbox[Symbol.asyncDispose]()
  await folder.remove()
})

/** Time passes, and everything that is due is carried. */
const carry = async (milliseconds = 2 * MINUTE): Promise<void> => {
  clock.jump(instant(clock.now() + milliseconds))
  await running.postman.look()
}
const book = (userId: string) => running.bookings.create(userId, WISH, { actor: 'teacher', by: userId, times })
const act = (id: string, type: 'approve' | 'refuse' | 'withdraw' | 'undo' | 'accept', by: string, refusal = '') =>
  running.bookings.act({ id, date: DATE }, { act: { type, id }, actor: 'approver', by, times, refusal })
const invite = (linkId: string, address = `${linkId}@b.example`, token = 't') =>
  running.occasions.invite([
    { userId: 'new', linkId, purpose: 'invitation', name: 'n', address, language: 'en', token, expiresAt: times.start },
  ])
/** `chen: Approved: …` for each mail since the last call. */
const arrived = (() => {
  const read = () =>
    mailbox.received.map(({ to, raw }) => `${to[0]?.split('@')[0]} ${/^Subject: (.*)$/m.exec(raw)?.[1]}`)
  return { all: read, last: (count: number) => read().slice(-count) }
})()

describe('letters', () => {
  it('a booking is confirmed to its teacher and told to who approves, a decision to its teacher; each once', async () => {
    const made = await book('chen')
    await carry()
    expect(arrived.all().sort()).toEqual([
      'boss To be approved: Beyond Beauty, Fri 27 Nov 2026',
      'chen Booking received: Beyond Beauty, Fri 27 Nov 2026',
    ])
    await act(made.id, 'approve', 'boss')
    await carry()
    await carry()
    expect(arrived.all()).toHaveLength(3)
    expect(arrived.last(1)).toEqual(['chen Approved: Beyond Beauty, Fri 27 Nov 2026'])
  })

  it('a refusal says why; the next in line is told until when to accept', async () => {
    const first = await book('chen')
    await book('lin')
    await carry()
    await act(first.id, 'refuse', 'boss', 'Too long')
    await carry()
    expect(arrived.last(2).sort()).toEqual([
      'chen Not approved: Beyond Beauty, Fri 27 Nov 2026',
      'lin Your turn: Beyond Beauty, Fri 27 Nov 2026',
    ])
    const raw = mailbox.received.map((each) => each.raw.replaceAll('=\r\n', '')).join()
    expect(raw).toContain('Reason: Too long')
    expect(raw).toContain('Tue 24 Nov 2026 08:02')
  })

  it('an act undone within the minute was never told; one undone later is taken back in words', async () => {
    const made = await book('chen')
    await carry()
    await act(made.id, 'approve', 'boss')
    await act(made.id, 'undo', 'boss')
    await carry()
    expect(arrived.all()).toHaveLength(2)
    await act(made.id, 'refuse', 'boss')
    await carry()
    await act(made.id, 'undo', 'boss')
    await carry()
    expect(arrived.last(1)).toEqual(['chen Decision taken back: Beyond Beauty, Fri 27 Nov 2026'])
  })

  it('a withdrawal by the office is told, one’s own is not', async () => {
    const [first, second] = [await book('chen'), await book('lin')]
    await carry()
    await act(first.id, 'withdraw', 'boss')
    await act(second.id, 'withdraw', 'lin')
    await carry()
    expect(arrived.all().filter((each) => each.includes('withdrawn'))).toEqual([
      'chen Booking withdrawn: Beyond Beauty, Fri 27 Nov 2026',
    ])
  })

  it('an act that fails leaves no letter behind', async () => {
    const made = await book('chen')
    await act(made.id, 'approve', 'boss')
    const before = await running.database.delivery.count()
    await expect(act(made.id, 'approve', 'boss')).rejects.toMatchObject({ code: 'BOOKING_DECIDED' })
    expect(await running.database.delivery.count()).toBe(before)
  })

  it('reminds the day before, once, and warns of a licence only who wants it', async () => {
    await person(running.database, 'op', 'operator')
    const made = await book('chen')
    await act(made.id, 'approve', 'boss')
    clock.jump(instant(Date.parse('2026-11-26T12:30:00+08:00')))
    for (let times = 0; times < 2; times++) {
      await running.occasions.remind()
      await running.occasions.warnOfLicences()
      await carry()
    }
    const told = arrived.all().filter((each) => /Reminder|Licence/.test(each))
    expect(told.map((each) => each.replace(/=\?.*Reminder.*/, 'Reminder')).sort()).toEqual([
      'chen Reminder',
      'op Licence ending: Beyond Beauty, Thu 10 Dec 2026',
    ])
  })

  it('an alarm goes to who may act, the same one once in a quarter of an hour, and not when it is too late', async () => {
    const view: ReadinessView = {
      ...{ answer: 'unsafe', level: 'red', ready: 3, total: 6, start: times.start, title: 'News', judged: true },
      problems: [{ displayId: 'd', name: '101', state: 'offline', repair: 'wake' }],
    }
    await running.occasions.alarm(view)
    await running.occasions.alarm(view)
    await carry()
    expect(arrived.all()).toEqual(['boss Noon is not safe: News, Fri 27 Nov 2026 12:04'])
    clock.jump(instant(clock.now() + 20 * MINUTE))
    await running.occasions.alarm(view)
    await carry(31 * MINUTE)
    expect(arrived.all()).toHaveLength(1)
    const [late] = await running.deliveries.list(1, undefined, 'en')
    expect(late).toMatchObject({ state: 'given-up', failure: expect.stringContaining('too late') })
  })

  it('an invitation goes to an address without an account, and its link is forgotten once it was sent', async () => {
    await invite('l1', 'new@school.example', 'an.unlikely.secret')
    expect(JSON.stringify(await running.database.delivery.findMany())).not.toContain('unlikely')
    await carry()
    expect(mailbox.received[0]?.raw.replaceAll('=\r\n', '')).toContain('token=3Dan.unlikely.secret')
    expect(await running.database.delivery.findFirst()).toMatchObject({ state: 'sent', letter: '' })
  })
})

describe('the queue', () => {
  it('a link that is spent is not sent any more, nor kept when it could not be', async () => {
    mailbox.moods.push({ type: 'answer', status: 550, words: 'No such user' })
    await invite('one')
    await running.postman.look()
    await invite('two')
    await running.occasions.uninvite('new')
    await running.postman.look()
    expect(await running.database.delivery.count()).toBe(0)
    expect(mailbox.received).toHaveLength(0)
  })

  it('greylisting: 451 first, in a minute later', async () => {
    mailbox.moods.push({ type: 'answer', status: 451, words: 'Greylisted' })
    await invite('l')
    await running.postman.look()
    expect(await running.deliveries.list(1, undefined, 'en')).toMatchObject([
      { state: 'waiting', attempts: 1, nextAt: NOW + MINUTE, failure: expect.stringContaining('Greylisted') },
    ])
    await carry(MINUTE - 1)
    expect(mailbox.received).toHaveLength(0)
    await carry(1)
    expect(mailbox.received).toHaveLength(1)
  })

  it('a refused address is given up at once with its reason, and tried again when a person asks for it', async () => {
    mailbox.moods.push({ type: 'answer', status: 550, words: 'No such user' })
    await invite('l')
    await running.postman.look()
    const [given] = await running.deliveries.list(1, undefined, 'en')
    expect(given).toMatchObject({ state: 'given-up', failure: expect.stringContaining('No such user') })
    expect(await running.deliveries.again(given?.id ?? '')).toBe(true)
    await running.postman.look()
    expect(mailbox.received).toHaveLength(1)
    expect(await running.deliveries.again(given?.id ?? '')).toBe(false)
  })

  it('a server that stays away is given up after the last wait, and holds up no other letter', async () => {
    for (let attempt = 0; attempt <= WAITS_MS.length; attempt++) mailbox.moods.push({ type: 'hang-up' })
    await invite('first')
    await running.postman.look()
    for (const wait of WAITS_MS) await carry(wait)
    expect(await running.deliveries.list(1, undefined, 'en')).toMatchObject([
      { state: 'given-up', attempts: WAITS_MS.length + 1 },
    ])
    await invite('second')
    await running.postman.look()
    expect(arrived.all()).toHaveLength(1)
  })

  it('a server that was killed while it sent tries again when it is back, and knows what is still to be sent', async () => {
    await book('chen')
    expect(await running.deliveries.take('mail')).toMatchObject({ attempts: 1 })
    await running.stop()
    running = await start()
    await carry()
    await carry()
    expect(arrived.all()).toHaveLength(2)
    const list = await running.deliveries.list(5, undefined, 'en')
    expect(list.map(({ state, attempts }) => `${state} ${attempts}`).sort()).toEqual(['sent 1', 'sent 2'])
  })

  it('a letter that another key file sealed is given up, not sent as rubbish', async () => {
    await book('chen')
    const data = { letter: createSeal(Buffer.alloc(32)).seal('{}', 'letter x') }
    await running.database.delivery.updateMany({ data })
    await carry()
    const list = await running.deliveries.list(5, undefined, 'en')
    expect(list.every(({ state, failure }) => state === 'given-up' && failure?.includes('key file'))).toBe(true)
    expect(mailbox.received).toHaveLength(0)
  })

  it('a receiver that never answers holds up neither the mail nor the other events; its event is tried again', async () => {
    await running.stop()
    running = await start(400)
    await using receiver = await startReceiver()
    await running.post.setWebhook(receiver.url, false)
    receiver.hang(1)
    await book('chen')
    clock.jump(instant(clock.now() + 2 * MINUTE))
    const first = running.postman.look()
    await vi.waitFor(() => expect(receiver.begun).toBe(2))
    // What comes in while one hangs is carried by the next look.
    await invite('meanwhile')
    await Promise.race([running.postman.look(), vi.waitFor(() => expect(mailbox.received).toHaveLength(3))])
    expect(mailbox.received).toHaveLength(3)
    expect(receiver.answered).toBe(1)
    await first
    const failed = await running.database.delivery.findMany({ where: { channel: 'webhook', state: 'waiting' } })
    expect(failed.map(({ attempts, failure }) => [attempts, failure])).toEqual([[1, { code: 'timed-out', answer: '' }]])
    await carry(MINUTE)
    expect(receiver.answered).toBe(2)
  })

  it('where nothing is set up nothing is kept for later', async () => {
    await running.post.setServer(null)
    await book('chen')
    expect(await running.database.delivery.count()).toBe(0)
  })
})
