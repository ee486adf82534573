/** What SPEC.md decides beyond the rules' own words. */
import { describe, expect, it } from 'vitest'
import type { CalendarDay, DayType } from '../../protocol/calendar.ts'
import { type Airing, onAirAt } from '../../protocol/rundown.ts'
import { duration, schoolDate, timeOfDay, type Weekday } from '../../protocol/time.ts'
import type { ScheduleInputs } from './inputs.ts'
import * as school from './inputs-fixture.ts'
import { resolveRundown } from './resolve.ts'

const { at, days, inputs, MINUTE } = school
const MONDAY = '2026-11-23'
const on = (given: ScheduleInputs, date: string, time = '12:04', group = 'school') => {
  const answer = onAirAt(resolveRundown(given, days(date, date, given.timeZone)), at(date, time, given.timeZone), group)
  if (answer === null) throw new Error('nothing on the air')
  return answer
}
const codes = (airing: Airing) => airing.reasons.map((each) => each.code)
const day = (date: string, type: DayType, pattern: Weekday | null = null): CalendarDay => ({
  date: schoolDate(date),
  type,
  pattern,
  source: 'school',
  note: '',
})
const bell = school.media('bell', { durationMs: duration(16 * MINUTE) })
const bellSlot = (patch: Parameters<typeof school.slot>[0] = {}) =>
  school.slot({ id: 'bell', kind: 'notice', source: { type: 'media', mediaIds: ['bell'] }, fallback: [], ...patch })

describe('days', () => {
  it('T5 without any term every date is in term', () => {
    expect(codes(on(inputs(), MONDAY).airing)).not.toContain('outside-term')
  })
  it.each([
    ['holiday', 'notice'],
    ['exam', 'slate'],
    ['event', 'slate'],
    ['suspended', 'slate'],
  ] as const)('T5 a year-round slot on a day of type %s: %s', (type, kind) => {
    const terms = [{ id: 't', name: 't', from: schoolDate('2027-02-01'), until: schoolDate('2027-06-30') }]
    const given = inputs({ slots: [bellSlot({ yearRound: true })], media: [bell], terms, days: [day(MONDAY, type)] })
    expect(on(given, MONDAY).airing.kind).toBe(kind)
  })
  it.each([
    ['holiday', 'notice'],
    ['exam', 'notice'],
    ['event', 'notice'],
    ['suspended', 'slate'],
  ] as const)('T3 a slot set for a date of type %s: %s', (type, kind) => {
    const slots = [bellSlot({ weekdays: [], dates: [schoolDate(MONDAY)] })]
    expect(on(inputs({ slots, media: [bell], days: [day(MONDAY, type)] }), MONDAY).airing.kind).toBe(kind)
  })
  it('T3 an exam day that names a weekday follows its timetable', () => {
    const given = inputs({ slots: [bellSlot({ weekdays: [3] })], media: [bell], days: [day(MONDAY, 'exam', 3)] })
    expect(on(given, MONDAY).airing.kind).toBe('notice')
  })
  it('T4 a make-up day that names no weekday airs nothing and says why', () => {
    const saturday = on(inputs({ days: [day('2026-11-28', 'school')] }), '2026-11-28').airing
    expect([saturday.kind, codes(saturday)]).toEqual(['slate', ['day-pattern-unknown']])
  })
})

