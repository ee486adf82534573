import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Slot } from '../../protocol/calendar.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant, schoolDate, timeOfDay } from '../../protocol/time.ts'
import type { ScheduleInputs } from './inputs.ts'
import * as school from './inputs-fixture.ts'
import { resolveRundown } from './resolve.ts'
import { addDays } from './wall-clock.ts'

const { at, days, MINUTE } = school
const WEEK = days('2026-02-23', '2026-03-08')
const BUILD = { news: school.slot, film: school.filmSlot, booked: school.fridaySlot }
const AUDIENCES = [[], ['school'], ['g1'], ['g2']]

const hour = fc.integer({ min: 0, max: 23 }).map((value) => timeOfDay(`${String(value).padStart(2, '0')}:30`))
const slot = fc.record({
  kind: fc.constantFrom('news' as const, 'film' as const, 'booked' as const),
  startTime: hour,
  endTime: hour,
  audience: fc.constantFrom(...AUDIENCES),
})
const slotOf = (made: { kind: keyof typeof BUILD } & Partial<Omit<Slot, 'kind'>>, index: number): Slot => {
  const { kind, ...patch } = made
  return BUILD[kind]({ ...patch, id: `s${index}`, weekdays: [1, 2, 3, 4, 5] })
}
const world = fc
  .record({ slots: fc.array(slot, { minLength: 1, maxLength: 5 }), asOf: fc.integer({ min: 0, max: 14 * 1440 }) })
  .map(({ slots, asOf }) =>
    school.inputs({
      asOf: instant(WEEK.start + asOf * MINUTE),
      groups: [
        { id: 'school', parentId: null },
        { id: 'g1', parentId: 'school' },
        { id: 'g2', parentId: 'school' },
      ],
      slots: slots.map(slotOf),
      // Longer than the window: where a film ends, what it had covered comes through, and that date moves with the film.
      media: [
        school.film('e1', 21 * 1440),
        school.film('booked', 90),
        school.news('2026-02-24'),
        school.news('2026-03-02'),
      ],
      series: [{ id: 'film', title: 'Film', episodes: ['e1'] }],
      bookings: [school.booking('2026-02-27')],
    }),
  )
const date = fc.integer({ min: 3, max: 10 }).map((offset) => addDays(schoolDate('2026-02-23'), offset))
/** A slot lasts at most a day and may overlap the day before's and the next one's: what lies further away is elsewhere. */
const elsewhere = (on: string) => (airing: Airing) =>
  airing.series === null &&
  (airing.end <= at(addDays(schoolDate(on), -1)) || airing.start >= at(addDays(schoolDate(on), 3)))
const airings = (given: ScheduleInputs) => resolveRundown(given, WEEK).airings

describe('R5 a change stays where it is', () => {
  it('R5 what is said of one date leaves distant dates as they were', () => {
    const change = fc.constantFrom(
      { type: 'cancel' as const },
      { type: 'move' as const, startTime: timeOfDay('05:00'), endTime: timeOfDay('06:00') },
      { type: 'replace' as const, mediaIds: ['booked'] },
      'holiday' as const,
      'booking' as const,
    )
    fc.assert(
      fc.property(world, date, change, (given, on, what) => {
        const said = { date: on, type: 'holiday' as const, pattern: null, source: 'operator' as const, note: '' }
        const changed: ScheduleInputs =
          what === 'holiday'
            ? { ...given, days: [said] }
            : what === 'booking'
              ? { ...given, bookings: [...given.bookings, school.booking(on, { id: 'new', fromMs: duration(4000) })] }
              : { ...given, exceptions: [{ slotId: 's0', date: on, change: what, note: '' }] }
        expect(airings(changed).filter(elsewhere(on))).toEqual(airings(given).filter(elsewhere(on)))
      }),
    )
  })
  it('R5 what is for one group leaves every other as it was, films included', () => {
    const minutes = fc.integer({ min: 0, max: 13 * 1440 })
    fc.assert(
      fc.property(world, slot, minutes, fc.integer({ min: 1, max: 600 }), (given, made, from, length) => {
        const start = instant(WEEK.start + from * MINUTE)
        const cutIn = school.cutIn('c', start, instant(start + length * MINUTE), { audience: ['g1'] })
        const place = {
          seriesId: 'film',
          groupId: 'g1',
          episode: 0,
          positionMs: duration(8000),
          confirmedAt: instant(0),
        }
        const changed = {
          ...given,
          cutIns: [cutIn],
          bookmarks: [place],
          slots: [...given.slots, { ...slotOf(made, 9), audience: ['g1'] }],
        }
        const others = (of: ScheduleInputs) => airings(of).filter(({ group }) => group !== 'g1')
        expect(others(changed)).toEqual(others(given))
      }),
    )
  })
})
