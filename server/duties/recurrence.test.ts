import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDay, Term } from '../../protocol/calendar.ts'
import type { Recurrence } from '../../protocol/duty.ts'
import { schoolDate, timeOfDay } from '../../protocol/time.ts'
import { indexDays } from '../schedule/calendar.ts'
import { addDays } from '../schedule/wall-clock.ts'
import { type DutyCalendar, type DutyRule, place } from './placing.ts'
import { nominals } from './recurrence.ts'

const d = schoolDate
const dates = (rule: Recurrence, from: string, until: string, terms: readonly Term[] = []) =>
  nominals(rule, terms, d(from), d(until)).map(({ date }) => date)
const term = (id: string, from: string, until: string): Term => ({ id, name: id, from: d(from), until: d(until) })
const off = (date: string, note = '放假'): CalendarDay => ({
  ...{ date: d(date), type: 'holiday', pattern: null, source: 'government', note },
})
const school = (days: readonly CalendarDay[] = [], terms: readonly Term[] = []): DutyCalendar => ({
  ...{ days: indexDays(days), terms, timeZone: 'Asia/Taipei' },
})
const rule = (recurrence: Recurrence, patch: Partial<DutyRule> = {}): DutyRule => ({
  ...{ recurrence, onHoliday: 'later', onlyInTerm: false, time: timeOfDay('16:00') },
  ...patch,
})
/** As people read it: `due`, `nominal>due` when it moved, `nominal×` when it is dropped. */
const placed = (each: DutyRule, calendar: DutyCalendar, from: string, until: string) =>
  place(each, calendar, d(from), d(until)).map((one) =>
    one.type === 'dropped'
      ? `${one.nominal}× ${one.why.code}`
      : one.due === one.nominal
        ? one.due
        : `${one.nominal}>${one.due}`,
  )

describe('what a rule names', () => {
  it('D1 each week on its weekday, across a year’s end and a leap day', () => {
    expect(dates({ type: 'weekly', weekday: 1 }, '2027-12-25', '2028-01-10')).toEqual([
      ...['2027-12-27', '2028-01-03', '2028-01-10'],
    ])
    expect(dates({ type: 'weekly', weekday: 2 }, '2028-02-23', '2028-03-07')).toEqual(['2028-02-29', '2028-03-07'])
  })

  it('D2 a day that the month lacks is its last', () => {
    expect(dates({ type: 'monthly', day: 31 }, '2028-01-01', '2028-04-30')).toEqual([
      ...['2028-01-31', '2028-02-29', '2028-03-31', '2028-04-30'],
    ])
    const leapDay = { type: 'yearly', month: 2, day: 29 } as const
    expect(dates(leapDay, '2027-01-01', '2028-12-31')).toEqual(['2027-02-28', '2028-02-29'])
  })

  it('D3 once for each term, known by the term', () => {
    const terms = [term('b', '2027-02-11', '2027-06-30'), term('a', '2026-08-30', '2027-01-20')]
    const found = nominals({ type: 'term-start', days: -7 }, terms, d('2026-08-01'), d('2027-03-01'))
    expect(found).toEqual([
      { key: 'term a', date: '2026-08-23' },
      { key: 'term b', date: '2027-02-04' },
    ])
  })

  it('D1 D2 D3 the same in any split of the window', () => {
    const rules = fc.oneof(
      fc.constant<Recurrence>({ type: 'school-days' }),
      fc.record({ type: fc.constant('weekly' as const), weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7) }),
      fc.record({ type: fc.constant('monthly' as const), day: fc.integer({ min: 1, max: 31 }) }),
      fc.record({
        type: fc.constant('yearly' as const),
        month: fc.integer({ min: 1, max: 12 }),
        day: fc.integer({ min: 1, max: 31 }),
      }),
    )
    fc.assert(
      fc.property(
        rules,
        fc.integer({ min: 0, max: 2000 }),
        fc.integer({ min: 0, max: 500 }),
        fc.integer({ min: 0, max: 500 }),
        (each, start, first, second) => {
          const from = addDays(d('2026-01-01'), start)
          const [middle, until] = [addDays(from, first), addDays(from, first + 1 + second)]
          const split = [...nominals(each, [], from, middle), ...nominals(each, [], addDays(middle, 1), until)]
          expect(split).toEqual(nominals(each, [], from, until))
        },
      ),
      { numRuns: 60 },
    )
  })
})

