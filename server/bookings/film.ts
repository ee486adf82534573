/** The film of a booking: the library's, or the one that its teacher brought. Pure. */
import type { Booking, BookingState } from '../../protocol/booking.ts'
import type { ScheduledMedia, ScheduleInputs } from '../schedule/inputs.ts'

/** States in which a booking takes a film: asked for, and not decided. */
export const TAKES_FILM = ['waiting', 'pending', 'offered'] as const satisfies readonly BookingState[]

export const takesFilm = (state: BookingState): boolean => TAKES_FILM.some((each) => each === state)

/** What decides what is on the air, and beside it the one film that is held back for the booking that is looked at. */
export interface BookingInputs extends ScheduleInputs {
  /** Never among `media`: nothing may air it. */
  readonly held?: ScheduledMedia
}

export const filmOf = ({ media, held }: BookingInputs, mediaId: Booking['mediaId']): ScheduledMedia | undefined =>
  held !== undefined && held.id === mediaId ? held : media.find(({ id }) => id === mediaId)
