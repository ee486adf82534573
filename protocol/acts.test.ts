import { describe, expect, test } from 'vitest'
import { type ActType, type Awaited, followed, refusalOf, type Situation } from './acts.ts'
import type { Display } from './display.ts'
import { QUIET_REPORT, SOME_FACTS, someDisplay } from './display-fixture.ts'
import { duration, instant } from './time.ts'

const MINUTE = 60_000
const situation = (patch: Partial<NonNullable<Situation['airing']>> = {}, plays = true): Situation => ({
  plays,
  airing: {
    exam: false,
    emergency: false,
    start: instant(0),
    end: instant(16 * MINUTE),
    mediaDurationMs: duration(40 * MINUTE),
    reasons: [],
    ...patch,
  },
})
const EXAM = situation({ exam: true })
const ALL: readonly ActType[] = [
  'cut-in',
  'hold',
  'end',
  'extend',
  'skip',
  'replay',
  'message',
  'volume',
  'mute',
  'hide',
  'standby',
  'identify',
  'reload',
]

describe('what is legal now', () => {
  test('P1 C4 nothing but an emergency may disturb an exam', () => {
    expect(ALL.map((act) => refusalOf(act, EXAM))).toEqual(ALL.map(() => 'exam'))
    expect(refusalOf('emergency', EXAM)).toBeNull()
  })
  test('P1 after its recording one room may have a question again, within the slot of the exam', () => {
    const over = situation({ exam: true }, false)
    expect(refusalOf('replay', over)).toBeNull()
    expect(refusalOf('cut-in', over)).toBe('exam')
  })
  test('P4 during an emergency only another emergency', () => {
    const emergency = situation({ emergency: true }, false)
    expect(ALL.map((act) => refusalOf(act, emergency))).toEqual(ALL.map(() => 'emergency'))
    expect(refusalOf('emergency', emergency)).toBeNull()
  })
  test('hold and end need a programme, and one that is not on hold', () => {
    expect(refusalOf('hold', situation())).toBeNull()
    expect(refusalOf('hold', situation({}, false))).toBe('nothing-on')
    expect(refusalOf('end', situation({ reasons: [{ code: 'held', params: {} }] }, false))).toBe('held')
  })
  test('C6 only what is longer than its time can go on beyond it', () => {
    expect(refusalOf('extend', situation())).toBeNull()
    expect(refusalOf('extend', situation({ mediaDurationMs: duration(16 * MINUTE) }))).toBe('nothing-left')
  })
})

const tv = (id: string, name: string, version: number | null, toldAt = 0): Display => {
  const report = { ...QUIET_REPORT, version: version ?? 0, toldAt: instant(toldAt) }
  return someDisplay({
    id,
    name,
    status:
      version === null
        ? { state: 'offline', since: null }
        : { state: 'online', since: instant(0), facts: SOME_FACTS, report },
  })
}
const awaits = (patch: Partial<Awaited>): Awaited => ({
  displays: ['a', 'b', 'c'],
  plan: {},
  toldAt: null,
  answered: null,
  ...patch,
})

describe('an act is followed', () => {
  test('by the plan a TV holds: an older one or none has not confirmed', () => {
    const seen = followed(awaits({ plan: { g: 5 } }), [tv('c', '311', null), tv('b', '203', 4), tv('a', '101', 5)])
    expect(seen).toEqual({
      asked: 3,
      confirmed: 1,
      missing: [
        { id: 'b', name: '203' },
        { id: 'c', name: '311' },
      ],
    })
  })
  test('by the newest word it knows of itself', () => {
    const seen = followed(awaits({ toldAt: instant(9) }), [tv('a', '101', 1, 9), tv('b', '203', 1, 8)])
    expect(seen.missing.map(({ name }) => name)).toEqual(['203'])
  })
  test('by its own answer; a TV that was not asked does not count', () => {
    const seen = followed(awaits({ displays: ['a', 'b'], answered: ['b'] }), [
      tv('a', '101', 1),
      tv('b', '203', 1),
      tv('x', '1', 1),
    ])
    expect(seen).toMatchObject({ asked: 2, confirmed: 1, missing: [{ name: '101' }] })
  })
})