describe('where the calendar puts it', () => {
  const monday = { type: 'weekly', weekday: 1 } as const

  it('D4 counts school days back from a deadline', () => {
    const calendar = school([off('2026-03-06')])
    const daysBefore = (schoolDays: number) => rule({ type: 'before-deadline', month: 3, day: 16, schoolDays })
    expect(placed(daysBefore(0), calendar, '2026-01-01', '2026-12-31')).toEqual(['2026-03-16'])
    expect(placed(daysBefore(5), calendar, '2026-01-01', '2026-12-31')).toEqual(['2026-03-16>2026-03-09'])
    expect(placed(daysBefore(6), calendar, '2026-01-01', '2026-12-31')).toEqual(['2026-03-16>2026-03-05'])
    const sunday = rule({ type: 'before-deadline', month: 3, day: 15, schoolDays: 0 })
    expect(placed(sunday, calendar, '2026-01-01', '2026-12-31')).toEqual(['2026-03-15>2026-03-13'])
  })

  it('D5 stays, or is dropped; exams and make-up Saturdays are worked, typhoons are not', () => {
    const days: CalendarDay[] = [
      off('2026-11-02'),
      { date: d('2026-11-03'), type: 'exam', pattern: null, source: 'school', note: '' },
      { date: d('2026-11-04'), type: 'suspended', pattern: null, source: 'operator', note: '颱風' },
      { date: d('2026-11-07'), type: 'school', pattern: 1, source: 'government', note: '' },
    ]
    const each = rule({ type: 'school-days' })
    expect(placed(each, school(days), '2026-11-02', '2026-11-08').filter((one) => !one.includes('×'))).toEqual([
      ...['2026-11-03', '2026-11-05', '2026-11-06', '2026-11-07'],
    ])
    expect(placed(rule(monday, { onHoliday: 'stay' }), school(days), '2026-11-02', '2026-11-02')).toEqual([
      '2026-11-02',
    ])
    expect(placed(rule(monday, { onHoliday: 'drop' }), school(days), '2026-11-02', '2026-11-02')).toEqual([
      '2026-11-02× no-school',
    ])
  })

  it('D6 moves to the nearest school day, and says by what', () => {
    const calendar = school([off('2026-02-27', '和平紀念日補假')])
    const friday = (onHoliday: 'earlier' | 'later') => rule({ type: 'weekly', weekday: 5 }, { onHoliday })
    expect(placed(friday('earlier'), calendar, '2026-02-27', '2026-02-27')).toEqual(['2026-02-27>2026-02-26'])
    expect(placed(friday('later'), calendar, '2026-02-27', '2026-02-27')).toEqual(['2026-02-27>2026-03-02'])
    expect(place(friday('later'), calendar, d('2026-02-27'), d('2026-02-27'))[0]).toMatchObject({
      ...{ moved: { code: 'later', note: '和平紀念日補假' }, dueAt: Date.parse('2026-03-02T16:00:00+08:00') },
    })
  })

  it('D7 through a long holiday the neighbour does for both', () => {
    const week = Array.from({ length: 9 }, (_, day) => off(addDays(d('2026-02-14'), day), '春節'))
    expect(placed(rule(monday), school(week), '2026-02-09', '2026-02-23')).toEqual([
      ...['2026-02-09', '2026-02-16× overtaken', '2026-02-23'],
    ])
    const earlier = rule({ type: 'weekly', weekday: 5 }, { onHoliday: 'earlier' })
    expect(placed(earlier, school(week), '2026-02-13', '2026-02-20')).toEqual(['2026-02-13', '2026-02-20× overtaken'])
  })

  it('D8 only in terms, but for their start', () => {
    const terms = [term('a', '2026-09-01', '2026-09-10')]
    expect(placed(rule(monday, { onlyInTerm: true }), school([], terms), '2026-08-31', '2026-09-14')).toEqual([
      ...['2026-08-31× outside-term', '2026-09-07', '2026-09-14× outside-term'],
    ])
    const start = rule({ type: 'term-start', days: -4 }, { onlyInTerm: true })
    expect(placed(start, school([], terms), '2026-08-01', '2026-09-30')).toEqual(['2026-08-28'])
  })
})
