import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { RequestState } from '../../protocol/request.ts'
import { type SchoolDate, schoolDate, timeOfDay } from '../../protocol/time.ts'
import { addDays, instantOf, localDate, weekdayOf } from '../schedule/wall-clock.ts'
import { type Course, daysTaken, dueOn, type SchoolDays, usualDays } from './days.ts'

const ZONE = 'Asia/Taipei'
const at = (date: string, time = '10:00') => instantOf(schoolDate(date), timeOfDay(time), ZONE)
const HOLIDAYS = new Set(['2026-11-25'])
const days: SchoolDays = {
  works: (date) => weekdayOf(date) <= 5 && !HOLIDAYS.has(date),
  dateOf: (instant) => localDate(instant, ZONE),
}
const course = (...steps: readonly [RequestState, string, string?][]): Course =>
  steps.map(([state, date, time]) => ({ state, at: at(date, time) }))
const today = schoolDate('2026-11-23')

describe('the section’s days', () => {
  test('Q6 Q7 two school days from a Friday end on Tuesday, and a holiday is none', () => {
    expect(dueOn(course(['new', '2026-11-20']), 2, schoolDate('2026-11-20'), days)).toBe('2026-11-24')
    expect(dueOn(course(['new', '2026-11-23']), 2, today, days)).toBe('2026-11-26')
  })

  test('Q6 taken or not, the days run; asked, they stand still', () => {
    const waiting = course(['new', '2026-11-16'], ['taken', '2026-11-16', '11:00'], ['asked', '2026-11-17'])
    expect(dueOn(waiting, 2, today, days)).toBeNull()
    const replied = [...waiting, ...course(['taken', '2026-11-20'])]
    // The 17th, 18th and 19th ended while it waited; the 20th is the first day that counts.
    expect(dueOn(replied, 2, today, days)).toBe('2026-11-23')
    expect(daysTaken(replied, at('2026-11-23'), days)).toBe(2)
  })

  test('Q7 late it keeps the day on which it was due', () => {
    expect(dueOn(course(['new', '2026-11-09']), 2, today, days)).toBe('2026-11-11')
  })

  test('Q7 answered on the day of filing took no day', () => {
    expect(daysTaken(course(['new', '2026-11-23', '08:00']), at('2026-11-23', '16:00'), days)).toBe(0)
  })

  test('Q6 what has ended is never due, and a holiday without end has no due day', () => {
    expect(dueOn(course(['new', '2026-11-16'], ['confirmed', '2026-11-17']), 2, today, days)).toBeNull()
    expect(dueOn(course(['new', '2026-11-16']), 2, today, { ...days, works: () => false })).toBeNull()
  })

  test('Q7 the median of the lengths; two tell nothing', () => {
    expect(usualDays([1, 9])).toBeNull()
    expect(usualDays([9, 1, 2])).toBe(2)
    expect(usualDays([1, 2, 3, 10])).toBe(2.5)
  })

  test('Q6 a pause never makes it due earlier, and the due day is a school day', () => {
    const pause = fc.record({
      from: fc.nat(20),
      length: fc.nat(20),
      target: fc.integer({ min: 1, max: 6 }),
      age: fc.nat(40),
    })
    fc.assert(
      fc.property(pause, ({ from, length, target, age }) => {
        const filed = schoolDate('2026-09-01')
        const date = (offset: number): SchoolDate => addDays(filed, offset)
        const now = date(Math.max(age, from + length))
        const plain = dueOn(course(['new', filed]), target, now, days)
        const paused = dueOn(
          course(['new', filed], ['asked', date(from), '11:00'], ['taken', date(from + length), '12:00']),
          target,
          now,
          days,
        )
        expect(plain !== null && paused !== null && plain <= paused && days.works(paused)).toBe(true)
      }),
    )
  })
})
