import { expect, it } from 'vitest'
import { schoolDate } from '../../../protocol/time.ts'
import { termProblems } from './term-problems.ts'

const term = (from: string, until: string) => ({
  id: from,
  name: from,
  from: schoolDate(from),
  until: schoolDate(until),
})

it('T5 neighbouring terms are no problem; what is between them, or in two of them, is told', () => {
  expect(termProblems([term('2026-09-01', '2027-01-20'), term('2027-01-21', '2027-06-30')])).toEqual([])
  expect(termProblems([term('2027-02-10', '2027-06-30'), term('2026-09-01', '2027-01-20')])).toEqual([
    { type: 'gap', from: '2027-01-21', until: '2027-02-09' },
  ])
  expect(termProblems([term('2026-09-01', '2027-02-20'), term('2027-02-10', '2027-06-30')])).toEqual([
    { type: 'overlap', from: '2027-02-10', until: '2027-02-20' },
  ])
})
