import { describe, expect, it } from 'vitest'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant, schoolDate } from '../../protocol/time.ts'
import type { ScheduledMedia, ScheduleInputs } from './inputs.ts'
import { at, booking, cutIn, days, film, fridaySlot, inputs, MINUTE, media, news } from './inputs-fixture.ts'
import { resolveRundown } from './resolve.ts'

const SECOND = 1000
const ms = (...each: number[]) => each.map((value) => duration(value))
const programmes = (given: ScheduleInputs, from: string, until = from): Airing[] =>
  resolveRundown(given, days(from, until)).airings.filter(({ mediaId }) => mediaId !== null)
const codes = (airing: Airing | undefined) => airing?.reasons.map(({ code }) => code)

describe('C6 a programme trimmed to a part', () => {
  const trimmed = news('2026-11-23', { fromMs: duration(8 * SECOND), toMs: duration(5 * MINUTE) })

  it('C6 begins at its in point and ends at its out point', () => {
    const [airing] = programmes(inputs({ media: [trimmed] }), '2026-11-23')
    expect(airing).toMatchObject({ offsetMs: 8 * SECOND, mediaDurationMs: 5 * MINUTE - 8 * SECOND })
    expect(codes(airing)).toContain('shorter-than-slot')
  })

  it('C6 plays whole when the trim no longer fits it', () => {
    const shorter = { ...trimmed, durationMs: duration(6 * SECOND) }
    expect(programmes(inputs({ media: [shorter] }), '2026-11-23')[0]).toMatchObject({
      offsetMs: 0,
      mediaDurationMs: 6 * SECOND,
    })
  })

  it('C2 a film’s bookmark before its in point leads to the in point, its end to the next part', () => {
    const e1 = { ...film('e1', 20), fromMs: duration(MINUTE), toMs: duration(11 * MINUTE) }
    const series = [{ id: 'film', title: 'Film', episodes: ['e1', 'e2'] }]
    const shown = programmes(inputs({ media: [e1, film('e2', 60)], series }), '2026-11-24', '2026-11-26')
    expect(shown.map(({ mediaId, offsetMs }) => [mediaId, offsetMs])).toEqual([
      ['e1', MINUTE],
      ['e2', 0],
      ['e2', 6 * MINUTE],
    ])
  })

  it('C3 a booked part stays within it', () => {
    const booked = film('booked', 30)
    const given = (part: Partial<ScheduledMedia>, asked: { fromMs: number; toMs: number | null }) =>
      inputs({
        media: [{ ...booked, ...part }],
        bookings: [
          booking('2026-11-27', {
            fromMs: duration(asked.fromMs),
            toMs: asked.toMs === null ? null : duration(asked.toMs),
          }),
        ],
      })
    const own = { fromMs: duration(2 * MINUTE), toMs: duration(10 * MINUTE) }
    expect(programmes(given(own, { fromMs: 0, toMs: null }), '2026-11-27')[0]).toMatchObject({
      offsetMs: 2 * MINUTE,
      mediaDurationMs: 8 * MINUTE,
    })
    expect(programmes(given(own, { fromMs: 4 * MINUTE, toMs: 20 * MINUTE }), '2026-11-27')[0]).toMatchObject({
      offsetMs: 4 * MINUTE,
      mediaDurationMs: 6 * MINUTE,
    })
  })

  it('P1 a cut-in begins at the in point', () => {
    const start = at('2026-11-23', '10:00')
    const cut = cutIn('c', start, instant(start + MINUTE), { mediaId: 'm' })
    const given = inputs({ media: [media('m', { fromMs: duration(12 * SECOND) })], cutIns: [cut] })
    expect(programmes(given, '2026-11-23')[0]).toMatchObject({ offsetMs: 12 * SECOND, start })
  })
})

describe('C3 the licence recorded with the programme', () => {
  const given = (validUntil: string | null) =>
    inputs({
      slots: [fridaySlot()],
      media: [
        media('booked', {
          licence: { validFrom: null, validUntil: validUntil === null ? null : schoolDate(validUntil) },
        }),
        news('2026-11-27'),
      ],
      bookings: [booking('2026-11-27')],
    })
  it.each([
    ['2026-11-26', 'news-2026-11-27'],
    ['2026-11-27', 'booked'],
    [null, 'booked'],
  ])('C3 valid until %s: %s airs', (validUntil, expected) => {
    const [airing] = programmes(given(validUntil), '2026-11-27')
    expect(airing?.mediaId).toBe(expected)
    expect(codes(airing)?.includes('booking-not-licensed')).toBe(expected !== 'booked')
  })
})

