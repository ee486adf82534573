/** A teacher's own film from the first byte to the library, and every door that must not know of it meanwhile. */
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { BookingDetail, BookingView } from '../protocol/booking.ts'
import { instant } from '../protocol/time.ts'
import { createHeldFilms } from '../server/bookings/held-films.ts'
import { someManifest } from '../server/media/media-fixture.ts'
import { createChanges } from '../server/platform/changes.ts'
import { createClock } from '../server/platform/clock.ts'
import { type Database, openDatabase } from '../server/platform/database.ts'
import { type Browserlike, startTestApp, type TestApp } from './app.ts'

let app: TestApp
let origin: string
let database: Database
let [chen, lin, boss, helper]: Browserlike[] = []
beforeAll(async () => {
  const clock = createClock(instant(Date.parse('2026-11-23T08:00:00+08:00')))
  app = await startTestApp({ clock })
  origin = await app.listen()
  ;[chen, lin] = [await app.as('teacher'), await app.as('teacher')]
  ;[boss, helper] = [await app.as('head'), await app.as('assistant')]
  database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
})
afterAll(async () => {
  await database.$disconnect()
  await app.close()
})

const asked = async <Answer>(
  who: Browserlike | undefined,
  method: 'GET' | 'POST' | 'PUT',
  url: string,
  body?: object,
) => {
  const answer = await who?.inject({ method, url, ...(body === undefined ? {} : { payload: body }) })
  return { status: answer?.statusCode, body: answer?.json<Answer>() }
}
const wish = (date: string) => ({
  ...{ date, mediaId: null, licence: { kind: 'own-work', validFrom: null, validUntil: null } },
  film: { title: '班級短片', lengthMs: 900_000, holder: '', arrives: 'file', on: '2026-11-24' },
})
const tus = (
  who: Browserlike | undefined,
  method: string,
  path: string,
  headers: Record<string, string>,
  body?: string,
) =>
  fetch(`${origin}${path}`, {
    method,
    headers: { 'tus-resumable': '1.0.0', cookie: who?.cookie ?? '', 'x-csrf-token': who?.csrfToken ?? '', ...headers },
    ...(body === undefined ? {} : { body }),
  })
