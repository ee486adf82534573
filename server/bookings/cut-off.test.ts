import { expect, it } from 'vitest'
import { schoolDate, timeOfDay } from '../../protocol/time.ts'
import { at, ZONE } from '../schedule/inputs-fixture.ts'
import { cutOffOf } from './cut-off.ts'

const wednesday = { bookingCutOffWeekday: 3, bookingCutOffTime: timeOfDay('16:00') } as const

it.each([
  ['a Friday', '2026-11-27', '2026-11-25'],
  ['a Thursday', '2026-11-26', '2026-11-25'],
  ['a Wednesday itself, a week before', '2026-11-25', '2026-11-18'],
  ['a Monday over the weekend', '2026-11-30', '2026-11-25'],
])('B5 bookings close on the Wednesday before %s', (_name, date, closes) => {
  expect(cutOffOf(schoolDate(date), wednesday, ZONE)).toBe(at(closes, '16:00'))
})
