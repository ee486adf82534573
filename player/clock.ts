/**
 * The server's clock as this TV knows it. Samples are taken on the browser's monotonic clock, so that a wall clock that
 * jumps changes nothing.
 */
import { type Instant, instant } from '../protocol/time.ts'

/** One question and its answer; the first two are on the monotonic clock, in milliseconds. */
export interface ClockSample {
  readonly sentAt: number
  readonly receivedAt: number
  readonly serverMs: number
}

/** The best sample of one burst. */
export interface Anchor {
  /** Monotonic milliseconds. */
  readonly at: number
  /** Server's milliseconds minus monotonic milliseconds at `at`. */
  readonly offsetMs: number
  /** Half the round trip: the offset is wrong by at most this. */
  readonly errorMs: number
}

/** A straight line through the anchors. */
export interface ClockFit {
  readonly at: number
  readonly offsetMs: number
  readonly driftPpm: number
  readonly errorMs: number
}

/** Out of 30 samples the smallest round trip is right to 0.3 ms in 95 of 100 bursts; out of 8 only to 0.5 ms. */
export const SAMPLES_PER_BURST = 30
/** Drift is fitted over the last ten minutes of anchors. */
const HISTORY_MS = 10 * 60_000
/** Under two minutes the noise of the offset looks like drift. */
const SHORTEST_SPAN_MS = 2 * 60_000
/** Quartz is within 100 ppm; twice that is a measuring error. */
const LARGEST_DRIFT_PPM = 200
/** The server was restarted with another time, or this machine slept: older anchors say nothing any more. */
const JUMP_MS = 50

/** The sample with the smallest round trip; null for no sample. */
export const bestSample = (samples: readonly ClockSample[]): Anchor | null => {
  let best: ClockSample | null = null
  for (const sample of samples)
    if (best === null || sample.receivedAt - sample.sentAt < best.receivedAt - best.sentAt) best = sample
  if (best === null) return null
  const at = (best.sentAt + best.receivedAt) / 2
  return { at, offsetMs: best.serverMs - at, errorMs: (best.receivedAt - best.sentAt) / 2 }
}

/** Adds an anchor; forgets what is too old, and everything before a jump of the server's clock. */
export const withAnchor = (anchors: readonly Anchor[], anchor: Anchor): readonly Anchor[] => {
  const fit = fitClock(anchors)
  const jumped =
    fit !== null && Math.abs(predictedOffset(fit, anchor.at) - anchor.offsetMs) > JUMP_MS + anchor.errorMs + fit.errorMs
  const kept = jumped ? [] : anchors.filter((old) => anchor.at - old.at <= HISTORY_MS)
  return [...kept, anchor]
}

/**
 * Least squares over the anchors whose error is near the smallest. Without enough of them the newest good anchor
 * alone, without drift. Null without any.
 */
export const fitClock = (anchors: readonly Anchor[]): ClockFit | null => {
  const newest = anchors[anchors.length - 1]
  if (newest === undefined) return null
  const smallest = Math.min(...anchors.map((anchor) => anchor.errorMs))
  const good = anchors.filter((anchor) => anchor.errorMs <= smallest * 2 + 0.5)
  const last = good[good.length - 1] ?? newest
  const first = good[0] ?? newest
  if (good.length < 3 || last.at - first.at < SHORTEST_SPAN_MS)
    return { at: last.at, offsetMs: last.offsetMs, driftPpm: 0, errorMs: last.errorMs }
  const meanAt = mean(good.map((anchor) => anchor.at))
  const meanOffset = mean(good.map((anchor) => anchor.offsetMs))
  let above = 0
  let below = 0
  for (const anchor of good) {
    above += (anchor.at - meanAt) * (anchor.offsetMs - meanOffset)
    below += (anchor.at - meanAt) ** 2
  }
  const slope = Math.max(-LARGEST_DRIFT_PPM, Math.min(LARGEST_DRIFT_PPM, (above / below) * 1e6)) / 1e6
  return {
    at: last.at,
    offsetMs: meanOffset + slope * (last.at - meanAt),
    driftPpm: slope * 1e6,
    errorMs: smallest,
  }
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

const predictedOffset = (fit: ClockFit, monotonicMs: number): number =>
  fit.offsetMs + (fit.driftPpm / 1e6) * (monotonicMs - fit.at)

/** The server's milliseconds, with a fraction, at a monotonic instant. */
export const serverMsAt = (fit: ClockFit, monotonicMs: number): number =>
  monotonicMs + predictedOffset(fit, monotonicMs)

/** A clock that was set moves further than one that is slewed. */
const SET_MS = 250

/** How sure the time is. `remembered`: no server since the page was loaded, only this machine's own wall clock. */
export type ClockState =
  | { readonly type: 'unknown' }
  | { readonly type: 'remembered'; readonly wallOffsetMs: number }
  | { readonly type: 'measured'; readonly fit: ClockFit }

export interface TvClock {
  /** The server's milliseconds with a fraction, now. Falls back to the wall clock until something better is known. */
  precise(): number
  now(): Instant
  /** The server's milliseconds at a reading of `performance.now()`. */
  at(monotonicMs: number): number
  state(): ClockState
  /** Takes a burst of samples into account. */
  learn(samples: readonly ClockSample[]): void
  /** Server's time minus this machine's wall clock: kept on the device for a start without the server. */
  wallOffsetMs(): number
}

/**
 * @param monotonic `performance.now`
 * @param wall `Date.now`; used only until the first burst
 * @param rememberedOffsetMs what `wallOffsetMs` was before the page was loaded; null for a new TV
 */
export const createTvClock = (
  monotonic: () => number,
  wall: () => number,
  rememberedOffsetMs: number | null,
): TvClock => {
  let wallMinusMonotonic = wall() - monotonic()
  /** A wall clock that is set while the server is away, by NTP or by a person, is followed. */
  const follow = (): number => {
    const latest = wall() - monotonic()
    if (Math.abs(latest - wallMinusMonotonic) > SET_MS) wallMinusMonotonic = latest
    return wallMinusMonotonic
  }
  let anchors: readonly Anchor[] = []
  let state: ClockState =
    rememberedOffsetMs === null ? { type: 'unknown' } : { type: 'remembered', wallOffsetMs: rememberedOffsetMs }
  const at = (monotonicMs: number): number =>
    state.type === 'measured'
      ? serverMsAt(state.fit, monotonicMs)
      : monotonicMs + follow() + (state.type === 'remembered' ? state.wallOffsetMs : 0)
  return {
    at,
    precise: () => at(monotonic()),
    now: () => instant(Math.floor(at(monotonic()))),
    state: () => state,
    learn: (samples) => {
      const anchor = bestSample(samples)
      if (anchor === null) return
      anchors = withAnchor(anchors, anchor)
      const fit = fitClock(anchors)
      if (fit !== null) state = { type: 'measured', fit }
    },
    wallOffsetMs: () => at(monotonic()) - wall(),
  }
}
