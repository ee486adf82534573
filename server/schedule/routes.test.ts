import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CalendarDay, ImportResult, Slot, Term } from '../../protocol/calendar.ts'
import type { OnAirView, RundownView } from '../../protocol/rundown.ts'
import type { DaysSaid, ExceptionView, SchedulePreview, SharedAiring } from '../../protocol/schedule-preview.ts'
import type { Series } from '../../protocol/series.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { at } from './inputs-fixture.ts'

let app: TestApp
let operator: Browserlike
let teacher: Browserlike
beforeAll(async () => {
  app = await startTestApp({ clock: createTestClock(at('2026-11-23', '07:00')) })
  operator = await app.as('operator')
  teacher = await app.as('teacher')
})
afterAll(() => app.close())

interface Refusal {
  readonly code: string
  readonly message: string
}
const send = async <Answer = Refusal>(
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  payload?: object | string,
  headers: Record<string, string> = {},
) => {
  const request = { method, url, headers: { 'accept-language': 'en', ...headers } }
  const answer = await operator.inject(payload === undefined ? request : { ...request, payload })
  return {
    status: answer.statusCode,
    get body() {
      return answer.json<Answer>()
    },
  }
}
const file = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const csv = (bytes: Buffer | string, query = '', type = 'text/csv', language = 'en') =>
  send<ImportResult>('POST', `/api/calendar/import${query}`, bytes, {
    'content-type': type,
    'accept-language': language,
  })
const dayOf = async (date: string) =>
  (await send<{ items: CalendarDay[] }>('GET', `/api/calendar?from=${date}&to=${date}`)).body.items[0]

describe('the rundown over HTTP', () => {
  it('R2 a week, with reasons in words', async () => {
    const { status, body } = await send<RundownView>('GET', '/api/rundown?from=2026-11-23&to=2026-11-29&group=school')
    expect(status).toBe(200)
    expect(body.airings.find(({ start }) => start === '2026-11-27T12:04:00+08:00')?.reasons.at(-1)).toEqual({
      code: 'slate',
      params: {},
      text: 'the slate',
    })
    expect((await send('GET', '/api/rundown?from=2026-11-29&to=2026-11-23')).status).toBe(400)
    expect((await send('GET', '/api/rundown?from=2026-02-30&to=2026-03-01')).status).toBe(400)
    expect((await send('GET', '/api/rundown?from=2026-11-23&to=2026-11-23&group=nowhere')).status).toBe(404)
  })
  it.each([
    '2026-11-23T12:04:00%2B08:00',
    '2026-11-23T12:04:00+08:00',
    '2026-11-23T04:04:00Z',
    '2026-11-23T12:04:00.5+0800',
  ])('R3 on the air at %s', async (instant) => {
    const { body } = await send<OnAirView>('GET', `/api/on-air?at=${instant}&group=school`)
    expect(body).toMatchObject({
      airing: { slotId: 'noon-news' },
      positionMs: null,
      nextChangeAt: '2026-11-23T12:20:00+08:00',
    })
  })
  it.each(['noon', '2026-11-23', '2026-11-23 12:04'])('refuses %s as an instant', async (text) => {
    expect(await send('GET', `/api/on-air?at=${text}&group=school`)).toMatchObject({
      status: 400,
      body: { code: 'INPUT_INVALID' },
    })
  })
})

