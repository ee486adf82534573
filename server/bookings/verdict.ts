/** What an approver needs to know of a booking: does it fit, may it be shown, what airs without it? Pure. */
import type { Booking, BookingCheck } from '../../protocol/booking.ts'
import { reason } from '../../protocol/reasons.ts'
import { type Airing, onAirAt, type Reason } from '../../protocol/rundown.ts'
import { type Duration, duration, instant, type SchoolDate } from '../../protocol/time.ts'
import { ancestryOf, reaches } from '../schedule/audience.ts'
import { bookedItem, isLicensed } from '../schedule/booking-fit.ts'
import { dayOn, indexDays } from '../schedule/calendar.ts'
import type { ScheduleInputs } from '../schedule/inputs.ts'
import { airedPart } from '../schedule/library.ts'
import { indexExceptions, type Occurrence, occurrencesOn, schoolDay } from '../schedule/occurrences.ts'
import { resolveRundown } from '../schedule/resolve.ts'
import { clockText } from '../schedule/sources.ts'
import { localDays } from '../schedule/wall-clock.ts'
import { type BookingInputs, filmOf } from './film.ts'

/** Where a booking of a date would be shown, or why nowhere. */
export type BookingSlot =
  | { readonly airs: true; readonly occurrence: Occurrence }
  | { readonly airs: false; readonly reasons: readonly Reason[] }

/** The first slot of the date that shows booked films. */
export const bookingSlotOn = (
  inputs: Pick<ScheduleInputs, 'timeZone' | 'slots' | 'exceptions' | 'terms' | 'days'>,
  date: SchoolDate,
): BookingSlot => {
  const index = indexDays(inputs.days)
  const days = localDays(date, date, inputs.timeZone).map((local) =>
    schoolDay(local, dayOn(index, local.date, local.weekday), inputs.terms),
  )
  const found = occurrencesOn(inputs.slots, days, indexExceptions(inputs.exceptions), inputs.timeZone).filter(
    ({ slot, replacement }) => slot.source.type === 'booking' && replacement === null,
  )
  const occurrence = found.find(({ airs }) => airs)
  if (occurrence !== undefined) return { airs: true, occurrence }
  return { airs: false, reasons: found[0]?.reasons ?? [reason('booking-no-slot', { date })] }
}

/** The check of protocol/booking.ts without words. */
export interface BookingVerdict extends Pick<BookingCheck, 'slot' | 'shownMs' | 'cutMs'> {
  readonly problems: readonly Reason[]
  readonly otherwise: Airing | null
}

/**
 * Does it fit its slot, may it be shown, and what airs without it?
 * @param inputs of a window that holds the booking's date
 * @param booking stored or not yet
 */
export const judgeBooking = (inputs: BookingInputs, booking: Booking): BookingVerdict => {
  const where = bookingSlotOn(inputs, booking.date)
  const problems = filmProblems(inputs, booking)
  if (!where.airs)
    return {
      slot: null,
      shownMs: duration(0),
      cutMs: duration(0),
      problems: [...where.reasons, ...problems],
      otherwise: null,
    }
  const { occurrence } = where
  const { slot, start, end } = occurrence
  const film = filmOf(inputs, booking.mediaId)
  const own = airedPart({
    durationMs: film?.durationMs ?? booking.film?.lengthMs ?? duration(0),
    fromMs: film?.fromMs ?? duration(0),
    toMs: film?.toMs ?? null,
  })
  const part = bookedItem(booking, own)
  const partMs = part.toMs - part.fromMs
  const cutMs = duration(Math.max(0, partMs - (end - start)))
  if (cutMs > 0) problems.push(reason('ends-with-slot', { over: clockText(cutMs) }))
  return {
    slot: { id: slot.id, name: slot.name, start, end },
    shownMs: duration(partMs - cutMs),
    cutMs,
    problems,
    otherwise: airingWithout(inputs, booking, occurrence),
  }
}

const filmProblems = (inputs: BookingInputs, booking: Booking): Reason[] => {
  const problems: Reason[] = []
  const { date, licence } = booking
  const media = filmOf(inputs, booking.mediaId)
  const title = media?.title ?? booking.film?.title ?? ''
  if (booking.mediaId === null) problems.push(...awaited(booking))
  else if (media === undefined) problems.push(reason('media-missing'))
  else if (media.state !== 'ready') problems.push(reason('booking-film-not-ready', { title, state: media.state }))
  if (media !== undefined) problems.push(...otherLength(booking, media.durationMs))
  if (![licence, media?.licence ?? null].every((each) => each === null || isLicensed(each, date)))
    problems.push(reason('booking-not-licensed', { title, date }))
  else if (licence.kind === 'unknown' && (media?.licence ?? null) === null)
    problems.push(reason('booking-licence-unknown'))
  const holder = inputs.bookings.find(
    (other) => other.id !== booking.id && other.date === date && other.state === 'approved',
  )
  if (holder !== undefined) {
    const held = inputs.media.find(({ id }) => id === holder.mediaId)?.title ?? holder.film?.title ?? ''
    problems.push(reason('booking-date-held', { title: held, date }))
  }
  return problems
}

/** Rule B13: what is not in the library yet, and whether it comes in time. */
const awaited = ({ film, date }: Booking): Reason[] => {
  if (film === null) return [reason('media-missing')]
  const params = { title: film.title, date: film.on }
  return [reason(film.on >= date ? 'booking-film-late' : 'booking-film-awaited', params)]
}

/** A teacher says a film's length in minutes. */
const SAID_WITHIN_MS = 60_000

/** Rule B13: a film that has come is held against what was said of it. */
const otherLength = ({ film }: Booking, durationMs: Duration | null): Reason[] => {
  if (film === null || film.lengthMs === null || durationMs === null) return []
  const over = Math.abs(durationMs - film.lengthMs)
  return over > SAID_WITHIN_MS ? [reason('booking-film-length', { over: clockText(duration(over)) })] : []
}

/** What is on at the slot's start, in the first group that both are for, if the booking is refused. */
const airingWithout = (inputs: ScheduleInputs, booking: Booking, { slot, start }: Occurrence): Airing | null => {
  const group = [...ancestryOf(inputs.groups)]
    .filter(([, chain]) => reaches(slot.audience, chain) && reaches(booking.audience, chain))
    .map(([id]) => id)
    .sort()[0]
  if (group === undefined) return null
  const others = inputs.bookings.filter(({ id }) => id !== booking.id)
  const without = { ...inputs, bookings: [...others, { ...booking, state: 'refused' as const }] }
  return onAirAt(resolveRundown(without, { start, end: instant(start + 1) }, [group]), start, group)?.airing ?? null
}
