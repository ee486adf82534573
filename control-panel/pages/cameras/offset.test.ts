import { expect, it } from 'vitest'
import { offsetOf } from './offset.ts'

it('says an offset in the largest unit of which there are two', () => {
  expect([1499, -1500, 119_000, -8 * 3_600_000, 7_100_000, 3 * 86_400_000].map(offsetOf)).toEqual([
    { type: 'right' },
    { type: 'slow', unit: 'seconds', count: 2 },
    { type: 'fast', unit: 'seconds', count: 119 },
    { type: 'slow', unit: 'hours', count: 8 },
    { type: 'fast', unit: 'minutes', count: 118 },
    { type: 'fast', unit: 'days', count: 3 },
  ])
})
