/** What is asked for, before it is a booking: may it be asked for at all? Pure. */
import type { Booking, BookingChange, BookingView } from '../../protocol/booking.ts'
import { sayReasons } from '../../protocol/reasons.ts'
import type { Language } from '../../protocol/text.ts'
import { duration, type Instant, type SchoolDate } from '../../protocol/time.ts'
import { Failure } from '../platform/failure.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import { type BookingInputs, filmOf } from './film.ts'
import { bookingSlotOn } from './verdict.ts'

/** Of the refusal: when it is asked, and in which language a slot's absence is said. */
interface Here {
  readonly now: Instant
  readonly language: Language
}

/** @throws Failure BOOKING_NO_SLOT, BOOKING_DATE_PAST, BOOKING_MEDIA_MISSING */
export const requireShowable = (
  inputs: BookingInputs,
  { date, mediaId }: Pick<Booking, 'date' | 'mediaId'>,
  { now, language }: Here,
): void => {
  const where = bookingSlotOn(inputs, date)
  if (!where.airs) throw new Failure('BOOKING_NO_SLOT', { date, why: sayReasons(where.reasons, language) })
  if (where.occurrence.start <= now) throw new Failure('BOOKING_DATE_PAST', { date })
  if (mediaId !== null && filmOf(inputs, mediaId) === undefined) throw new Failure('BOOKING_MEDIA_MISSING', { mediaId })
}

/** @throws Failure as `requireShowable`, INPUT_INVALID, BOOKING_PART_WRONG, GROUP_MISSING */
export const requireWish = (inputs: BookingInputs, date: SchoolDate, wish: BookingChange, here: Here): void => {
  const { validFrom, validUntil } = wish.licence
  for (const [field, each] of Object.entries({ validFrom, validUntil }))
    if (each !== null && !isRealDate(each)) throw new Failure('INPUT_INVALID', { field, problem: each })
  const { film = null, mediaId } = wish
  if (mediaId === null && film === null) throw new Failure('INPUT_INVALID', { field: 'mediaId', problem: 'null' })
  if (film !== null && !isRealDate(film.on)) throw new Failure('INPUT_INVALID', { field: 'film.on', problem: film.on })
  requireShowable(inputs, { date, mediaId }, here)
  requirePart(inputs, wish)
  const unknown = wish.audience?.find((id) => !inputs.groups.some((group) => group.id === id))
  if (unknown !== undefined) throw new Failure('GROUP_MISSING', { groupId: unknown })
}

/** The part must begin before it ends, within the film as far as its length is known. @throws Failure BOOKING_PART_WRONG */
const requirePart = (inputs: BookingInputs, wish: BookingChange): void => {
  const { mediaId, film = null, fromMs = duration(0), toMs = null } = wish
  const length = filmOf(inputs, mediaId)?.durationMs ?? film?.lengthMs ?? null
  const end = Math.min(toMs ?? Number.POSITIVE_INFINITY, length ?? Number.POSITIVE_INFINITY)
  if (fromMs >= end) throw new Failure('BOOKING_PART_WRONG')
}

/** A booking that is only looked at. */
export const draftOf = (
  date: SchoolDate,
  wish: BookingChange,
): Omit<BookingView, 'bookedBy' | 'bookedByName' | 'createdAt'> => ({
  id: 'draft',
  date,
  mediaId: wish.mediaId,
  film: wish.film ?? null,
  fromMs: wish.fromMs ?? duration(0),
  toMs: wish.toMs ?? null,
  licence: wish.licence,
  audience: wish.audience ?? [],
  note: wish.note ?? '',
  state: 'pending',
  title: wish.film?.title ?? '',
  decidedBy: null,
  decidedAt: null,
  place: 1,
  version: 1,
  offerUntil: null,
  refusal: '',
  heldFilm: null,
})
