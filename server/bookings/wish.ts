/** What is asked for, before it is a booking: may it be asked for at all? Pure. */
import type { Booking, BookingChange, BookingView } from '../../protocol/booking.ts'
import { sayReasons } from '../../protocol/reasons.ts'
import type { Language } from '../../protocol/text.ts'
import { duration, type Instant, type SchoolDate } from '../../protocol/time.ts'
import { Failure } from '../platform/failure.ts'
import type { ScheduleInputs } from '../schedule/inputs.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import { bookingSlotOn } from './verdict.ts'

/** Of the refusal: when it is asked, and in which language a slot's absence is said. */
interface Here {
  readonly now: Instant
  readonly language: Language
}

/** @throws Failure BOOKING_NO_SLOT, BOOKING_DATE_PAST, BOOKING_MEDIA_MISSING */
export const requireShowable = (
  inputs: ScheduleInputs,
  { date, mediaId }: Pick<Booking, 'date' | 'mediaId'>,
  { now, language }: Here,
): void => {
  const where = bookingSlotOn(inputs, date)
  if (!where.airs) throw new Failure('BOOKING_NO_SLOT', { date, why: sayReasons(where.reasons, language) })
  if (where.occurrence.start <= now) throw new Failure('BOOKING_DATE_PAST', { date })
  if (!inputs.media.some(({ id }) => id === mediaId)) throw new Failure('BOOKING_MEDIA_MISSING', { mediaId })
}

/** @throws Failure as `requireShowable`, INPUT_INVALID, BOOKING_PART_WRONG, GROUP_MISSING */
export const requireWish = (inputs: ScheduleInputs, date: SchoolDate, wish: BookingChange, here: Here): void => {
  const { validFrom, validUntil } = wish.licence
  for (const [field, each] of Object.entries({ validFrom, validUntil }))
    if (each !== null && !isRealDate(each)) throw new Failure('INPUT_INVALID', { field, problem: each })
  requireShowable(inputs, { date, mediaId: wish.mediaId }, here)
  requirePart(inputs, wish)
  const unknown = wish.audience?.find((id) => !inputs.groups.some((group) => group.id === id))
  if (unknown !== undefined) throw new Failure('GROUP_MISSING', { groupId: unknown })
}

/** The part must begin before it ends, within the film as far as its length is known. @throws Failure BOOKING_PART_WRONG */
const requirePart = (inputs: ScheduleInputs, { mediaId, fromMs = duration(0), toMs = null }: BookingChange): void => {
  const length = inputs.media.find(({ id }) => id === mediaId)?.durationMs ?? null
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
  fromMs: wish.fromMs ?? duration(0),
  toMs: wish.toMs ?? null,
  licence: wish.licence,
  audience: wish.audience ?? [],
  note: wish.note ?? '',
  state: 'pending',
  title: '',
  decidedBy: null,
  decidedAt: null,
  place: 1,
  version: 1,
  offerUntil: null,
  refusal: '',
})
