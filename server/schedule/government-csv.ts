/**
 * Reads the government's office calendar (行政機關辦公日曆表, data.gov.tw data set 14718): one line a date with weekday,
 * `0` for work or `2` for a day off, and a note. Published as UTF-8 with a byte order mark, in earlier years as Big5.
 */
import type { CalendarDay, ImportResult } from '../../protocol/calendar.ts'
import { type SchoolDate, schoolDate, type Weekday } from '../../protocol/time.ts'
import { cellsOf, decodeText } from '../csv/csv-text.ts'
import { dayOn, indexDays } from './calendar.ts'
import type { CalendarProblem } from './calendar-problems.ts'
import { daysBetween, isRealDate, weekdayOf } from './wall-clock.ts'

export interface ParsedCalendar {
  /** Of the first line that could be read; null: none could. */
  readonly year: number | null
  /** In the file's order; empty when there is any error. */
  readonly days: readonly CalendarDay[]
  readonly errors: readonly CalendarProblem[]
  readonly warnings: readonly CalendarProblem[]
}

const WEEKDAY_SIGNS = '一二三四五六日'

const nothing = (code: CalendarProblem['code']): ParsedCalendar => ({
  year: null,
  days: [],
  errors: [{ line: 1, code, params: {} }],
  warnings: [],
})

/** A line with its date and day off read. */
interface ReadLine {
  readonly line: number
  readonly date: SchoolDate
  readonly weekday: Weekday
  readonly off: boolean
  readonly note: string
}
type Reading = { readonly read: ReadLine } | { readonly problem: CalendarProblem }

const readLine = (text: string, line: number): Reading => {
  const wrong = (code: CalendarProblem['code'], params: CalendarProblem['params']): Reading => ({
    problem: { line, code, params },
  })
  const cells = cellsOf(text)
  const [written = '', sign = '', off = '', note = '', ...more] = cells
  if (cells.length < 3 || more.some((cell) => cell !== '')) return wrong('columns', { count: cells.length })
  const dashed = /^(\d{4})-?(\d{2})-?(\d{2})$/.exec(written)?.slice(1).join('-') ?? ''
  if (!isRealDate(dashed)) return wrong('date', { value: written })
  const date = schoolDate(dashed)
  const weekday = weekdayOf(date)
  const expected = WEEKDAY_SIGNS[weekday - 1] ?? ''
  if (sign !== expected) return wrong('weekday', { date, expected, value: sign })
  if (off !== '0' && off !== '2') return wrong('day-off', { value: off })
  return { read: { line, date, weekday, off: off === '2', note } }
}

/**
 * Reads the whole file; with any error it holds no day at all.
 * @param bytes as published; null bytes and other junk are an error, never an exception
 */
export const readGovernmentCalendar = (bytes: Uint8Array): ParsedCalendar => {
  const text = decodeText(bytes)
  return text === null ? nothing('encoding') : parseGovernmentCalendar(text)
}

