import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { CalendarDay, Term } from '../../protocol/calendar.ts'
import type { HolidayRule, Lapse, Recurrence } from '../../protocol/duty.ts'
import { type Instant, instant, type SchoolDate, schoolDate, timeOfDay } from '../../protocol/time.ts'
import { indexDays } from '../schedule/calendar.ts'
import { addDays, localDate, startOfDate } from '../schedule/wall-clock.ts'
import { lapsedAt } from './lapsing.ts'
import { type DutyToMake, follow, type Made, toMake } from './occurrence.ts'
import { type DutyCalendar, type DutyRule, place } from './placing.ts'

const d = schoolDate
const HOUR = 3_600_000
const START = d('2027-11-15')
const TERMS: readonly Term[] = [
  { id: 'a', name: 'a', from: d('2027-08-30'), until: d('2028-01-20') },
  { id: 'b', name: 'b', from: d('2028-02-14'), until: d('2028-06-30') },
]

/** A server that looks when it is told to: what it does with the pure answers, without a database. */
const machine = (duty: DutyToMake, calendar: DutyCalendar, startAt: Instant) => {
  let made: readonly Made[] = []
  let world = calendar
  let rule = duty
  let lookedOn = localDate(startAt, calendar.timeZone)
  return {
    made: () => made,
    become: (next: DutyCalendar) => {
      world = next
    },
    change: (next: DutyToMake) => {
      rule = next
    },
    edit: (change: (each: Made) => Made) => {
      made = made.map(change)
    },
    look: (now: Instant) => {
      const today = localDate(now, world.timeZone)
      made = made.map((each) => {
        const following = follow(each, world, { today })
        if (following === null) return each
        if (following.type === 'drop') return { ...each, state: 'dropped' }
        return { ...each, state: 'open', due: following.to.due }
      })
      const fresh = toMake(rule, world, new Set(made.map(({ key }) => key)), lookedOn, { today })
      made = [
        ...made,
        ...fresh.map(({ key, nominal, due }, index): Made => {
          const id = `${made.length + index}`
          return { id, key, nominal, due, rule: rule.rule, state: 'open', begun: false }
        }),
      ]
      lookedOn = today
    },
  }
}

const rules = fc
  .record({
    recurrence: fc.oneof(
      fc.constant<Recurrence>({ type: 'school-days' }),
      fc.record({ type: fc.constant('weekly' as const), weekday: fc.constantFrom(1, 2, 3, 4, 5, 6, 7) }),
      fc.record({ type: fc.constant('monthly' as const), day: fc.integer({ min: 27, max: 31 }) }),
      fc.constant<Recurrence>({ type: 'yearly', month: 2, day: 29 }),
      fc.record({ type: fc.constant('term-start' as const), days: fc.integer({ min: -10, max: 10 }) }),
      fc.record({
        type: fc.constant('before-deadline' as const),
        ...{ month: fc.constant(3), day: fc.constant(15), schoolDays: fc.integer({ min: 0, max: 12 }) },
      }),
    ),
    onHoliday: fc.constantFrom<HolidayRule>('stay', 'earlier', 'later', 'drop'),
    onlyInTerm: fc.boolean(),
    time: fc.constantFrom(timeOfDay('00:00'), timeOfDay('02:30'), timeOfDay('11:30'), timeOfDay('23:59')),
  })
  .map((rule): DutyRule => rule)
const zones = fc.constantFrom('Asia/Taipei', 'America/New_York', 'Australia/Lord_Howe', 'UTC')
/** Days off, a week of them now and then, as offsets from the start. */
const holidays = fc.array(fc.tuple(fc.integer({ min: -20, max: 220 }), fc.constantFrom(1, 1, 3, 9)), { maxLength: 25 })
const daysOff = (spells: readonly (readonly [number, number])[]): CalendarDay[] =>
  spells.flatMap(([first, length]) =>
    Array.from({ length }, (_, day): CalendarDay => {
      const date = addDays(START, first + day)
      return { date, type: 'holiday', pattern: null, source: 'government', note: '' }
    }),
  )
