import { expect, test } from 'vitest'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { skipsOf, turnIn } from './act-skip.ts'

const MINUTE = 60_000
const airing = (start: number, end: number, patch: Partial<Airing> = {}): Airing => ({
  id: `g.s.${start}`,
  group: 'g',
  start: instant(start * MINUTE),
  end: instant(end * MINUTE),
  kind: 'news',
  title: `at ${start}`,
  mediaId: `m${start}`,
  offsetMs: duration(0),
  mediaDurationMs: duration((end - start) * MINUTE),
  slotId: 's',
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
  ...patch,
})
const slate = { mediaId: null, kind: 'slate', title: '' } as const
/** A slot of two items with a cut-in between, then its own slate; another slot; the same slot a day later. */
const PLAN = [
  airing(0, 5),
  airing(5, 7, { slotId: null }),
  airing(7, 10),
  airing(10, 16, slate),
  airing(16, 30, { slotId: 'other' }),
  airing(24 * 60, 24 * 60 + 16),
]
const minutes = (turn: ReturnType<typeof turnIn>) =>
  turn === null ? null : [turn.start / MINUTE, turn.end / MINUTE, turn.airing.mediaId]

test('P6 a turn is taken from the airing seen to the end of its slot, over what interrupts it', () => {
  expect(minutes(turnIn(PLAN, airing(0, 5), instant(-60 * MINUTE)))).toEqual([0, 16, 'm0'])
  expect(minutes(turnIn(PLAN, airing(7, 10), instant(-60 * MINUTE)))).toEqual([7, 16, 'm7'])
})
test('P6 of one that is on, only what is left is taken', () => {
  expect(minutes(turnIn(PLAN, airing(0, 5), instant(2 * MINUTE)))).toEqual([2, 16, 'm0'])
})
test('P6 there is no turn where only slate is left, in another slot’s plan, or without a slot', () => {
  expect(turnIn(PLAN, airing(7, 10), instant(12 * MINUTE))).toBeNull()
  expect(turnIn([airing(16, 30, { slotId: 'other' })], airing(0, 5), instant(0))).toBeNull()
  expect(turnIn(PLAN, airing(5, 7, { slotId: null }), instant(0))).toBeNull()
})
test('P6 groups whose turn takes the same time share one entry', () => {
  const turn = turnIn(PLAN, airing(0, 5), instant(0))
  const later = turnIn(PLAN, airing(7, 10), instant(0))
  if (turn === null || later === null) throw new Error('no turn')
  const skips = skipsOf([
    { ...turn, groupId: 'a' },
    { ...later, groupId: 'b' },
    { ...turn, groupId: 'c' },
  ])
  expect(skips.map(({ audience, slotId, title }) => ({ audience, slotId, title }))).toEqual([
    { audience: ['a', 'c'], slotId: 's', title: 'at 0' },
    { audience: ['b'], slotId: 's', title: 'at 7' },
  ])
})
