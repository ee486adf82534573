import { expect, it } from 'vitest'
import type { RequestView } from '../../protocol/request.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import { requestMorning, whyTold } from './morning.ts'

const TODAY = schoolDate('2026-11-26')
const NOW = instant(Date.parse('2026-11-26T07:30:00+08:00'))
const lin = { id: 'lin', name: '林組員' }
const REQUEST: RequestView = {
  ...{ id: 'r', number: 'R115-0001', kind: 'computer', summary: 's', details: '', room: '205', fields: {} },
  ...{ wantedOn: null, state: 'taken', version: 1, requester: { id: 'chen', name: '陳老師' }, assignee: lin },
  ...{ filedAt: NOW, since: NOW, dueOn: schoolDate('2026-11-30') },
}

it.each<[string | null, string, Partial<RequestView>]>([
  ['waits', 'is in hand', {}],
  ['fresh', 'nobody has taken', { state: 'new', assignee: null }],
  ['late', 'is past its day', { dueOn: schoolDate('2026-11-25') }],
  ['late', 'is past its publish-by date', { wantedOn: schoolDate('2026-11-25') }],
  ['due', 'is due today', { dueOn: TODAY }],
  ['due', 'is to be published the day after tomorrow', { wantedOn: schoolDate('2026-11-28') }],
  [null, 'waits for whoever asked', { state: 'asked', dueOn: null }],
])('Q13 %s: a request that %s', (why, _what, patch) => {
  expect(whyTold({ ...REQUEST, ...patch }, TODAY)).toBe(why)
})

it('what is taken is told to whoever took it, what is nobody’s to the section, late first; to a teacher nothing', async () => {
  const late = { dueOn: schoolDate('2026-11-25') }
  const running = async () => [
    { ...REQUEST, id: 'lins' },
    { ...REQUEST, id: 'wangs', assignee: { id: 'wang', name: '王' } },
    { ...REQUEST, id: 'new', state: 'new' as const, assignee: null },
    { ...REQUEST, id: 'late', state: 'new' as const, assignee: null, ...late },
  ]
  const linesFor = await requestMorning({ running }).read({ now: NOW, today: TODAY, next: NOW })
  const told = (id: string, role: 'operator' | 'teacher') => linesFor({ id, role, office: '' }).map((line) => line.id)
  expect(told('lin', 'operator')).toEqual(['late', 'new', 'lins'])
  expect(told('wang', 'operator')).toEqual(['late', 'new', 'wangs'])
  expect(told('chen', 'teacher')).toEqual([])
})
