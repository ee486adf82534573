import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Equipment, EquipmentInput, EquipmentSummary } from '../../protocol/equipment.ts'
import type { EquipmentDetail } from '../../protocol/equipment-detail.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { wordParts, zipOf } from '../../test/zip.ts'
import { type Database, openDatabase } from '../platform/database.ts'

const clock = createTestClock(instant(Date.parse('2026-11-26T09:00:00+08:00')))
let app: TestApp
let desk: Browserlike
let database: Database
beforeAll(async () => {
  app = await startTestApp({ clock })
  desk = await app.as('operator')
  database = await openDatabase(`file:${app.directory}/data/nooncast.db`, clock)
  const at = new Date(clock.now())
  await database.vendor.create({ data: { id: 'acme', name: '大同資訊', serves: [], createdAt: at } })
  for (const id of ['tv-101', 'tv-102'])
    await database.display.create({ data: { id, name: id.slice(3), tokenHash: id, facts: {}, createdAt: at } })
}, 60_000)
afterAll(async () => {
  await database?.$disconnect()
  await app?.close()
})

const BLANK: EquipmentInput = {
  ...{ name: '電視', kind: 'tv', state: 'in-use', room: '', maker: '', model: '', serial: '', propertyNumber: '' },
  ...{ vendorId: null, bought: null, price: null, warrantyUntil: null, note: '', parentId: null, displayId: null },
}
const post = (url: string, payload: object) => desk.inject({ method: 'POST', url, payload })
const add = async (patch: Partial<EquipmentInput>): Promise<Equipment> =>
  (await post('/api/equipment', { ...BLANK, ...patch })).json()
const patch = (id: string, payload: object) => desk.inject({ method: 'PATCH', url: `/api/equipment/${id}`, payload })
const get = async <Answer>(url: string): Promise<Answer> => (await desk.inject({ method: 'GET', url })).json()
const names = async (query: string) =>
  (await get<{ items: Equipment[] }>(`/api/equipment?${query}`)).items.map(({ name }) => name)
const list = (text: string, query = '') =>
  desk.inject({
    method: 'POST',
    url: `/api/equipment/import${query}`,
    headers: { 'content-type': 'text/csv', 'accept-language': 'en' },
    payload: Buffer.from(text),
  })