describe('clock changes and leap days', () => {
  const Berlin = 'Europe/Berlin'
  const night = (startTime: string, endTime: string) =>
    inputs({
      timeZone: Berlin,
      asOf: at('2026-01-01', '00:00', Berlin),
      slots: [
        bellSlot({
          weekdays: [7],
          yearRound: true,
          startTime: timeOfDay(startTime),
          endTime: timeOfDay(endTime),
        }),
      ],
      media: [school.media('bell', { durationMs: duration(180 * MINUTE) })],
    })
  const airs = (given: ScheduleInputs, date: string) =>
    resolveRundown(given, days(date, date, Berlin))
      .airings.filter(({ mediaId }) => mediaId !== null)
      .map(({ start, end }) => [start, (end - start) / MINUTE])
  const SPRING = '2026-03-29'
  const AUTUMN = '2026-10-25'

  it('T1 a slot wholly inside the skipped hour does not air', () => {
    expect(airs(night('02:10', '02:50'), SPRING)).toEqual([])
    expect(airs(night('02:10', '02:50'), '2026-03-22')).toHaveLength(1)
  })
  it('T1 a slot that reaches into the skipped hour ends or begins at the change', () => {
    expect(airs(night('01:50', '02:10'), SPRING)).toEqual([[at(SPRING, '01:50', Berlin), 10]])
    expect(airs(night('02:30', '03:10'), SPRING)).toEqual([[at(SPRING, '03:00', Berlin), 10]])
    expect(airs(night('01:30', '03:30'), SPRING)).toEqual([[at(SPRING, '01:30', Berlin), 60]])
  })
  it('T1 a slot in the repeated hour airs once, the first time', () => {
    const first = at(AUTUMN, '01:00', Berlin) + 70 * MINUTE
    expect(airs(night('02:10', '02:50'), AUTUMN)).toEqual([[first, 40]])
    expect(airs(night('01:30', '03:30'), AUTUMN)).toEqual([[at(AUTUMN, '01:30', Berlin), 180]])
  })
  it('R1 days of 23 and 25 hours are filled without a gap', () => {
    for (const [date, hours] of [
      [SPRING, 23],
      [AUTUMN, 25],
    ] as const) {
      const { airings } = resolveRundown(night('02:10', '02:50'), days(date, date, Berlin))
      expect(airings.reduce((sum, { start, end }) => sum + end - start, 0)).toBe(hours * 60 * MINUTE)
    }
  })
  it('T1 29 February has its own news, and counts in “the latest days”', () => {
    const leap = '2028-02-29'
    const slots = [school.slot({ weekdays: [2, 3], fallback: [{ type: 'latest-news', withinDays: 1 }] })]
    const given = inputs({ slots, media: [school.news(leap)], asOf: at('2028-02-28') })
    expect(on(given, leap).airing).toMatchObject({ kind: 'news', mediaId: `news-${leap}`, start: at(leap, '12:04') })
    expect(on(given, '2028-03-01').airing).toMatchObject({ kind: 'news', mediaId: `news-${leap}` })
    expect(on({ ...given, bookings: [school.booking(leap)] }, leap).airing.kind).toBe('news')
  })
})

