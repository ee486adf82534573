import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { User } from '../../protocol/account.ts'
import type { Chronicle, ChronicleLine } from '../../protocol/chronicle.ts'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { type Database, openDatabase } from '../platform/database.ts'

const at = (text: string) => instant(Date.parse(`2026-11-${text}+08:00`))
const clock = createTestClock(at('26T12:30:00'))
let app: TestApp
let database: Database
let operator: Browserlike
let teacher: Browserlike
let teacherId: string

/** A room's autumn: a request, a fault with its visit, the weekly look, its TV offline, and a slow noon. */
beforeAll(async () => {
  app = await startTestApp({ clock })
  operator = await app.as('operator')
  teacher = await app.as('teacher')
  database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, clock)
  teacherId = (await teacher.inject({ method: 'GET', url: '/api/session' })).json<{ user: User }>().user.id
  const when = (text: string) => new Date(at(text))
  const createdAt = when('01T08:00:00')
  await database.display.create({ data: { id: 'tv', name: '101', tokenHash: 'tv', facts: {}, createdAt } })
  const report = { state: 'closed', severity: 'normal', source: 'person', title: '沒有聲音', since: createdAt }
  const faults = [
    { ...report, id: 'f1', number: '115-0001', room: '101', reporterId: teacherId, createdAt: when('02T09:00:00') },
    // Known by its TV alone, and by a cause that took several rooms.
    { ...report, id: 'f2', number: '115-0002', displayId: 'tv', createdAt: when('05T09:00:00') },
    { ...report, id: 'f3', number: '115-0003', createdAt: when('06T09:00:00') },
    { ...report, id: 'f4', number: '115-0004', room: '1011', createdAt: when('07T09:00:00') },
  ]
  await database.fault.createMany({ data: faults })
  await database.faultRoom.create({ data: { faultId: 'f3', displayId: 'tv', joinedAt: createdAt } })
  await database.faultFellow.create({ data: { faultId: 'f2', userId: teacherId, at: createdAt } })
  const asked = { id: 'r1', number: 'R115-0001', kind: 'computer', summary: '電腦很慢', room: '101', state: 'taken' }
  const filed = { requesterId: teacherId, filedAt: when('03T10:00:00'), since: createdAt, fields: {} }
  await database.request.create({ data: { ...asked, ...filed } })
  const note = { position: 1, at: createdAt, by: 'x', act: 'note', internal: true, words: '只有本組看得到' }
  await database.requestEvent.create({ data: { id: 'e1', requestId: 'r1', ...note } })
  const vendor = { id: 'v', name: '大同視聽', taxId: '', phone: '', email: '', address: '', note: '' }
  await database.vendor.create({ data: { ...vendor, serves: [], contacts: [], contracts: [], createdAt } })
  const window = { start: when('04T13:00:00'), end: when('04T15:00:00') }
  await database.visit.create({
    data: {
      ...{ id: 'visit', vendorId: 'v', state: 'done', ...window, createdBy: 'x', createdAt },
      faults: { create: { faultId: 'f1' } },
    },
  })
  const step = (id: string, text: string) => ({
    ...{ id, text, critical: false, evidence: { type: 'tick' }, probe: null },
  })
  const steps = [step('a', '看 101 的電視'), step('b', '看攝影機')]
  const rule = { recurrence: { type: 'school-days' }, onHoliday: 'drop', onlyInTerm: false, time: '16:00' }
  const duty = { id: 'weekly', name: '每週巡視', steps, inputs: [], since: createdAt, createdAt, ...rule }
  await database.duty.create({ data: duty })
  const dueAt = when('06T16:00:00')
  const occurrence = { id: 'o', dutyId: 'weekly', key: '2026-11-06', nominal: '2026-11-06', due: '2026-11-06', dueAt }
  await database.dutyOccurrence.create({ data: { ...occurrence, rule, steps, state: 'done', createdAt } })
  const answer = { occurrenceId: 'o', by: 'lin', result: 'ok', at: when('06T15:00:00') }
  await database.dutyAnswer.createMany({
    data: [
      { ...answer, stepId: 'a' },
      { ...answer, stepId: 'b', note: '1011 沒問題' },
    ],
  })
  for (const [time, state] of [
    ['20T07:00:00', 'offline'],
    ['20T07:10:00', 'ready'],
  ] as const)
    await database.roomChange.create({ data: { displayId: 'tv', at: when(time), state, detail: '' } })
})
afterAll(async () => {
  await database.$disconnect()
  await app.close()
})

