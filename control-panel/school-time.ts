/** Times and dates as the school writes them: `12:04:00`, `11/23（一）`, `115/11/23`. Pure; the zone is a parameter. */
import { MINGUO_OFFSET } from '../protocol/minguo.ts'
import type { Language } from '../protocol/text.ts'
import { type Instant, instant, type SchoolDate, schoolDate, type TimeOfDay, type Weekday } from '../protocol/time.ts'

const DAY_MS = 86_400_000

export interface SchoolTime {
  /** `12:04:00` */
  time(at: Instant): string
  /** `12:04` */
  shortTime(at: Instant): string
  /** The same for an end: midnight is `24:00`. */
  endTime(at: Instant): string
  /** The school's date at an instant. */
  date(at: Instant): SchoolDate
  /** Milliseconds since the school's midnight, by its wall clock. */
  sinceMidnight(at: Instant): number
  /** The end of the school's date, also of one that is not 24 h long. */
  midnightAfter(at: Instant): Instant
}

/** @param timeZone an IANA zone */
export const createSchoolTime = (timeZone: string): SchoolTime => {
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
  })
  const parts = (at: Instant) => Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
  const shortTime = (at: Instant) => {
    const { hour, minute } = parts(at)
    return `${hour}:${minute}`
  }
  const sinceMidnight = (at: Instant) => {
    const { hour, minute, second } = parts(at)
    return (Number(hour) * 3600 + Number(minute) * 60 + Number(second)) * 1000
  }
  return {
    time: (at) => {
      const { hour, minute, second } = parts(at)
      return `${hour}:${minute}:${second}`
    },
    shortTime,
    endTime: (at) => shortTime(at).replace(/^00:00$/, '24:00'),
    date: (at) => {
      const { year, month, day } = parts(at)
      return schoolDate(`${year?.padStart(4, '0')}-${month}-${day}`)
    },
    sinceMidnight,
    midnightAfter: (at) => {
      const next = Math.floor(at / 1000) * 1000 - sinceMidnight(at) + DAY_MS
      const off = sinceMidnight(instant(next))
      return instant(next - (off < DAY_MS / 2 ? off : off - DAY_MS))
    },
  }
}

const utc = (date: SchoolDate): number => Date.parse(`${date}T00:00:00Z`)
const fromUtc = (at: number): SchoolDate => schoolDate(new Date(at).toISOString().slice(0, 10))

export const addDays = (date: SchoolDate, days: number): SchoolDate => fromUtc(utc(date) + days * DAY_MS)

export const WEEKDAYS: readonly Weekday[] = [1, 2, 3, 4, 5, 6, 7]

export const weekdayOf = (date: SchoolDate): Weekday => WEEKDAYS[(new Date(utc(date)).getUTCDay() + 6) % 7] ?? 7

/** The Monday of a date's week. */
export const mondayOf = (date: SchoolDate): SchoolDate => addDays(date, 1 - weekdayOf(date))

/** `[from, from + count)` as dates. */
export const daysFrom = (from: SchoolDate, count: number): readonly SchoolDate[] =>
  Array.from({ length: count }, (_, index) => addDays(from, index))

/** The first of a date's month, moved by whole months. */
export const monthOf = (date: SchoolDate, move = 0): SchoolDate => {
  const [year = 0, month = 1] = date.split('-').map(Number)
  return fromUtc(Date.UTC(year, month - 1 + move, 1))
}

const WEEKDAY_NAMES: Readonly<Record<Language, readonly string[]>> = {
  'zh-TW': ['一', '二', '三', '四', '五', '六', '日'],
  en: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'],
}
export const weekdayName = (weekday: Weekday, language: Language): string => WEEKDAY_NAMES[language][weekday - 1] ?? ''

/** `11/23（一）` or `11/23 (Mon)`. */
export const shortDate = (date: SchoolDate, language: Language): string => {
  const [, month, day] = date.split('-')
  const name = weekdayName(weekdayOf(date), language)
  return language === 'zh-TW' ? `${month}/${day}（${name}）` : `${month}/${day} (${name})`
}

/** `2026/11/23`, or `115/11/23` where the school counts 民國 years. */
export const longDate = (date: SchoolDate, minguoYears: boolean): string => {
  const [year = '', month, day] = date.split('-')
  return `${minguoYears ? Number(year) - MINGUO_OFFSET : year}/${month}/${day}`
}

/** `2026/11` or `115/11`. */
export const monthName = (date: SchoolDate, minguoYears: boolean): string => longDate(date, minguoYears).slice(0, -3)

/** A length as `1:02:03` or `2:03`; whole seconds, rounded down. */
export const lengthOf = (milliseconds: number): string => {
  const total = Math.floor(Math.max(0, milliseconds) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, seconds] = [Math.floor(total / 3600), Math.floor(total / 60) % 60, total % 60]
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`
}

/** A countdown as `00:22:53`: rounded up, so that it reaches zero on the instant itself. */
export const countdownTo = (at: Instant, now: Instant): string => {
  const total = Math.ceil(Math.max(0, at - now) / 1000)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${two(Math.floor(total / 3600))}:${two(Math.floor(total / 60) % 60)}:${two(total % 60)}`
}

/** `12:04` or `12:04:30` as milliseconds since midnight. */
export const timeOfDayMs = (time: TimeOfDay | string): number => {
  const [hours = 0, minutes = 0, seconds = 0] = time.split(':').map(Number)
  return (hours * 3600 + minutes * 60 + seconds) * 1000
}

/** An instant from RFC 3339 text, or null when it is none. */
export const parseInstant = (text: string): Instant | null => {
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : instant(at)
}

/** An instant to the minute, in the school's zone: `11/23（一） 12:04` or `11/23 (Mon) 12:04`. */
export const dateAndTime = (at: Instant, timeZone: string, language: Language): string =>
  dayAndTime(at, createSchoolTime(timeZone), language)

/** The same by a school's time that is at hand: a list of hundreds makes one. */
export const dayAndTime = (at: Instant, { date, shortTime }: SchoolTime, language: Language): string =>
  `${shortDate(date(at), language)} ${shortTime(at)}`
