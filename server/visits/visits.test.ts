import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import type { CallView, VendorView } from '../../protocol/vendor.ts'
import type { TechnicianView, VisitView } from '../../protocol/visit.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'

const HOUR = 3_600_000
/** A Thursday. */
const NOW = instant(Date.parse('2026-11-26T09:00:00+08:00'))
const clock: TestClock = createTestClock(NOW)
let app: TestApp
let database: Database
let operator: Browserlike
let vendor: VendorView
beforeAll(async () => {
  app = await startTestApp({ clock })
  operator = await app.as('operator')
  database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  const made = await post('/api/vendors', { ...VENDOR, serves: ['tv'] })
  vendor = made.json<VendorView>()
})
afterAll(async () => {
  await database.$disconnect()
  await app.close()
})

const VENDOR = {
  ...{
    name: '大同視聽',
    taxId: '04595257',
    phone: '04-2222-0000',
    email: 'repair@tatung.example',
    address: '',
    note: '',
  },
  serves: ['tv'],
  contacts: [{ name: '王先生', role: '技師', phone: '0912-000000', email: '' }],
  contracts: [{ title: '年度維護', from: '2026-08-01', until: '2027-07-31', amount: 120_000, respondHours: 8 }],
}
const post = (url: string, payload: object, by = operator) => by.inject({ method: 'POST', url, payload })
const get = async <Answer>(url: string, by = operator): Promise<Answer> =>
  (await by.inject({ method: 'GET', url })).json<Answer>()
const stateOf = async (id: string) => (await database.fault.findUniqueOrThrow({ where: { id } })).state

let count = 0
/** A fault of a device of the vendor's that waits to be told to it. */
const faultToCall = async (room = '203', more: object = {}): Promise<string> => {
  const id = `fault-${++count}`
  const at = new Date(clock.now())
  const label = `L${count}`.padEnd(8, 'X')
  const device = { maker: '大同', model: 'TX-50', serial: `S${count}`, state: 'in-use', createdAt: at }
  await database.equipment.create({
    data: { ...device, id: `device-${count}`, label, kind: 'tv', name: '電視', room, vendorId: vendor.id },
  })
  const number = `115-${String(9000 + count)}`
  const said = {
    number,
    source: 'operator',
    severity: 'normal',
    title: '沒有畫面',
    room,
    equipmentId: `device-${count}`,
  }
  await database.fault.create({ data: { ...said, id, state: 'to-call', createdAt: at, since: at, ...more } })
  return id
}
const call = async (...faultIds: string[]): Promise<CallView> => {
  const payload = { faultIds, how: 'telephone', spokeTo: '王先生', note: '' }
  const made = await post(`/api/vendors/${vendor.id}/calls`, payload)
  expect(made.statusCode).toBe(201)
  return made.json<CallView>()
}
const plan = async (faultIds: readonly string[], more: object = {}) =>
  post('/api/visits', {
    ...{ vendorId: vendor.id, start: clock.now() + HOUR, end: clock.now() + 3 * HOUR, technician: '', note: '' },
    ...{ faultIds, agreed: true, ...more },
  })
const visitFor = async (...faultIds: string[]): Promise<VisitView> => {
  await call(...faultIds)
  return (await plan(faultIds)).json<VisitView>()
}
const act = (visit: { id: string; version: number }, done: object, by = operator) =>
  post(`/api/visits/${visit.id}/acts`, { act: done, version: visit.version }, by)
const ARRIVE = { type: 'arrive', at: null, technician: '' }
const reportOf = (visit: VisitView, outcome = 'fixed') => ({
  ...{ technician: '王大明', callOutCost: 500, nextVisit: '', signature: 'M10 20 L30 40' },
  findings: visit.faults.map(({ id }) => ({
    ...{ faultId: id, outcome, found: '電源板', done: '換電源板', cost: 1200 },
    parts: [{ name: '電源板', count: 1 }],
  })),
})
const linkOf = async (visit: { id: string }): Promise<string> => {
  const made = await post(`/api/visits/${visit.id}/link`, { holder: '大同 王技師', mailTo: null, language: 'zh-TW' })
  expect(made.statusCode).toBe(201)
  return made.json<{ token: string }>().token
}
const asGuest = (token: string, method: 'GET' | 'POST', url: string, payload?: object) =>
  app.http.inject({ method, url, headers: { 'x-guest-token': token }, ...(payload === undefined ? {} : { payload }) })

