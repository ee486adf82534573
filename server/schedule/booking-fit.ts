/** What of a booked film is shown, and whether its licence covers a date (rule C3). */
import type { Booking } from '../../protocol/booking.ts'
import { type Duration, duration, type SchoolDate } from '../../protocol/time.ts'
import { toKeyframe } from './playhead.ts'

/** Is the licence valid on the date? An open end is valid for ever; both ends count as valid. */
export const isLicensed = (licence: Pick<Booking['licence'], 'validFrom' | 'validUntil'>, date: SchoolDate): boolean =>
  (licence.validFrom === null || licence.validFrom <= date) &&
  (licence.validUntil === null || date <= licence.validUntil)

/** The part to show, its start rounded down to a keyframe; a part that lies outside the film is the whole film. */
export const bookedItem = (
  booking: Pick<Booking, 'fromMs' | 'toMs'>,
  durationMs: Duration,
): { readonly fromMs: Duration; readonly toMs: Duration } => {
  const toMs = duration(Math.min(booking.toMs ?? durationMs, durationMs))
  const fromMs = toKeyframe(booking.fromMs)
  return fromMs < toMs ? { fromMs, toMs } : { fromMs: duration(0), toMs: durationMs }
}
