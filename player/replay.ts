/** A part of a programme for this TV alone, laid into the plan it holds. Pure. */
import type { Replay } from '../protocol/display.ts'
import type { HeldPlan } from '../protocol/plan.ts'
import type { Airing } from '../protocol/rundown.ts'
import { duration, instant, overlaps } from '../protocol/time.ts'

/** The plan with the replay in its time, and around it what the group shows. An emergency stands before it (rule P1). */
export const withReplay = (plan: HeldPlan | null, replay: Replay | null): HeldPlan | null => {
  const group = plan?.airings[0]?.group
  if (plan === null || replay === null || group === undefined) return plan
  const span = { start: replay.start, end: instant(replay.start + replay.toMs - replay.fromMs) }
  if (plan.airings.some((airing) => airing.emergency && overlaps(airing, span))) return plan
  const again: Airing = {
    id: replay.id,
    group,
    ...span,
    kind: 'listening',
    title: replay.title,
    mediaId: replay.media.id,
    offsetMs: replay.fromMs,
    mediaDurationMs: duration(replay.toMs - replay.fromMs),
    slotId: null,
    series: null,
    exam: false,
    emergency: false,
    reasons: [{ code: 'replayed', params: { title: replay.title } }],
  }
  const around = plan.airings.flatMap((airing) => (overlaps(airing, span) ? outside(airing, span) : [airing]))
  const media = plan.media.some(({ id }) => id === replay.media.id) ? plan.media : [...plan.media, replay.media]
  return { ...plan, media, airings: [...around, again].sort((a, b) => a.start - b.start) }
}

/** What is left of an airing before and after a span; afterwards it is where it would have been. */
const outside = (airing: Airing, span: Pick<Airing, 'start' | 'end'>): Airing[] => {
  const before = airing.start < span.start ? [{ ...airing, end: span.start }] : []
  if (airing.end <= span.end) return before
  const passed = span.end - airing.start
  const left = Math.max(0, airing.mediaDurationMs - passed)
  return [
    ...before,
    {
      ...airing,
      start: span.end,
      mediaId: left === 0 ? null : airing.mediaId,
      offsetMs: duration(left === 0 ? 0 : airing.offsetMs + passed),
      mediaDurationMs: duration(left),
    },
  ]
}
