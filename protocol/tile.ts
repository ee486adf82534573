/** What one TV's tile says: one state, by shape, colour and word. Pure. */
import { Type } from 'typebox'
import type { Display } from './display.ts'
import type { Instant } from './time.ts'

export type Tile =
  | { readonly state: 'ready' }
  | { readonly state: 'playing'; readonly skewMs: number }
  | { readonly state: 'behind'; readonly skewMs: number }
  | { readonly state: 'missing'; readonly segments: number }
  | { readonly state: 'no-plan' }
  | { readonly state: 'no-group' }
  | { readonly state: 'silent' }
  | { readonly state: 'muted'; readonly until: Instant }
  | { readonly state: 'hidden'; readonly until: Instant; readonly by: string }
  | { readonly state: 'starting' }
  | { readonly state: 'offline'; readonly since: Instant | null }
  | { readonly state: 'trouble'; readonly code: string }

export type Level = 'ready' | 'amber' | 'red' | 'grey'

/** Corridor echo between neighbouring rooms becomes audible from about here. */
export const AUDIBLE_SKEW_MS = 40

export const tileOf = (display: Display, now: Instant): Tile => {
  const { status } = display
  if (status.state === 'offline') return { state: 'offline', since: status.since }
  if (display.groupId === null) return { state: 'no-group' }
  if (status.report === null) return { state: 'starting' }
  const { playback, version, segmentsHeld, segmentsNeeded } = status.report
  if (playback.state === 'trouble') return { state: 'trouble', code: playback.code }
  // A TV that says it covers nothing has not heard yet, or shows what may not be hidden (rule P5).
  if (display.hidden !== null && display.hidden.until > now && status.report.hidden !== false)
    return { state: 'hidden', ...display.hidden }
  if (display.mutedUntil !== null && display.mutedUntil > now) return { state: 'muted', until: display.mutedUntil }
  if (version === 0) return { state: 'no-plan' }
  if (segmentsHeld < segmentsNeeded) return { state: 'missing', segments: segmentsNeeded - segmentsHeld }
  if (playback.state !== 'playing') return { state: 'ready' }
  if (status.report.muted || status.report.volume === 0) return { state: 'silent' }
  return Math.abs(playback.skewMs) > AUDIBLE_SKEW_MS
    ? { state: 'behind', skewMs: playback.skewMs }
    : { state: 'playing', skewMs: playback.skewMs }
}

const LEVELS: Readonly<Record<Tile['state'], Level>> = {
  ready: 'ready',
  playing: 'ready',
  behind: 'amber',
  missing: 'amber',
  'no-plan': 'amber',
  'no-group': 'amber',
  silent: 'amber',
  muted: 'grey',
  hidden: 'grey',
  starting: 'grey',
  offline: 'amber',
  trouble: 'amber',
}
export type TileState = Tile['state']
export const TileState = Type.Unsafe<TileState>(Type.Union(Object.keys(LEVELS).map((state) => Type.Literal(state))))

/** How grave a state is while nothing is on the air. */
export const stateLevel = (state: TileState): Level => LEVELS[state]

/** @param onAir whether a programme runs on this TV now: a fault before air can still be mended, so it is not red */
export const levelOf = (tile: Tile, onAir: boolean): Level =>
  onAir && tile.state === 'trouble' ? 'red' : LEVELS[tile.state]

/** The shape that says the state without colour. */
export const SHAPES: Readonly<Record<Tile['state'], string>> = {
  ready: '✓',
  playing: '▶',
  behind: '▲',
  missing: '▲',
  'no-plan': '▲',
  'no-group': '▲',
  silent: '▲',
  muted: '◐',
  hidden: '□',
  starting: '…',
  offline: '✕',
  trouble: '✕',
}
