import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Role, User } from '../../protocol/account.ts'
import type { Approvers, BookableDate, BookingDetail, BookingPerson, BookingView } from '../../protocol/booking.ts'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
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
import { type BookingCalendar, createBookingCalendar } from './calendar.ts'
import { bookingRoutes } from './routes.ts'
import { type BookingStore, createBookingStore } from './store.ts'
import { startUpkeep } from './upkeep.ts'

const { at } = school
const PEOPLE: Readonly<Record<string, Role>> = {
  chen: 'teacher',
  lin: 'teacher',
  boss: 'head',
  desk: 'operator',
  helper: 'assistant',
}
let held: TestDatabase
let clock: TestClock
let http: FastifyInstance
let published: string[]
let bookings: BookingStore
let calendar: BookingCalendar
let approvers: Approvers

const person = (id: string, role: Role): User => ({ id, name: id, fullName: '', role, language: 'en', office: '' })

beforeEach(async () => {
  approvers = 'office'
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
  bookings = createBookingStore(deps)
  const settings = async () => ({ ...DEFAULT_SETTINGS, bookingsPerTerm: 2 })
  calendar = createBookingCalendar({ schedule: createScheduleStore(deps), settings, timeZone: school.ZONE })
  await http.register(
    bookingRoutes({
      bookings,
      calendar,
      person: async (id) => {
        const role = PEOPLE[id]
        return role === undefined ? null : person(id, role)
      },
      people: async () => Object.entries(PEOPLE).map(([id, role]) => person(id, role)),
      approvers: async () => approvers,
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
  method: 'GET' | 'POST' | 'PUT',
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
const act = (who: string, id: string, what: string, version = 1) =>
  send<BookingView & { code: string }>(
    who,
    'POST',
    `/api/bookings/${id}/${what}`,
    what === 'approve' ? { version } : undefined,
  )

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
  it('B1 of many who ask at once exactly one holds the date, the others wait in order', async () => {
    const made = await Promise.all(['chen', 'lin', 'boss', 'chen'].map((who) => booked(who)))
    expect(made.map(({ state }) => state).sort()).toEqual(['pending', 'waiting', 'waiting', 'waiting'])
    expect(made.map(({ place }) => place).sort()).toEqual([1, 2, 3, 4])
    expect(await held.database.booking.count({ where: { holds: '2026-11-27' } })).toBe(1)
  })
  it('of an approval and a withdrawal at once one is an answer, and the date follows it', async () => {
    const booking = await booked('chen')
    const waiting = await booked('lin')
    const answers = await Promise.all([act('boss', booking.id, 'approve'), act('chen', booking.id, 'withdraw')])
    expect(answers.map(({ status }) => status)).toContain(200)
    const rows = await held.database.booking.findMany({ orderBy: { place: 'asc' } })
    expect(rows.map(({ state, holds }) => `${state} ${holds}`)).toEqual(['withdrawn null', 'offered 2026-11-27'])
    expect((await act('lin', waiting.id, 'accept')).body.state).toBe('pending')
  })
  it('B2 B3 who waits is moved up, in order and for a time', async () => {
    const [first, second, third] = [await booked('chen'), await booked('lin'), await booked('boss')]
    expect((await act('lin', first.id, 'withdraw')).status).toBe(403)
    await act('chen', first.id, 'withdraw')
    const offered = await bookings.find(second.id)
    expect(offered).toMatchObject({ state: 'offered', offerUntil: at('2026-11-24', '07:00') })
    const upkeep = startUpkeep({
      bookings,
      calendar,
      clock,
      changes: createChanges(),
      log: { error: (details) => expect(details).toBeUndefined() },
    })
    clock.jump(at('2026-11-24', '07:00'))
    await upkeep.look()
    await upkeep.stop()
    expect((await bookings.find(second.id))?.state).toBe('lapsed')
    expect((await bookings.find(third.id))?.state).toBe('offered')
    expect(await act('lin', second.id, 'accept')).toMatchObject({ status: 409, body: { code: 'BOOKING_DECIDED' } })
    expect((await act('boss', third.id, 'accept')).body.state).toBe('pending')
  })
  it('B4 a refusal says why, and is taken back with its consequences', async () => {
    const [first, second] = [await booked('chen'), await booked('lin')]
    const refused = await send<BookingView>('boss', 'POST', `/api/bookings/${first.id}/refuse`, { reason: ' 太長 ' })
    expect(refused.body).toMatchObject({ state: 'refused', refusal: '太長', decidedBy: 'boss' })
    expect((await bookings.find(second.id))?.state).toBe('offered')
    expect((await act('chen', first.id, 'undo')).status).toBe(403)
    expect((await act('boss', first.id, 'undo')).body).toMatchObject({ state: 'pending', refusal: '' })
    expect((await bookings.find(second.id))?.state).toBe('waiting')
  })
  it('B5 from Wednesday 16:00 on a teacher asks, changes and withdraws nothing; an approver books for a teacher', async () => {
    const mine = await booked('chen')
    clock.jump(at('2026-11-25', '16:00'))
    expect(await send('lin', 'POST', '/api/bookings', wish())).toMatchObject({ body: { code: 'BOOKING_CUT_OFF' } })
    expect(await act('chen', mine.id, 'withdraw')).toMatchObject({ body: { code: 'BOOKING_CUT_OFF' } })
    expect(await held.database.booking.count()).toBe(1)
    expect(await booked('boss', { userId: 'lin' })).toMatchObject({ bookedBy: 'lin', state: 'waiting' })
    expect(await send('chen', 'POST', '/api/bookings', wish({ userId: 'lin' }))).toMatchObject({ status: 403 })
  })
  it('B7 a changed booking is decided anew', async () => {
    const mine = await booked('chen')
    await act('boss', mine.id, 'approve')
    const { date: _date, ...change } = wish({ mediaId: 'film-b', note: '改' })
    const { body } = await send<BookingDetail>('chen', 'PUT', `/api/bookings/${mine.id}`, change)
    expect(body).toMatchObject({ state: 'pending', mediaId: 'film-b', note: '改', place: 1, version: 2 })
    expect(await send('lin', 'PUT', `/api/bookings/${mine.id}`, change)).toMatchObject({ status: 403 })
  })
  it('B11 a change made over another one is refused, and nothing of it is kept', async () => {
    const mine = await booked('chen')
    const { date: _date, ...change } = wish({ note: '先存' })
    const put = (note: string, version?: number) =>
      send<BookingDetail>('chen', 'PUT', `/api/bookings/${mine.id}`, { ...change, note, version })
    expect(await put('先存', 1)).toMatchObject({ status: 200, body: { note: '先存', version: 2 } })
    expect(await put('後存', 1)).toMatchObject({ status: 409, body: { code: 'BOOKING_CHANGED' } })
    expect(await bookings.find(mine.id)).toMatchObject({ note: '先存', version: 2 })
    expect(await put('看過再存', 2)).toMatchObject({ status: 200, body: { note: '看過再存', version: 3 } })
  })
  it('B7 who waits changes what is asked for and keeps the place in the line', async () => {
    const [, second, third] = [await booked('boss'), await booked('chen'), await booked('lin')]
    const { date: _date, ...change } = wish({ mediaId: 'film-b' })
    const { body } = await send<BookingDetail>('chen', 'PUT', `/api/bookings/${second.id}`, change)
    expect(body).toMatchObject({ state: 'waiting', mediaId: 'film-b', place: 2 })
    expect((await bookings.find(third.id))?.place).toBe(3)
  })
  it('B11 an approval of what was changed meanwhile is refused, the next look approves it', async () => {
    const mine = await booked('chen')
    const { date: _date, ...change } = wish({ mediaId: 'film-b' })
    await send('chen', 'PUT', `/api/bookings/${mine.id}`, change)
    expect(await act('boss', mine.id, 'approve', 1)).toMatchObject({ status: 409, body: { code: 'BOOKING_CHANGED' } })
    expect((await bookings.find(mine.id))?.state).toBe('pending')
    expect(await act('boss', mine.id, 'approve', 2)).toMatchObject({ body: { state: 'approved' } })
    expect(await send('boss', 'POST', `/api/bookings/${mine.id}/approve`)).toMatchObject({ status: 400 })
  })
  it('B11 of an approval and a change at once, never is approved what nobody saw', async () => {
    const mine = await booked('chen')
    const { date: _date, ...change } = wish({ mediaId: 'film-b' })
    await Promise.all([act('boss', mine.id, 'approve', 1), send('chen', 'PUT', `/api/bookings/${mine.id}`, change)])
    expect(await bookings.find(mine.id)).toMatchObject({ state: 'pending', mediaId: 'film-b' })
  })
  it('B13 a film that is not in the library waits in the line, and is approved once a programme is linked', async () => {
    const film = {
      title: '海角七號',
      lengthMs: 20 * school.MINUTE,
      holder: '發行公司',
      arrives: 'disc',
      on: '2026-11-25',
    }
    const mine = await booked('chen', { mediaId: null, film })
    expect(mine).toMatchObject({
      state: 'pending',
      title: '海角七號',
      mediaId: null,
      check: { cutMs: 4 * school.MINUTE },
    })
    const awaited = async () => (await send<{ items: BookingView[] }>('desk', 'GET', '/api/bookings?awaited=true')).body
    expect((await awaited()).items.map(({ id }) => id)).toEqual([mine.id])
    expect(await act('boss', mine.id, 'approve')).toMatchObject({ status: 409, body: { code: 'BOOKING_FILM_AWAITED' } })
    const { date: _date, ...change } = wish({ mediaId: 'film-b', film })
    const { body } = await send<BookingDetail>('desk', 'PUT', `/api/bookings/${mine.id}`, change)
    expect(body).toMatchObject({ title: 'film-b', film, version: 2, state: 'pending' })
    expect(body.check.problems.map(({ code }) => code)).toEqual(['booking-film-length', 'ends-with-slot'])
    expect((await awaited()).items).toEqual([])
    expect(await act('boss', mine.id, 'approve', 2)).toMatchObject({ body: { state: 'approved' } })
    expect(await send('chen', 'POST', '/api/bookings', wish({ mediaId: null }))).toMatchObject({ status: 400 })
  })
  it('B10 where the head approves, an operator only acts for teachers', async () => {
    approvers = 'head'
    const mine = await booked('desk', { userId: 'chen' })
    expect(await act('desk', mine.id, 'approve')).toMatchObject({ body: { code: 'BOOKING_HEAD_APPROVES' } })
    expect(await act('desk', mine.id, 'refuse')).toMatchObject({ status: 403 })
    expect(await act('boss', mine.id, 'approve')).toMatchObject({ body: { state: 'approved' } })
    expect(await act('desk', mine.id, 'undo')).toMatchObject({ status: 403 })
    expect(await act('desk', mine.id, 'withdraw')).toMatchObject({ body: { state: 'withdrawn' } })
    const people = await send<{ items: BookingPerson[] }>('desk', 'GET', '/api/booking-people')
    expect(people.body.items.map(({ id }) => id)).toEqual(['chen', 'lin', 'boss', 'desk'])
    expect((await send('chen', 'GET', '/api/booking-people')).status).toBe(403)
    expect((await send('desk', 'POST', '/api/bookings', wish({ userId: 'helper' }))).status).toBe(404)
  })
  it('B9 a teacher has no more bookings in a term than the school allows, two at once included', async () => {
    await held.database.term.create({ data: { id: 't', name: '115-1', from: '2026-08-31', until: '2027-01-20' } })
    const dates = ['2026-12-04', '2026-12-11', '2026-12-18', '2026-12-25']
    const answers = await Promise.all(dates.map((date) => send('chen', 'POST', '/api/bookings', wish({ date }))))
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 201, 409, 409])
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('BOOKING_QUOTA')
  })
  it('lists the dates of a term with their lines; a holiday with its reason', async () => {
    await booked('chen')
    await held.database.calendarDay.create({
      data: { date: '2026-12-04', source: 'school', type: 'holiday', note: '校慶補假' },
    })
    const { body } = await send<{ items: BookableDate[] }>(
      'chen',
      'GET',
      '/api/booking-dates?from=2026-11-23&to=2026-12-11',
    )
    expect(body.items).toMatchObject([
      { date: '2026-11-27', slot: {}, cutOff: at('2026-11-25', '16:00'), bookings: [{ state: 'pending' }] },
      { date: '2026-12-04', slot: null, bookings: [] },
      { date: '2026-12-11', slot: {}, bookings: [] },
    ])
    expect(body.items[1]?.reasons.map(({ text }) => text).join()).toContain('校慶補假')
  })
  it('B12 gives the verdict before anything is booked', async () => {
    const { status, body } = await send('chen', 'POST', '/api/bookings/check', wish({ mediaId: 'film-b' }))
    expect([status, body]).toMatchObject([200, { shownMs: 16 * school.MINUTE, cutMs: 74 * school.MINUTE }])
    expect(await held.database.booking.count()).toBe(0)
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
  it('B12 does not approve what is not licensed, or what has begun', async () => {
    const none = await booked('chen', { licence: { kind: 'educational', validFrom: null, validUntil: '2026-11-26' } })
    expect(none.check.problems.map(({ code }) => code)).toEqual(['booking-not-licensed'])
    expect(await act('boss', none.id, 'approve')).toMatchObject({ status: 409, body: { code: 'BOOKING_NOT_LICENSED' } })
    await act('boss', none.id, 'refuse')
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
