import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Desk, DeskItem } from '../../protocol/desk.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { spanOf } from './money.ts'
import { inOrder } from './waiting.ts'

const MONDAY_MORNING = instant(Date.parse('2026-11-23T07:00:00+08:00'))
const HOUR_MS = 3_600_000

const clock = createTestClock(MONDAY_MORNING)
let app: TestApp
let operator: Browserlike
let teacher: Browserlike
let assistant: Browserlike
beforeAll(async () => {
  app = await startTestApp({ clock })
  operator = await app.as('operator')
  teacher = await app.as('teacher')
  assistant = await app.as('assistant')
})
afterAll(() => app.close())

const read = async (): Promise<Desk> => {
  const answer = await operator.inject({ method: 'GET', url: '/api/desk', headers: { 'accept-language': 'zh-TW' } })
  expect(answer.statusCode, answer.body).toBe(200)
  return answer.json()
}
const ask = async () => {
  const payload = { kind: 'computer', summary: '印表機卡紙', details: '', room: '教務處', fields: {}, wantedOn: null }
  const filed = await teacher.inject({ method: 'POST', url: '/api/requests', payload })
  expect(filed.statusCode, filed.body).toBe(201)
  return filed.json<{ id: string }>().id
}

describe('the desk', () => {
  it('is closed to who may not read it', async () => {
    for (const person of [teacher, assistant])
      expect((await person.inject({ method: 'GET', url: '/api/desk' })).statusCode).toBe(403)
  })

  it('shows what was asked for, whose turn it is, and when it becomes late', async () => {
    const id = await ask()
    const mine = async () => (await read()).items.find((item) => item.id === id)
    expect(await mine()).toMatchObject({
      kind: 'request',
      waitsFor: { who: 'section' },
      late: false,
      name: '印表機卡紙',
    })
    await operator.inject({ method: 'POST', url: `/api/requests/${id}/acts`, payload: { act: 'take' } })
    expect(await mine()).toMatchObject({ waitsFor: { who: 'person', name: 'operator' } })
    await operator.inject({
      method: 'POST',
      url: `/api/requests/${id}/acts`,
      payload: { act: 'ask', words: '哪一台？' },
    })
    expect(await mine()).toMatchObject({ waitsFor: { who: 'requester', name: 'teacher' }, dueAt: null, late: false })
    await teacher.inject({ method: 'POST', url: `/api/requests/${id}/acts`, payload: { act: 'reply', words: '左邊' } })
    clock.jump(instant(clock.now() + 12 * 24 * HOUR_MS))
    operator = await app.signIn()
    expect(await mine()).toMatchObject({ late: true })
    expect((await read()).items.findIndex(({ late }) => !late)).not.toBe(0)
  })
})

const item = (change: Partial<DeskItem>): DeskItem => ({
  ...{ kind: 'fault', id: 'a', name: '', detail: '', waitsFor: { who: 'section', name: '' } },
  ...{ since: instant(0), dueAt: null, late: false, path: '/' },
  ...change,
})

it('what is late comes first, then what is due soonest, then what has waited longest; in any order given', () => {
  const items = [
    item({ id: 'late', late: true, dueAt: instant(9) }),
    item({ id: 'soon', dueAt: instant(5) }),
    item({ id: 'then', dueAt: instant(7) }),
    item({ id: 'old', since: instant(1) }),
    item({ id: 'new', since: instant(2) }),
  ]
  const wanted = ['late', 'soon', 'then', 'old', 'new']
  expect(inOrder(items).map(({ id }) => id)).toEqual(wanted)
  expect(inOrder([...items].reverse()).map(({ id }) => id)).toEqual(wanted)
})

it('money is counted for the term of the day, both ends included; between terms for the year', () => {
  const terms = [{ name: '115-1', from: '2026-08-30', until: '2027-01-20' }]
  expect(spanOf(terms, schoolDate('2026-08-30'))).toMatchObject({ term: '115-1' })
  expect(spanOf(terms, schoolDate('2027-01-20'))).toMatchObject({ term: '115-1', until: '2027-01-20' })
  expect(spanOf(terms, schoolDate('2027-01-21'))).toEqual({ term: null, from: '2027-01-01', until: '2027-12-31' })
})