const calendarOf = (days: readonly CalendarDay[], timeZone: string, terms = TERMS): DutyCalendar => ({
  ...{ days: indexDays(days), terms, timeZone },
})
const dueBy = (duty: DutyToMake, calendar: DutyCalendar, today: SchoolDate): string[] =>
  place(duty.rule, calendar, addDays(START, -200), addDays(today, 200)).flatMap((one) =>
    one.type === 'due' && one.dueAt >= duty.since && addDays(one.due, -duty.leadDays) <= today ? [one.key] : [],
  )

describe('made exactly once', () => {
  it('D9 whatever was down and for however long, in leap years and zones that change', () => {
    fc.assert(
      fc.property(
        rules,
        zones,
        holidays,
        fc.integer({ min: 0, max: 45 }),
        fc.array(fc.integer({ min: 0, max: 70 * 24 }), { minLength: 1, maxLength: 12 }),
        (rule, zone, spells, leadDays, gaps) => {
          const calendar = calendarOf(daysOff(spells), zone)
          const since = instant(startOfDate(START, zone) + 9 * HOUR)
          const duty: DutyToMake = { rule, leadDays, since }
          const server = machine(duty, calendar, since)
          let now = since
          for (const hours of gaps) {
            now = instant(now + hours * HOUR)
            server.look(now)
          }
          const keys = server.made().map(({ key }) => key)
          expect(keys.toSorted()).toEqual([...new Set(keys)].toSorted())
          expect(keys.toSorted()).toEqual(dueBy(duty, calendar, localDate(now, zone)).toSorted())
        },
      ),
      { numRuns: 30 },
    )
  })

  it('D9 D10 a calendar that changes after one was made neither loses nor doubles any', () => {
    const steps = fc.array(
      fc.record({
        hours: fc.integer({ min: 0, max: 12 * 24 }),
        about: fc.integer({ min: -6, max: 12 }),
        type: fc.constantFrom('holiday' as const, 'school' as const, 'suspended' as const),
      }),
      { minLength: 1, maxLength: 14 },
    )
    fc.assert(
      fc.property(rules, holidays, fc.integer({ min: 0, max: 20 }), steps, (rule, spells, leadDays, changes) => {
        const zone = 'Asia/Taipei'
        let days = daysOff(spells)
        const since = startOfDate(START, zone)
        const duty: DutyToMake = { rule, leadDays, since }
        const server = machine(duty, calendarOf(days, zone), since)
        let now = since
        for (const { hours, about, type } of changes) {
          server.look(now)
          now = instant(now + hours * HOUR)
          const date = addDays(localDate(now, zone), about)
          days = [...days.filter((day) => day.date !== date || day.source !== 'operator')]
          days.push({ date, type, pattern: null, source: 'operator', note: '' })
          server.become(calendarOf(days, zone))
        }
        server.look(now)
        const [made, today] = [server.made(), localDate(now, zone)]
        expect(new Set(made.map(({ key }) => key)).size).toBe(made.length)
        const world = calendarOf(days, zone)
        for (const one of place(rule, world, addDays(today, -60), addDays(today, 90))) {
          const held = made.find(({ key }) => key === one.key)
          if (one.type === 'dropped') expect(held?.state).not.toBe('open')
          // What still lies ahead is there, open, on its day.
          else if (one.due >= today && one.dueAt >= since && addDays(one.due, -leadDays) <= today)
            expect(held).toMatchObject({ state: 'open', due: one.due })
        }
      }),
      { numRuns: 30 },
    )
  })

  it('D9 a zone that is corrected neither loses nor doubles any', () => {
    const rule: DutyRule = {
      ...{ recurrence: { type: 'school-days' }, onHoliday: 'drop', onlyInTerm: false, time: timeOfDay('11:30') },
    }
    const since = startOfDate(START, 'Asia/Taipei')
    const server = machine({ rule, leadDays: 0, since }, calendarOf([], 'Asia/Taipei'), since)
    server.look(instant(since + 3 * 24 * HOUR))
    server.become(calendarOf([], 'America/New_York'))
    for (let hours = 0; hours <= 96; hours += 7) server.look(instant(since + (72 + hours) * HOUR))
    expect(server.made().map(({ key }) => key)).toEqual([
      ...['2027-11-15', '2027-11-16', '2027-11-17', '2027-11-18', '2027-11-19'],
    ])
  })
})

