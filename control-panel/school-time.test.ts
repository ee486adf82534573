import { describe, expect, test } from 'vitest'
import { instant, schoolDate } from '../protocol/time.ts'
import {
  addDays,
  countdownTo,
  createSchoolTime,
  lengthOf,
  longDate,
  mondayOf,
  monthOf,
  shortDate,
  timeOfDayMs,
  weekdayOf,
} from './school-time.ts'

const noon = instant(Date.parse('2026-11-23T12:04:00+08:00'))

describe('T1 times are the school’s, wherever the browser is', () => {
  test('Taipei', () => {
    const school = createSchoolTime('Asia/Taipei')
    expect(school.time(noon)).toBe('12:04:00')
    expect(school.date(noon)).toBe('2026-11-23')
    expect(school.sinceMidnight(noon)).toBe((12 * 60 + 4) * 60_000)
    expect(school.time(instant(Date.parse('2026-11-23T00:00:00+08:00')))).toBe('00:00:00')
  })
  test('a zone with daylight saving', () => {
    const school = createSchoolTime('Europe/Berlin')
    expect(school.time(instant(Date.parse('2026-10-25T00:30:00Z')))).toBe('02:30:00')
    expect(school.time(instant(Date.parse('2026-10-25T01:30:00Z')))).toBe('02:30:00')
    const midnight = (at: string) => new Date(school.midnightAfter(instant(Date.parse(at)))).toISOString()
    expect(['2026-10-24T22:30:00Z', '2026-10-25T12:00:00Z'].map(midnight)).toEqual(
      Array(2).fill('2026-10-25T23:00:00.000Z'),
    )
    expect(midnight('2026-03-29T00:30:00Z')).toBe('2026-03-29T22:00:00.000Z')
  })
})

describe('dates', () => {
  test('weekdays and weeks', () => {
    expect(weekdayOf(schoolDate('2026-11-23'))).toBe(1)
    expect(weekdayOf(schoolDate('2026-11-29'))).toBe(7)
    expect(mondayOf(schoolDate('2026-11-29'))).toBe('2026-11-23')
    expect(addDays(schoolDate('2028-02-28'), 1)).toBe('2028-02-29')
    expect(monthOf(schoolDate('2026-12-31'), 1)).toBe('2027-01-01')
    expect(monthOf(schoolDate('2026-01-31'), -1)).toBe('2025-12-01')
  })
  test('as Taiwan writes them', () => {
    expect(shortDate(schoolDate('2026-11-23'), 'zh-TW')).toBe('11/23（一）')
    expect(shortDate(schoolDate('2026-11-23'), 'en')).toBe('11/23 (Mon)')
    expect(longDate(schoolDate('2026-11-23'), true)).toBe('115/11/23')
    expect(longDate(schoolDate('2026-11-23'), false)).toBe('2026/11/23')
  })
})

describe('lengths', () => {
  test('a countdown reaches zero on the instant itself, not a second before', () => {
    expect(countdownTo(noon, instant(noon - 1))).toBe('00:00:01')
    expect(countdownTo(noon, noon)).toBe('00:00:00')
    expect(countdownTo(noon, instant(noon - 1_373_000))).toBe('00:22:53')
  })
  test('a length never shows a second that is not there', () => {
    expect(lengthOf(59_999)).toBe('0:59')
    expect(lengthOf(3_723_000)).toBe('1:02:03')
    expect(timeOfDayMs('12:04:30')).toBe(43_470_000)
  })
})