describe('what plays, and in which order', () => {
  it('P1 a live slot ranks as a live cut-in: above listening, and the later of two wins', () => {
    const listening = bellSlot({ id: 'tape', kind: 'listening', startTime: timeOfDay('12:06') })
    const live = bellSlot({ id: 'live', kind: 'live' })
    const given = inputs({ slots: [live, listening], media: [bell] })
    expect(on(given, MONDAY, '12:07').airing.kind).toBe('live')
    const cutIns = [school.cutIn('later', at(MONDAY, '12:07'), at(MONDAY, '12:08'))]
    expect(on({ ...given, cutIns }, MONDAY, '12:07').airing.title).toBe('later')
  })
  it('P1 a slot whose chain ends in the slate gives way to any programme', () => {
    const empty = school.slot({ id: 'empty', startTime: timeOfDay('12:10'), fallback: [], source: { type: 'none' } })
    expect(on(inputs({ slots: [empty, bellSlot()], media: [bell] }), MONDAY, '12:12').airing.slotId).toBe('bell')
    expect(codes(on(inputs({ slots: [empty] }), MONDAY, '12:12').airing)).toEqual([
      'slot-weekday',
      'source-none',
      'slate',
    ])
  })
  it('R6 a slot that does not air leaves slate that says why', () => {
    const exceptions = [{ slotId: 'bell', date: schoolDate(MONDAY), change: { type: 'cancel' as const }, note: '' }]
    const { airing } = on(inputs({ slots: [bellSlot()], media: [bell], exceptions }), MONDAY)
    expect(airing).toMatchObject({
      kind: 'slate',
      slotId: 'bell',
      start: at(MONDAY, '12:04'),
      end: at(MONDAY, '12:20'),
    })
    expect(codes(airing)).toEqual(['slot-weekday', 'slot-cancelled'])
  })
  it.each([
    ['news', school.slot({ fallback: [] }), school.news(MONDAY)],
    ['media', bellSlot(), bell],
    ['series', school.filmSlot({ weekdays: [1] }), school.film('e1', 16)],
    ['booking', school.fridaySlot({ weekdays: [1], fallback: [] }), school.film('booked', 16)],
  ])('C1 %s must be ready when the slot starts', (_source, slot, media) => {
    const ready = (time: string) =>
      on(
        inputs({
          slots: [slot],
          media: [{ ...media, readyAt: at(MONDAY, time) }],
          series: [{ id: 'film', title: 'Film', episodes: ['e1'] }],
          bookings: [school.booking(MONDAY)],
          asOf: at(MONDAY, '13:00'),
        }),
        MONDAY,
      ).airing.mediaId
    expect([ready('12:04'), ready('12:05')]).toEqual([media.id, null])
  })
  it('C3 news follows a booked film that can’t play, listed or not', () => {
    const slots = [school.fridaySlot({ fallback: [] })]
    const { airing } = on(inputs({ slots, media: [school.news('2026-11-27')] }), '2026-11-27')
    expect([airing.kind, codes(airing)]).toEqual(['news', ['slot-weekday', 'booking-none', 'try-news', 'news']])
  })
  it('C6 the next item starts on the next grid line of four seconds', () => {
    const media = [
      school.media('one', { durationMs: duration(61_001) }),
      school.media('two', { durationMs: duration(MINUTE) }),
    ]
    const slots = [bellSlot({ source: { type: 'media', mediaIds: ['one', 'two'] } })]
    const given = inputs({ slots, media })
    const start = at(MONDAY, '12:04')
    const row = resolveRundown(given, days(MONDAY)).airings.filter(({ mediaId }) => mediaId !== null)
    expect(row.map((airing) => [airing.mediaId, airing.start - start])).toEqual([
      ['one', 0],
      ['two', 64_000],
    ])
    expect(on(given, MONDAY, '12:05:02').positionMs).toBeNull()
  })
})

describe('films', () => {
  const TUESDAY = '2026-11-24'
  const THURSDAY = '2026-11-26'
  const given = inputs({
    media: [school.film('e1', 60)],
    series: [{ id: 'film', title: 'Film', episodes: ['e1'] }],
    groups: [
      { id: 'school', parentId: null },
      { id: 'g1', parentId: 'school' },
    ],
  })
  const cancelled = {
    ...given,
    exceptions: [{ slotId: 'noon-film', date: schoolDate(TUESDAY), change: { type: 'cancel' as const }, note: '' }],
  }
  it('C2 are forecast from the bookmark on, as of now', () => {
    expect([TUESDAY, THURSDAY, '2026-12-01'].map((date) => on(given, date).airing.offsetMs / MINUTE)).toEqual([
      0, 16, 32,
    ])
    const later = { ...given, asOf: at(TUESDAY, '13:00') }
    expect(on(later, THURSDAY).airing.offsetMs).toBe(0)
  })
  it('R5 a cancelled instalment is shown next time, and the later ones follow', () => {
    expect([THURSDAY, '2026-12-01'].map((date) => on(cancelled, date).airing.offsetMs / MINUTE)).toEqual([0, 16])
  })
  it('R5 what interrupts one group leaves the other’s film where it was', () => {
    const cutIns = [school.cutIn('c', at(TUESDAY, '12:04'), at(TUESDAY, '12:10'), { audience: ['g1'] })]
    const row = ['school', 'g1'].map(
      (group) => on({ ...given, cutIns }, THURSDAY, '12:04', group).airing.offsetMs / MINUTE,
    )
    expect(row).toEqual([16, 10])
  })
})
