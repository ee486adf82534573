/** One airing on one deck: load, rehearse, start on the instant, correct, and say what really happened. */
import type { AiringReport } from '../protocol/display.ts'
import type { Rendition } from '../protocol/media.ts'
import { duration, instant } from '../protocol/time.ts'
import type { Show } from './agenda.ts'
import { type Deck, DeckFailure, type DeckTrouble } from './deck.ts'
import { nextInstant, type Rehearsal, type SoundGrid, soundGrid } from './sound-grid.ts'
import {
  aimAt,
  ENTER_AHEAD_MS,
  LAST_CALL_MS,
  NEAR_SILENCE,
  playAt,
  REHEARSAL_MS,
  REHEARSALS,
  REHEARSE_AHEAD_MS,
  rehearse,
  until,
} from './start.ts'
import { correct, median } from './steer.ts'

/** What one run is doing. */
export type RunState =
  | { readonly type: 'loading' }
  | { readonly type: 'primed'; readonly leadMs: number }
  | { readonly type: 'playing'; readonly positionMs: number; readonly skewMs: number }
  | { readonly type: 'failed'; readonly code: DeckTrouble | 'autoplay' }

export interface Run {
  readonly deck: Deck
  show(): Show
  /** The same timeline under another airing or with another end. */
  take(show: Show): void
  state(): RunState
  /** Since when (monotonic milliseconds) the position has stood still although it should move; null: it moves. */
  stalledSince(): number | null
  /** Comes in again at the right position on the same deck. */
  rejoin(): void
  report(ended: boolean): AiringReport
  /** Ends it and frees the deck. */
  end(): void
}

export interface RunParts {
  readonly deck: Deck
  readonly show: Show
  readonly rendition: Rendition
  /** The server's milliseconds with a fraction. */
  readonly precise: () => number
  /** The same at a monotonic reading. */
  readonly at: (monotonicMs: number) => number
  readonly trimMs: () => number
  readonly leadMs: () => number
  /** The waits it is the median of. */
  readonly leads: () => readonly number[]
  readonly learnLead: (leadMs: number) => void
  /** 0 to 1, with muting taken into account. */
  readonly volume: (show: Show) => number
  /** The first frame is due: put the deck on the screen. */
  readonly reveal: () => void
  /** Something worth reporting at once. */
  readonly changed: () => void
}

const WATCH_MS = 250
/** The position is judged after the start has settled. */
const SETTLED_MS = 1500
const SKEWS_FOR_JUDGEMENT = 8
const STALL_MS = 700
/** Positions are rounded on the way; frames are at least 16 ms apart. */
const SAME_FRAME_MS = 2
/** Skews kept for the report's median: the last twenty minutes. */
const SKEWS_KEPT = 4800

/** When to ask for the start, on the monotonic clock, and where the deck stands then. */
interface Entry {
  readonly playAtMs: number
  readonly positionMs: number
}