describe('C2 instalments that end with a scene', () => {
  const given = (cuts: readonly number[], patch: Partial<ScheduleInputs> = {}, sceneEnds = true) =>
    inputs({
      media: [{ ...film('e1', 60), sceneCuts: ms(...cuts) }],
      series: [{ id: 'film', title: 'Film', episodes: ['e1'], sceneEnds }],
      ...patch,
    })
  const SLOT = 16 * MINUTE

  it('C2 stops at the last change of scene in the last minute, and goes on there next time', () => {
    const cut = SLOT - 21_500
    const [first, second] = programmes(given([MINUTE, SLOT - 50_000, cut, SLOT + 3000]), '2026-11-24', '2026-11-26')
    expect(first).toMatchObject({ mediaDurationMs: cut, end: at('2026-11-24', '12:20'), series: { continues: true } })
    expect(codes(first)?.slice(-2)).toEqual(['ends-with-scene', 'continues-next-time'])
    expect(second?.offsetMs).toBe(cut - (cut % 4000))
  })

  it.each([
    ['none in the last minute', [SLOT - 60_001, SLOT + 1], true],
    ['the setting is off', [SLOT - 1000], false],
  ])('C2 lasts as long as its slot: %s', (_name, cuts, sceneEnds) => {
    const [first, second] = programmes(given(cuts, {}, sceneEnds), '2026-11-24', '2026-11-26')
    expect(first?.mediaDurationMs).toBe(60 * MINUTE)
    expect(second?.offsetMs).toBe(SLOT)
  })

  it('C2 looks for no scene where the film ends by itself', () => {
    const short = { ...film('e1', 10), sceneCuts: ms(9.5 * MINUTE) }
    const [first] = programmes(given([], { media: [short] }), '2026-11-24')
    expect(first?.mediaDurationMs).toBe(10 * MINUTE)
    expect(first?.series).toEqual({ id: 'film', episode: 0 })
  })

  it('P3 after an interruption it looks again, from where the film then stands', () => {
    const start = at('2026-11-24', '12:10')
    const cuts = [SLOT - 10_000, SLOT - 2 * MINUTE - 12_000]
    const interrupted = given(cuts.sort(), { cutIns: [cutIn('c', start, instant(start + 2 * MINUTE))] })
    const shown = programmes(interrupted, '2026-11-24')
    expect(shown.map(({ offsetMs, mediaDurationMs }) => offsetMs + mediaDurationMs)).toEqual([
      SLOT - 10_000,
      SLOT - 2 * MINUTE - 12_000,
    ])
  })

  it('P3 an interruption before the scene’s end leaves the film where it was interrupted', () => {
    const start = at('2026-11-24', '12:19')
    const cut = cutIn('c', start, at('2026-11-24', '12:30'))
    const shown = programmes(given([SLOT - 10_000], { cutIns: [cut] }), '2026-11-24', '2026-11-26')
    expect(shown.at(-1)?.offsetMs).toBe(15 * MINUTE)
  })

  it('S2 an airing that has begun ends with its scene, whatever is found later', () => {
    const [begun] = programmes(given([SLOT - 20_000]), '2026-11-24')
    if (begun === undefined) throw new Error('nothing airs')
    const during = given([SLOT - 8000], { asOf: at('2026-11-24', '12:10'), aired: [begun] })
    const [first, second] = programmes(during, '2026-11-24', '2026-11-26')
    expect(first?.mediaDurationMs).toBe(SLOT - 20_000)
    expect(second?.offsetMs).toBe(SLOT - 20_000)
  })

  it('R4 one window or two give the same', () => {
    const whole = resolveRundown(given([SLOT - 30_000, 2 * SLOT - 70_000]), days('2026-11-24', '2026-11-27')).airings
    const parts = ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27'].flatMap(
      (date) => resolveRundown(given([SLOT - 30_000, 2 * SLOT - 70_000]), days(date)).airings,
    )
    expect([...new Map(parts.map((airing) => [airing.id, airing])).values()].sort((a, b) => a.start - b.start)).toEqual(
      whole,
    )
  })
})
