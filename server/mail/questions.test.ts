import { expect, it } from 'vitest'
import { schoolDate } from '../../protocol/time.ts'
import { remindingOf } from './questions.ts'

/** Friday 27 November 2026 and the weekends are free; Wednesday the 25th is when it was asked. */
const isSchoolDay = (date: string) =>
  !['2026-11-27', '2026-11-28', '2026-11-29', '2026-12-05', '2026-12-06'].includes(date)
const after = (today: string, questionDays = 2) =>
  remindingOf(schoolDate('2026-11-25'), schoolDate(today), isSchoolDay, { questionDays })

it('F14 Q15 a question is asked again after the school days that are set, and told of after as many more', () => {
  const days = ['2026-11-25', '2026-11-26', '2026-11-29', '2026-11-30', '2026-12-01', '2026-12-02', '2026-12-20']
  expect(days.map((day) => after(day))).toEqual([null, null, null, 'ask-again', 'ask-again', 'tell', 'tell'])
  expect([after('2026-11-26', 1), after('2026-11-30', 1)]).toEqual(['ask-again', 'tell'])
})

it('F14 Q15 a clock that was set back asks nobody', () => {
  expect(after('2026-11-20')).toBeNull()
})
