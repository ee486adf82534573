/** Which programme is on which deck: what the agenda asks for against what the decks do. */
import type { AiringReport, PlaybackReport } from '../protocol/display.ts'
import type { MediaManifest, Rendition } from '../protocol/media.ts'
import { duration } from '../protocol/time.ts'
import { type Agenda, chooseRendition, type Show, sameTimeline } from './agenda.ts'
import type { Deck } from './deck.ts'
import { type Run, type RunParts, startRun } from './run.ts'
import { remedyFor } from './watchdog.ts'

/** The next programme is primed this long before it starts. */
export const PRIME_AHEAD_MS = 20_000
/** A programme that has just started is left in peace: nothing is loaded or rehearsed beside it for so long … */
const START_IN_PEACE_MS = 3000
/** … unless the next one is this near. */
const PRIME_AT_LAST_MS = 5000
/** A programme that is this late is in trouble, and a picture that stood still for that long. */
const LATE_MS = 5000
const STALLED_MS = 2000

/** The shows that need a deck now: the one that runs, and the next when it is near. One timeline counts once. */
export const wantedShows = (agenda: Agenda, nowMs: number): readonly Show[] => {
  const { show, next } = agenda
  const near = next !== null && next.startAt - nowMs <= PRIME_AHEAD_MS ? next : null
  if (show !== null && near !== null && sameTimeline(show, near)) return [show]
  const starting = show !== null && nowMs - show.startAt < START_IN_PEACE_MS
  const wait = starting && near !== null && near.startAt - nowMs > PRIME_AT_LAST_MS
  return [show, wait ? null : near].filter((wanted) => wanted !== null)
}

export interface Conductor {
  /** Compares and acts. Cheap; called several times a second. */
  evaluate(agenda: Agenda, nowMs: number): void
  /** The run that is on the air, started or not. */
  current(): Run | null
  playback(): PlaybackReport
  stalls(): number
}

interface ConductorParts extends Omit<RunParts, 'deck' | 'show' | 'rendition' | 'reveal'> {
  readonly decks: readonly [Deck, Deck]
  readonly manifestOf: (show: Show) => MediaManifest | null
  readonly preferred: Rendition['name'] | null
  readonly aired: (report: AiringReport) => void
  readonly reloadsAgoMs: () => readonly number[]
  readonly reload: () => void
}

interface Care {
  tried: number
  remedyAt: number | null
}

export const createConductor = (parts: ConductorParts): Conductor => {
  let runs: readonly Run[] = []
  let current: Run | null = null
  let wantedNow: Show | null = null
  let lateMs = 0
  let stalls = 0
  const care = new Map<string, Care>()

  const end = (run: Run, ended: boolean) => {
    const report = run.report(ended)
    stalls += report.stalls
    parts.aired(report)
    run.end()
    run.deck.video.dataset.onAir = 'false'
    runs = runs.filter((other) => other !== run)
  }

  const begin = (show: Show, not: Deck | null) => {
    const deck = parts.decks.find((free) => free !== not && !runs.some((run) => run.deck === free))
    const manifest = parts.manifestOf(show)
    const rendition = manifest === null ? null : chooseRendition(manifest, parts.preferred)
    if (deck === undefined || rendition === null) return
    const reveal = () => {
      for (const other of parts.decks) other.video.dataset.onAir = String(other === deck && rendition.width > 0)
    }
    runs = [...runs, startRun({ ...parts, deck, show, rendition, reveal })]
  }

  const heal = (run: Run, now: number) => {
    const since = run.stalledSince()
    const known = care.get(run.show().airing.id) ?? { tried: 0, remedyAt: null }
    const remedy = remedyFor({
      stalledForMs: since === null ? 0 : now - since,
      failed: run.state().type === 'failed',
      sinceRemedyMs: known.remedyAt === null ? null : now - known.remedyAt,
      tried: known.tried,
      reloadsAgoMs: parts.reloadsAgoMs(),
    })
    if (remedy === 'none') return
    care.set(run.show().airing.id, { tried: known.tried + 1, remedyAt: now })
    if (remedy === 'rejoin') return run.rejoin()
    if (remedy === 'reload') return parts.reload()
    const show = run.show()
    end(run, false)
    begin(show, run.deck)
  }

  return {
    evaluate: (agenda, nowMs) => {
      wantedNow = agenda.show
      lateMs = agenda.show === null ? 0 : nowMs - agenda.show.startAt
      const wanted = wantedShows(agenda, nowMs)
      for (const run of runs) {
        const match = wanted.find((show) => sameTimeline(show, run.show()))
        if (match === undefined) end(run, nowMs >= run.show().endAt - 50)
        else if (match.airing.id !== run.show().airing.id) {
          parts.aired(run.report(true))
          run.take(match)
        } else run.take(match)
      }
      for (const show of wanted) if (!runs.some((run) => sameTimeline(run.show(), show))) begin(show, null)
      const now = performance.now()
      for (const run of runs) heal(run, now)
      current = runs.find((run) => wantedNow !== null && sameTimeline(run.show(), wantedNow)) ?? null
    },
    current: () => current,
    playback: () => playbackOf(current ?? (wantedNow === null ? (runs[0] ?? null) : null), wantedNow, lateMs),
    stalls: () => stalls + runs.reduce((sum, run) => sum + run.report(false).stalls, 0),
  }
}

/** What is told to the server. */
const playbackOf = (run: Run | null, wanted: Show | null, lateMs: number): PlaybackReport => {
  if (run === null)
    return wanted === null ? { state: 'slate' } : { state: 'trouble', airingId: wanted.airing.id, code: 'not-prepared' }
  const airingId = run.show().airing.id
  const state = run.state()
  const still = run.stalledSince()
  if (still !== null && performance.now() - still > STALLED_MS) return { state: 'trouble', airingId, code: 'stalled' }
  switch (state.type) {
    case 'loading':
      return lateMs > LATE_MS ? { state: 'trouble', airingId, code: 'late' } : { state: 'slate' }
    case 'primed':
      return { state: 'primed', airingId, leadMs: state.leadMs }
    case 'playing':
      return {
        state: 'playing',
        airingId,
        positionMs: duration(Math.max(0, Math.round(state.positionMs))),
        skewMs: state.skewMs,
      }
    case 'failed':
      return { state: 'trouble', airingId, code: state.code }
    default:
      return state satisfies never
  }
}