describe('vendors', () => {
  it('V9 a change names the version it saw; a wrong check digit and a contract turned round are refused in words', async () => {
    const change = (payload: object) => operator.inject({ method: 'PUT', url: `/api/vendors/${vendor.id}`, payload })
    const changed = await change({ ...VENDOR, phone: '04-1', version: vendor.version })
    expect(changed.json()).toMatchObject({ phone: '04-1', version: vendor.version + 1 })
    const stale = await change({ ...VENDOR, version: vendor.version })
    expect([stale.statusCode, stale.json().code]).toEqual([409, 'VENDOR_CHANGED'])
    const wrong = await post('/api/vendors', { ...VENDOR, taxId: '04595253' })
    expect([wrong.statusCode, wrong.json().code]).toEqual([400, 'VENDOR_TAX_ID_WRONG'])
    const [contract] = VENDOR.contracts
    const turned = await post('/api/vendors', { ...VENDOR, contracts: [{ ...contract, until: '2026-07-31' }] })
    expect(turned.json().code).toBe('VENDOR_CONTRACT_DATES')
  })
  it('are found by a part of their name, archived, restored, and exported without formulas', async () => {
    const made = (await post('/api/vendors', { ...VENDOR, name: '=聲寶音響', taxId: '' })).json<VendorView>()
    const found = await get<{ items: VendorView[] }>('/api/vendors?q=寶音')
    expect(found.items.map(({ id }) => id)).toEqual([made.id])
    const csv = (await operator.inject({ method: 'GET', url: '/api/vendors/export.csv' })).body
    expect(csv).toContain("'=聲寶音響")
    await post(`/api/vendors/${made.id}/archive`, {})
    expect((await get<{ items: VendorView[] }>('/api/vendors?q=聲寶')).items).toEqual([])
    expect((await get<{ items: VendorView[] }>('/api/vendors?q=聲寶&archived=true')).items).toHaveLength(1)
    expect((await post(`/api/vendors/${made.id}/restore`, {})).json()).toMatchObject({ archivedAt: null })
  })
})