const begin = (who: Browserlike | undefined, bookingId: string, bytes = 4) => {
  const said = { filename: 'clip.mp4', bookingId, owner: 'somebody' }
  const pairs = Object.entries(said).map(([key, value]) => `${key} ${Buffer.from(value).toString('base64')}`)
  return tus(who, 'POST', '/api/own-films', { 'upload-length': String(bytes), 'upload-metadata': pairs.join(',') })
}
const CHUNK = { 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' }
const bring = async (bookingId: string): Promise<string> => {
  const location = (await begin(chen, bookingId)).headers.get('location') ?? ''
  return (await tus(chen, 'PATCH', location, CHUNK, 'noon')).headers.get('nooncast-media-id') ?? ''
}
/** As a preparation would leave it: seventeen minutes that could go on the air. */
const prepared = async (id: string): Promise<void> => {
  await expect.poll(async () => (await database.media.findUnique({ where: { id } }))?.state).toBe('refused')
  const at = new Date(app.clock.now())
  const facts = { durationMs: 17 * 60_000, hasVideo: true, revision: 'r1', readyAt: at, refusalCode: null }
  await database.media.update({
    where: { id },
    data: { state: 'ready', ...facts, tags: { create: { tag: 'held-tag' } }, airDate: '2026-11-27', kind: 'news' },
  })
  await database.mediaManifest.create({ data: { mediaId: id, revision: 'r1', manifest: someManifest(id) } })
}
const booked = async (date: string): Promise<BookingView> => {
  const { body } = await asked<BookingView>(chen, 'POST', '/api/bookings', wish(date))
  if (body === undefined) throw new Error('not booked')
  return body
}

it('a film is brought by whom the booking is, byte by byte, and by nobody else', async () => {
  const { id } = await booked('2026-11-27')
  expect((await begin(lin, id)).status).toBe(404)
  expect((await begin(helper, id)).status).toBe(403)
  const tooLarge = await begin(chen, id, 9e9)
  expect([tooLarge.status, await tooLarge.json()]).toMatchObject([413, { code: 'MEDIA_TOO_LARGE' }])
  const first = (await begin(chen, id)).headers.get('location') ?? ''
  const location = (await begin(chen, id)).headers.get('location') ?? ''
  expect((await tus(chen, 'HEAD', first, {})).status).toBe(404)
  for (const method of ['HEAD', 'PATCH', 'DELETE'])
    expect((await tus(lin, method, location, method === 'PATCH' ? CHUNK : {})).status).toBe(404)
  expect((await tus(chen, 'HEAD', location, {})).headers.get('upload-offset')).toBe('0')
  expect((await tus(chen, 'PATCH', location, CHUNK, 'noon')).status).toBe(204)
  expect(await readdir(join(app.directory, 'media', 'held'))).toHaveLength(1)
  expect(await readdir(join(app.directory, 'media', 'own-uploads'))).toEqual([])
  const { body } = await asked<BookingDetail>(chen, 'GET', `/api/bookings/${id}`)
  expect(body).toMatchObject({ heldFilm: { state: 'quarantined' }, version: 2, title: '班級短片' })
  expect((await begin(chen, id)).status).toBe(409)
})

it('a held film is behind no door but its teacher’s and the approvers’', async () => {
  const { mediaId } = await database.heldFilm.findFirstOrThrow()
  await prepared(mediaId)
  const doors = app.http.guardedRoutes.flatMap(({ method, url }) =>
    /^\/(api\/)?media\/:id/.test(url)
      ? [method].flat().map((each) => [each, url.replace(':id', mediaId)] as const)
      : [],
  )
  expect(doors.length).toBeGreaterThan(12)
  const open: string[] = []
  for (const who of [lin, helper])
    for (const [method, url] of doors) {
      const path = url.replace(':playlist', '360p').replace(':track', 'none')
      const answer = await who?.inject({ method: method as 'GET', url: path, ...bodyFor(method, url) })
      if (![403, 404].includes(answer?.statusCode ?? 0)) open.push(`${method} ${url}: ${answer?.statusCode}`)
    }
  expect(open).toEqual([])
  const job = await database.job.findFirstOrThrow({ where: { mediaId } })
  expect((await asked(helper, 'POST', `/api/jobs/${job.id}/cancel`)).status).toBe(404)
  for (const who of [chen, boss])
    for (const url of [`/api/media/${mediaId}`, `/media/${mediaId}/manifest.json`, `/media/${mediaId}/index.m3u8`])
      expect((await who?.inject({ method: 'GET', url }))?.statusCode).toBe(200)
})
const bodyFor = (method: string, url: string) => {
  if (method === 'PATCH') return { payload: url.includes('subtitles') ? { shiftMs: 0 } : { title: 'mine' } }
  if (url.endsWith('poster')) return { payload: { atMs: 0 } }
  if (url.endsWith('subtitles')) return { payload: { language: 'zh', name: 'x', text: 'WEBVTT\n\n' } }
  return url.endsWith('licence-scan') ? { headers: { 'content-type': 'application/pdf' }, payload: '%PDF-1' } : {}
}

it('a held film is in no list, count, search, series, cut-in or plan', async () => {
  const { mediaId } = await database.heldFilm.findFirstOrThrow()
  const url = '/api/'
  const lists = [
    'media',
    'media?q=clip',
    'media?tag=held-tag',
    'media?kind=news',
    'media?archived=true',
    'jobs',
    'media/summary',
  ]
  const told: string[] = []
  for (const list of lists)
    for (const who of [lin, helper, boss]) {
      const answer = await who?.inject({ method: 'GET', url: `${url}${list}` })
      if (answer?.statusCode !== 200 || /held-tag|"total":[1-9]/.test(answer.body) || answer.body.includes(mediaId))
        told.push(list)
    }
  expect(told).toEqual([])
  const series = await asked(boss, 'POST', '/api/series', { title: 's', episodes: [mediaId] })
  expect([series.status, series.body]).toMatchObject([409, { code: 'SERIES_EPISODE_MISSING' }])
  const other = { ...wish('2026-12-11'), mediaId, film: null }
  expect((await asked(lin, 'POST', '/api/bookings', other)).body).toMatchObject({ code: 'BOOKING_MEDIA_MISSING' })
  // The news of that day, and even a booking that was approved behind the rules' back, find nothing to air.
  await database.booking.updateMany({ where: { mediaId }, data: { state: 'approved' } })
  const plan = await boss?.inject({ method: 'GET', url: '/api/rundown?from=2026-11-27&to=2026-11-28' })
  expect(plan?.body).not.toContain(mediaId)
  await database.booking.updateMany({ where: { mediaId }, data: { state: 'pending' } })
})

it('its real length decides the verdict; it can be let go and taken back, and is the library’s once approved', async () => {
  const { bookingId, mediaId } = await database.heldFilm.findFirstOrThrow()
  const detail = await asked<BookingDetail>(chen, 'GET', `/api/bookings/${bookingId}`)
  expect(detail.body?.check.cutMs).toBeGreaterThan(0)
  expect(detail.body?.check.problems.map(({ code }) => code)).toContain('booking-film-length')
  const film = (who: Browserlike | undefined, act: string) =>
    asked<BookingView>(who, 'POST', `/api/bookings/${bookingId}/film/${act}`)
  expect((await film(lin, 'refuse')).status).toBe(403)
  expect((await film(chen, 'accept')).status).toBe(403)
  expect((await film(boss, 'refuse')).body).toMatchObject({ mediaId: null, heldFilm: { state: 'refused' } })
  const back = await film(chen, 'undo')
  expect(back.body).toMatchObject({ mediaId, heldFilm: { state: 'quarantined' } })
  const scan = await chen?.inject({
    ...{ method: 'PUT', url: `/api/bookings/${bookingId}/film/licence-scan`, payload: '%PDF-1.7' },
    headers: { 'content-type': 'application/pdf' },
  })
  expect(scan?.statusCode).toBe(204)
  const approved = await asked<BookingView>(boss, 'POST', `/api/bookings/${bookingId}/approve`, {
    version: back.body?.version,
  })
  expect(approved.body).toMatchObject({ state: 'approved', heldFilm: null })
  expect((await asked(lin, 'GET', `/api/media/${mediaId}`)).status).toBe(200)
})

it('a film that its teacher removes can be taken back for a week, and is deleted then', async () => {
  const { id } = await booked('2026-12-18')
  const mediaId = await bring(id)
  await asked(chen, 'POST', `/api/bookings/${id}/film/refuse`)
  const days = (count: number) => createClock(instant(app.clock.now() + count * 86_400_000))
  const erased: string[] = []
  const tidyAfter = (count: number) =>
    createHeldFilms({
      ...{ database, clock: days(count), changes: createChanges() },
      bookings: { alone: () => Promise.reject(new Error('nothing is decided here')) },
      erase: async (film) => erased.push(film),
    }).tidy()
  expect([await tidyAfter(6), erased]).toEqual([0, []])
  expect([await tidyAfter(7.01), erased]).toEqual([1, [mediaId]])
})