describe('not done while it could be', () => {
  it('D23 whatever was down: at the end one is open exactly when it can still be done, and none is missed early', () => {
    fc.assert(
      fc.property(
        rules,
        holidays,
        fc.constantFrom<Lapse>('next', 'day'),
        fc.array(fc.integer({ min: 0, max: 30 * 24 }), { minLength: 1, maxLength: 8 }),
        (rule, spells, lapses, gaps) => {
          const calendar = calendarOf(daysOff(spells), 'Asia/Taipei')
          const since = startOfDate(START, 'Asia/Taipei')
          const server = machine({ rule, leadDays: 0, since }, calendar, since)
          let now = since
          for (const hours of gaps) {
            now = instant(now + hours * HOUR)
            server.look(now)
            const today = localDate(now, 'Asia/Taipei')
            server.edit((each) => {
              const at = each.state === 'open' ? lapsedAt(lapses, each, calendar, today) : null
              if (at === null) return each
              expect(at).toBeLessThanOrEqual(now)
              expect(localDate(at, 'Asia/Taipei') > each.due).toBe(true)
              return { ...each, state: 'missed' }
            })
          }
          const today = localDate(now, 'Asia/Taipei')
          const dues = server.made().map(({ due }) => due)
          for (const { due, state } of server.made()) {
            const overtaken = dues.some((next) => next > due)
            if (lapses === 'day') expect(state).toBe(due < today ? 'missed' : 'open')
            // A next one that was made ends it; the last one that was made is still open.
            else if (overtaken && due < today) expect(state).toBe('missed')
            else if (due >= today) expect(state).toBe('open')
          }
        },
      ),
      { numRuns: 25 },
    )
  })

  it('D23 a weekly one lasts until the next one’s day begins, also over a week off; a yearly one can last for ever', () => {
    const rule: DutyRule = {
      ...{ recurrence: { type: 'weekly', weekday: 1 }, onHoliday: 'drop', onlyInTerm: false, time: timeOfDay('16:00') },
    }
    const made = { nominal: START, due: START, rule }
    const calm = calendarOf([], 'Asia/Taipei')
    const begins = (date: string) => startOfDate(d(date), 'Asia/Taipei')
    expect(lapsedAt('next', made, calm, d('2027-11-21'))).toBeNull()
    expect(lapsedAt('next', made, calm, d('2027-11-23'))).toBe(begins('2027-11-22'))
    const weekOff = calendarOf(daysOff([[7, 7]]), 'Asia/Taipei')
    expect(lapsedAt('next', made, weekOff, d('2027-11-28'))).toBeNull()
    expect(lapsedAt('next', made, weekOff, d('2027-12-05'))).toBe(begins('2027-11-29'))
    expect(lapsedAt('day', made, calm, START)).toBeNull()
    expect(lapsedAt('day', made, calm, d('2027-11-16'))).toBe(begins('2027-11-16'))
    expect(lapsedAt('never', made, calm, d('2099-01-01'))).toBeNull()
  })

  it('D10 D23 one that was missed on a day off was none, and one that moved is open again', () => {
    const typhoon: CalendarDay = { date: START, type: 'suspended', pattern: null, source: 'operator', note: '颱風' }
    const storm = calendarOf([typhoon], 'Asia/Taipei')
    const rule: DutyRule = {
      ...{ recurrence: { type: 'school-days' }, onHoliday: 'drop', onlyInTerm: false, time: timeOfDay('11:50') },
    }
    const missed: Made = { id: '1', key: START, nominal: START, due: START, rule, state: 'missed', begun: false }
    const today = addDays(START, 1)
    expect(follow(missed, storm, { today })).toMatchObject({ type: 'drop', why: { note: '颱風' } })
    expect(follow({ ...missed, begun: true }, storm, { today })).toBeNull()
    expect(follow(missed, calendarOf([], 'Asia/Taipei'), { today })).toBeNull()
    const weekly: DutyRule = { ...rule, recurrence: { type: 'weekly', weekday: 1 }, onHoliday: 'later' }
    expect(follow({ ...missed, rule: weekly }, storm, { today })).toMatchObject({ type: 'revive', to: { due: today } })
    expect(follow({ ...missed, rule: weekly }, storm, { today: addDays(today, 1) })).toBeNull()
  })
})