describe('calls', () => {
  it('V7 one call names all that waits for a vendor, and moves its faults', async () => {
    const [a, b] = [await faultToCall('203'), await faultToCall('204', { severity: 'blocks-noon' })]
    const draft = await get<{ items: { faultId: string; ground: string }[]; words: string }>(
      `/api/vendors/${vendor.id}/call`,
    )
    expect(draft.items.map(({ faultId, ground }) => [faultId, ground])).toEqual([
      [b, 'device'],
      [a, 'device'],
    ])
    expect(draft.words).toContain('1. 【急】204：沒有畫面')
    expect(draft.words).toContain('請在 8 個上班小時內到校')
    expect((await get<VendorView>(`/api/vendors/${vendor.id}`)).toCall).toBe(2)
    const made = await call(a, b)
    expect(made).toMatchObject({ spokeTo: '王先生', response: { state: 'running', promisedHours: 8, hours: 0 } })
    expect([await stateOf(a), await stateOf(b)]).toEqual(['called', 'called'])
    expect(await get<VendorView>(`/api/vendors/${vendor.id}`)).toMatchObject({ toCall: 0, called: 2 })
    const called = await get<{ items: { faultId: string }[] }>(`/api/vendors/${vendor.id}/called`)
    expect(called.items.map(({ faultId }) => faultId)).toEqual([a, b])
  })
  it('V7 all of its faults move or none: two calls at once for the same fault, one is refused whole', async () => {
    const [a, b, c] = [await faultToCall(), await faultToCall(), await faultToCall()]
    const say = (faultIds: string[]) =>
      post(`/api/vendors/${vendor.id}/calls`, { faultIds, how: 'telephone', spokeTo: '', note: '' })
    const answers = await Promise.all([say([a, b]), say([b, c])])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    const won = answers[0]?.statusCode === 201
    expect([await stateOf(a), await stateOf(b), await stateOf(c)]).toEqual(
      won ? ['called', 'called', 'to-call'] : ['to-call', 'called', 'called'],
    )
    expect(await database.vendorCallFault.count({ where: { faultId: { in: [a, b, c] } } })).toBe(2)
  })
  it('V10 a call is taken back with its reason, all that was chosen or nothing, and another vendor’s visit is not its own', async () => {
    const [a, b] = [await faultToCall(), await faultToCall()]
    const made = await call(a, b)
    const withdraw = (faultIds: readonly string[], note: string) =>
      post(`/api/calls/${made.id}/withdrawal`, { faultIds, note })
    expect((await withdraw([a], '  ')).statusCode).toBe(400)
    expect((await withdraw([a, 'odd'], '打錯廠商')).json().code).toBe('FAULT_MOVED_ON')
    const proposed = (await plan([b], { agreed: false })).json<VisitView>()
    expect((await withdraw([a, b], '打錯廠商')).json().code).toBe('CALL_HAS_VISIT')
    expect([await stateOf(a), await stateOf(b)]).toEqual(['called', 'called'])
    await act(proposed, { type: 'cancel', note: '' })
    const half = (await withdraw([a], '打錯廠商')).json<CallView>()
    expect([half.response.state, await stateOf(a), await stateOf(b)]).toEqual(['running', 'to-call', 'called'])
    const told = await database.faultEvent.findFirstOrThrow({ where: { faultId: a }, orderBy: { at: 'desc' } })
    expect(told.act).toMatchObject({ type: 'call-withdrawn', callId: made.id, note: '打錯廠商' })
    expect((await withdraw([a], '再一次')).json().code).toBe('FAULT_MOVED_ON')

    clock.jump(instant(clock.now() + 60_000))
    const other = (await post('/api/vendors', { ...VENDOR, name: '別家', taxId: '' })).json<VendorView>()
    const { equipmentId } = await database.fault.findUniqueOrThrow({ where: { id: a } })
    await database.equipment.update({ where: { id: equipmentId ?? '' }, data: { vendorId: other.id } })
    await post(`/api/vendors/${other.id}/calls`, { faultIds: [a], how: 'telephone', spokeTo: '', note: '' })
    const visit = (await plan([a], { vendorId: other.id })).json<VisitView>()
    await act(visit, ARRIVE)
    const whole = (await withdraw([b], '自己修好了')).json<CallView>()
    expect([whole.response.state, whole.faults.map(({ withdrawnAt }) => withdrawnAt !== null)]).toEqual([
      ...['withdrawn', [true, true]],
    ])
    const of = await get<{ items: CallView[] }>(`/api/faults/${a}/calls`)
    expect(of.items.map(({ vendorName, response }) => [vendorName, response.state])).toEqual([
      ['別家', 'kept'],
      ['大同視聽', 'withdrawn'],
    ])
  })
  it('V7 without a mail server no letter is promised', async () => {
    const payload = { faultIds: [await faultToCall()], how: 'mail', spokeTo: '', note: '' }
    const refused = await post(`/api/vendors/${vendor.id}/calls`, payload)
    expect([refused.statusCode, refused.json().code]).toEqual([409, 'VENDOR_NO_MAIL'])
  })
})

it('what is nobody’s is shown as such, and a vendor with something open is not archived', async () => {
  const at = new Date(clock.now())
  const said = { number: '115-8000', source: 'person', severity: 'normal', title: '怪聲', room: '禮堂' }
  await database.fault.create({ data: { ...said, id: 'odd', state: 'to-call', createdAt: at, since: at } })
  const { items } = await get<{ items: { faultId: string }[] }>('/api/vendors/unassigned')
  expect(items.map(({ faultId }) => faultId)).toEqual(['odd'])
  const busy = (await post('/api/vendors', { ...VENDOR, name: '第三家', taxId: '' })).json<VendorView>()
  await post(`/api/vendors/${busy.id}/calls`, { faultIds: ['odd'], how: 'telephone', spokeTo: '', note: '' })
  const refused = await post(`/api/vendors/${busy.id}/archive`, {})
  expect([refused.statusCode, refused.json().code]).toEqual([409, 'VENDOR_BUSY'])
  expect((await get<{ items: unknown[] }>('/api/vendors/unassigned')).items).toEqual([])
})

