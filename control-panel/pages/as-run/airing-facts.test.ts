import { expect, test } from 'vitest'
import type { AsRunEntry } from '../../../protocol/as-run.ts'
import { duration, instant } from '../../../protocol/time.ts'
import { factsOf, plotScale } from './airing-facts.ts'

const START = instant(1_000_000)
const report = (displayId: string, late: number | null, stalls = 0): AsRunEntry['reported'][number] => ({
  airingId: 'a',
  displayId,
  displayName: `room ${displayId}`,
  firstFrameAt: late === null ? null : instant(START + late),
  skewMs: 3,
  stalls,
  playedFromMs: duration(0),
  playedToMs: duration(1000),
  ended: true,
  reportedAt: START,
})
const entry = (reported: AsRunEntry['reported']): AsRunEntry => ({
  planned: {
    ...{ id: 'a', group: 'g', start: START, end: instant(START + 1000), kind: 'news', title: 'N', mediaId: 'm' },
    ...{ offsetMs: duration(0), mediaDurationMs: duration(1000), slotId: 's', series: null },
    ...{ exam: false, emergency: false, reasons: [] },
  },
  commanded: { frozen: 'at-start', lateMs: 0 },
  reported,
  observed: [],
})
const room = (id: string, groupId = 'g') => ({ id, name: `room ${id}`, groupId })

test('A1 rooms in order, the median of their starts, and who missed it', () => {
  const facts = factsOf(entry([report('10', 8, 2), report('9', -4), report('11', null)]), [
    ...['9', '10', '11', '12'].map((id) => room(id)),
    room('90', 'other'),
  ])
  expect(facts.rooms.map(({ name, lateMs }) => [name, lateMs])).toEqual([
    ['room 9', -4],
    ['room 10', 8],
  ])
  expect(facts.missed).toEqual(['room 11', 'room 12'])
  expect([facts.medianLateMs, facts.stalls]).toEqual([2, 2])
})

test('A1 nobody reported: everybody missed it', () => {
  expect(factsOf(entry([]), [room('1')])).toEqual({ rooms: [], missed: ['room 1'], medianLateMs: null, stalls: 0 })
})

test.each([
  [[], 20],
  [[-20, 3], 20],
  [[21], 50],
  [[-400], 500],
  [[9000], 1000],
])('the plot of %o reaches %i ms', (values, expected) => expect(plotScale(values)).toBe(expected))