describe('an open one follows the calendar', () => {
  const monday: DutyRule = {
    ...{ recurrence: { type: 'weekly', weekday: 1 }, onHoliday: 'later', onlyInTerm: false, time: timeOfDay('16:00') },
  }
  const typhoon: CalendarDay = { date: START, type: 'suspended', pattern: null, source: 'operator', note: '颱風' }
  const [calm, storm] = [calendarOf([], 'Asia/Taipei'), calendarOf([typhoon], 'Asia/Taipei')]
  const made: Made = {
    ...{ id: '1', key: START, nominal: START, due: START, rule: monday, state: 'open', begun: false },
  }

  it('D10 moves when a typhoon closes the school, also once begun, and back', () => {
    const moved = follow({ ...made, begun: true }, storm, { today: START })
    expect(moved).toMatchObject({ type: 'move', to: { due: '2027-11-16', moved: { code: 'later', note: '颱風' } } })
    expect(follow({ ...made, due: d('2027-11-16') }, calm, { today: START })).toMatchObject({ type: 'move' })
    expect(follow(made, calm, { today: START })).toBeNull()
  })

  it('D10 is taken away unless begun, and given back until its day has passed', () => {
    const daily = { ...made, rule: { ...monday, recurrence: { type: 'school-days' } } } as const
    expect(follow(daily, storm, { today: START })).toMatchObject({ type: 'drop', why: { note: '颱風' } })
    expect(follow({ ...daily, begun: true }, storm, { today: START })).toBeNull()
    expect(follow({ ...daily, state: 'dropped' }, calm, { today: START })).toMatchObject({ type: 'revive' })
    expect(follow({ ...daily, state: 'dropped' }, calm, { today: addDays(START, 1) })).toBeNull()
    expect(follow({ ...daily, state: 'closed' }, storm, { today: START })).toBeNull()
  })

  it('D3 stays one when its term’s first day moves', () => {
    const rule: DutyRule = { ...monday, recurrence: { type: 'term-start', days: 0 } }
    const began: Made = { ...made, key: 'term b', nominal: d('2028-02-14'), due: d('2028-02-14'), rule }
    const [a, b] = TERMS
    const moved = calendarOf([], 'Asia/Taipei', [...(a ? [a] : []), ...(b ? [{ ...b, from: d('2028-02-21') }] : [])])
    expect(follow(began, moved, { today: d('2028-02-10') })).toMatchObject({ type: 'move', to: { due: '2028-02-21' } })
    const again = toMake({ rule, leadDays: 14, since: instant(0) }, moved, new Set(['term b']), d('2028-02-10'), {
      today: d('2028-02-20'),
    })
    expect(again).toEqual([])
  })

  it('D11 a changed rule leaves what was made and counts from then on', () => {
    const zone = 'Asia/Taipei'
    const since = startOfDate(START, zone)
    const server = machine({ rule: monday, leadDays: 0, since }, calm, since)
    server.look(instant(since + HOUR))
    const changedAt = instant(since + 17 * HOUR)
    const friday: DutyRule = { ...monday, recurrence: { type: 'weekly', weekday: 5 }, time: timeOfDay('09:00') }
    server.change({ rule: friday, leadDays: 0, since: changedAt })
    for (let days = 1; days < 14; days++) server.look(instant(since + days * 24 * HOUR))
    expect(server.made().map(({ due, state }) => [due, state])).toEqual([
      ...[
        ['2027-11-15', 'open'],
        ['2027-11-19', 'open'],
        ['2027-11-26', 'open'],
      ],
    ])
  })
})
