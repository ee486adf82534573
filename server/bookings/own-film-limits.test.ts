import { expect, test } from 'vitest'
import { type Bringing, bringRefusal } from './own-film-limits.ts'

const film = { title: '看見台灣', lengthMs: null, holder: '', arrives: 'file', on: '2026-11-25' } as never
const fine: Bringing = {
  booking: { bookedBy: 'chen', mediaId: null, film, state: 'pending' },
  ...{ userId: 'chen', now: 10, until: 20, bytes: 8e9, waitingBytes: 12e9 },
  limits: { ownFilmGigabytes: 8, ownFilmsGigabytes: 20 },
}
const booking = (patch: object) => ({ booking: { ...fine.booking, ...patch } as Bringing['booking'] })

test.each<[string, Partial<Bringing>, string | null]>([
  ['to the last byte', {}, null],
  ['no booking', { booking: null }, 'NOT_FOUND'],
  ['somebody else’s', booking({ bookedBy: 'lin' }), 'NOT_FOUND'],
  ['it has its film', booking({ mediaId: 'm' }), 'BOOKING_FILM_NOT_AWAITED'],
  ['it never awaited one', booking({ film: null }), 'BOOKING_FILM_NOT_AWAITED'],
  ['it is over', booking({ state: 'refused' }), 'BOOKING_FILM_NOT_AWAITED'],
  ['at the cut-off', { now: 20 }, 'BOOKING_CUT_OFF'],
  ['one byte too large', { bytes: 8e9 + 1 }, 'MEDIA_TOO_LARGE'],
  ['one byte over the sum', { waitingBytes: 12e9 + 1 }, 'OWN_FILMS_FULL'],
])('bringing a film: %s', (_name, patch, code) => expect(bringRefusal({ ...fine, ...patch })?.code ?? null).toBe(code))
