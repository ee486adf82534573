import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CALENDAR_PROBLEMS, sayProblem } from './calendar-problems.ts'
import { calendarChanges, parseGovernmentCalendar, readGovernmentCalendar } from './government-csv.ts'

const file = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const HEADER = '西元日期,星期,是否放假,備註'
const parse = (...lines: string[]) => parseGovernmentCalendar([HEADER, ...lines, ''].join('\r\n'))

describe('the government’s calendar', () => {
  it('reads 2026 with its byte order mark: eight Fridays off', () => {
    const read = readGovernmentCalendar(file('tw-office-calendar-2026.csv'))
    expect([read.year, read.days.length, read.errors, read.warnings]).toEqual([2026, 365, [], []])
    const fridays = calendarChanges(read.days, []).filter(
      ({ date, after }) => after === 'holiday' && new Date(`${date}T00:00Z`).getUTCDay() === 5,
    )
    expect(fridays.map(({ date, note }) => `${date} ${note}`)).toEqual([
      '2026-02-20 補假',
      '2026-02-27 補假',
      '2026-04-03 補假',
      '2026-05-01 勞動節',
      '2026-06-19 端午節',
      '2026-09-25 中秋節',
      '2026-10-09 補假',
      '2026-12-25 行憲紀念日',
    ])
  })
  it('reads the same from Big5, from UTF-8 and without the byte order mark', () => {
    const utf8 = file('tw-office-calendar-2024.csv')
    const read = readGovernmentCalendar(utf8)
    expect(read.days).toHaveLength(366)
    expect(readGovernmentCalendar(file('tw-office-calendar-2024.big5.csv'))).toEqual(read)
    expect(readGovernmentCalendar(utf8.subarray(3))).toEqual(read)
    expect(read.days.find(({ date }) => date === '2024-02-29')).toMatchObject({ type: 'school', pattern: 4 })
  })
  it('T4 the make-up Saturday of 2024 follows Thursday, the day of the exchanged 小年夜', () => {
    const { days, warnings } = readGovernmentCalendar(file('tw-office-calendar-2024.csv'))
    expect(days.find(({ date }) => date === '2024-02-17')).toEqual({
      date: '2024-02-17',
      type: 'school',
      pattern: 4,
      source: 'government',
      note: '補行上班',
    })
    expect(warnings).toEqual([])
  })
  it('T4 make-up days and days called 調整放假 belong together in order', () => {
    const { days } = parse(
      '20230107,六,0,補行上班',
      '20230120,五,2,調整放假',
      '20230218,六,0,補行上班',
      '20230227,一,2,調整放假',
    )
    expect(days.map(({ pattern }) => pattern)).toEqual([5, null, 1, null])
  })
  it('T4 a make-up day without its counterpart has no pattern, and says so with its line', () => {
    const { days, warnings } = parse('20240217,六,0,補行上班', '20240219,一,0,')
    expect(days.map(({ pattern }) => pattern)).toEqual([null, 1])
    expect(warnings.map(({ line, code }) => [line, code])).toEqual([
      [2, 'make-up-unknown'],
      [3, 'incomplete'],
    ])
  })
  it.each([
    ['2026112,五,0,', 'date'],
    ['20260230,一,0,', 'date'],
    ['20261127,四,0,', 'weekday'],
    ['20261127,五,1,', 'day-off'],
    ['20261127', 'columns'],
    ['20271126,五,0,', 'year'],
    ['20261123,一,2,', 'twice'],
  ])('refuses the line %s and everything with it', (line, code) => {
    const read = parse('20261123,一,0,', '', line)
    expect([read.days, read.errors.map((each) => [each.line, each.code])]).toEqual([[], [[4, code]]])
  })
  it('names every bad line, in their order', () => {
    const read = parse('20261123,一,0,', '20261123,一,0,', 'x', '20261125,三,9,')
    expect(read.errors.map(({ line }) => line)).toEqual([3, 4, 5])
  })
  it('takes quoted notes with commas, and lines without a note', () => {
    const { days, errors } = parse('20261123,一,2,"颱風, ""停課"""', '20261124,二,0')
    expect([days.map(({ note }) => note), errors]).toEqual([['颱風, "停課"', ''], []])
  })
  it.each([
    [new Uint8Array(), 'empty'],
    [Uint8Array.of(0x80, 0xff, 0xff, 0x00), 'encoding'],
    [new TextEncoder().encode('{"not":"a calendar"}'), 'header'],
    [new TextEncoder().encode(`${HEADER}\n`), 'empty'],
  ])('refuses what is no calendar', (bytes, code) => {
    expect(readGovernmentCalendar(bytes).errors).toEqual([{ line: 1, code, params: {} }])
  })
  it('finds nothing changed in what is already held', () => {
    const { days } = readGovernmentCalendar(file('tw-office-calendar-2024.csv'))
    expect(calendarChanges(days, days)).toEqual([])
    expect(calendarChanges(days, []).find(({ date }) => date === '2024-02-17')).toMatchObject({
      before: 'holiday',
      after: 'school',
      pattern: 4,
    })
  })
  it('says each problem in both languages with all it knows', () => {
    const params = { count: 1, value: 'x', date: 'd', expected: '一', line: 3, year: 2026, days: 5 }
    for (const code of Object.keys(CALENDAR_PROBLEMS) as (keyof typeof CALENDAR_PROBLEMS)[])
      for (const language of ['zh-TW', 'en'] as const)
        expect(sayProblem({ line: 3, code, params }, language).message).toMatch(/^[^{}]{4,}$/)
  })
})
