import { describe, expect, it } from 'vitest'
import { correct, median } from './steer.ts'

describe('a correction', () => {
  it('is left alone under 20 ms', () => {
    expect(correct(19, null)).toEqual({ type: 'none' })
    expect(correct(-19, null)).toEqual({ type: 'none' })
  })

  it('slows a programme that is ahead and hurries one that is behind, once', () => {
    expect(correct(40, null)).toEqual({ type: 'burst', rate: 0.96, forMs: 1000 })
    expect(correct(-50, null)).toEqual({ type: 'burst', rate: 1.05, forMs: 1000 })
    expect(correct(-50, 59_000)).toEqual({ type: 'none' })
    expect(correct(-50, 61_000).type).toBe('burst')
  })

  it('stays within 0.95 and 1.06 and takes longer instead', () => {
    expect(correct(100, null)).toEqual({ type: 'burst', rate: 0.95, forMs: 2000 })
    expect(correct(-120, null)).toEqual({ type: 'burst', rate: 1.06, forMs: 2000 })
  })

  it('is a seek above 150 ms, and not again at once', () => {
    expect(correct(151, null)).toEqual({ type: 'seek' })
    expect(correct(-400, 2000)).toEqual({ type: 'none' })
    expect(correct(-400, 8000)).toEqual({ type: 'seek' })
  })
})

describe('the median', () => {
  it('is the middle, or the mean of the two in the middle, or nothing', () => {
    expect(median([9, 1, 5])).toBe(5)
    expect(median([1, 2, 3, 4])).toBe(2.5)
    expect(median([])).toBeNull()
  })
})
