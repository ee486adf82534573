import { describe, expect, test } from 'vitest'
import type { RequestView } from '../../../protocol/request.ts'
import { instant, schoolDate } from '../../../protocol/time.ts'
import { byTurn, filled, turnOf, urgenciesOf } from './urgency.ts'

const today = schoolDate('2026-11-26')
const request = (patch: Partial<RequestView> = {}): RequestView => ({
  ...{ id: 'a', number: 'R115-0001', kind: 'school-page', summary: '首頁', details: '', room: '', fields: {} },
  ...{ wantedOn: null, state: 'new', version: 1, requester: { id: 'chen', name: '陳老師' }, assignee: null },
  ...{ filedAt: instant(0), since: instant(0), dueOn: null },
  ...patch,
})
const words = (patch: Partial<RequestView>) =>
  urgenciesOf(request(patch), today).map(({ level, word }) => `${level} ${word}`)

describe('Q13 what presses', () => {
  test.each([
    ['2026-11-25', 'amber publishLate'],
    ['2026-11-26', 'amber publishToday'],
    ['2026-11-28', 'amber publish'],
    ['2026-11-29', 'faint publish'],
  ])('a page to be published by %s is %s', (date, said) => {
    expect(words({ wantedOn: schoolDate(date) })).toEqual([said])
    expect(words({ wantedOn: schoolDate(date), state: 'asked' })).toEqual([said])
    expect(words({ wantedOn: schoolDate(date), state: 'answered' })).toEqual([])
  })
  test.each([
    ['2026-11-25', 'amber late'],
    ['2026-11-26', 'amber today'],
    ['2026-11-27', 'faint by'],
  ])('an answer due on %s is %s, and nothing while the requester is waited for', (date, said) => {
    expect(words({ dueOn: schoolDate(date) })).toEqual([said])
    expect(words({ dueOn: schoolDate(date), state: 'asked' })).toEqual([])
  })
})

test('Q1 every open request is somebody’s turn, an ended one nobody’s', () => {
  const lin = { id: 'lin', name: '林' }
  expect(turnOf(request(), 'lin')).toBe('new')
  expect(turnOf(request({ state: 'taken', assignee: lin }), 'lin')).toBe('mine')
  expect(turnOf(request({ state: 'taken', assignee: lin }), 'wu')).toBe('others')
  expect(turnOf(request({ state: 'answered', assignee: lin }), 'lin')).toBe('requester')
  expect(turnOf(request({ state: 'handed-on', assignee: lin }), 'lin')).toBeNull()
})

test('the most pressing comes first, then the oldest', () => {
  const late = request({ id: 'late', wantedOn: schoolDate('2026-11-20') })
  const due = request({ id: 'due', dueOn: schoolDate('2026-11-24') })
  const old = request({ id: 'old', filedAt: instant(1) })
  const young = request({ id: 'young', filedAt: instant(2) })
  expect(byTurn([young, old, due, late], 'lin')).toEqual([{ turn: 'new', requests: [late, due, old, young] }])
})

test('a template is filled in', () => {
  expect(filled('{name} 您好：{room} 的 {number} {else}', request({ room: '205' }))).toBe(
    '陳老師 您好：205 的 R115-0001 {else}',
  )
})
