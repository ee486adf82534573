/** Schedule and bookings as an iCalendar feed (RFC 5545). Instants are written in UTC, so that no reader needs a zone. Pure. */
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { BookingState, BookingView } from '../../protocol/booking.ts'
import { isAskedFor, shareAirings } from '../../protocol/readiness.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Language, Sentence } from '../../protocol/text.ts'
import { type Instant, instant, type SchoolDate, type Window } from '../../protocol/time.ts'
import type { VisitState, VisitView } from '../../protocol/visit.ts'

/** A booking with the slot it is for. */
export interface BookedEvent {
  readonly booking: BookingView
  readonly window: Window
}

/** A duty that somebody looks after; done by `dueAt`. `key` is its nominal date, so that one that moves stays the same event. */
export interface DutyEvent {
  readonly dutyId: string
  readonly key: string
  readonly name: string
  readonly note: string
  readonly dueAt: Instant
}

export interface Feed {
  readonly schoolName: string
  readonly language: Language
  /** When it is written. */
  readonly now: Instant
  readonly airings: readonly Airing[]
  readonly bookings: readonly BookedEvent[]
  /** Vendors who come to the school. */
  readonly visits: readonly VisitView[]
  readonly duties: readonly DutyEvent[]
  readonly dateOf: (at: Instant) => SchoolDate
}

/** How certain a booking is: a calendar shows the tentative paler, and strikes the cancelled. */
const STATUS: Readonly<Record<BookingState, ICalEventStatus>> = {
  waiting: ICalEventStatus.TENTATIVE,
  pending: ICalEventStatus.TENTATIVE,
  offered: ICalEventStatus.TENTATIVE,
  approved: ICalEventStatus.CONFIRMED,
  refused: ICalEventStatus.CANCELLED,
  withdrawn: ICalEventStatus.CANCELLED,
  lapsed: ICalEventStatus.CANCELLED,
}
const VISIT_STATUS: Readonly<Record<VisitState, ICalEventStatus>> = {
  proposed: ICalEventStatus.TENTATIVE,
  agreed: ICalEventStatus.CONFIRMED,
  arrived: ICalEventStatus.CONFIRMED,
  done: ICalEventStatus.CONFIRMED,
  cancelled: ICalEventStatus.CANCELLED,
  missed: ICalEventStatus.CANCELLED,
}
/** How long before its time a duty stands in the calendar. */
const DUTY_MS = 15 * 60_000
const DUTY: Sentence = { 'zh-TW': '公務', en: 'Duty' }
const VISIT: Sentence = { 'zh-TW': '廠商到校', en: 'Vendor visit' }
const BOOKING: Sentence = { 'zh-TW': '預約', en: 'Booking' }

/** @returns the text of the feed, lines ended and folded as the RFC says */
export const feedText = (feed: Feed): string => {
  const { schoolName, language, now, airings, bookings, visits, duties, dateOf } = feed
  const calendar = ical({
    name: `${schoolName} Nooncast`,
    prodId: { company: 'Nooncast', product: 'Nooncast', language: language === 'en' ? 'EN' : 'ZH' },
    method: ICalCalendarMethod.PUBLISH,
  })
  const stamp = new Date(now)
  for (const { slotId, title, window } of slotEvents(airings, dateOf))
    calendar.createEvent({
      id: `slot-${slotId}-${dateOf(window.start)}@nooncast`,
      start: new Date(window.start),
      end: new Date(window.end),
      summary: title,
      stamp,
    })
  for (const { booking, window } of bookings)
    calendar.createEvent({
      id: `booking-${booking.id}@nooncast`,
      start: new Date(window.start),
      end: new Date(window.end),
      summary: `${BOOKING[language]} ${booking.title}`,
      description: booking.note,
      status: STATUS[booking.state],
      sequence: revisionOf(booking),
      stamp,
    })
  for (const { dutyId, key, name, note, dueAt } of duties)
    calendar.createEvent({
      id: `duty-${dutyId}-${key}@nooncast`,
      start: new Date(dueAt - DUTY_MS),
      end: new Date(dueAt),
      summary: `${DUTY[language]} ${name}`,
      description: note,
      stamp,
    })
  for (const visit of visits)
    calendar.createEvent({
      id: `visit-${visit.id}@nooncast`,
      start: new Date(visit.start),
      end: new Date(visit.end),
      summary: `${VISIT[language]} ${visit.vendorName}`,
      location: [...new Set(visit.faults.map(({ room }) => room))].filter((room) => room !== '').join('、'),
      description: visit.faults.map(({ number, room, title }) => `${number} ${room} ${title}`).join('\n'),
      status: VISIT_STATUS[visit.state],
      sequence: visit.version - 1,
      stamp,
    })
  return calendar.toString()
}

/** Grows with each decision: seconds from the wish to what was decided last. */
const revisionOf = ({ createdAt, decidedAt }: BookingView): number =>
  decidedAt === null ? 0 : Math.max(1, Math.floor((decidedAt - createdAt) / 1000))

/** What a slot shows on one occasion, its parts together, whatever the groups; titles in the order of the day. */
const slotEvents = (airings: readonly Airing[], dateOf: Feed['dateOf']) => {
  const asked = shareAirings(airings.filter((airing) => isAskedFor(airing) && airing.title !== ''))
  const events = new Map<string, { slotId: string; titles: Set<string>; window: Window }>()
  for (const { airing } of asked) {
    if (airing.slotId === null) continue
    const key = `${airing.slotId} ${dateOf(airing.start)}`
    const held = events.get(key)
    const [start, end] = [held?.window.start ?? airing.start, held?.window.end ?? airing.end]
    events.set(key, {
      slotId: airing.slotId,
      titles: (held?.titles ?? new Set<string>()).add(airing.title),
      window: { start: instant(Math.min(start, airing.start)), end: instant(Math.max(end, airing.end)) },
    })
  }
  return [...events.values()].map(({ titles, ...event }) => ({ ...event, title: [...titles].join(' · ') }))
}
