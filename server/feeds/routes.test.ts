import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createClock } from '../platform/clock.ts'
import { openDatabase } from '../platform/database.ts'

let app: TestApp
let teacher: Browserlike
let bookingId: string
beforeAll(async () => {
  const clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
  app = await startTestApp({ clock })
  teacher = await app.as('teacher')
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const now = new Date(clock.now())
  await database.media.create({
    data: {
      ...{ id: 'film', title: '山, 海; 雲', kind: 'film', state: 'ready', durationMs: 900_000, warnings: [] },
      ...{ audioTracks: [], originalName: 'f', originalPath: 'f', bytes: 1n, createdAt: now, readyAt: now },
    },
  })
  await database.$disconnect()
  const licence = { kind: 'own-work', validFrom: null, validUntil: null }
  const payload = { date: '2026-11-27', mediaId: 'film', licence, note: '很長的說明'.repeat(20) }
  const made = await teacher.inject({ method: 'POST', url: '/api/bookings', payload })
  bookingId = made.json<{ id: string }>().id
})
afterAll(() => app.close())

const feed = async (path: string) => app.http.inject({ method: 'GET', url: path })
const renew = async () =>
  (await teacher.inject({ method: 'POST', url: '/api/calendar-key' })).json<{ path: string }>().path
/** Lines with folding undone (RFC 5545, 3.1). */
const unfolded = (text: string) => text.replaceAll('\r\n ', '').split('\r\n')

it('a booking is an event at its slot, in UTC, with an identifier that stays; withdrawn, it is cancelled', async () => {
  const path = await renew()
  const answer = await feed(path)
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8'])
  const lines = unfolded(answer.body)
  for (const line of [
    'BEGIN:VCALENDAR',
    `UID:booking-${bookingId}@nooncast`,
    'DTSTART:20261127T040400Z',
    'DTEND:20261127T042000Z',
    'SUMMARY:預約 山\\, 海\\; 雲',
    'STATUS:TENTATIVE',
    'END:VCALENDAR',
  ])
    expect(lines).toContain(line)
  expect(answer.body.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
  await teacher.inject({ method: 'POST', url: `/api/bookings/${bookingId}/withdraw` })
  const later = unfolded((await feed(path)).body)
  expect(later).toContain(`UID:booking-${bookingId}@nooncast`)
  expect(later).toContain('STATUS:CANCELLED')
  expect(later.some((line) => /^SEQUENCE:[1-9]/.test(line))).toBe(true)
})
it('a feed ends when its key is renewed or revoked; nobody’s key opens nothing', async () => {
  const [first, second] = [await renew(), await renew()]
  expect([(await feed(first)).statusCode, (await feed(second)).statusCode]).toEqual([404, 200])
  expect((await teacher.inject({ method: 'DELETE', url: '/api/calendar-key' })).statusCode).toBe(204)
  expect((await feed(second)).statusCode).toBe(404)
  expect((await feed('/calendar/nothing.ics')).statusCode).toBe(404)
})
it('one booking is a file of its own', async () => {
  const answer = await teacher.inject({ method: 'GET', url: `/api/bookings/${bookingId}/event.ics` })
  expect(answer.statusCode).toBe(200)
  expect(answer.body.match(/BEGIN:VEVENT/g)).toHaveLength(1)
})
it('duties of the section are events of who may do them, and of nobody else', async () => {
  const head = await app.as('head')
  const path = (await head.inject({ method: 'POST', url: '/api/calendar-key' })).json<{ path: string }>().path
  const lines = unfolded((await feed(path)).body)
  for (const line of [
    'UID:duty-sop-005-antivirus-2026-11-27@nooncast',
    'DTEND:20261127T080000Z',
    'SUMMARY:公務 防毒伺服器：病毒碼有在派送',
  ])
    expect(lines).toContain(line)
  expect((await feed(await renew())).body).not.toContain('duty-')
})
