import { describe, expect, test } from 'vitest'
import { schoolDate } from '../../protocol/time.ts'
import type { BookingMove } from '../bookings/store.ts'
import { lettersOf } from './booking-letters.ts'

const BOOKING = {
  ...{ id: 'b', date: schoolDate('2026-11-27'), title: '海洋', userId: 'u', userName: 'chen' },
  ...{ bookedBy: '陳老師', note: '' },
}
const lapse = (from: BookingMove['from']) => {
  const move: BookingMove = {
    ...{ id: 'b', from, to: 'lapsed', act: 'tick', by: 'system' },
    ...{ offerUntil: null, refusal: '' },
  }
  return lettersOf(move, BOOKING, 0).map(({ letter, to, waits }) => ({ letter, to, waits }))
}

describe('what lapses is told to who booked', () => {
  test.each(['offered', 'pending', 'waiting'] as const)('from %s, at once, with the reason', (was) => {
    const letter = { kind: 'booking-lapsed', bookingId: 'b', date: BOOKING.date, title: '海洋', was }
    expect(lapse(was)).toEqual([{ letter, to: { type: 'person', userId: 'u' }, waits: false }])
  })
})
