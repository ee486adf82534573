import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sayReasons } from '../../protocol/reasons.ts'
import { type Airing, mayMute, onAirAt } from '../../protocol/rundown.ts'
import { duration, instant, schoolDate, timeOfDay } from '../../protocol/time.ts'
import type { ScheduleInputs } from './inputs.ts'
import * as school from './inputs-fixture.ts'
import { resolveRundown } from './resolve.ts'

const { at, days, inputs } = school
const on = (given: ScheduleInputs, date: string, time = '12:04', group = 'school') => {
  const answer = onAirAt(resolveRundown(given, days(date)), at(date, time), group)
  if (answer === null) throw new Error('nothing on the air')
  return answer
}
const codes = (airing: Airing) => airing.reasons.map((each) => each.code)
const episodes = {
  media: [school.film('e1', 20), school.film('e2', 30)],
  series: [{ id: 'film', title: 'Film', episodes: ['e1', 'e2'] }],
}

describe('days and slots', () => {
  it('T1 a slot keeps its wall-clock time over a change to daylight saving', () => {
    const timeZone = 'America/New_York'
    const given = inputs({
      timeZone,
      slots: [school.slot({ weekdays: [1, 2, 3, 4, 5], yearRound: true })],
      asOf: at('2026-03-01'),
    })
    const starts = resolveRundown(given, days('2026-03-06', '2026-03-09', timeZone))
      .airings.filter((airing) => airing.slotId !== null)
      .map((airing) => airing.start)
    expect(starts).toEqual([at('2026-03-06', '12:04', timeZone), at('2026-03-09', '12:04', timeZone)])
    expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBe(71 * 3_600_000)
  })
  it('T2 neighbours touch: the instant of the end belongs to what follows', () => {
    expect(on(inputs({ media: [school.news('2026-11-23')] }), '2026-11-23', '12:20').airing.kind).toBe('slate')
  })
  it('T3 the operator goes before the school, and the school before the government', () => {
    const day = (source: 'operator' | 'school' | 'government', type: 'school' | 'exam' | 'holiday') => ({
      date: schoolDate('2026-11-23'),
      type,
      pattern: null,
      source,
      note: '',
    })
    const say = (...said: ReturnType<typeof day>[]) => codes(on(inputs({ days: said }), '2026-11-23').airing)
    expect(say(day('government', 'holiday'))).toContain('day-holiday')
    expect(say(day('government', 'holiday'), day('school', 'exam'))).toContain('day-exam')
    expect(say(day('operator', 'school'), day('government', 'holiday'))).toContain('news-missing')
  })
  it('T4 a make-up Saturday follows the weekday it names', () => {
    const given = inputs({
      days: [{ date: schoolDate('2026-11-28'), type: 'school', pattern: 1, source: 'operator', note: '' }],
      media: [school.news('2026-11-28')],
    })
    expect(on(given, '2026-11-28').airing).toMatchObject({ kind: 'news', slotId: 'noon-news' })
    expect(codes(on(given, '2026-11-28').airing)).toContain('make-up-day')
  })
  it('T5 outside a term only a year-round slot airs', () => {
    const terms = [{ id: 't', name: '上學期', from: schoolDate('2026-09-01'), until: schoolDate('2026-11-20') }]
    const library = [school.news('2026-11-23')]
    expect(codes(on(inputs({ terms, media: library }), '2026-11-23').airing)).toContain('outside-term')
    expect(
      on(inputs({ terms, media: library, slots: [school.slot({ yearRound: true })] }), '2026-11-23').airing.kind,
    ).toBe('news')
  })
  it('S1 a slot on chosen dates, valid for a time, crossing midnight', () => {
    const slots = [
      school.slot({
        weekdays: [],
        dates: [schoolDate('2026-12-31')],
        startTime: timeOfDay('23:50'),
        endTime: timeOfDay('00:10'),
        source: { type: 'media', mediaIds: ['bell'] },
        kind: 'notice',
      }),
    ]
    const given = inputs({ slots, media: [school.media('bell', { durationMs: duration(20 * school.MINUTE) })] })
    expect(on(given, '2027-01-01', '00:05')).toMatchObject({
      positionMs: 15 * school.MINUTE,
      airing: { slotId: 'noon-news' },
    })
    expect(
      on(
        { ...given, slots: slots.map((each) => ({ ...each, validUntil: schoolDate('2026-12-30') })) },
        '2027-01-01',
        '00:05',
      ).airing.slotId,
    ).toBeNull()
  })
  it('S2 editing a slot neither revives a cancelled date nor changes what aired', () => {
    const exceptions = [
      { slotId: 'noon-news', date: schoolDate('2026-11-23'), change: { type: 'cancel' as const }, note: '校慶' },
    ]
    const given = inputs({
      exceptions,
      media: [school.news('2026-11-23')],
      slots: [school.slot({ startTime: timeOfDay('12:00') })],
    })
    expect(codes(on(given, '2026-11-23').airing)).toEqual(['slot-weekday', 'slot-cancelled', 'note'])
    const before = inputs({ media: [school.news('2026-11-23')] })
    const aired = [on(before, '2026-11-23').airing]
    const after = inputs({ aired, asOf: at('2026-11-24'), slots: [], media: [] })
    expect(on(after, '2026-11-23').airing).toEqual(aired[0])
  })
  it('S4 audiences differ at the same instant, and a group is for all below it', () => {
    const groups = [
      { id: 'school', parentId: null },
      { id: 'g1', parentId: 'school' },
      { id: 'g2', parentId: 'school' },
      { id: '101', parentId: 'g1' },
    ]
    const given = inputs({
      groups,
      slots: [school.slot({ id: 'one', audience: ['g1'] })],
      media: [school.news('2026-11-23')],
    })
    expect(['school', 'g1', 'g2', '101'].map((group) => on(given, '2026-11-23', '12:04', group).airing.kind)).toEqual([
      'slate',
      'news',
      'slate',
      'news',
    ])
  })
})

