import { expect, it } from 'vitest'
import type { CalendarDay } from '../../protocol/calendar.ts'
import { schoolDate } from '../../protocol/time.ts'
import { indexDays } from '../schedule/calendar.ts'
import { isReminderDue, schoolDaysAfter } from './reminders.ts'

const said = (date: string, type: CalendarDay['type']): CalendarDay => ({
  ...{ date: schoolDate(date), type, pattern: null, note: '', source: 'school' },
})
/** Wednesday 25 November 2026; Friday the 27th is a holiday, Monday the 30th a typhoon, Saturday the 28th made up. */
const index = indexDays([
  said('2026-11-27', 'holiday'),
  said('2026-11-28', 'school'),
  said('2026-11-30', 'suspended'),
  said('2026-12-01', 'exam'),
])
const due = (today: string, sent = 0) => isReminderDue(index, schoolDate('2026-11-25'), schoolDate(today), sent)

it('L13 counts school days: not the day itself, no holiday, no typhoon, but a made-up Saturday and exams', () => {
  const count = (until: string) => schoolDaysAfter(index, schoolDate('2026-11-25'), schoolDate(until))
  expect([count('2026-11-25'), count('2026-11-26'), count('2026-11-27'), count('2026-11-28')]).toEqual([0, 1, 1, 2])
  expect([count('2026-11-29'), count('2026-11-30'), count('2026-12-01'), count('2026-11-20')]).toEqual([2, 2, 3, 0])
})

it('L13 reminds after two school days and each two more, on a school day, also after days of downtime once', () => {
  expect([due('2026-11-26'), due('2026-11-27'), due('2026-11-28'), due('2026-11-30')]).toEqual([
    false,
    false,
    true,
    false,
  ])
  expect([due('2026-12-01'), due('2026-12-01', 1), due('2026-12-02', 1), due('2026-12-02', 2)]).toEqual([
    true,
    false,
    true,
    false,
  ])
})
