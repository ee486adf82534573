import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role, User } from '../../protocol/account.ts'
import type { BookingDetail, BookingView } from '../../protocol/booking.ts'
import { preferredLanguage } from '../../protocol/text.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { allowed } from '../platform/access.ts'
import { audit } from '../platform/audit.ts'
import { createChanges } from '../platform/changes.ts'
import { answerErrors } from '../platform/errors.ts'
import { Failure } from '../platform/failure.ts'
import * as school from '../schedule/inputs-fixture.ts'
import { createScheduleStore, seedTimetable } from '../schedule/store.ts'
import { bookingRoutes } from './routes.ts'
import { createBookingStore } from './store.ts'

const { at } = school
const PEOPLE: Readonly<Record<string, Role>> = { chen: 'teacher', lin: 'teacher', boss: 'head', helper: 'assistant' }
let held: TestDatabase
let clock: TestClock
let http: FastifyInstance
let published: string[]

const person = (id: string, role: Role): User => ({ id, name: id, fullName: '', role, language: 'en' })

beforeEach(async () => {
  clock = createTestClock(at('2026-11-23', '07:00'))
  held = await openTestDatabase(clock)
  const { database } = held
  const deps = { database, clock, timeZone: school.ZONE }
  await seedTimetable(deps)
  const createdAt = new Date(clock.now())
  for (const [id, role] of Object.entries(PEOPLE))
    await database.user.create({ data: { id, name: id, fullName: '', passwordHash: '', role, createdAt } })
  for (const [id, kind, minutes, airDate] of [
    ['film-a', 'film', 16, null],
    ['film-b', 'film', 90, null],
    ['friday-news', 'news', 16, '2026-11-27'],
  ] as const)
    await database.media.create({
      data: {
        id,
        title: id,
        kind,
        airDate,
        state: 'ready',
        durationMs: minutes * school.MINUTE,
        warnings: [],
        audioTracks: [],
        originalName: id,
        originalPath: id,
        bytes: 1n,
        createdAt,
        readyAt: createdAt,
      },
    })
  const changes = createChanges()
  published = []
  changes.subscribe(({ topic }) => published.push(topic))
  http = fastify().withTypeProvider<TypeBoxTypeProvider>().setValidatorCompiler(TypeBoxValidatorCompiler)
  answerErrors(http)
  http.decorateRequest('principal')
  http.decorateRequest('language')
  http.addHook('onRequest', async (request) => {
    const id = String(request.headers['x-person'])
    const role = PEOPLE[id]
    request.principal =
      role === undefined ? { type: 'nobody' } : { type: 'user', user: person(id, role), sessionId: '' }
    request.language = preferredLanguage(request.headers['accept-language'])
    if (allowed(request.principal, request.routeOptions.config.access ?? 'public') !== 'yes')
      throw new Failure('NOT_ALLOWED')
  })
  await http.register(
    bookingRoutes({
      bookings: createBookingStore(deps),
      schedule: createScheduleStore(deps),
      clock,
      changes,
      audit: audit(database, clock),
      timeZone: school.ZONE,
    }),
  )
})
afterEach(async () => {
  await http.close()
  await held.close()
})

const send = async <Answer = { code: string; message: string }>(
  who: string,
  method: 'GET' | 'POST',
  url: string,
  payload?: object,
) => {
  const headers = { 'x-person': who, 'accept-language': 'en' }
  const answer = await http.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  return { status: answer.statusCode, body: answer.json<Answer>() }
}
const wish = (patch: object = {}) => ({
  date: '2026-11-27',
  mediaId: 'film-a',
  licence: { kind: 'educational', validFrom: null, validUntil: '2026-12-31' },
  ...patch,
})
const booked = async (who: string, patch: object = {}): Promise<BookingDetail> => {
  const { status, body } = await send<BookingDetail>(who, 'POST', '/api/bookings', wish(patch))
  expect(status).toBe(201)
  return body
}
const act = (who: string, id: string, what: string) =>
  send<BookingView & { code: string }>(who, 'POST', `/api/bookings/${id}/${what}`)

