import { describe, expect, it } from 'vitest'
import type { AsRunEntry } from '../../protocol/as-run.ts'
import { duration, instant } from '../../protocol/time.ts'
import { asRunCsv } from './as-run-csv.ts'

const entry: AsRunEntry = {
  planned: {
    id: 'a',
    group: 'school',
    start: instant(1000),
    end: instant(9000),
    kind: 'news',
    title: '=HYPERLINK("x"), 新聞',
    mediaId: 'm',
    offsetMs: duration(0),
    mediaDurationMs: duration(8000),
    slotId: null,
    series: null,
    exam: false,
    emergency: false,
    reasons: [],
  },
  commanded: { frozen: 'at-start', lateMs: 0 },
  reported: [
    {
      airingId: 'a',
      displayId: 'd',
      displayName: '101',
      firstFrameAt: instant(1012),
      skewMs: 3.5,
      stalls: 1,
      playedFromMs: duration(0),
      playedToMs: duration(8000),
      ended: true,
      reportedAt: instant(9000),
    },
  ],
  observed: [],
}

describe('as-run as CSV', () => {
  it('A1 has a row per TV, with text that a spreadsheet can’t run', () => {
    const [header, row, end] = asRunCsv([entry], String, 'en').split('\r\n')
    expect(header?.startsWith('\uFEFFstart,end,group')).toBe(true)
    expect(row).toBe(`1000,9000,school,news,"'=HYPERLINK(""x""), 新聞",101,1012,12,3.5,1,8000,yes,`)
    expect(end).toBe('')
  })

  it('A1 says in a TV’s own row what it observed, and nothing of another’s', () => {
    const black = (display: string) => ({
      kind: 'black' as const,
      fromMs: duration(60_000),
      toMs: duration(75_400),
      displays: [display],
    })
    const rowIn = (language: 'zh-TW' | 'en') =>
      asRunCsv([{ ...entry, observed: [black('101'), black('102')] }], String, language).split('\r\n')[1]
    expect(rowIn('en')).toMatch(/,yes,black 1:00–1:15$/)
    expect(rowIn('zh-TW')).toMatch(/,yes,黑畫面 1:00–1:15$/)
  })

  it('A1 has a row without a TV when none reported', () => {
    expect(asRunCsv([{ ...entry, reported: [] }], String, 'en').split('\r\n')[1]).toMatch(/,,,,,,,,$/)
  })
})
