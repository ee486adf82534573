import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { ScheduleDraft } from '../../protocol/schedule-preview.ts'
import { duration, instant, schoolDate, timeOfDay } from '../../protocol/time.ts'
import { withDraft } from './draft.ts'
import { effectOf } from './draft-effect.ts'
import type { ScheduleInputs } from './inputs.ts'
import * as school from './inputs-fixture.ts'
import { allAlike, likenessOf } from './likeness.ts'
import { resolveRundown } from './resolve.ts'
import { rundownDifference, shareAirings } from './rundown-difference.ts'
import { localDate } from './wall-clock.ts'

const { at, days, MINUTE } = school
const WEEK = days('2026-11-23', '2026-11-29')
const ROOMS = ['101', '102', '103', '201', '202']
const AUDIENCE = fc.constantFrom<string[]>([], ['school'], ['g1'], ['g2'], ['102'], ['101', 'g2'])
const hour = fc.integer({ min: 8, max: 15 }).map((value) => timeOfDay(`${String(value).padStart(2, '0')}:30`))

const place = fc.record({
  groupId: fc.constantFrom('school', 'g1', '102', '201'),
  positionMs: fc.integer({ min: 0, max: 40 }).map((minute) => duration(minute * MINUTE)),
})
/** A school in which bookings, cut-ins, bookmarks and what aired may each part rooms that were alike. */
const world = fc
  .record({
    audiences: fc.tuple(AUDIENCE, AUDIENCE, AUDIENCE),
    start: hour,
    booked: AUDIENCE,
    cut: AUDIENCE,
    places: fc.uniqueArray(place, { selector: ({ groupId }) => groupId, maxLength: 3 }),
    airedIn: fc.subarray(ROOMS),
    asOf: fc.integer({ min: 0, max: 5 * 1440 }).map((minute) => instant(WEEK.start + minute * MINUTE)),
  })
  .map(({ audiences: [news, film, friday], start, booked, cut, places, airedIn, asOf }): ScheduleInputs => {
    const given = school.inputs({
      asOf,
      groups: [
        { id: 'school', parentId: null },
        ...['g1', 'g2'].map((id) => ({ id, parentId: 'school' })),
        ...ROOMS.map((id) => ({ id, parentId: `g${id[0]}` })),
      ],
      slots: [
        school.slot({ audience: news, weekdays: [1, 2, 3], startTime: start, endTime: timeOfDay('16:00') }),
        school.filmSlot({ audience: film }),
        school.fridaySlot({ audience: friday }),
      ],
      media: [school.film('e1', 90), school.film('booked', 12), school.news('2026-11-23'), school.news('2026-11-25')],
      series: [{ id: 'film', title: '午間影片', episodes: ['e1'] }],
      bookings: [school.booking('2026-11-27', { audience: booked })],
      cutIns: [school.cutIn('c', at('2026-11-24', '12:10'), at('2026-11-24', '12:14'), { audience: cut })],
      bookmarks: places.map((each) => ({ ...each, seriesId: 'film', episode: 0, confirmedAt: instant(0) })),
    })
    const aired = resolveRundown(given, days('2026-11-23')).airings.filter(({ group }) => airedIn.includes(group))
    return { ...given, aired }
  })
const { id: _id, version: _version, createdAt: _createdAt, ...plain } = school.slot({ kind: 'notice' })
const draft = fc.oneof(
  fc
    .record({ id: fc.constantFrom(null, 'noon-news', 'noon-film'), audience: AUDIENCE, startTime: hour })
    .map(({ id, ...patch }): ScheduleDraft => ({ type: 'slot', id, slot: { ...plain, ...patch } })),
  fc.constantFrom<ScheduleDraft>(
    { type: 'remove-slot', id: 'noon-film' },
    { type: 'exception', slotId: 'noon-film', date: schoolDate('2026-11-24'), change: { type: 'cancel' } },
    {
      type: 'days',
      days: [{ date: schoolDate('2026-11-25'), said: { type: 'suspended', pattern: null, note: '颱風' } }],
    },
  ),
)

describe('groups that are alike', () => {
  it('S4 one resolved for all gives what all give', () => {
    fc.assert(
      fc.property(world, (given) => {
        const likeness = likenessOf(given)
        const few = shareAirings(resolveRundown(given, WEEK, [...likeness.keys()]).airings)
        expect(few.map((each) => ({ ...each, groups: allAlike(likeness, each.groups) }))).toEqual(
          shareAirings(resolveRundown(given, WEEK).airings),
        )
      }),
    )
  })
  it('R5 what a draft changes is the same, whether all groups are resolved or only those it reaches', () => {
    fc.assert(
      fc.property(world, draft, (given, change) => {
        const [before, after] = [given, withDraft(given, change)].map((each) => resolveRundown(each, WEEK).airings)
        const whole = rundownDifference(before ?? [], after ?? [], ({ start }) => localDate(start, given.timeZone))
        expect(effectOf(given, change, WEEK).changes).toEqual(whole)
      }),
    )
  })
  it('S4 three hundred rooms of three grades are four kinds', () => {
    const rooms = Array.from({ length: 300 }, (_, index) => ({ id: `r${index}`, parentId: `g${index % 3}` }))
    const groups = [...[0, 1, 2].map((index) => ({ id: `g${index}`, parentId: 'school' })), ...rooms]
    const slots = [
      school.slot(),
      ...[0, 1, 2].map((index) => school.filmSlot({ id: `f${index}`, audience: [`g${index}`] })),
    ]
    const given = school.inputs({ groups: [{ id: 'school', parentId: null }, ...groups], slots })
    expect(likenessOf(given).size).toBe(4)
    expect([...likenessOf(given, [['g1']]).values()].map((kind) => kind.length)).toEqual([101])
  })
})
