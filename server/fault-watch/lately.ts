/** What TVs count since their page was loaded, as what it grew by of late. Pure. */
import type { Display } from '../../protocol/display.ts'
import type { Instant } from '../../protocol/time.ts'

export interface Lately {
  readonly stalls: number
  readonly frames: number
  /** Of these, never shown. */
  readonly dropped: number
  /** From the first sample to the last, milliseconds: 0 right after a start, when nothing has been counted yet. */
  readonly spanMs: number
}

type Count = 'stalls' | 'frames' | 'dropped'
interface Sample extends Pick<Lately, Count> {
  readonly at: Instant
}
/** Each TV's counts, oldest first. */
export type Counts = ReadonlyMap<string, readonly Sample[]>

/** How far back “of late” reaches. */
export const LATELY_MS = 5 * 60_000
const SAMPLE_EVERY_MS = 30_000

export const counted = (counts: Counts, displays: readonly Display[], now: Instant): Counts => {
  const next = new Map<string, readonly Sample[]>()
  for (const { id, status } of displays) {
    const held = (counts.get(id) ?? []).filter(({ at }) => now - at <= LATELY_MS)
    const report = status.state === 'online' ? status.report : null
    const newest = held.at(-1)
    const isDue = newest === undefined || now - newest.at >= SAMPLE_EVERY_MS
    const { total: frames, dropped } = report?.frames ?? { total: 0, dropped: 0 }
    const samples = report !== null && isDue ? [...held, { at: now, stalls: report.stalls, frames, dropped }] : held
    if (samples.length > 0) next.set(id, samples)
  }
  return next
}

/** A count that fell began anew with another page or programme. */
export const lately = (samples: readonly Sample[]): Lately =>
  samples.slice(1).reduce<Lately>(
    (sum, sample, index) => {
      const before = samples[index]
      const grown = (name: Count) => Math.max(0, sample[name] - (before?.[name] ?? 0))
      return {
        stalls: sum.stalls + grown('stalls'),
        frames: sum.frames + grown('frames'),
        dropped: sum.dropped + grown('dropped'),
        spanMs: sum.spanMs + Math.max(0, sample.at - (before?.at ?? sample.at)),
      }
    },
    { stalls: 0, frames: 0, dropped: 0, spanMs: 0 },
  )
