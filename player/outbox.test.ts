import { describe, expect, it } from 'vitest'
import type { AiringReport } from '../protocol/display.ts'
import { duration, instant } from '../protocol/time.ts'
import { answered, mergeReports, type OutboxEntry, outdated, unsent } from './outbox.ts'

const report: AiringReport = {
  airingId: 'a',
  firstFrameAt: instant(1000),
  skewMs: 4,
  stalls: 1,
  playedFromMs: duration(0),
  playedToMs: duration(60_000),
  ended: false,
}
const entry = (patch: Partial<OutboxEntry>): OutboxEntry => ({
  report,
  at: instant(0),
  revision: 1,
  acknowledged: 0,
  ...patch,
})

describe('A1: two runs of one airing', () => {
  it('A1 count together after a reboot in its middle', () => {
    const after: AiringReport = {
      airingId: 'a',
      firstFrameAt: instant(90_000),
      skewMs: 7,
      stalls: 0,
      playedFromMs: duration(90_000),
      playedToMs: duration(120_000),
      ended: true,
    }
    expect(mergeReports(report, after)).toEqual({
      airingId: 'a',
      firstFrameAt: 1000,
      skewMs: 7,
      stalls: 1,
      playedFromMs: 0,
      playedToMs: 120_000,
      ended: true,
    })
  })

  it('A1 a run that never showed a frame takes nothing away', () => {
    const nothing = { ...report, firstFrameAt: null, skewMs: null, stalls: 0, playedFromMs: null, playedToMs: null }
    expect(mergeReports(report, nothing)).toEqual(report)
    expect(mergeReports(nothing, report)).toEqual(report)
  })
})

describe('the outbox', () => {
  it('sends what the server has not stored, oldest first', () => {
    const old = entry({ at: instant(1), revision: 2, acknowledged: 1 })
    const young = entry({ at: instant(9) })
    expect(unsent([young, entry({ acknowledged: 1 }), old])).toEqual([old, young])
  })

  it('A1 sets aside the one that the server can’t read, and has the others stored', () => {
    const batch = ['a', 'b', 'c'].map((airingId) => entry({ report: { ...report, airingId } }))
    const [first, second, third] = batch
    expect(answered(batch, [1])).toEqual({ stored: [first, third], aside: [second] })
    expect(answered(batch, [])).toEqual({ stored: batch, aside: [] })
  })

  it('forgets what was stored and is older than a day and a half, and never what was not', () => {
    const later = instant(36 * 3_600_000 + 1)
    expect(outdated([entry({ acknowledged: 1 })], later)).toEqual(['a'])
    expect(outdated([entry({})], later)).toEqual([])
    expect(outdated([entry({ acknowledged: 1 })], instant(1000))).toEqual([])
  })
})
