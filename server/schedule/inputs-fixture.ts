/** Builders of schedule inputs for tests: a school with SOP-010's week, changed by patches. */
import type { Booking } from '../../protocol/booking.ts'
import type { Slot } from '../../protocol/calendar.ts'
import { duration, type Instant, instant, schoolDate, timeOfDay } from '../../protocol/time.ts'
import type { CutIn, ScheduledMedia, ScheduleInputs } from './inputs.ts'
import { addDays, instantOf, startOfDate } from './wall-clock.ts'

export const ZONE = 'Asia/Taipei'
/** A school-local instant: `at('2026-11-27', '12:04')`. */
export const at = (date: string, time = '00:00', zone = ZONE): Instant =>
  instantOf(schoolDate(date), timeOfDay(time), zone)

/** `[from, until]`, both dates whole. */
export const days = (from: string, until = from, zone = ZONE) => ({
  start: startOfDate(schoolDate(from), zone),
  end: startOfDate(addDays(schoolDate(until), 1), zone),
})

export const MINUTE = 60_000

export const slot = (patch: Partial<Slot> = {}): Slot => ({
  id: 'noon-news',
  name: '午間新聞',
  kind: 'news',
  weekdays: [1, 3],
  dates: [],
  startTime: timeOfDay('12:04'),
  endTime: timeOfDay('12:20'),
  audience: [],
  source: { type: 'news' },
  fallback: [{ type: 'latest-news', withinDays: 7 }],
  validFrom: null,
  validUntil: null,
  yearRound: false,
  exam: false,
  version: 1,
  createdAt: instant(0),
  ...patch,
})

export const filmSlot = (patch: Partial<Slot> = {}): Slot =>
  slot({
    id: 'noon-film',
    name: '午間影片',
    kind: 'film',
    weekdays: [2, 4],
    source: { type: 'series', seriesId: 'film' },
    fallback: [],
    ...patch,
  })

export const fridaySlot = (patch: Partial<Slot> = {}): Slot =>
  slot({
    id: 'friday-film',
    name: '週五影片',
    kind: 'booked-film',
    weekdays: [5],
    source: { type: 'booking' },
    fallback: [{ type: 'news' }, { type: 'latest-news', withinDays: 7 }],
    ...patch,
  })

export const media = (id: string, patch: Partial<ScheduledMedia> = {}): ScheduledMedia => ({
  id,
  title: id,
  kind: 'other',
  state: 'ready',
  durationMs: duration(16 * MINUTE),
  fromMs: duration(0),
  toMs: null,
  sceneCuts: [],
  licence: null,
  airDate: null,
  revision: '1',
  readyAt: instant(0),
  createdAt: instant(0),
  ...patch,
})

export const news = (date: string, patch: Partial<ScheduledMedia> = {}): ScheduledMedia =>
  media(`news-${date}`, { kind: 'news', airDate: schoolDate(date), ...patch })

export const film = (id: string, minutes: number): ScheduledMedia =>
  media(id, { kind: 'film', durationMs: duration(minutes * MINUTE) })

export const booking = (date: string, patch: Partial<Booking> = {}): Booking => ({
  id: `booking-${date}`,
  date: schoolDate(date),
  mediaId: 'booked',
  film: null,
  fromMs: duration(0),
  toMs: null,
  licence: { kind: 'educational', validFrom: null, validUntil: null },
  audience: [],
  note: '',
  state: 'approved',
  bookedBy: 'teacher',
  createdAt: instant(0),
  ...patch,
})

export const cutIn = (id: string, start: Instant, end: Instant | null, patch: Partial<CutIn> = {}): CutIn => ({
  id,
  kind: 'live',
  title: id,
  mediaId: null,
  audience: [],
  emergency: false,
  start,
  end,
  createdAt: start,
  ...patch,
})

/** SOP-010's week at one school, known on Monday morning 2026-11-23; nothing in the library. */
export const inputs = (patch: Partial<ScheduleInputs> = {}): ScheduleInputs => ({
  timeZone: ZONE,
  asOf: at('2026-11-23', '07:00'),
  groups: [{ id: 'school', parentId: null }],
  slots: [slot(), filmSlot(), fridaySlot()],
  exceptions: [],
  terms: [],
  days: [],
  media: [],
  series: [],
  bookmarks: [],
  bookings: [],
  cutIns: [],
  aired: [],
  ...patch,
})
