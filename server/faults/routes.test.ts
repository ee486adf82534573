import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { User } from '../../protocol/account.ts'
import type { FaultAct } from '../../protocol/fault.ts'
import type { FaultDetail, FaultFacets, FaultItem } from '../../protocol/fault-desk.ts'
import type { FaultFigures } from '../../protocol/fault-figures.ts'
import type { FaultReportInput, GuestReportAnswer, KnownFault, MyFault } from '../../protocol/fault-report.ts'
import { instant } from '../../protocol/time.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { openDatabase } from '../platform/database.ts'

const MONDAY = instant(Date.parse('2026-11-23T09:00:00+08:00'))
const HOUR = 3_600_000
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const clock = createTestClock(MONDAY)
/** Time passes; whoever was signed in comes in anew. */
const pass = async (hours: number) => {
  clock.jump(instant(clock.now() + hours * HOUR))
  admin = await app.signIn()
  lin = await app.signIn('lin')
  chen = await app.signIn('chen')
}

let app: TestApp
let admin: Browserlike
let lin: Browserlike
let chen: Browserlike
let linId: string
beforeAll(async () => {
  app = await startTestApp({ clock })
  admin = await app.signIn()
  for (const [name, role] of [
    ['lin', 'operator'],
    ['chen', 'teacher'],
    ['wu', 'teacher'],
  ] as const) {
    const payload = { name, fullName: `${name} full`, role, password: ADMIN_PASSWORD }
    const made = await admin.inject({ method: 'POST', url: '/api/users', payload })
    if (name === 'lin') linId = made.json<User>().id
  }
  lin = await app.signIn('lin')
  chen = await app.signIn('chen')
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const createdAt = new Date(MONDAY)
  const facts = {
    ...{ appVersion: '1', userAgent: '', width: 1, height: 1 },
    ...{ secureContext: true, serviceWorker: true, autoplay: true },
  }
  await database.display.create({ data: { id: 'tv-101', name: '101', tokenHash: 'x', facts, createdAt } })
  await database.vendor.create({ data: { id: 'v', name: '大同電子', serves: [], createdAt } })
  for (const [id, label, name, displayId] of [
    ['e1', 'K7Q2MX4P', '教室電視', 'tv-101'],
    ['e2', 'B3W9RT6H', '擴大機', null],
  ] as const)
    await database.equipment.create({
      data: {
        ...{ id, label, name, displayId, kind: 'tv', state: 'in-use', createdAt },
        ...{ room: displayId === null ? '視聽教室' : '101', vendorId: 'v' },
      },
    })
  await database.$disconnect()
})
afterAll(() => app.close())

const report = async (who: Browserlike, patch: Partial<FaultReportInput> = {}): Promise<MyFault> => {
  const payload = { symptom: 'no-sound', text: '', displayId: 'tv-101', neededForNoon: false, ...patch }
  const answer = await who.inject({ method: 'POST', url: '/api/faults', payload })
  expect(answer.statusCode).toBe(201)
  return answer.json()
}
const act = (id: string, deed: FaultAct, version?: number, who = lin) =>
  who.inject({
    method: 'POST',
    url: `/api/faults/${id}/acts`,
    payload: { act: deed, ...(version === undefined ? {} : { version }) },
  })
const detail = async (id: string) => (await lin.inject({ method: 'GET', url: `/api/faults/${id}` })).json<FaultDetail>()
const say = (who: Browserlike, id: string, what: string, note = '') =>
  who.inject({
    method: 'POST',
    url: `/api/my-faults/${id}/${what}`,
    ...(what === 'me-too' ? {} : { payload: { note } }),
  })
const items = async <Item>(who: Browserlike, url: string) =>
  (await who.inject({ method: 'GET', url })).json<{ items: Item[]; nextCursor: string | null }>()
const triage: FaultAct = { type: 'triage', severity: 'high', ownerId: null, note: '' }