describe('visits', () => {
  it('V1 V2 V3 from the call to acceptance: the faults go along; what was not repaired waits for the vendor again', async () => {
    const [a, b] = [await faultToCall(), await faultToCall()]
    const visit = await visitFor(a, b)
    expect([visit.state, await stateOf(a)]).toEqual(['agreed', 'visit-agreed'])
    const arrived = (await act(visit, ARRIVE)).json<VisitView>()
    expect([arrived.state, arrived.arrivedAt, await stateOf(b)]).toEqual(['arrived', clock.now(), 'on-site'])
    const report = reportOf(arrived)
    const findings = report.findings.map((each) => ({ ...each, outcome: each.faultId === a ? 'fixed' : 'needs-parts' }))
    const done = await act(arrived, { type: 'finish', report: { ...report, nextVisit: '下週二帶面板', findings } })
    expect(done.json()).toMatchObject({
      state: 'done',
      signedBy: '王大明',
      callOutCost: 500,
      nextVisit: '下週二帶面板',
    })
    expect([await stateOf(a), await stateOf(b)]).toEqual(['to-accept', 'called'])
    const record = await get<object>(`/api/vendors/${vendor.id}/record?from=2026-11-01&to=2026-11-30`)
    expect(record).toMatchObject({
      visits: { done: 1 },
      repaired: 1,
      notRepaired: 1,
      cost: 2900,
      estimate: null,
      kept: 1,
    })
    const csv = (await operator.inject({ method: 'GET', url: '/api/visits/export.csv?q=203' })).body
    expect(csv).toContain('電源板 × 1')
    const detail = await get<{ events: { type: string }[] }>(`/api/visits/${visit.id}`)
    expect(detail.events.map(({ type }) => type)).toEqual(['propose', 'agree', 'arrive', 'finish'])
  })
  it('V2 a fault is in one open visit, and only of a vendor who was called for it', async () => {
    const [a, b] = [await faultToCall(), await faultToCall()]
    const uncalled = await plan([a])
    expect([uncalled.statusCode, uncalled.json().code]).toEqual([409, 'VISIT_FAULT_NOT_CALLED'])
    await call(a, b)
    const answers = await Promise.all([plan([a, b], { agreed: false }), plan([a], { agreed: false })])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409])
    clock.jump(instant(clock.now() + 60_000))
    const other = (await post('/api/vendors', { ...VENDOR, name: '別家', taxId: '' })).json<VendorView>()
    expect((await plan([b], { vendorId: other.id })).statusCode).toBe(409)
  })
  it('V9 two agree, two arrive: exactly one of each, the other is told that it moved on', async () => {
    const id = await faultToCall()
    await call(id)
    const visit = (await plan([id], { agreed: false })).json<VisitView>()
    const agreed = await Promise.all([1, 2].map(() => act(visit, { type: 'agree', note: '' })))
    expect(agreed.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    const [now] = (await get<{ items: VisitView[] }>(`/api/visits?faultId=${id}`)).items
    const token = await linkOf(visit)
    const arrived = await Promise.all([
      act(now ?? visit, ARRIVE),
      asGuest(token, 'POST', '/api/technician/arrive', { at: null, technician: '王大明' }),
    ])
    expect(arrived.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(await database.faultEvent.count({ where: { faultId: id, state: 'on-site' } })).toBe(1)
  })
  it('V1 an arrival by mistake is taken back; a cancelled visit gives its faults back', async () => {
    const id = await faultToCall()
    const visit = await visitFor(id)
    const arrived = (await act(visit, ARRIVE)).json<VisitView>()
    const back = (await act(arrived, { type: 'undo-arrive', note: '' })).json<VisitView>()
    expect([back.state, back.arrivedAt, await stateOf(id)]).toEqual(['agreed', null, 'visit-agreed'])
    await act(back, { type: 'cancel', note: '廠商改期' })
    expect(await stateOf(id)).toBe('called')
    expect((await plan([id])).statusCode).toBe(201)
  })
  it('V5 a window on a Saturday without a contract is warned of, and can be agreed all the same', async () => {
    const id = await faultToCall()
    await call(id)
    const window = { start: Date.parse('2027-08-07T09:00:00+08:00'), end: Date.parse('2027-08-07T11:00:00+08:00') }
    const payload = { vendorId: vendor.id, faultIds: [id], ...window, visitId: null }
    const { warnings } = (await post('/api/visits/check', payload)).json<{ warnings: { code: string }[] }>()
    expect(warnings.map(({ code }) => code)).toEqual(['no-school', 'no-contract'])
    const visit = (await plan([id], window)).json<VisitView>()
    expect(visit.state).toBe('agreed')
    await act(visit, { type: 'cancel', note: '' })
  })
})