const ask = async (url: string, who = operator, language = 'zh-TW') => {
  const answer = await who.inject({ method: 'GET', url, headers: { 'accept-language': language } })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer
}
const read = async (url: string) => (await ask(url)).json<Chronicle>()
const brief = ({ kind, number, title }: ChronicleLine) => [kind, number || title]

describe('a room’s history', () => {
  it('is one list by time of whatever kept it, each with its state and where to read on', async () => {
    const { items, nextCursor } = await read('/api/chronicle?room=101')
    expect(items.map(brief)).toEqual([
      ['tv', ''],
      ['duty', '每週巡視：看 101 的電視'],
      ['fault', '115-0003'],
      ['fault', '115-0002'],
      ['visit', '大同視聽'],
      ['request', 'R115-0001'],
      ['fault', '115-0001'],
    ])
    expect(nextCursor).toBeNull()
    expect(items.map(({ path }) => path)).toEqual([
      ...['/?room=tv', '/duties?occurrence=o', '/faults/f3', '/faults/f2', '/visits/visit', '/requests/r1'],
      '/faults/f1',
    ])
    expect(items[0]).toMatchObject({ event: { state: 'offline' } })
    expect(items[4]).toMatchObject({ state: 'done', at: at('04T13:00:00') })
    expect(JSON.stringify(items)).not.toContain('只有本組看得到')
  })

  it('comes in pages that what is new does not move, and by kind', async () => {
    const first = await read('/api/chronicle?room=101&limit=3')
    const now = new Date(clock.now())
    const fresh = { id: 'f9', number: '115-0009', state: 'reported', severity: 'low', source: 'person', title: '新的' }
    await database.fault.create({ data: { ...fresh, room: '101', createdAt: now, since: now } })
    const second = await read(`/api/chronicle?room=101&limit=3&cursor=${first.nextCursor}`)
    const third = await read(`/api/chronicle?room=101&limit=3&cursor=${second.nextCursor}`)
    await database.fault.delete({ where: { id: 'f9' } })
    expect([first, second, third].flatMap(({ items }) => items.map(({ path }) => path))).toEqual([
      ...['/?room=tv', '/duties?occurrence=o', '/faults/f3', '/faults/f2', '/visits/visit', '/requests/r1'],
      '/faults/f1',
    ])
    expect(third.nextCursor).toBeNull()
    expect((await read('/api/chronicle?room=101&kind=request')).items.map(brief)).toEqual([['request', 'R115-0001']])
  })

  it('is a table too, its states in words', async () => {
    const csv = await ask('/api/chronicle.csv?room=101', operator, 'en')
    expect(csv.headers['content-disposition']).toContain('history-2026-11-26.csv')
    expect(csv.body.trim().split('\r\n').slice(1)).toEqual([
      '2026-11-20T07:00:00+08:00,TV,,,offline,',
      '2026-11-06T15:00:00+08:00,Duty,,每週巡視：看 101 的電視,done,',
      '2026-11-06T09:00:00+08:00,Fault,115-0003,沒有聲音,Closed,',
      '2026-11-05T09:00:00+08:00,Fault,115-0002,沒有聲音,Closed,',
      '2026-11-04T13:00:00+08:00,Visit,,大同視聽,Over,',
      '2026-11-03T10:00:00+08:00,Request,R115-0001,電腦很慢,In hand,',
      '2026-11-02T09:00:00+08:00,Fault,115-0001,沒有聲音,Closed,',
    ])
  })

  it('of a room that nobody knows is empty', async () => {
    expect(await read('/api/chronicle?room=999')).toEqual({ items: [], nextCursor: null })
  })
})

describe('a person’s history', () => {
  it('is what they reported, alone or with others, and what they asked for', async () => {
    const { items } = await read(`/api/users/${teacherId}/chronicle`)
    expect(items.map(brief)).toEqual([
      ['fault', '115-0002'],
      ['request', 'R115-0001'],
      ['fault', '115-0001'],
    ])
    const csv = (await ask(`/api/users/${teacherId}/chronicle.csv?kind=request`)).body
    expect(csv.trim().split('\r\n').slice(1)).toEqual(['2026-11-03T10:00:00+08:00,申請,R115-0001,電腦很慢,處理中,'])
    const nobody = await operator.inject({ method: 'GET', url: '/api/users/nobody/chronicle' })
    expect(nobody.statusCode).toBe(404)
  })

  it('nor a room’s is a teacher’s to read, their own no more than others’', async () => {
    for (const url of ['/api/chronicle?room=101', `/api/users/${teacherId}/chronicle`, '/api/chronicle.csv?room=101'])
      expect((await teacher.inject({ method: 'GET', url })).statusCode).toBe(403)
  })
})