describe('what plays', () => {
  it('C1 the newest ready news of the date; not ready at the start is not taken', () => {
    const late = school.news('2026-11-23', { id: 'late', createdAt: instant(9), readyAt: at('2026-11-23', '12:05') })
    expect(
      on(inputs({ media: [school.news('2026-11-23'), late], asOf: at('2026-11-23', '13:00') }), '2026-11-23').airing
        .mediaId,
    ).toBe('news-2026-11-23')
    const newer = school.news('2026-11-23', { id: 'newer', createdAt: instant(9) })
    expect(on(inputs({ media: [school.news('2026-11-23'), newer] }), '2026-11-23').airing.mediaId).toBe('newer')
  })
  it('C2 the film goes on from the bookmark, and only confirmed seconds move it', () => {
    const bookmarks = [
      {
        seriesId: 'film',
        groupId: 'school',
        episode: 0,
        positionMs: duration(125_999),
        confirmedAt: at('2026-11-24', '12:07'),
      },
    ]
    const before = inputs({ ...episodes, bookmarks, asOf: at('2026-11-24', '18:00') })
    expect(on(before, '2026-11-26').airing).toMatchObject({ mediaId: 'e1', offsetMs: 124_000 })
    expect(on({ ...before, asOf: at('2026-11-26', '18:00') }, '2026-12-01').airing).toMatchObject({
      mediaId: 'e1',
      offsetMs: 124_000,
    })
    const done = [
      {
        ...bookmarks[0],
        seriesId: 'film',
        groupId: 'school',
        confirmedAt: at('2026-11-24'),
        episode: 2,
        positionMs: duration(0),
      },
    ]
    expect(codes(on({ ...before, bookmarks: done }, '2026-11-26').airing)).toContain('series-finished')
  })
  it('C3 the approved, licensed booking, else news, with the reason kept', () => {
    const library = [school.film('booked', 16), school.news('2026-11-27')]
    const booked = school.booking('2026-11-27')
    expect(on(inputs({ media: library, bookings: [booked] }), '2026-11-27').airing.kind).toBe('booked-film')
    const licence = { kind: 'educational' as const, validFrom: null, validUntil: schoolDate('2026-11-26') }
    const refused = on(inputs({ media: library, bookings: [{ ...booked, licence }] }), '2026-11-27').airing
    expect([refused.kind, codes(refused)]).toEqual([
      'news',
      ['slot-weekday', 'booking-not-licensed', 'try-news', 'news'],
    ])
  })
  it('C4 listening: the chosen recording from its first second, in exam mode', () => {
    const exam = school.slot({
      id: 'exam',
      kind: 'listening',
      exam: true,
      weekdays: [],
      dates: [schoolDate('2026-11-23')],
      source: { type: 'media', mediaIds: ['tape'] },
    })
    const given = inputs({ slots: [exam], media: [school.media('tape', { kind: 'listening' })] })
    expect(on(given, '2026-11-23').airing).toMatchObject({
      kind: 'listening',
      mediaId: 'tape',
      offsetMs: 0,
      exam: true,
    })
  })
  it('C5 the chain ends in the slate', () => {
    expect(on(inputs(), '2026-11-24').airing).toMatchObject({ kind: 'slate', mediaId: null, slotId: 'noon-film' })
  })
  it('C6 too long ends with the slot, too short is followed by slate or the next item', () => {
    const long = on(
      inputs({ media: [school.news('2026-11-23', { durationMs: duration(20 * school.MINUTE) })] }),
      '2026-11-23',
    ).airing
    expect([long.end, codes(long)]).toEqual([at('2026-11-23', '12:20'), ['slot-weekday', 'news', 'ends-with-slot']])
    const short = inputs({ media: [school.news('2026-11-23', { durationMs: duration(60_000) })] })
    expect(on(short, '2026-11-23').nextChangeAt).toBe(at('2026-11-23', '12:05'))
    expect(on(short, '2026-11-23', '12:06').positionMs).toBeNull()
    const first = inputs({ ...episodes, media: [school.film('e1', 5), school.film('e2', 30)] })
    expect(on(first, '2026-11-24', '12:10')).toMatchObject({ positionMs: 60_000, airing: { mediaId: 'e2' } })
  })
})