describe('a fault that a teacher reports', () => {
  it('F9 names the device behind the TV, and is followed to its end without the section’s notes', async () => {
    const { id, number } = await report(chen, { text: '右邊喇叭', neededForNoon: true })
    expect(await detail(id)).toMatchObject({
      ...{ severity: 'blocks-noon', room: '101', equipmentId: 'e1', vendorName: '大同電子', title: '沒有聲音' },
      ...{ reporterName: 'chen full', source: 'person' },
    })
    await act(id, { ...triage, ownerId: linId })
    await act(id, { type: 'note', note: 'only for us' })
    await act(id, { type: 'ask', note: 'Since when?' })
    expect((await items<MyFault>(chen, '/api/my-faults')).items[0]).toMatchObject({
      question: 'Since when?',
      owner: 'reporter',
    })
    expect((await detail(id)).dueAt).toBeNull()
    expect((await say(chen, id, 'answer', '今天早上')).json()).toMatchObject({ question: null, owner: 'section' })
    await act(id, { type: 'fixed', note: '換了線' })
    const mine = await chen.inject({ method: 'GET', url: '/api/my-faults' })
    expect(mine.json<{ items: MyFault[] }>().items[0]).toMatchObject({ outcome: '換了線', canConfirm: true, number })
    expect(mine.body).not.toContain('only for us')
    expect((await say(chen, id, 'confirm')).json()).toMatchObject({ state: 'closed' })
    await pass(13 * 24)
    expect((await say(chen, id, 'still-broken', '又壞了')).json()).toMatchObject({ state: 'triaged' })
    const { history, ownerName } = await detail(id)
    expect(ownerName).toBe('lin full')
    expect(history.map(({ type }) => type)).toEqual([
      'report',
      'triage',
      'note',
      'ask',
      'answer',
      'fixed',
      'accept',
      'reopen',
    ])
  })

  it('F7 can’t be reopened after the school’s days', async () => {
    const { id } = await report(chen, { symptom: 'frozen' })
    await act(id, { type: 'fixed', note: '' })
    await act(id, { type: 'accept', note: '' })
    await pass(15 * 24)
    expect((await say(chen, id, 'still-broken')).json()).toMatchObject({
      code: 'FAULT_REOPEN_LATE',
      details: { days: 14 },
    })
    expect((await act(id, { type: 'reopen', note: '' })).statusCode).toBe(409)
    expect((await detail(id)).reopenUntil).toBeNull()
  })

  it('F9 counts each person who has it too once, and tells nobody what is not theirs', async () => {
    const wu = await app.signIn('wu')
    const { id } = await report(chen, { symptom: 'remote' })
    const known = await items<KnownFault>(wu, '/api/report-rooms/faults?displayId=tv-101')
    expect(known.items.find((each) => each.id === id)).toMatchObject({ mine: false, times: 1 })
    expect((await say(wu, id, 'confirm')).statusCode).toBe(404)
    expect((await say(wu, id, 'me-too')).json()).toMatchObject({ times: 2 })
    expect((await say(wu, id, 'me-too')).json()).toMatchObject({ times: 2 })
    expect((await say(chen, id, 'me-too')).json()).toMatchObject({ times: 2 })
    expect((await items<MyFault>(wu, '/api/my-faults')).items.map((each) => each.id)).toEqual([id])
    expect((await chen.inject({ method: 'GET', url: `/api/faults/${id}` })).statusCode).toBe(403)
  })

  it('wants words where the choice says nothing, and a place that exists', async () => {
    const send = (payload: object) => chen.inject({ method: 'POST', url: '/api/faults', payload })
    const other = { symptom: 'other', text: ' ', neededForNoon: false }
    expect((await send(other)).json()).toMatchObject({ code: 'FAULT_NOTE_NEEDED' })
    expect((await send({ ...other, text: 'x', displayId: 'nowhere' })).statusCode).toBe(404)
    const far = await report(chen, { symptom: 'other', text: '布幕捲不起來', displayId: null, room: '視聽教室' })
    expect(far).toMatchObject({ title: '布幕捲不起來', room: '視聽教室' })
    expect((await items<FaultItem>(lin, '/api/faults?q=布幕')).items.map(({ id }) => id)).toEqual([far.id])
  })

  it('keeps photos: shown to who sent them and to the section, nobody else', async () => {
    const { id } = await report(chen)
    const send = (who: Browserlike, url: string, payload: Buffer) =>
      who.inject({ method: 'POST', url, payload, headers: { 'content-type': 'image/png' } })
    const kept = await send(chen, `/api/my-faults/${id}/attachments?name=a.png`, PNG)
    expect(kept.statusCode).toBe(201)
    const url = `attachments/${kept.json<{ id: string }>().id}`
    expect((await chen.inject({ method: 'GET', url: `/api/my-faults/${id}/${url}` })).rawPayload).toEqual(PNG)
    expect((await lin.inject({ method: 'GET', url: `/api/faults/${id}/${url}` })).statusCode).toBe(200)
    const wu = await app.signIn('wu')
    expect((await wu.inject({ method: 'GET', url: `/api/my-faults/${id}/${url}` })).statusCode).toBe(404)
    expect((await send(chen, `/api/my-faults/${id}/attachments`, Buffer.from([0, 1, 2]))).statusCode).toBe(415)
    expect((await lin.inject({ method: 'DELETE', url: `/api/faults/${id}/${url}` })).statusCode).toBe(204)
  })
})

