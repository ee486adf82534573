import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { applyPlan, type HeldPlan } from '../../protocol/plan.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { differencePlan, planFor, wholePlan } from './plan.ts'

const WINDOW = { start: instant(0), end: instant(1_000_000) }
const airing = (index: number, title: string): Airing => ({
  id: `a${index}`,
  group: 'g',
  start: instant(index * 1000),
  end: instant(index * 1000 + 1000),
  kind: 'news',
  title,
  mediaId: null,
  offsetMs: duration(0),
  mediaDurationMs: duration(0),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
})
const plan = (version: number, titles: readonly (string | null)[]): HeldPlan => ({
  version,
  window: WINDOW,
  airings: titles.flatMap((title, index) => (title === null ? [] : [airing(index, title)])),
  media: [],
})
const titles = fc.array(fc.option(fc.constantFrom('x', 'y', 'z')), { maxLength: 12 })

describe('plan', () => {
  it('a difference onto its base gives the plan after, whatever changed', () => {
    fc.assert(
      fc.property(titles, titles, (a, b) => {
        const [before, after] = [plan(1, a), plan(2, b)]
        expect(applyPlan(before, differencePlan(before, after))).toEqual({ held: after })
      }),
    )
  })
  it('sends nothing, the difference, or the whole, by the version held', () => {
    const [old, current] = [plan(1, ['x', 'y']), plan(2, ['x', 'z'])]
    expect(planFor([current, old], 2)).toBeNull()
    expect(planFor([current, old], 1)).toMatchObject({
      type: 'difference',
      base: 1,
      removed: [],
      added: [{ id: 'a1' }],
    })
    expect(planFor([current, old], 9)).toEqual(wholePlan(current))
    expect(planFor([], 0)).toBeNull()
  })
})
