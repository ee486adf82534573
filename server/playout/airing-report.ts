/** Two reports of one airing by one display become one that loses nothing (rule A1). Pure. */
import type { AiringReport } from '../../protocol/display.ts'

const least = <Value extends number>(a: Value | null, b: Value | null): Value | null =>
  a === null ? b : b === null || a <= b ? a : b
const most = <Value extends number>(a: Value | null, b: Value | null): Value | null =>
  a === null ? b : b === null || a >= b ? a : b

/** Earliest first frame, widest interval, most stalls, worst skew. The order of arrival and repeats make no difference. */
export const mergedReport = (a: AiringReport, b: AiringReport): AiringReport => ({
  airingId: a.airingId,
  firstFrameAt: least(a.firstFrameAt, b.firstFrameAt),
  skewMs: most(a.skewMs, b.skewMs),
  stalls: Math.max(a.stalls, b.stalls),
  playedFromMs: least(a.playedFromMs, b.playedFromMs),
  playedToMs: most(a.playedToMs, b.playedToMs),
  ended: a.ended || b.ended,
})