describe('bookings', () => {
  it('C3 a teacher books, an approver approves, and the film is on', async () => {
    const made = await booked('chen', { note: '影展' })
    expect(made).toMatchObject({
      state: 'pending',
      title: 'film-a',
      bookedByName: 'chen',
      decidedBy: null,
      check: {
        slot: { id: 'friday-film' },
        cutMs: 0,
        problems: [],
        otherwise: { kind: 'news', start: '2026-11-27T12:04:00+08:00' },
      },
    })
    expect(made.check.otherwise?.reasons.map(({ text }) => text).slice(0, 3)).toEqual([
      'Friday slot “週五預約影片”',
      'the booking “film-a” was refused',
      'news',
    ])
    expect(await act('chen', made.id, 'approve')).toMatchObject({ status: 403 })
    expect(await act('boss', made.id, 'approve')).toMatchObject({
      status: 200,
      body: { state: 'approved', decidedBy: 'boss', decidedAt: clock.now() },
    })
    expect(published).toEqual(['bookings', 'bookings'])
    expect((await held.database.audit.findMany()).map(({ action }) => action).sort()).toEqual([
      'booking.approve',
      'booking.create',
    ])
    const inputs = await createScheduleStore({ ...held, clock, timeZone: school.ZONE }).inputs(
      school.days('2026-11-27'),
    )
    expect(inputs.bookings).toMatchObject([{ id: made.id, state: 'approved' }])
  })
  it('of many approvals at once for one date exactly one holds', async () => {
    const made = [await booked('chen'), await booked('lin'), await booked('chen', { mediaId: 'film-b' })]
    const answers = await Promise.all(made.map(({ id }) => act('boss', id, 'approve')))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409])
    expect(answers.filter(({ status }) => status === 409).map(({ body }) => body.code)).toEqual([
      'BOOKING_DATE_TAKEN',
      'BOOKING_DATE_TAKEN',
    ])
    expect(await held.database.booking.count({ where: { state: 'approved' } })).toBe(1)
  })
  it('of two decisions at once about one booking exactly one holds', async () => {
    const booking = await booked('chen')
    const store = createBookingStore({ database: held.database, clock })
    const answers = await Promise.allSettled([
      store.decide(booking, 'pending', 'approved', 'boss'),
      store.decide(booking, 'pending', 'withdrawn', 'chen'),
    ])
    const kept = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []))
    const lost = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
    expect([kept.length, lost]).toMatchObject([1, [{ code: 'CONFLICT' }]])
    const [row] = await held.database.booking.findMany()
    expect([row?.state, row?.holds]).toEqual([kept[0]?.state, kept[0]?.state === 'approved' ? booking.date : null])
  })
  it('a withdrawn date is free again', async () => {
    const [first, second] = [await booked('chen'), await booked('lin')]
    await act('boss', first.id, 'approve')
    expect((await act('lin', first.id, 'withdraw')).status).toBe(403)
    expect(await act('chen', first.id, 'withdraw')).toMatchObject({ body: { state: 'withdrawn' } })
    expect((await act('boss', second.id, 'approve')).status).toBe(200)
    expect(await act('boss', first.id, 'approve')).toMatchObject({ status: 409, body: { code: 'BOOKING_DECIDED' } })
    expect(await act('boss', second.id, 'withdraw')).toMatchObject({ body: { state: 'withdrawn' } })
  })
  it.each([
    ['a day without a slot', { date: '2026-11-26' }, 409, 'BOOKING_NO_SLOT'],
    ['a day that is over', { date: '2026-11-20' }, 409, 'BOOKING_DATE_PAST'],
    ['a day that does not exist', { date: '2026-02-30' }, 400, 'INPUT_INVALID'],
    ['a film that is not there', { mediaId: 'nothing' }, 409, 'BOOKING_MEDIA_MISSING'],
    ['a part beyond the film', { fromMs: 16 * school.MINUTE }, 400, 'BOOKING_PART_WRONG'],
    ['a part that ends before it begins', { fromMs: 5000, toMs: 5000 }, 400, 'BOOKING_PART_WRONG'],
    ['an audience that is not there', { audience: ['nowhere'] }, 404, 'GROUP_MISSING'],
    ['an unknown licence kind', { licence: { kind: 'x', validFrom: null, validUntil: null } }, 400, 'INPUT_INVALID'],
  ])('refuses %s', async (_name, patch, status, code) => {
    expect(await send('chen', 'POST', '/api/bookings', wish(patch))).toMatchObject({ status, body: { code } })
    expect(await held.database.booking.count()).toBe(0)
  })
  it('says why no booked film airs on that date', async () => {
    const { body } = await send('chen', 'POST', '/api/bookings', wish({ date: '2026-11-28' }))
    expect(body.message).toBe(
      'No booked film airs on 2026-11-28 (no slot for booked films on Sat 28 Nov). Choose another date.',
    )
  })
  it('does not approve what is not licensed, or what has begun', async () => {
    const none = await booked('chen', { licence: { kind: 'educational', validFrom: null, validUntil: '2026-11-26' } })
    expect(none.check.problems.map(({ code }) => code)).toEqual(['booking-not-licensed'])
    expect(await act('boss', none.id, 'approve')).toMatchObject({ status: 409, body: { code: 'BOOKING_NOT_LICENSED' } })
    const late = await booked('chen')
    clock.jump(at('2026-11-27', '12:04'))
    expect(await act('boss', late.id, 'approve')).toMatchObject({ status: 409, body: { code: 'BOOKING_DATE_PAST' } })
  })
  it('a teacher sees all bookings, page by page', async () => {
    const made: BookingDetail[] = []
    for (const [who, patch] of [
      ['chen', {}],
      ['lin', { mediaId: 'film-b' }],
      ['lin', { date: '2026-12-04' }],
    ] as const) {
      made.push(await booked(who, patch))
      clock.advance(1000)
    }
    const list = (query: string) =>
      send<{ items: BookingView[]; nextCursor: string | null }>('chen', 'GET', `/api/bookings${query}`)
    const first = await list('?limit=2')
    expect(first.body.items.map(({ id }) => id)).toEqual([made[2]?.id, made[0]?.id])
    const second = await list(`?limit=2&cursor=${first.body.nextCursor}`)
    expect([second.body.items.map(({ id }) => id), second.body.nextCursor]).toEqual([[made[1]?.id], null])
    expect((await list('?q=film-b')).body.items).toHaveLength(1)
    expect((await list('?from=2026-12-01&state=pending')).body.items.map(({ date }) => date)).toEqual(['2026-12-04'])
    expect((await send('helper', 'POST', '/api/bookings', wish())).status).toBe(403)
    expect((await send('chen', 'GET', '/api/bookings/nothing')).status).toBe(404)
  })
})
