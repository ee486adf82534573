/** The as-run as a table for a spreadsheet. */
import type { AsRunEntry } from '../../protocol/as-run.ts'
import { sayObserved } from '../../protocol/observed-words.ts'
import type { Language } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import { csvText } from '../csv/csv-text.ts'

const HEADER = [
  'start',
  'end',
  'group',
  'kind',
  'title',
  'display',
  'first frame',
  'late ms',
  'skew ms',
  'stalls',
  'played ms',
  'ended',
  'observed',
]
/** One row per airing and TV that reported; an airing that nobody reported has one row without a TV. */
export const asRunCsv = (entries: readonly AsRunEntry[], text: (at: Instant) => string, language: Language): string => {
  const rows = entries.flatMap(({ planned, reported, observed }) => {
    const head = [text(planned.start), text(planned.end), planned.group, planned.kind, planned.title]
    if (reported.length === 0) return [[...head, null, null, null, null, null, null, null, null]]
    return reported.map((report) => [
      ...head,
      report.displayName,
      report.firstFrameAt === null ? null : text(report.firstFrameAt),
      report.firstFrameAt === null ? null : report.firstFrameAt - planned.start,
      report.skewMs,
      report.stalls,
      report.playedFromMs === null || report.playedToMs === null ? null : report.playedToMs - report.playedFromMs,
      report.ended ? 'yes' : 'no',
      observed
        .filter(({ displays }) => displays.includes(report.displayName))
        .map((each) => sayObserved(each, language))
        .join('; '),
    ])
  })
  return csvText([HEADER, ...rows])
}