describe('the section’s acts', () => {
  it('F1 let one of two people act on what both saw, and tell the other', async () => {
    const { id } = await report(chen)
    const { version } = await detail(id)
    const both = await Promise.all([act(id, triage, version), act(id, triage, version, admin)])
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
  })

  it('F1 refuse what only a slip or a visit may do, what says nothing, and people who don’t belong', async () => {
    const { id } = await report(chen)
    await act(id, triage)
    const codes = []
    for (const deed of [
      { type: 'need-slip', slipId: 's', note: '' },
      { type: 'note', note: '  ' },
      { type: 'assign', ownerId: 'nobody', note: '' },
    ] as const)
      codes.push((await act(id, deed)).json<{ code: string }>().code)
    expect(codes).toEqual(['NOT_ALLOWED', 'FAULT_NOTE_NEEDED', 'FAULT_PERSON_UNKNOWN'])
    const own = await report(chen, { displayId: null, equipmentId: 'e2' })
    expect((await act(own.id, { type: 'ask', note: '?' })).statusCode).toBe(200)
  })

  it('F8 merge into another open fault, which then counts and tells both reporters', async () => {
    const [one, two] = [await report(chen), await report(await app.signIn('wu'), { displayId: null, room: '102' })]
    expect((await act(one.id, { type: 'merge', into: one.id, note: '' })).json()).toMatchObject({
      code: 'FAULT_MERGE_WRONG',
    })
    await act(two.id, { type: 'merge', into: one.id, note: '' })
    expect(await detail(two.id)).toMatchObject({ state: 'dismissed', mergedInto: { id: one.id } })
    expect(await detail(one.id)).toMatchObject({ times: 2, fellows: 1, merged: [{ id: two.id }] })
    await act(two.id, { type: 'reopen', note: '' })
    expect(await detail(one.id)).toMatchObject({ merged: [] })
  })

  it('are listed by state, owner, room, device and vendor, in pages, and as CSV without formulas', async () => {
    await report(lin, { symptom: 'other', text: '=1+1', displayId: null, equipmentId: 'e2', severity: 'low' })
    const first = await items<FaultItem>(lin, '/api/faults?limit=2')
    expect(first.items).toHaveLength(2)
    const second = await items<FaultItem>(lin, `/api/faults?limit=2&cursor=${first.nextCursor}`)
    expect(second.items.some(({ id }) => first.items.some((each) => each.id === id))).toBe(false)
    for (const [query, wanted] of [
      ['equipmentId=e2&severity=low', 1],
      ['vendorId=v&equipmentId=e2&source=operator', 1],
      ['room=102&state=open', 1],
      ['owner=me', 1],
      ['owner=somebody', 0],
    ] as const)
      expect((await items(lin, `/api/faults?${query}`)).items.length, query).toBe(wanted)
    const facets = (await lin.inject({ method: 'GET', url: '/api/faults/facets' })).json<FaultFacets>()
    expect(facets.rooms).toEqual([...facets.rooms].sort())
    expect(facets.rooms).toContain('102')
    expect(facets.devices.some(({ id }) => id === 'e2')).toBe(true)
    expect(facets.vendors.map(({ id }) => id)).toEqual(['v'])
    const csv = await lin.inject({
      method: 'GET',
      url: '/api/faults/export.csv?severity=low',
      headers: { 'accept-language': 'en' },
    })
    expect(csv.body.startsWith('\uFEFFnumber,state,waits for')).toBe(true)
    expect(csv.body).toContain("'=1+1")
  })

  it('F5 are due later when a typhoon shuts the school', async () => {
    const { id } = await report(chen, { symptom: 'no-picture' })
    const before = (await detail(id)).dueAt ?? 0
    const date = new Date(before + 8 * HOUR).toISOString().slice(0, 10)
    const payload = { type: 'suspended', pattern: null, note: '颱風' }
    expect((await admin.inject({ method: 'PUT', url: `/api/calendar/${date}`, payload })).statusCode).toBeLessThan(300)
    clock.advance(1000)
    await expect.poll(async () => (await detail(id)).dueAt).toBeGreaterThan(before)
  })
})

