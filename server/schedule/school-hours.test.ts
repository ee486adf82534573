import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Instant, instant, timeOfDay } from '../../protocol/time.ts'
import { afterSchoolMinutes, minutesOfDay, type SchoolHours, schoolMinutes } from './school-hours.ts'
import { weekdayOf } from './wall-clock.ts'

const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const hours: SchoolHours = {
  isSchoolDay: (date) => weekdayOf(date) <= 5 && date !== '2026-11-25',
  from: timeOfDay('08:00'),
  until: timeOfDay('17:00'),
  timeZone: 'Asia/Taipei',
}

describe('school hours', () => {
  it('F3 count from eight to five on school days, and nothing else', () => {
    expect(schoolMinutes(at('2026-11-23T16:30:00'), at('2026-11-24T08:45:00'), hours)).toBe(75)
    expect(schoolMinutes(at('2026-11-24T18:00:00'), at('2026-11-26T07:00:00'), hours)).toBe(0)
    expect(schoolMinutes(at('2026-11-27T12:00:00'), at('2026-11-30T12:00:00'), hours)).toBe(540)
    expect(schoolMinutes(at('2026-11-27T12:00:00'), at('2026-11-27T11:00:00'), hours)).toBe(0)
  })

  it('F3 end a day of work after the holiday', () => {
    expect(afterSchoolMinutes(at('2026-11-24T12:00:00'), minutesOfDay(hours), hours)).toBe(at('2026-11-26T12:00:00'))
    expect(afterSchoolMinutes(at('2026-11-21T12:00:00'), 30, hours)).toBe(at('2026-11-23T08:30:00'))
  })

  it('F3 never end where there are none', () => {
    expect(afterSchoolMinutes(at('2026-11-24T12:00:00'), 1, { ...hours, isSchoolDay: () => false })).toBeNull()
    const upsideDown = { ...hours, from: timeOfDay('17:00'), until: timeOfDay('08:00') }
    expect(schoolMinutes(at('2026-11-23T00:00:00'), at('2026-11-24T00:00:00'), upsideDown)).toBe(0)
    expect(minutesOfDay(upsideDown)).toBe(0)
  })

  it('F3 what is counted forward is counted back, and in parts as in whole', () => {
    const start = at('2026-11-20T00:00:00')
    const moment = fc.nat(20 * 24 * 60).map((minutes) => instant(start + minutes * 60_000))
    fc.assert(
      fc.property(moment, moment, moment, fc.integer({ min: 1, max: 3000 }), (a, b, c, minutes) => {
        const end = afterSchoolMinutes(a, minutes, hours)
        expect(end === null ? null : schoolMinutes(a, end, hours)).toBe(minutes)
        const [first = a, middle = b, last = c] = [a, b, c].sort((x, y) => x - y)
        const parts = schoolMinutes(first, middle, hours) + schoolMinutes(middle, last, hours)
        expect(schoolMinutes(first, last, hours)).toBe(parts)
      }),
    )
  })
})
