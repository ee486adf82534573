/** Which dates can be booked, until when, and what the schedule says of them. */
import type { Booking } from '../../protocol/booking.ts'
import type { Settings } from '../../protocol/settings.ts'
import { duration, type SchoolDate } from '../../protocol/time.ts'
import type { ScheduledMedia, ScheduleInputs } from '../schedule/inputs.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { addDays, daysBetween, startOfDate } from '../schedule/wall-clock.ts'
import { cutOffOf } from './cut-off.ts'
import type { BookingInputs } from './film.ts'
import type { DateTimes } from './rules.ts'
import type { Quota } from './store.ts'
import { type BookingSlot, bookingSlotOn } from './verdict.ts'

const HOUR_MS = 3_600_000

export interface BookingCalendarDeps {
  readonly schedule: Pick<ScheduleStore, 'inputs'>
  readonly settings: () => Promise<Settings>
  /** A programme that is held back for a booking; left out: there are none. */
  readonly held?: (mediaId: string, whose: HeldWhose) => Promise<ScheduledMedia | null>
  readonly timeZone: string
}

/** Whose held film it must be: the booking's, or any that the person brought. */
export type HeldWhose = { readonly bookingId: string } | { readonly userId: string }

export interface DatedSlot {
  readonly date: SchoolDate
  readonly where: BookingSlot
  readonly times: Omit<DateTimes, 'now'>
}

export type BookingCalendar = ReturnType<typeof createBookingCalendar>

export const createBookingCalendar = ({ schedule, settings, held, timeZone }: BookingCalendarDeps) => {
  const inputsOf = (from: SchoolDate, to: SchoolDate): Promise<ScheduleInputs> =>
    schedule.inputs({ start: startOfDate(from, timeZone), end: startOfDate(addDays(to, 1), timeZone) })

  /** Without a slot, what is there can be decided until the date is over. */
  const dated = (inputs: ScheduleInputs, date: SchoolDate, school: Settings): DatedSlot => {
    const where = bookingSlotOn(inputs, date)
    return {
      date,
      where,
      times: {
        cutOff: cutOffOf(date, school, timeZone),
        start: where.airs ? where.occurrence.start : startOfDate(addDays(date, 1), timeZone),
        offerMs: duration(school.bookingOfferHours * HOUR_MS),
      },
    }
  }

  return {
    /** All that a verdict on a booking of the date needs; with the film that is held back, where it is that person's or booking's. */
    inputsOn: async (
      date: SchoolDate,
      mediaId: Booking['mediaId'] = null,
      whose: HeldWhose | null = null,
    ): Promise<BookingInputs> => {
      const inputs = await inputsOf(date, addDays(date, 1))
      const film = mediaId === null || whose === null || held === undefined ? null : await held(mediaId, whose)
      return film === null ? inputs : { ...inputs, held: film }
    },

    on: async (date: SchoolDate): Promise<DatedSlot> => dated(await inputsOf(date, date), date, await settings()),

    /** The dates of `from` … `to` that have a slot for booked films, aired or not. */
    between: async (from: SchoolDate, to: SchoolDate): Promise<DatedSlot[]> => {
      const [inputs, school] = [await inputsOf(from, to), await settings()]
      return Array.from({ length: daysBetween(from, to) + 1 }, (_, days) =>
        dated(inputs, addDays(from, days), school),
      ).filter(({ where }) => where.airs || where.reasons.every(({ code }) => code !== 'booking-no-slot'))
    },

    /** How many bookings a teacher may have in the term of the date; null: any number, or no term. */
    quotaOn: async (date: SchoolDate): Promise<Quota | null> => {
      const { bookingsPerTerm: most } = await settings()
      const term = (await inputsOf(date, date)).terms.find((each) => each.from <= date && date <= each.until)
      return most === 0 || term === undefined ? null : { from: term.from, until: term.until, most }
    },
  }
}
