import { describe, expect, it } from 'vitest'
import type { AiringReport } from '../../protocol/display.ts'
import { duration, instant } from '../../protocol/time.ts'
import { mergedReport } from './airing-report.ts'

const early: AiringReport = {
  airingId: 'a',
  firstFrameAt: instant(1000),
  skewMs: 4,
  stalls: 2,
  playedFromMs: duration(0),
  playedToMs: duration(5000),
  ended: false,
}
const late: AiringReport = { ...early, firstFrameAt: null, stalls: 1, playedToMs: duration(9000), ended: true }

describe('airing report', () => {
  it('A1 keeps the widest interval, the first frame and the most stalls, in any order and however often', () => {
    const both = { ...early, playedToMs: 9000, ended: true }
    expect(mergedReport(early, late)).toEqual(both)
    expect(mergedReport(late, early)).toEqual(both)
    expect(mergedReport(mergedReport(early, late), late)).toEqual(both)
  })
})
