/** What of a booked film is shown, and whether its licence covers a date (rule C3). */
import type { Booking } from '../../protocol/booking.ts'
import { type Duration, duration, type SchoolDate } from '../../protocol/time.ts'
import { toKeyframe } from './playhead.ts'

/** Is the licence valid on the date? An open end is valid for ever; both ends count as valid. */
export const isLicensed = (licence: Pick<Booking['licence'], 'validFrom' | 'validUntil'>, date: SchoolDate): boolean =>
  (licence.validFrom === null || licence.validFrom <= date) &&
  (licence.validUntil === null || date <= licence.validUntil)

/**
 * The part to show, its start rounded down to a keyframe; what lies outside the film's own part is the whole of that.
 * @param own the part of the film that airs
 */
export const bookedItem = (
  booking: Pick<Booking, 'fromMs' | 'toMs'>,
  own: { readonly fromMs: Duration; readonly toMs: Duration },
): { readonly fromMs: Duration; readonly toMs: Duration } => {
  const toMs = duration(Math.min(booking.toMs ?? own.toMs, own.toMs))
  const fromMs = duration(Math.max(toKeyframe(booking.fromMs), own.fromMs))
  return fromMs < toMs ? { fromMs, toMs } : own
}
