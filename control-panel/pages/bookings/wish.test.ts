import { expect, it } from 'vitest'
import type { BookingView } from '../../../protocol/booking.ts'
import { duration, instant, schoolDate } from '../../../protocol/time.ts'
import { changeOf, NOTHING, wishOf } from './wish.ts'

const booking: BookingView = {
  id: 'b',
  date: schoolDate('2026-11-27'),
  mediaId: 'film',
  fromMs: duration(62_000),
  toMs: duration(3_723_000),
  licence: { kind: 'educational', validFrom: null, validUntil: schoolDate('2026-12-31') },
  audience: ['grade-1'],
  note: '地理課',
  state: 'waiting',
  bookedBy: 'chen',
  createdAt: instant(0),
  title: '',
  bookedByName: '',
  decidedBy: null,
  decidedAt: null,
  place: 2,
  version: 1,
  offerUntil: null,
  refusal: '',
}

it('B7 a booking that is opened to be changed and sent as it was stays the same', () => {
  const { mediaId, fromMs, toMs, licence, audience, note } = booking
  expect(changeOf(wishOf(booking))).toEqual({ mediaId, fromMs, toMs, licence, audience, note })
  const { fromMs: _from, ...whole } = changeOf(wishOf({ ...booking, fromMs: duration(0), toMs: null })) ?? {}
  expect([_from, whole]).toEqual([undefined, { mediaId, toMs: null, licence, audience, note }])
})
it('nothing is sent without a film, or with a time that is none', () => {
  expect(changeOf(NOTHING)).toBeNull()
  expect(changeOf({ ...NOTHING, mediaId: 'film', from: '1:99' })).toBeNull()
})