export const parseGovernmentCalendar = (text: string): ParsedCalendar => {
  const lines = text.split(/\r\n|\r|\n/).map((content, index) => ({ content, line: index + 1 }))
  const written = lines.filter(({ content }) => content.replaceAll(',', '').trim() !== '')
  const [first, ...rest] = written
  if (first === undefined) return nothing('empty')
  const headed = cellsOf(first.content)[0] === '西元日期'
  if (!headed && !/^"?\d{4}/.test(first.content)) return nothing('header')
  const readings = (headed ? rest : written).map(({ content, line }) => readLine(content, line))
  const reads = readings.flatMap((reading) => ('read' in reading ? [reading.read] : []))
  const year = reads[0] === undefined ? null : Number(reads[0].date.slice(0, 4))
  const errors = [
    ...readings.flatMap((reading) => ('problem' in reading ? [reading.problem] : [])),
    ...contradictions(reads, year),
  ].sort((a, b) => a.line - b.line)
  if (errors.length > 0) return { year, days: [], errors, warnings: [] }
  if (year === null) return nothing('empty')
  return { year, errors, ...daysOf(reads, year) }
}

/** Dates said twice, and dates of another year than the first. */
const contradictions = (reads: readonly ReadLine[], year: number | null): CalendarProblem[] => {
  const seen = new Map<SchoolDate, number>()
  return reads.flatMap(({ date, line }): CalendarProblem[] => {
    if (Number(date.slice(0, 4)) !== year) return [{ line, code: 'year', params: { date, year: year ?? '' } }]
    const earlier = seen.get(date)
    if (earlier !== undefined) return [{ line, code: 'twice', params: { date, line: earlier } }]
    seen.set(date, line)
    return []
  })
}

const daysOf = (reads: readonly ReadLine[], year: number): Pick<ParsedCalendar, 'days' | 'warnings'> => {
  const exchanged = exchangedDays(reads)
  const warnings: CalendarProblem[] = []
  const days = reads.map(({ line, date, weekday, off, note }): CalendarDay => {
    const day = { date, source: 'government', note } as const
    if (off) return { ...day, type: 'holiday', pattern: null }
    if (weekday <= 5) return { ...day, type: 'school', pattern: weekday }
    const pattern = exchanged.get(date) ?? null
    if (pattern === null) warnings.push({ line, code: 'make-up-unknown', params: { date } })
    return { ...day, type: 'school', pattern }
  })
  const missing = daysBetween(schoolDate(`${year}-01-01`), schoolDate(`${year}-12-31`)) + 1 - reads.length
  if (missing > 0) warnings.push({ line: reads.at(-1)?.line ?? 1, code: 'incomplete', params: { year, days: missing } })
  return { days, warnings }
}

/** From this date on 小年夜 is a holiday by law (紀念日及節日實施條例, in force since 2025-05-28), no longer an exchanged day. */
const NEW_YEARS_EVE_EVE_BY_LAW = '2025-05-28'
/** A day off and its make-up day lie at most this far apart in every calendar from 2013 on. */
const FARTHEST_DAYS = 62

/**
 * Which weekday a make-up day stands in for (rule T4). A working Saturday pays for a weekday that the calendar calls
 * 調整放假, or before the law of 2025 for 小年夜. When there are as many of one as of the other, they belong together in
 * order; otherwise the file does not say, and no weekday is guessed.
 */
const exchangedDays = (reads: readonly ReadLine[]): ReadonlyMap<SchoolDate, Weekday> => {
  const byDate = (a: ReadLine, b: ReadLine): number => (a.date < b.date ? -1 : 1)
  const worked = reads.filter(({ off, weekday }) => !off && weekday > 5).sort(byDate)
  const free = reads
    .filter(
      ({ off, weekday, note, date }) =>
        off &&
        weekday <= 5 &&
        (note.includes('調整放假') || (note.includes('小年夜') && date < NEW_YEARS_EVE_EVE_BY_LAW)),
    )
    .sort(byDate)
  const pairs = worked.map((day, index) => ({ day, instead: free[index] }))
  const clear =
    worked.length === free.length &&
    pairs.every(({ day, instead }) => instead && Math.abs(daysBetween(day.date, instead.date)) <= FARTHEST_DAYS)
  if (!clear) return new Map()
  return new Map(pairs.flatMap(({ day, instead }) => (instead === undefined ? [] : [[day.date, instead.weekday]])))
}

/**
 * The dates that the file makes another kind of day, or lets follow another weekday.
 * @param held what was stored before; only the government's word counts, as other sources stand above it anyway
 */
export const calendarChanges = (
  days: readonly CalendarDay[],
  held: readonly CalendarDay[],
): ImportResult['changes'] => {
  const index = indexDays(held.filter((day) => day.source === 'government'))
  return days.flatMap((day) => {
    const before = dayOn(index, day.date)
    if (before.type === day.type && before.pattern === day.pattern) return []
    return [{ date: day.date, before: before.type, after: day.type, pattern: day.pattern, note: day.note }]
  })
}