describe('when programmes meet', () => {
  const meeting = (cutIns: ScheduleInputs['cutIns'], patch: Partial<ScheduleInputs> = {}) =>
    inputs({ ...episodes, media: [...episodes.media, school.news('2026-11-23')], cutIns, ...patch })
  it('P1 emergency before exam before live cut-in before the rest', () => {
    const exam = school.slot({ exam: true, kind: 'listening', source: { type: 'media', mediaIds: ['e1'] } })
    const live = school.cutIn('live', at('2026-11-23', '12:06'), at('2026-11-23', '12:08'))
    const alarm = school.cutIn('alarm', at('2026-11-23', '12:06'), at('2026-11-23', '12:08'), { emergency: true })
    expect(on(meeting([live]), '2026-11-23', '12:07').airing.title).toBe('live')
    expect(on(meeting([live], { slots: [exam] }), '2026-11-23', '12:07').airing.exam).toBe(true)
    expect(on(meeting([live, alarm], { slots: [exam] }), '2026-11-23', '12:07').airing.emergency).toBe(true)
  })
  it('P2 the later start wins a tie, then the one created first', () => {
    const later = school.slot({ id: 'later', startTime: timeOfDay('12:10') })
    expect(on(meeting([], { slots: [school.slot(), later] }), '2026-11-23', '12:11').airing.slotId).toBe('later')
    const twin = school.slot({ id: 'a-twin', createdAt: instant(5) })
    expect(on(meeting([], { slots: [twin, school.slot()] }), '2026-11-23').airing.slotId).toBe('noon-news')
  })
  it('P3 a film resumes where it stopped; news rejoins in progress', () => {
    const cut = (date: string) => school.cutIn(date, at(date, '12:06'), at(date, '12:08'))
    expect(on(meeting([cut('2026-11-24')]), '2026-11-24', '12:08').positionMs).toBe(2 * school.MINUTE)
    expect(on(meeting([cut('2026-11-23')]), '2026-11-23', '12:08').positionMs).toBe(4 * school.MINUTE)
  })
  it('P4 an emergency lasts until all-clear, then what should be on is on', () => {
    const open = school.cutIn('alarm', at('2026-11-23', '12:06'), null, { emergency: true })
    const asOf = at('2026-11-25', '12:04')
    expect(on(meeting([open], { asOf }), '2026-11-25').airing.emergency).toBe(true)
    expect(on(meeting([{ ...open, end: at('2026-11-23', '12:10') }]), '2026-11-23', '12:10')).toMatchObject({
      positionMs: 6 * school.MINUTE,
      airing: { kind: 'news' },
    })
  })
  it('P4 an open emergency is confirmed for 10 to 15 minutes at a time, then the plan is on', () => {
    const open = school.cutIn('alarm', at('2026-11-23', '12:06'), null, { emergency: true })
    const { end } = on(meeting([open], { asOf: at('2026-11-23', '12:06') }), '2026-11-23', '12:07').airing
    expect(end).toBe(at('2026-11-23', '12:20'))
    const early = meeting([open], { asOf: at('2026-11-23', '11:00') })
    expect(on(early, '2026-11-23', '12:19').airing).toMatchObject({ emergency: true, openEnded: true })
    expect(on(meeting([open], { asOf: at('2026-11-23', '12:59') }), '2026-11-23', '13:09').airing.emergency).toBe(true)
    const longer = { durationMs: duration(90 * school.MINUTE) }
    const afterwards = meeting([open], {
      asOf: at('2026-11-23', '12:09'),
      slots: [school.slot({ endTime: timeOfDay('13:30') })],
      media: [school.news('2026-11-23', longer)],
    })
    expect(on(afterwards, '2026-11-23', '12:20').airing).toMatchObject({ kind: 'news', emergency: false })
  })
  it('P4 R5 a confirmation moves nothing but the end of what is open', () => {
    const open = school.cutIn('alarm', at('2026-11-23', '12:06'), null, { emergency: true })
    const airings = (time: string) =>
      resolveRundown(meeting([open], { asOf: at('2026-11-23', time) }), days('2026-11-23', '2026-11-25')).airings
    expect(airings('12:09')).toEqual(airings('12:06'))
    const moved = airings('12:10')
    const covering = (list: ReturnType<typeof airings>) => list.find(({ emergency }) => emergency)
    expect(covering(moved)).toEqual({ ...covering(airings('12:06')), end: at('2026-11-23', '12:25') })
    const far = (list: ReturnType<typeof airings>) => list.filter(({ start }) => start >= at('2026-11-24', '00:00'))
    expect(far(moved)).toEqual(far(airings('12:06')))
  })
  it('P6 a skip takes the slot’s turn: what else asks for the time airs, else the slate; never the fallback', () => {
    const [from, until] = [at('2026-11-27', '12:04'), at('2026-11-27', '12:20')]
    const skip = (slotId: string, patch = {}) =>
      school.cutIn('skip', from, until, { kind: 'slate', title: 'booked', act: 'skip', slotId, ...patch })
    const library = [...episodes.media, school.news('2026-11-27'), school.media('booked')]
    const friday = { media: library, bookings: [school.booking('2026-11-27')] }
    const other = school.slot({ weekdays: [5] })
    const shown = (...given: Parameters<typeof meeting>) => on(meeting(...given), '2026-11-27', '12:10').airing
    expect(shown([], friday).title).toBe('booked')
    expect(shown([skip('friday-film')], friday)).toMatchObject({ kind: 'slate', slotId: null })
    expect(codes(shown([skip('friday-film')], friday))).toEqual(['skipped'])
    expect(shown([skip('friday-film')], { ...friday, slots: [other, school.fridaySlot()] })).toMatchObject({
      kind: 'news',
      slotId: 'noon-news',
    })
    const live = school.cutIn('live', at('2026-11-27', '12:06'), at('2026-11-27', '12:12'))
    expect(shown([skip('friday-film'), live], friday).title).toBe('live')
    expect(shown([skip('another')], friday).title).toBe('booked')
    const exam = school.fridaySlot({ exam: true, kind: 'listening', source: { type: 'media', mediaIds: ['e1'] } })
    expect(shown([skip('friday-film')], { ...friday, slots: [exam] }).exam).toBe(true)
  })
  it('P6 a skipped instalment is shown the next time; undone in between, it begins at its bookmark', () => {
    const skip = school.cutIn('skip', at('2026-11-24', '12:04'), at('2026-11-24', '12:20'), {
      act: 'skip',
      slotId: 'noon-film',
    })
    const airings = resolveRundown(meeting([skip]), days('2026-11-24', '2026-11-26')).airings
    const films = airings.filter(({ mediaId }) => mediaId?.startsWith('e') === true)
    expect(films.map(({ start, mediaId, offsetMs }) => [start, mediaId, offsetMs])).toEqual([
      [at('2026-11-26', '12:04'), 'e1', 0],
    ])
    const undone = meeting([{ ...skip, end: at('2026-11-24', '12:10') }])
    expect(on(undone, '2026-11-24', '12:11')).toMatchObject({ positionMs: school.MINUTE, airing: { mediaId: 'e1' } })
  })
  it('P5 anything but an emergency and an exam may be muted', () => {
    expect([
      mayMute({ exam: false, emergency: false }),
      mayMute({ exam: true, emergency: false }),
      mayMute({ exam: false, emergency: true }),
    ]).toEqual([true, false, false])
  })
})