describe('the calendar over HTTP', () => {
  const BAD = '西元日期,星期,是否放假,備註\r\n20281225,一,2,假\r\n20281226,三,0,\r\n20281299,四,0,\r\n'

  it('T3 imports 2026: a dry run first, then for good, then nothing is new', async () => {
    const bytes = file('tw-office-calendar-2026.csv')
    const dry = await csv(bytes, '?dryRun=true')
    expect(dry).toMatchObject({
      status: 200,
      body: { year: 2026, imported: 365, errors: [], warnings: [], dryRun: true },
    })
    expect(dry.body.changes).toContainEqual({
      date: '2026-12-25',
      before: 'school',
      after: 'holiday',
      pattern: null,
      note: '行憲紀念日',
    })
    expect(dry.body.changed).toBe(dry.body.changes.length)
    expect(await dayOf('2026-12-25')).toMatchObject({ type: 'school', source: 'weekday' })
    expect((await csv(bytes)).body).toEqual({ ...dry.body, dryRun: false })
    expect(await dayOf('2026-12-25')).toMatchObject({ type: 'holiday', source: 'government', note: '行憲紀念日' })
    expect((await csv(bytes)).body).toMatchObject({ imported: 365, changed: 0, changes: [] })
    expect((await csv(bytes, '?dryRun')).body.dryRun).toBe(true)
  })
  it('T4 imports Big5 as a multipart file, with the make-up Saturday', async () => {
    const boundary = 'a-boundary'
    const body = Buffer.concat([
      Buffer.from(
        `--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="113.csv"\r\nContent-Type: text/csv\r\n\r\n`,
      ),
      file('tw-office-calendar-2024.big5.csv'),
      Buffer.from(`\r\n--${boundary}--\r\n`),
    ])
    const sent = await csv(body, '', `multipart/form-data; boundary=${boundary}`)
    expect(sent).toMatchObject({ status: 200, body: { year: 2024, imported: 366 } })
    expect(await dayOf('2024-02-17')).toMatchObject({ type: 'school', pattern: 4, note: '補行上班' })
    const noFile = `--${boundary}\r\nContent-Disposition: form-data; name="x"\r\n\r\n1\r\n--${boundary}--\r\n`
    expect((await csv(noFile, '', `multipart/form-data; boundary=${boundary}`)).status).toBe(400)
  })
  it('names bad lines in both languages and saves nothing', async () => {
    expect((await csv(BAD)).body).toMatchObject({
      year: 2028,
      imported: 0,
      changed: 0,
      errors: [
        { line: 3, message: '2028-12-26 is a 星期二, but this line says “三”.' },
        { line: 4, message: '“20281299” is not a date; it should look like 20261127.' },
      ],
    })
    expect((await csv(BAD, '', 'text/plain', 'zh-TW')).body.errors[0]).toEqual({
      line: 3,
      message: '2028-12-26 是星期二，這一行寫「三」。',
    })
    expect(await dayOf('2028-12-25')).toMatchObject({ type: 'school', source: 'weekday' })
  })
  it.each([
    'application/octet-stream',
    'application/x-www-form-urlencoded',
    'application/vnd.ms-excel',
    'text/csv; charset=big5',
  ])('takes the file as %s', async (type) => {
    expect((await csv(file('tw-office-calendar-2024.big5.csv'), '?dryRun=1', type)).body.imported).toBe(366)
  })
  it('takes a file whose type the browser does not know, and says that an empty one is empty', async () => {
    const post = (request: object) =>
      operator.inject({ method: 'POST', url: '/api/calendar/import?dryRun', ...request })
    const untyped = await post({ payload: file('tw-office-calendar-2026.csv') })
    expect(untyped.json<ImportResult>()).toMatchObject({ year: 2026, imported: 365 })
    const empty = await post({ headers: { 'content-type': 'text/csv' } })
    expect(empty.json<ImportResult>()).toMatchObject({ year: null, imported: 0, errors: [{ line: 1 }] })
  })
  it('refuses what is too large, of another type, or sent by someone who may not', async () => {
    expect((await csv('x'.repeat(300 * 1024))).status).toBe(413)
    expect((await csv('{}', '', 'application/json')).status).toBe(415)
    const headers = { 'content-type': 'text/csv' }
    const answer = await teacher.inject({ method: 'POST', url: '/api/calendar/import', headers, payload: 'x' })
    expect(answer.statusCode).toBe(403)
  })
  it('T3 an operator’s word stands above, until it is taken back', async () => {
    const put = (body: object) => send('PUT', '/api/calendar/2024-02-17', body)
    expect((await put({ type: 'school' })).status).toBe(400)
    expect((await put({ type: 'suspended', note: '颱風' })).status).toBe(200)
    expect(await dayOf('2024-02-17')).toMatchObject({ type: 'suspended', source: 'operator', note: '颱風' })
    expect((await send('DELETE', '/api/calendar/2024-02-17')).status).toBe(204)
    expect((await send('DELETE', '/api/calendar/2024-02-17')).status).toBe(404)
    expect(await dayOf('2024-02-17')).toMatchObject({ type: 'school', source: 'government' })
  })
  it('T3 several dates at once, and what was said before takes it back', async () => {
    const day = (date: string, said: object | null) => ({ date, said })
    const typhoon = { type: 'suspended', pattern: null, note: '颱風' }
    const exam = { type: 'exam', pattern: null, note: '' }
    const days = ['2030-03-05', '2030-03-06']
    await send('PUT', '/api/calendar/2030-03-05', { type: 'exam' })
    const said = await send<DaysSaid>('PUT', '/api/calendar', { days: days.map((date) => day(date, typhoon)) })
    expect(said.body).toEqual({ days: [day('2030-03-05', exam), day('2030-03-06', null)] })
    expect(await dayOf('2030-03-06')).toMatchObject({ type: 'suspended', source: 'operator' })
    const sources = await send<{ items: CalendarDay[]; by: string }>('GET', '/api/calendar/2030-03-06')
    expect(sources.body).toMatchObject({ items: [{ source: 'operator', note: '颱風' }] })
    expect(sources.body.by).toMatch(/^operator-/)
    await send('PUT', '/api/calendar', said.body)
    expect(await dayOf('2030-03-05')).toMatchObject({ type: 'exam', source: 'operator' })
    expect(await dayOf('2030-03-06')).toMatchObject({ type: 'school', source: 'weekday' })
    const saturday = [day('2030-03-09', { type: 'school', pattern: null, note: '' })]
    expect((await send('PUT', '/api/calendar', { days: [...saturday, day('2030-03-08', typhoon)] })).status).toBe(400)
    expect(await dayOf('2030-03-08')).toMatchObject({ source: 'weekday' })
  })
  it('T5 terms', async () => {
    const input = { name: '下學期', from: '2031-02-10', until: '2031-06-30' }
    const made = await send<Term>('POST', '/api/terms', input)
    expect(made).toMatchObject({ status: 201, body: input })
    const url = `/api/terms/${made.body.id}`
    expect((await send<Term>('PUT', url, { ...input, name: '新' })).body.name).toBe('新')
    expect(await send('PUT', url, { ...input, until: '2031-01-01' })).toMatchObject({
      status: 400,
      body: { code: 'TERM_DATES_WRONG' },
    })
    expect((await send<{ items: Term[] }>('GET', '/api/terms')).body.items).toHaveLength(1)
    expect([(await send('DELETE', url)).status, (await send('DELETE', url)).status]).toEqual([204, 404])
  })
})