describe('the register of equipment', () => {
  it('E1 gives each device a label that never changes and finds it by that, or by any of its words', async () => {
    const device = await add({ name: '混音器', room: '直播室', serial: 'SN-77', model: 'MG10', vendorId: 'acme' })
    expect(device).toMatchObject({ vendorName: '大同資訊', version: 1, openFaults: 0 })
    expect(device.label).toMatch(/^[CDFGHJKMNPQRTVWX3467]{8}$/)
    for (const q of ['混音', '直播', 'sn-77', device.label, `${device.label.slice(0, 4)}-${device.label.slice(4)}`])
      expect(await names(`q=${encodeURIComponent(q)}`)).toContain('混音器')
    expect((await patch(device.id, { version: 1, room: '二樓' })).json()).toMatchObject({ label: device.label })
  })

  it('E2 keeps what was done to it, in words, and forgets nothing when it is retired', async () => {
    const device = await add({ name: '擴大機', propertyNumber: 'E2', displayId: 'tv-101' })
    await patch(device.id, { version: 1, room: '會議室', vendorId: 'acme', warrantyUntil: '2027-01-31' })
    expect((await patch(device.id, { version: 2, state: 'retired' })).json()).toMatchObject({ displayId: null })
    expect(await names('q=擴大機')).toEqual([])
    expect(await names('q=擴大機&state=retired')).toEqual(['擴大機'])
    const { history } = await get<EquipmentDetail>(`/api/equipment/${device.id}`)
    expect(history.map(({ act, changes }) => [act, changes])).toEqual([
      [
        'change',
        [
          { field: '狀態', from: '使用中', to: '已停用' },
          { field: '播出的電視', from: '101', to: '' },
        ],
      ],
      [
        'change',
        [
          { field: '地點', from: '', to: '會議室' },
          { field: '廠商', from: '', to: '大同資訊' },
          { field: '保固到期', from: '', to: '2027-01-31' },
        ],
      ],
      ['create', []],
    ])
    const back = await patch(device.id, { version: 3, state: 'in-use', displayId: 'tv-101' })
    expect(back.json()).toMatchObject({ state: 'in-use', displayId: 'tv-101' })
    await patch(device.id, { version: 4, displayId: null })
  })

  it('E3 lets no two devices have one property number or be one TV, and none be built into itself', async () => {
    const rack = await add({ name: '機櫃', kind: 'other', propertyNumber: 'E3', displayId: 'tv-102' })
    const mixer = await add({ name: '導播機', kind: 'mixer', parentId: rack.id })
    const problem = async (answer: ReturnType<typeof post>) => (await answer).json<{ code: string }>().code
    expect(await problem(post('/api/equipment', { ...BLANK, propertyNumber: 'E3' }))).toBe('EQUIPMENT_NUMBER_TAKEN')
    expect(await problem(post('/api/equipment', { ...BLANK, displayId: 'tv-102' }))).toBe('EQUIPMENT_TV_TAKEN')
    expect(await problem(post('/api/equipment', { ...BLANK, vendorId: 'gone' }))).toBe('EQUIPMENT_REFERENCE_MISSING')
    expect(await problem(post('/api/equipment', { ...BLANK, bought: '2026-02-30' }))).toBe('INPUT_INVALID')
    expect(await problem(patch(rack.id, { version: 1, parentId: mixer.id }))).toBe('EQUIPMENT_IN_ITSELF')
    expect(await get<EquipmentDetail>(`/api/equipment/${rack.id}`)).toMatchObject({
      ...{ version: 1, parentId: null, displayName: '102' },
      children: [{ id: mixer.id, parentName: '機櫃' }],
    })
    await patch(rack.id, { version: 1, displayId: null })
  })

  it('E4 lets one of two people change it who saw the same', async () => {
    const { id } = await add({ name: '兩人同時改' })
    const answers = await Promise.all(['甲', '乙'].map((room) => patch(id, { version: 1, room })))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 409])
    expect(answers.find(({ statusCode }) => statusCode === 409)?.json()).toMatchObject({ code: 'EQUIPMENT_CHANGED' })
  })

  it('E5 counts parts by what came and was used, never below none, and says when to buy', async () => {
    const { id } = await add({ name: '投影機' })
    const lamp = (await post(`/api/equipment/${id}/parts`, { name: '燈泡', count: 2, least: 2 })).json<{ id: string }>()
    const use = () =>
      desk.inject({ method: 'PATCH', url: `/api/equipment/${id}/parts/${lamp.id}`, payload: { add: -1 } })
    expect(await names('question=parts-short')).not.toContain('投影機')
    const answers = await Promise.all([use(), use(), use()])
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 200, 409])
    expect(await names('question=parts-short')).toContain('投影機')
    expect((await get<EquipmentDetail>(`/api/equipment/${id}`)).parts).toMatchObject([{ name: '燈泡', count: 0 }])
  })

  it('E6 answers what is broken and what leaves warranty: today counts, sixty days on too', async () => {
    const before = await get<EquipmentSummary>('/api/equipment/summary')
    const dates = [...['2026-11-25', '2026-11-26', '2027-01-25', '2027-01-26'].map(schoolDate), null]
    for (const warrantyUntil of dates) await add({ name: `W ${warrantyUntil}`, warrantyUntil })
    const broken = await add({
      name: 'W broken',
      warrantyUntil: schoolDate('2030-01-01'),
      displayId: 'tv-101',
      room: 'W',
    })
    const at = new Date(clock.now())
    const fault = { state: 'triaged', severity: 'high', source: 'person', title: 'x', createdAt: at, since: at }
    for (const [id, about] of Object.entries({
      ...{ own: { equipmentId: broken.id, displayId: 'tv-101' }, tv: { displayId: 'tv-101' } },
      over: { equipmentId: broken.id, state: 'closed' },
    }))
      await database.fault.create({ data: { ...fault, id, number: id, ...about } })
    expect(await names('q=W%20&question=warranty-ending')).toEqual(['W 2026-11-26', 'W 2027-01-25'])
    expect(await names('q=W%20&question=warranty-unknown')).toEqual(['W null'])
    expect(await names('question=broken')).toEqual(['W broken'])
    const summary = await get<EquipmentSummary>('/api/equipment/summary')
    expect(summary.total - before.total).toBe(6)
    expect(summary.questions.broken).toBe(1)
    const seen = { vendorId: 'acme', state: 'done', start: at, end: at, createdBy: 'wang', createdAt: at }
    await database.visit.create({ data: { ...seen, id: 'v', faults: { create: { faultId: 'own', cost: 900 } } } })
    expect(await get<EquipmentDetail>(`/api/equipment/${broken.id}`)).toMatchObject({
      ...{ openFaults: 2, visits: [{ id: 'v', vendorName: '大同資訊', faultNumber: 'own', cost: 900 }] },
    })
    const { items } = await get<{ items: { room: string; openFaults: number }[] }>('/api/equipment/rooms')
    expect(items.find(({ room }) => room === 'W')).toMatchObject({ openFaults: 2, kinds: [{ kind: 'tv', count: 1 }] })
  })

  it('E7 takes a list in whole or not at all, new vendors with it, and shows it first', async () => {
    const text =
      'Property number,Name,Kind,Room,Vendor,Built into\nE7-1,Rack,other,Studio,新廠商,\nE7-2,Amp,amplifier,Studio,新廠商,E7-1\n'
    const wrong = (await list(`${text}E7-3,Cup,spoon,,,\n`)).json()
    expect(wrong).toMatchObject({ saved: false, created: 2, errors: [{ line: 4 }] })
    expect((await list(text, '?dryRun=true')).json()).toMatchObject({
      saved: false,
      created: 2,
      newVendors: ['新廠商'],
    })
    expect(await names('q=E7-')).toEqual([])
    expect((await list(text)).json()).toMatchObject({ saved: true, created: 2, errors: [] })
    const [amp, rack] = (await get<{ items: Equipment[] }>('/api/equipment?q=E7-')).items
    expect(amp).toMatchObject({ name: 'Amp', vendorName: '新廠商', parentId: rack?.id })
    const changed = (await list('Property number,Room\nE7-2,Hall\n')).json()
    expect(changed).toMatchObject({ created: 0, changed: 1, rows: [{ changes: [{ field: 'Room', to: 'Hall' }] }] })
    const { history } = await get<EquipmentDetail>(`/api/equipment/${amp?.id}`)
    expect(history.map(({ act }) => act)).toEqual(['change', 'create'])
  })

  it('E8 hands out a table that changes nothing when it is taken in again', async () => {
    const table = await desk.inject({ method: 'GET', url: '/api/equipment/export.csv' })
    expect(table.headers['content-type']).toContain('text/csv')
    const again = (await list(table.body, '?dryRun=true')).json()
    expect(again).toMatchObject({ created: 0, changed: 0, errors: [] })
    expect(again.unchanged).toBe(await database.equipment.count())
  })

  it('registers the paired TVs that it does not have, once', async () => {
    const before = (await get<EquipmentSummary>('/api/equipment/summary')).unregisteredTvs
    expect(before).toBeGreaterThan(0)
    expect((await post('/api/equipment/from-displays', {})).json()).toEqual({ created: before })
    expect((await post('/api/equipment/from-displays', {})).json()).toEqual({ created: 0 })
    expect(await names('displayId=tv-102')).toEqual(['電視'])
  })

  it('keeps photos and manuals with a device, and shows them to nobody else', async () => {
    const { id } = await add({ name: '攝影機' })
    const other = await add({ name: '另一台' })
    const payload = Buffer.from('%PDF-1.7\n')
    const sent = await desk.inject({
      method: 'POST',
      url: `/api/equipment/${id}/files?name=${encodeURIComponent('手冊.pdf')}`,
      headers: { 'content-type': 'application/pdf' },
      payload,
    })
    const { id: file } = sent.json<{ id: string }>()
    expect((await get<EquipmentDetail>(`/api/equipment/${id}`)).attachments).toMatchObject([{ name: '手冊.pdf' }])
    const read = (device: string) => desk.inject({ method: 'GET', url: `/api/equipment/${device}/files/${file}` })
    expect((await read(id)).rawPayload).toEqual(payload)
    expect((await read(other.id)).statusCode).toBe(404)
    const sheet = zipOf(wordParts())
    const office = await desk.inject({
      method: 'POST',
      url: `/api/equipment/${id}/files?name=${encodeURIComponent('規格.docx')}`,
      headers: { 'content-type': 'application/octet-stream' },
      payload: sheet,
    })
    const kept = await desk.inject({ method: 'GET', url: `/api/equipment/${id}/files/${office.json().id}` })
    expect(kept.rawPayload).toEqual(sheet)
    expect(kept.headers['content-disposition']).toMatch(/^attachment; .*\.docx$/)
    expect(kept.headers['content-type']).toMatch(/wordprocessingml\.document$/)
    const gone = await desk.inject({ method: 'DELETE', url: `/api/equipment/${id}/files/${file}` })
    expect(gone.statusCode).toBe(204)
    expect((await read(id)).statusCode).toBe(404)
  })

  it('prints labels, and says why a sheet can’t be', async () => {
    const { id } = await add({ name: '喇叭' })
    const order = { ids: [id], sheet: 'L7160', startAt: 1, frames: false, address: 'http://noon.example:8080' }
    const paper = await post('/api/equipment/labels', order)
    expect(paper.headers['content-type']).toBe('application/pdf')
    const grid = { columns: 6, rows: 16, left: 0, right: 0, top: 0, bottom: 0, gapX: 5, gapY: 5 }
    expect((await post('/api/equipment/labels', { ...order, sheet: grid })).json().code).toBe('LABELS_TOO_SMALL')
    expect((await post('/api/equipment/labels', { ...order, startAt: 22 })).json().code).toBe('LABELS_START_WRONG')
    expect((await post('/api/equipment/labels', { ...order, address: 'javascript:1' })).statusCode).toBe(400)
  })
})
