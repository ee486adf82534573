import { expect, it } from 'vitest'
import { countWork, sumWork } from './records.ts'

const thing = (
  procedure: string,
  standing: 'done' | 'late' | 'open',
  kind: 'mail-quota' | 'mail-account' | null = null,
) => ({
  ...{ procedure, kind, standing },
  work: kind === null ? ('duty' as const) : ('request' as const),
})

it('each thing counts once under its procedure and kind, in any order', () => {
  const things = [
    thing('004', 'late', 'mail-quota'),
    thing('002', 'done'),
    thing('004', 'done', 'mail-account'),
    thing('004', 'late', 'mail-quota'),
    thing('002', 'open'),
  ]
  const counted = countWork(things)
  expect(counted.map(({ procedure, kind, done, late, open }) => [procedure, kind, done, late, open])).toEqual([
    ['002', null, 1, 0, 1],
    ['004', 'mail-account', 1, 0, 0],
    ['004', 'mail-quota', 0, 2, 0],
  ])
  expect(countWork([...things].reverse())).toEqual(counted)
  expect(Object.fromEntries(sumWork(counted))).toEqual({
    '002': { done: 1, missed: 0, late: 0, open: 1 },
    '004': { done: 1, missed: 0, late: 2, open: 0 },
  })
})