export const startRun = (parts: RunParts): Run => {
  const { deck } = parts
  const { video } = deck
  let show = parts.show
  let over = new AbortController()
  let state: RunState = { type: 'loading' }
  let firstFrameAt: number | null = null
  let playedFromMs: number | null = null
  let playedToMs: number | null = null
  let stalls = 0
  let skews: number[] = []
  let recent: number[] = []
  let movedAt = 0
  let startedAt = 0
  let correctedAt: number | null = null
  let burst: ReturnType<typeof setTimeout> | null = null

  const set = (next: RunState) => {
    const loud = next.type !== state.type
    state = next
    if (loud) parts.changed()
  }
  const skewNow = () => deck.position() - (parts.precise() - show.originMs + parts.trimMs())

  /**
   * Evidence of the first frame: when the compositor showed it, by the server's clock. The frame that was primed stood
   * there before, so only one beyond `fromMs` counts; for sound alone, the position having moved. What is drawn before
   * `visibleAt` nobody sees: the deck is still hidden.
   */
  const witness = (fromMs: number, visibleAt: number, signal: AbortSignal) => {
    const { id } = show.airing
    const over = () => signal.aborted || show.airing.id !== id || firstFrameAt !== null
    const seen = (monotonicMs: number) => {
      firstFrameAt = Math.round(parts.at(monotonicMs))
      parts.changed()
    }
    const nextFrame = () =>
      video.requestVideoFrameCallback((_now, frame) => {
        if (over()) return
        const shown = parts.at(frame.expectedDisplayTime) >= visibleAt
        if (shown && frame.mediaTime * 1000 > fromMs + SAME_FRAME_MS) seen(frame.expectedDisplayTime)
        else nextFrame()
      })
    const nextMove = () =>
      video.addEventListener(
        'timeupdate',
        () => {
          if (over()) return
          if (deck.position() > fromMs && !video.paused) seen(performance.now())
          else nextMove()
        },
        { once: true, signal },
      )
    if (parts.rendition.width > 0 && 'requestVideoFrameCallback' in video) nextFrame()
    else nextMove()
  }

  const comeIn = async (attempt: number, signal: AbortSignal): Promise<void> => {
    set({ type: 'loading' })
    const aim = aimAt(show, parts.precise(), attempt)
    const reached =
      attempt === 0 || video.readyState === 0
        ? await deck.load(parts.rendition, aim.positionMs)
        : await deck.seek(aim.positionMs)
    const startMs = aim.startMs + (reached - aim.positionMs)
    set({ type: 'primed', leadMs: parts.leadMs() })
    await until(startMs - REHEARSE_AHEAD_MS, parts.precise, signal)
    const grid = soundGrid(await rehearsed(startMs, reached, signal), parts.leads())
    if (grid !== null) await until(startMs - ENTER_AHEAD_MS, parts.precise, signal)
    if (signal.aborted) return
    set({ type: 'primed', leadMs: parts.leadMs() })
    const entry = grid === null ? byLead(startMs, reached) : await onGrid(grid, startMs, reached)
    if (entry.playAtMs - performance.now() < LAST_CALL_MS) {
      video.pause()
      return comeIn(attempt + 1, signal)
    }
    await begin(entry, startMs, signal)
  }

  const rehearsed = async (startMs: number, positionMs: number, signal: AbortSignal): Promise<readonly Rehearsal[]> => {
    const made: Rehearsal[] = []
    const roomFor = () => startMs - parts.precise() > REHEARSAL_MS + parts.leadMs() + 500
    for (let count = 0; count < REHEARSALS && roomFor() && !signal.aborted; count++) {
      const rehearsal = await rehearse(deck, positionMs)
      if (rehearsal === null) continue
      made.push(rehearsal)
      parts.learnLead(rehearsal.movedAt - rehearsal.askedAt)
    }
    return made
  }

  const monotonicAt = (serverMs: number): number => performance.now() + serverMs - parts.precise()
  const byLead = (startMs: number, positionMs: number): Entry => ({
    playAtMs: monotonicAt(playAt(startMs, parts.leadMs(), parts.trimMs())),
    positionMs,
  })
  /** Sound starts on an instant of its grid, not a buffer's length after what was asked for, and with what is due then. */
  const onGrid = async (grid: SoundGrid, startMs: number, positionMs: number): Promise<Entry> => {
    const dueAt = monotonicAt(playAt(startMs, 0, parts.trimMs()))
    const soundAt = nextInstant(grid, dueAt)
    return { playAtMs: soundAt - grid.aheadMs, positionMs: await deck.seek(positionMs + soundAt - dueAt) }
  }

  const begin = async ({ playAtMs, positionMs }: Entry, startMs: number, signal: AbortSignal): Promise<void> => {
    video.volume = NEAR_SILENCE
    video.playbackRate = 1
    await until(playAtMs, () => performance.now(), signal)
    if (signal.aborted) return
    video.volume = parts.volume(show)
    const { id } = show.airing
    witness(positionMs, startMs, signal)
    const asked = video.play()
    setTimeout(() => !signal.aborted && parts.reveal(), Math.max(0, startMs - parts.precise()))
    await asked
    startedAt = movedAt = performance.now()
    correctedAt = null
    recent = []
    playedFromMs ??= positionMs
    playedToMs = positionMs
    set({ type: 'playing', positionMs, skewMs: skewNow() })
    // Taken over by another airing while the start was under way: that one needs a witness of its own.
    if (show.airing.id !== id) witness(deck.position(), startMs, signal)
  }

  const steer = (skewMs: number) => {
    recent = [...recent, skewMs].slice(-SKEWS_FOR_JUDGEMENT)
    skews = [...skews, Math.abs(skewMs)].slice(-SKEWS_KEPT)
    const judged = recent.length < SKEWS_FOR_JUDGEMENT ? null : median(recent)
    if (judged === null || burst !== null) return
    const now = performance.now()
    const correction = correct(judged, correctedAt === null ? null : now - correctedAt)
    if (correction.type === 'none') return
    correctedAt = now
    recent = []
    if (correction.type === 'seek') return rejoin()
    video.playbackRate = correction.rate
    burst = setTimeout(() => {
      video.playbackRate = 1
      burst = null
      recent = []
    }, correction.forMs)
  }

  const watch = setInterval(() => {
    if (state.type !== 'playing') return
    const positionMs = deck.position()
    const now = performance.now()
    const volume = parts.volume(show)
    if (video.volume !== volume) video.volume = volume
    if (positionMs !== state.positionMs) {
      movedAt = now
      playedToMs = positionMs
    } else if (now - movedAt > STALL_MS && now - movedAt <= STALL_MS + WATCH_MS) {
      stalls++
      parts.changed()
    }
    const skewMs = skewNow()
    state = { type: 'playing', positionMs, skewMs }
    if (now - startedAt > SETTLED_MS && now - movedAt < STALL_MS) steer(skewMs)
  }, WATCH_MS)

  const attempt = (first: number) => {
    const { signal } = over
    comeIn(first, signal).catch((error: unknown) => {
      if (signal.aborted) return
      set({ type: 'failed', code: troubleOf(error) })
    })
  }
  const stopCorrecting = () => {
    if (burst !== null) clearTimeout(burst)
    burst = null
    video.playbackRate = 1
  }
  const rejoin = () => {
    over.abort()
    over = new AbortController()
    stopCorrecting()
    video.pause()
    attempt(1)
  }
  attempt(0)

  return {
    deck,
    show: () => show,
    take: (next) => {
      const another = next.airing.id !== show.airing.id
      show = next
      if (!another) return
      firstFrameAt = null
      playedFromMs = playedToMs = null
      stalls = 0
      skews = []
      if (state.type !== 'playing') return
      playedFromMs = playedToMs = deck.position()
      witness(deck.position(), Number.NEGATIVE_INFINITY, over.signal)
    },
    state: () => state,
    stalledSince: () => (state.type === 'playing' && performance.now() - movedAt > STALL_MS ? movedAt : null),
    rejoin,
    report: (ended) => ({
      airingId: show.airing.id,
      firstFrameAt: firstFrameAt === null ? null : instant(firstFrameAt),
      skewMs: median(skews),
      stalls,
      playedFromMs: playedFromMs === null ? null : duration(Math.max(0, Math.round(playedFromMs))),
      playedToMs: playedToMs === null ? null : duration(Math.max(0, Math.round(playedToMs))),
      ended,
    }),
    end: () => {
      over.abort()
      clearInterval(watch)
      stopCorrecting()
      deck.unload()
    },
  }
}

const troubleOf = (error: unknown): DeckTrouble | 'autoplay' => {
  if (error instanceof DeckFailure) return error.code
  if (error instanceof DOMException && error.name === 'NotAllowedError') return 'autoplay'
  return 'decoder'
}