describe('V6 a technician’s link', () => {
  it('V6 shows the visit and takes arrival, a photo and the report; nothing of it names a person of the school', async () => {
    const id = await faultToCall('305', { reporterName: '陳老師', reporterContact: 'chen@school.example' })
    const visit = await visitFor(id)
    const token = await linkOf(visit)
    const seen = await asGuest(token, 'GET', '/api/technician')
    expect(seen.statusCode).toBe(200)
    expect(seen.json()).toMatchObject({ visit: { state: 'agreed' }, faults: [{ room: '305', photos: [] }] })
    expect(seen.body).not.toMatch(/陳老師|chen@|operator/)
    const at = clock.now() - HOUR
    const arrived = await asGuest(token, 'POST', '/api/technician/arrive', { at, technician: '王大明' })
    expect(arrived.json<TechnicianView>().visit.arrivedAt).toBe(at)
    const photo = await app.http.inject({
      ...{ method: 'POST', url: `/api/technician/photos/${id}?name=panel.pdf` },
      headers: { 'x-guest-token': token, 'content-type': 'application/pdf' },
      payload: Buffer.from('%PDF-1.7\n'),
    })
    expect(photo.statusCode).toBe(201)
    const { id: photoId } = photo.json<{ id: string }>()
    const bytes = await asGuest(token, 'GET', `/api/technician/photos/${id}/${photoId}`)
    expect([bytes.statusCode, bytes.body]).toEqual([200, '%PDF-1.7\n'])
    expect((await asGuest(token, 'GET', `/api/technician/photos/another/${photoId}`)).statusCode).toBe(404)
    const finished = await asGuest(token, 'POST', '/api/technician/finish', reportOf(visit))
    expect(finished.json<TechnicianView>().visit.state).toBe('done')
    expect(await stateOf(id)).toBe('to-accept')
    const again = await asGuest(token, 'POST', '/api/technician/finish', reportOf(visit))
    expect([again.statusCode, again.json().code]).toEqual([409, 'VISIT_MOVED_ON'])
    const detail = await get<{ events: { by: string; type: string }[] }>(`/api/visits/${visit.id}`)
    expect(detail.events.at(-1)).toMatchObject({ type: 'finish', by: '王大明（大同 王技師）' })
  })
  it('V6 ends when another is made, when it is withdrawn, when the visit is cancelled and when its time is over', async () => {
    const id = await faultToCall()
    const visit = await visitFor(id)
    const opens = async (token: string) => (await asGuest(token, 'GET', '/api/technician')).statusCode
    const first = await linkOf(visit)
    const second = await linkOf(visit)
    expect([await opens(first), await opens(second), await opens('nonsense'), await opens('')]).toEqual([
      410, 200, 410, 410,
    ])
    await operator.inject({ method: 'DELETE', url: `/api/visits/${visit.id}/link` })
    expect(await opens(second)).toBe(410)
    const third = await linkOf(visit)
    await act(visit, { type: 'cancel', note: '' })
    expect(await opens(third)).toBe(410)
    const next = (await plan([id])).json<VisitView>()
    const fourth = await linkOf(next)
    const moved = { type: 'move', start: next.start + 24 * HOUR, end: next.end + 24 * HOUR, note: '' }
    expect((await act(next, moved)).statusCode).toBe(200)
    clock.jump(instant(next.end + 4 * 24 * HOUR - 1))
    expect(await opens(fourth)).toBe(200)
    clock.jump(instant(next.end + 4 * 24 * HOUR))
    expect(await opens(fourth)).toBe(410)
    clock.jump(NOW)
  })
  it('V3 a path that is more than lines is no signature', async () => {
    const visit = await visitFor(await faultToCall())
    const token = await linkOf(visit)
    const report = { ...reportOf(visit), signature: 'M1 1"/><script>' }
    expect((await asGuest(token, 'POST', '/api/technician/finish', report)).statusCode).toBe(400)
  })
})

it('visits are in the calendar feed of who sees vendors, and not in a teacher’s', async () => {
  const visit = await visitFor(await faultToCall('207'))
  const feedOf = async (by: Browserlike) => {
    const { path } = (await post('/api/calendar-key', {}, by)).json<{ path: string }>()
    return (await app.http.inject({ method: 'GET', url: path })).body.replaceAll('\r\n ', '')
  }
  const feed = await feedOf(operator)
  expect(feed).toContain(`UID:visit-${visit.id}@nooncast`)
  expect(feed).toContain('SUMMARY:廠商到校 大同視聽')
  expect(feed).toContain('LOCATION:207')
  expect(await feedOf(await app.as('teacher'))).not.toContain('UID:visit-')
})