describe('the answer', () => {
  it('R2 R6 says why, in both languages', () => {
    const given = inputs({ media: [school.news('2026-11-23')] })
    expect(sayReasons(on(given, '2026-11-27').airing.reasons, 'en')).toBe(
      'Friday slot “週五影片” → no approved booking → news → no news file by 12:04 → the news of Mon 23 Nov, “news-2026-11-23”',
    )
    expect(sayReasons(on(given, '2026-11-28').airing.reasons, 'zh-TW')).toBe('週六不上課')
  })
  it('R3 gives airing, position and the next change', () => {
    expect(on(inputs({ media: [school.news('2026-11-23')] }), '2026-11-23', '12:05')).toMatchObject({
      positionMs: 60_000,
      nextChangeAt: at('2026-11-23', '12:20'),
    })
  })

  const cut = fc.record({
    start: fc.integer({ min: 0, max: 8 * 1440 }),
    length: fc.option(fc.integer({ min: 1, max: 300 }), { nil: null }),
    emergency: fc.boolean(),
  })
  const world = fc
    .record({
      cuts: fc.array(cut, { maxLength: 4 }),
      times: fc.array(
        fc.tuple(
          fc.integer({ min: 0, max: 23 }),
          fc.integer({ min: 0, max: 23 }),
          fc.constantFrom('news', 'film', 'booked'),
        ),
        { maxLength: 5 },
      ),
      asOf: fc.integer({ min: 0, max: 8 * 1440 }),
    })
    .map(({ cuts, times, asOf }) => {
      const from = (minutes: number) => instant(at('2026-02-25') + minutes * school.MINUTE)
      const hour = (value: number) => timeOfDay(`${String(value).padStart(2, '0')}:00`)
      const build = { news: school.slot, film: school.filmSlot, booked: school.fridaySlot }
      return inputs({
        ...episodes,
        media: [...episodes.media, school.film('booked', 90), school.news('2026-02-26'), school.news('2026-03-02')],
        bookings: [school.booking('2026-02-27')],
        asOf: from(asOf),
        groups: [
          { id: 'school', parentId: null },
          { id: 'g1', parentId: 'school' },
        ],
        slots: times.map(([start, end, kind], index) =>
          build[kind === 'film' ? 'film' : kind === 'booked' ? 'booked' : 'news']({
            id: `s${index}`,
            weekdays: [1, 2, 3, 4, 5],
            startTime: hour(start),
            endTime: hour(end),
          }),
        ),
        cutIns: cuts.map(({ start, length, emergency }, index) =>
          school.cutIn(`c${index}`, from(start), length === null ? null : from(start + length), { emergency }),
        ),
      })
    })
  const week = days('2026-02-26', '2026-03-04')

  it('R1 fills every instant once, also on its edges', () => {
    fc.assert(
      fc.property(world, (given) => {
        const { airings } = resolveRundown(given, week)
        for (const group of ['school', 'g1']) {
          const row = airings.filter((airing) => airing.group === group)
          expect(row[0]?.start).toBeLessThanOrEqual(week.start)
          expect(row.at(-1)?.end).toBeGreaterThanOrEqual(week.end)
          for (const [index, airing] of row.entries()) {
            expect(airing.end).toBeGreaterThan(airing.start)
            expect(airing.reasons.length).toBeGreaterThan(0)
            if (index > 0) expect(airing.start).toBe(row[index - 1]?.end)
          }
          expect(new Set(airings.map((airing) => airing.id)).size).toBe(airings.length)
        }
      }),
    )
  })
  it('R4 any order of input and any split of the window give the same answer', () => {
    fc.assert(
      fc.property(world, fc.integer({ min: 1, max: 7 * 1440 - 1 }), (given, minute) => {
        const whole = resolveRundown(given, week).airings
        const turned = {
          ...given,
          slots: given.slots.toReversed(),
          cutIns: given.cutIns.toReversed(),
          media: given.media.toReversed(),
          groups: given.groups.toReversed(),
        }
        expect(resolveRundown(turned, week).airings).toEqual(whole)
        const middle = instant(week.start + minute * school.MINUTE)
        const parts = [
          { start: week.start, end: middle },
          { start: middle, end: week.end },
        ].flatMap((window) => resolveRundown(given, window).airings)
        const united = new Map(parts.map((airing) => [airing.id, airing]))
        expect(united).toEqual(new Map(whole.map((airing) => [airing.id, airing])))
        expect(parts.every((airing) => JSON.stringify(airing) === JSON.stringify(united.get(airing.id)))).toBe(true)
      }),
    )
  })
  it('R5 a cancelled date leaves all other dates as they were', () => {
    const given = inputs({ media: [school.news('2026-11-23'), school.news('2026-11-25')] })
    const changed = {
      ...given,
      exceptions: [
        { slotId: 'noon-news', date: schoolDate('2026-11-25'), change: { type: 'cancel' as const }, note: '' },
      ],
    }
    const others = (of: ScheduleInputs) =>
      resolveRundown(of, days('2026-11-23', '2026-11-29')).airings.filter(
        (airing) => !(airing.start === at('2026-11-25', '12:04')),
      )
    expect(others(changed)).toEqual(others(given))
  })
})
