import { describe, expect, test } from 'vitest'
import type { Replay } from '../protocol/display.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import { type Airing, onAirAt } from '../protocol/rundown.ts'
import { duration, instant } from '../protocol/time.ts'
import { withReplay } from './replay.ts'

const airing = (patch: Partial<Airing>): Airing => ({
  id: 'a',
  group: 'g',
  start: instant(0),
  end: instant(100_000),
  kind: 'slate',
  title: '',
  mediaId: null,
  offsetMs: duration(0),
  mediaDurationMs: duration(0),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
  ...patch,
})
const planOf = (...airings: Airing[]): HeldPlan => ({
  version: 3,
  window: { start: instant(0), end: instant(100_000) },
  airings,
  media: [],
})
const QUESTION_7: Replay = {
  id: 'replay.x',
  title: '段考聽力',
  media: { id: 'm', revision: 'r' },
  start: instant(20_000),
  fromMs: duration(61_000),
  toMs: duration(71_000),
}

describe('a replay in one room', () => {
  test('P1 lies over the slate for its time, and the slate goes on after it', () => {
    const plan = withReplay(planOf(airing({})), QUESTION_7)
    const at = (ms: number) => plan && onAirAt(plan, instant(ms), 'g')
    expect(at(19_999)?.airing.id).toBe('a')
    expect(at(20_000)).toMatchObject({ airing: { id: 'replay.x' }, positionMs: 61_000, nextChangeAt: 30_000 })
    expect(at(30_000)?.airing).toMatchObject({ id: 'a', start: 30_000, end: 100_000 })
    expect(plan?.media).toEqual([{ id: 'm', revision: 'r' }])
  })
  test('P3 a programme under it is rejoined where the others are', () => {
    const film = airing({ mediaId: 'f', kind: 'film', offsetMs: duration(5000), mediaDurationMs: duration(90_000) })
    const plan = withReplay(planOf(film), QUESTION_7)
    expect(plan && onAirAt(plan, instant(40_000), 'g')?.positionMs).toBe(45_000)
    expect(plan && onAirAt(plan, instant(95_000), 'g')?.positionMs).toBeNull()
  })
  test('P1 an emergency stands before it', () => {
    const plan = planOf(airing({ emergency: true }))
    expect(withReplay(plan, QUESTION_7)).toBe(plan)
  })
  test('without a plan or a replay nothing changes', () => {
    expect(withReplay(null, QUESTION_7)).toBeNull()
    const plan = planOf(airing({}))
    expect(withReplay(plan, null)).toBe(plan)
  })
})
