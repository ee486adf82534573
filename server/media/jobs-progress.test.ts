import { expect, it } from 'vitest'
import { advanced, remaining } from './jobs-progress.ts'

it('estimates what is left from what is done', () => {
  expect(remaining(10_000, 0.25)).toBe(30_000)
  expect(remaining(10_000, 1)).toBe(0)
  expect(remaining(1_999, 0.5)).toBeNull()
  expect(remaining(60_000, 0.01)).toBeNull()
})

it('never goes back', () => {
  expect(advanced(0.4, 0.3)).toBe(0.4)
  expect(advanced(0.4, 0.5)).toBe(0.5)
  expect(advanced(0.4, 7)).toBe(1)
  expect(advanced(0.4, Number.NaN)).toBe(0.4)
})
