/** May a teacher bring a film for a booking? Pure. */
import type { BookingView } from '../../protocol/booking.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import { GIGABYTE, type Settings } from '../../protocol/settings.ts'
import { takesFilm } from './film.ts'

export interface Bringing {
  readonly booking: Pick<BookingView, 'bookedBy' | 'mediaId' | 'film' | 'state'> | null
  readonly userId: string
  readonly now: number
  /** The cut-off, or the slot's start for who is not bound by it. */
  readonly until: number
  readonly bytes: number
  /** Of what the person brought before and what is on its way for other bookings. */
  readonly waitingBytes: number
  readonly limits: Pick<Settings, 'ownFilmGigabytes' | 'ownFilmsGigabytes'>
}

export type BringRefusal = { readonly code: ErrorCode; readonly params: Readonly<Record<string, number>> }

/** Why not; null: it may. Somebody else's booking is not there. */
export const bringRefusal = (each: Bringing): BringRefusal | null => {
  const { booking, bytes, limits } = each
  if (booking === null || booking.bookedBy !== each.userId) return { code: 'NOT_FOUND', params: {} }
  const awaits = booking.mediaId === null && booking.film !== null && takesFilm(booking.state)
  if (!awaits) return { code: 'BOOKING_FILM_NOT_AWAITED', params: {} }
  if (each.now >= each.until) return { code: 'BOOKING_CUT_OFF', params: {} }
  if (bytes > limits.ownFilmGigabytes * GIGABYTE)
    return {
      code: 'MEDIA_TOO_LARGE',
      params: { gigabytes: Math.ceil(bytes / GIGABYTE), limit: limits.ownFilmGigabytes },
    }
  if (bytes + each.waitingBytes > limits.ownFilmsGigabytes * GIGABYTE)
    return { code: 'OWN_FILMS_FULL', params: { limit: limits.ownFilmsGigabytes } }
  return null
}