describe('a label', () => {
  const guest = (method: 'GET' | 'POST', url: string, payload?: object | Buffer, headers = {}) =>
    app.http.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  const words = { symptom: 'no-picture', text: '', name: '王\n小明', contact: '3年5班' }

  it('F10 tells name and room and nothing else, in any spelling; what it is not tells nothing', async () => {
    for (const label of ['B3W9RT6H', 'b3w9-rt6h'])
      expect((await guest('GET', `/api/report/${label}`)).json()).toEqual({ name: '擴大機', room: '視聽教室' })
    expect((await guest('GET', '/api/report/tv/tv-101')).json()).toEqual({ name: '教室電視', room: '101' })
    expect((await guest('GET', '/api/report/AAAAAAAA')).json()).toMatchObject({ code: 'REPORT_PLACE_UNKNOWN' })
  })

  it('F10 takes a report with photos from anybody, never as blocking noon, and only so many', async () => {
    const sent = await guest('POST', '/api/report/B3W9RT6H', words)
    expect(sent.statusCode).toBe(201)
    const { number, photoToken } = sent.json<GuestReportAnswer>()
    const photo = (token: string, bytes: Buffer) =>
      guest('POST', '/api/report/photo?name=p.png', bytes, { 'x-report-token': token, 'content-type': 'image/png' })
    expect((await photo('x'.repeat(43), PNG)).statusCode).toBe(410)
    expect((await photo(photoToken, Buffer.from('%PDF-1.7 x'))).statusCode).toBe(415)
    const answers = []
    for (let each = 0; each < 4; each++) answers.push((await photo(photoToken, PNG)).statusCode)
    expect(answers).toEqual([201, 201, 201, 409])
    await pass(1)
    expect((await photo(photoToken, PNG)).statusCode).toBe(410)
    const found = (await items<FaultItem>(lin, `/api/faults?q=${number}`)).items[0]
    expect(found).toMatchObject({ severity: 'high', state: 'reported', reporterName: '王\n小明', equipmentId: 'e2' })
    expect((await detail(found?.id ?? '')).history[0]).toMatchObject({ by: 'guest 王 小明' })
    // The same symptom of the same device is the same fault, come again.
    expect((await guest('POST', '/api/report/B3W9RT6H', words)).json()).toMatchObject({ number })
    for (const symptom of ['no-sound', 'frozen', 'remote', 'other'])
      await guest('POST', '/api/report/B3W9RT6H', { ...words, symptom, text: 'x' })
    expect((await guest('POST', '/api/report/B3W9RT6H', words)).json()).toMatchObject({ code: 'REPORTS_MANY' })
  })
})

it('figures count what broke by room and model, and refuse spans that are none', async () => {
  const ask = (query: string) => lin.inject({ method: 'GET', url: `/api/fault-figures${query}` })
  const figures = (await ask('?from=2026-11-01&to=2027-01-31')).json<FaultFigures>()
  expect(figures.all.faults).toBeGreaterThan(5)
  expect(figures.rooms[0]?.name).toBe('101')
  expect(figures.vendors.reduce((sum, { faults }) => sum + faults, 0)).toBe(figures.all.faults)
  expect(figures.availability).toEqual([])
  expect((await ask('?from=2026-11-02&to=2026-11-01')).statusCode).toBe(400)
  expect((await ask('.csv?from=2026-11-01&to=2027-01-31&part=rooms')).body).toContain('101')
})
