import { expect, test } from 'vitest'
import { schoolDate } from '../../../protocol/time.ts'
import { warrantyOn } from './warranty.ts'

test.each([
  ['2026-11-25', 'over'],
  ['2026-11-26', 'ending'],
  ['2027-01-25', 'ending'],
  ['2027-01-26', 'good'],
] as const)('E6 a warranty until %s is %s on 2026-11-26', (until, state) => {
  expect(warrantyOn(schoolDate(until), schoolDate('2026-11-26'))).toBe(state)
})
test('E6 a warranty of which no end is known is unknown', () => {
  expect(warrantyOn(null, schoolDate('2026-11-26'))).toBe('unknown')
})