describe('slots and series over HTTP', () => {
  const input = {
    name: '鐘聲',
    kind: 'notice',
    weekdays: [1],
    dates: [],
    startTime: '08:00',
    endTime: '08:05',
    audience: [],
    source: { type: 'none' },
    fallback: [],
    validFrom: null,
    validUntil: null,
    yearRound: false,
    exam: false,
  }
  it('S2 a slot is made, changed by version, cancelled on a date and removed', async () => {
    const made = await send<Slot>('POST', '/api/slots', input)
    expect(made.status).toBe(201)
    const url = `/api/slots/${made.body.id}`
    expect((await send<Slot>('PUT', url, { ...input, version: 1, name: '新' })).body).toMatchObject({ version: 2 })
    expect((await send('PUT', url, { ...input, version: 1 })).body).toMatchObject({ code: 'CONFLICT' })
    expect((await send('PUT', `${url}/exceptions/2026-11-30`, { change: { type: 'cancel' } })).status).toBe(204)
    const day = await send<RundownView>('GET', '/api/rundown?from=2026-11-30&to=2026-11-30&group=school')
    expect(day.body.airings.find(({ slotId }) => slotId === made.body.id)?.reasons.at(-1)?.code).toBe('slot-cancelled')
    expect((await send('DELETE', `${url}/exceptions/2026-11-30`)).status).toBe(204)
    expect((await send('PUT', `${url}/exceptions/2026-02-30`, { change: { type: 'cancel' } })).status).toBe(400)
    expect([(await send('DELETE', url)).status, (await send('DELETE', url)).status]).toEqual([204, 404])
  })
  it('S2 a draft is looked at and nothing is saved; an exception tells who made it; a removed slot comes back', async () => {
    const span = { from: '2026-11-30', to: '2026-12-06' }
    const draft = { type: 'slot', id: null, slot: { ...input, startTime: '12:00', endTime: '12:10' } }
    const slots = async () => (await send<{ items: Slot[] }>('GET', '/api/slots')).body.items.length
    const before = await slots()
    const seen = await send<SchedulePreview>('POST', '/api/schedule/preview', { ...span, draft })
    expect(seen.status).toBe(200)
    expect(seen.body.airings.map(({ airing }) => airing.start)).toEqual(['2026-11-30T12:00:00+08:00'])
    expect(await slots()).toBe(before)
    const without = { ...draft, slot: { ...draft.slot, weekdays: [] } }
    expect((await send('POST', '/api/schedule/preview', { ...span, draft: without })).body.code).toBe(
      'SLOT_WITHOUT_DAYS',
    )
    const { id } = (await send<Slot>('POST', '/api/slots', input)).body
    await send('PUT', `/api/slots/${id}/exceptions/2026-11-30`, { change: { type: 'cancel' }, note: '段考' })
    const listed = await send<{ items: ExceptionView[] }>('GET', `/api/exceptions?from=${span.from}&to=${span.to}`)
    expect(listed.body.items).toMatchObject([{ slotId: id, date: '2026-11-30', note: '段考' }])
    expect(listed.body.items[0]?.by).toMatch(/^operator-/)
    expect((await send('POST', `/api/slots/${id}/restore`)).status).toBe(404)
    await send('DELETE', `/api/slots/${id}`)
    expect((await send<Slot>('POST', `/api/slots/${id}/restore`)).body).toMatchObject({ id, name: input.name })
    await send('DELETE', `/api/slots/${id}`)
  })
  it('R1 groups that share an airing have it once', async () => {
    const { body } = await send<{ items: SharedAiring[] }>('GET', '/api/rundown/shared?from=2026-11-30&to=2026-11-30')
    expect(body.items.filter(({ airing }) => airing.slotId !== null)).toMatchObject([{ groups: ['school'] }])
  })
  it.each([
    ['without days', { weekdays: [] }, 'SLOT_WITHOUT_DAYS'],
    ['on a date that does not exist', { dates: ['2026-02-30'] }, 'INPUT_INVALID'],
    ['valid until before it begins', { validFrom: '2026-12-01', validUntil: '2026-11-01' }, 'INPUT_INVALID'],
    ['for nobody', { audience: ['nowhere'] }, 'GROUP_MISSING'],
    ['at no time', { startTime: '24:00' }, 'INPUT_INVALID'],
  ])('refuses a slot %s', async (_name, patch, code) => {
    expect((await send('POST', '/api/slots', { ...input, ...patch })).body.code).toBe(code)
  })
  it('C2 a series is made, given a place and removed', async () => {
    const made = await send<Series>('POST', '/api/series', { title: '電影', episodes: [] })
    expect(made.status).toBe(201)
    const url = `/api/series/${made.body.id}`
    expect((await send('PUT', url, { title: '電影', episodes: ['nothing'] })).body.code).toBe('SERIES_EPISODE_MISSING')
    const place = { groupId: 'school', episode: 0, positionMs: 0 }
    expect((await send<Series>('PUT', `${url}/bookmark`, place)).body.bookmarks).toMatchObject([place])
    expect((await send('PUT', `${url}/bookmark`, { ...place, episode: 1 })).body.code).toBe('SERIES_PLACE_WRONG')
    expect((await send<Series>('GET', url)).body.title).toBe('電影')
    const page = (await send<{ items: Series[]; nextCursor: string | null }>('GET', '/api/series?limit=1')).body
    expect([page.items.length, page.nextCursor]).toEqual([1, page.items[0]?.id])
    expect((await send('DELETE', '/api/series/noon-film')).body).toMatchObject({ code: 'SERIES_IN_USE' })
    expect([(await send('DELETE', url)).status, (await send('GET', url)).status]).toEqual([204, 404])
  })
})
