import { expect, it } from 'vitest'
import type { BookingView } from '../../../protocol/booking.ts'
import { duration, instant, schoolDate } from '../../../protocol/time.ts'
import { changeOf, NOTHING, wishOf } from './wish.ts'

const booking: BookingView = {
  id: 'b',
  date: schoolDate('2026-11-27'),
  mediaId: 'film',
  film: null,
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
  heldFilm: null,
}

it('B7 a booking that is opened to be changed and sent as it was stays the same', () => {
  const { mediaId, fromMs, toMs, licence, audience, note, film } = booking
  expect(changeOf(wishOf(booking))).toEqual({ mediaId, film, fromMs, toMs, licence, audience, note })
  const { fromMs: _from, ...whole } = changeOf(wishOf({ ...booking, fromMs: duration(0), toMs: null })) ?? {}
  expect([_from, whole]).toEqual([undefined, { mediaId, film, toMs: null, licence, audience, note }])
})
it('B13 a film that is not in the library needs its title and its day; the length is in minutes', () => {
  const film = { title: ' 海角七號 ', minutes: '129', holder: '', arrives: 'disc', on: '2026-11-25' } as const
  const sent = changeOf({ ...NOTHING, film })
  expect(sent).toMatchObject({ mediaId: null, film: { title: '海角七號', lengthMs: 7_740_000, on: '2026-11-25' } })
  expect(changeOf({ ...NOTHING, film: { ...film, minutes: '' } })?.film?.lengthMs).toBeNull()
  for (const wrong of [{ title: ' ' }, { on: '' }, { minutes: 'long' }, { minutes: '-1' }])
    expect(changeOf({ ...NOTHING, film: { ...film, ...wrong } })).toBeNull()
})
it('nothing is sent without a film, or with a time that is none', () => {
  expect(changeOf(NOTHING)).toBeNull()
  expect(changeOf({ ...NOTHING, mediaId: 'film', from: '1:99' })).toBeNull()
})
