import { describe, expect, it } from 'vitest'
import { inGroups } from './pairing.ts'
import { clockText, dateText, dayOf, englishDateText, isNight, minuteText } from './time-words.ts'

const noon = Date.UTC(2026, 10, 23, 4, 4, 0)

describe('the screen says', () => {
  it('the time in the school’s zone, on a clock of 24 hours', () => {
    expect(clockText(noon, 'Asia/Taipei')).toBe('12:04:00')
    expect(minuteText(Date.UTC(2026, 10, 22, 16, 0), 'Asia/Taipei')).toBe('00:00')
  })

  it('the date in both languages', () => {
    expect(dateText(noon, 'Asia/Taipei')).toBe('11/23（一）')
    expect(englishDateText(noon, 'Asia/Taipei')).toBe('Monday, 23 November')
    expect(dayOf(noon, 'Asia/Taipei')).toBe('2026-11-23')
  })

  it('nothing bright at night', () => {
    expect(isNight(noon, 'Asia/Taipei')).toBe(false)
    expect(isNight(Date.UTC(2026, 10, 23, 10, 0), 'Asia/Taipei')).toBe(true)
    expect(isNight(Date.UTC(2026, 10, 22, 22, 29), 'Asia/Taipei')).toBe(true)
    expect(isNight(Date.UTC(2026, 10, 22, 22, 30), 'Asia/Taipei')).toBe(false)
  })

  it('a code in two groups of four', () => {
    expect(inGroups('CDFGHJKM')).toBe('CDFG HJKM')
  })
})
