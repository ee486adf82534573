/** When what a room's tile says is a change that is worth a row. Pure. */
import type { Display } from '../../protocol/display.ts'
import { type Tile, type TileState, tileOf } from '../../protocol/tile.ts'
import { type Instant, instant } from '../../protocol/time.ts'

export interface Said {
  readonly state: TileState
  readonly detail: string
}
export interface RoomChange extends Said {
  readonly at: Instant
}

export interface Known {
  /** The last row. */
  readonly written: RoomChange | null
  /** Says something else, and has not said so for long. */
  readonly pending: (RoomChange & { readonly noticedAt: Instant }) | null
}

/** What lasts less is nobody's business: a line that broke and came back, a restart of the server. */
export const SETTLED_MS = 15_000

/** Null: nothing is known yet. */
export const saidBy = (tile: Tile): Said | null => {
  switch (tile.state) {
    case 'starting':
      return null
    case 'playing':
      return { state: 'ready', detail: '' }
    case 'behind':
      return { state: tile.state, detail: String(Math.round(tile.skewMs)) }
    case 'missing':
      return { state: tile.state, detail: String(tile.segments) }
    case 'trouble':
      return { state: tile.state, detail: tile.code }
    default:
      return { state: tile.state, detail: '' }
  }
}

/** Numbers move all the time; another code is another trouble. */
const isSame = (a: Said | null, b: Said): boolean =>
  a !== null && a.state === b.state && (a.state !== 'trouble' || a.detail === b.detail)

/** One look at a TV: what is known of it from now on, and the row that this is worth. */
export const considered = (
  known: Known,
  display: Display,
  now: Instant,
): { known: Known; change: RoomChange | null } => {
  const said = saidBy(tileOf(display, now))
  const { written, pending } = known
  if (said === null) return { known, change: null }
  if (isSame(written, said)) return { known: { written, pending: null }, change: null }
  if (pending === null || !isSame(pending, said)) {
    const at = instant(Math.max(beganAt(display, written, now), (written?.at ?? 0) + 1))
    return { known: { written, pending: { ...said, at, noticedAt: now } }, change: null }
  }
  const { noticedAt, ...change } = pending
  if (now - noticedAt < SETTLED_MS) return { known, change: null }
  return { known: { written: change, pending: null }, change }
}

/** A line's beginning and end are known to the instant, all else to the look. */
const beganAt = ({ status }: Display, written: RoomChange | null, now: Instant): Instant => {
  if (status.state === 'offline') return status.since ?? now
  return written === null || written.state === 'offline' ? status.since : now
}
