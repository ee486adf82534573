import { describe, expect, it } from 'vitest'
import { type CountedFault, groupOf, groupsBy, medianOf, ourHoursOf } from './figures.ts'

const fault = (room: string, minutes: number | null, patch: Partial<CountedFault> = {}): CountedFault => ({
  ...{ room, model: 'TH-65', vendor: '大同', minutes, ourMinutes: 30, cost: 0 },
  ...patch,
})

describe('figures of faults', () => {
  it('count each room with the median of what was closed, the most faults first', () => {
    const faults = [fault('102', 60, { cost: 500 }), fault('101', 120), fault('101', 240), fault('101', null)]
    expect(groupsBy(faults, 'room')).toEqual([
      { name: '101', faults: 3, closed: 2, hours: 3, cost: 0 },
      { name: '102', faults: 1, closed: 1, hours: 1, cost: 500 },
    ])
    expect(groupOf('', [])).toEqual({ name: '', faults: 0, closed: 0, hours: null, cost: 0 })
  })

  it('tell apart how long it took and how long it was the section’s turn', () => {
    expect(ourHoursOf([fault('1', 600, { ourMinutes: 90 }), fault('1', null, { ourMinutes: 999 })])).toBe(1.5)
    expect(ourHoursOf([])).toBeNull()
  })

  it('take the middle, or the mean of the two in the middle', () => {
    expect([medianOf([]), medianOf([9, 1, 5]), medianOf([1, 2, 4, 100])]).toEqual([null, 5, 3])
  })
})
