/** Laying programmes into time: what part plays from when, and where it stands afterwards (rules C2, C6, P3). */
import { SEGMENT_MS } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { type Duration, duration, type Instant, instant } from '../../protocol/time.ts'

/** A part of a programme in the library: `[fromMs, toMs)`. */
export interface ProgrammeItem {
  readonly mediaId: string
  readonly title: string
  readonly fromMs: Duration
  readonly toMs: Duration
  readonly series: Airing['series']
  /** Positions at which an instalment may end, in order; left out: it lasts as long as its slot. */
  readonly cuts?: readonly Duration[]
}

/** An instalment gives up at most this much of its slot to end with a scene. */
export const SCENE_WINDOW_MS = 60_000

/**
 * The item as an instalment of it that has `room` from `offset` on: up to the last of its cuts within the last minute,
 * if it has one there. All of it when it ends sooner.
 */
const toScene = (item: ProgrammeItem, offset: number, room: number): ProgrammeItem => {
  if (item.cuts === undefined || item.series === null || item.toMs - offset <= room) return item
  const latest = offset + room
  const cut = item.cuts.findLast((each) => each <= latest)
  if (cut === undefined || cut <= offset || cut < latest - SCENE_WINDOW_MS) return item
  return { ...item, toMs: cut, series: { ...item.series, continues: true } }
}

/** Items in order; null after the last. */
export type Items = (index: number) => ProgrammeItem | null

/** Where to go on: the item and the position in its programme. */
export interface Playhead {
  readonly index: number
  readonly positionMs: Duration
}

/** One item (or, when it is null, nothing more) over `[start, end)`. */
export interface Piece {
  readonly item: ProgrammeItem | null
  readonly start: Instant
  readonly end: Instant
  readonly offsetMs: Duration
}

export const START: Playhead = { index: 0, positionMs: duration(0) }

/** Down to the start of a segment, which is a keyframe: at most 4 s back (rule C2 allows five). */
export const toKeyframe = (positionMs: number): Duration => duration(positionMs - (positionMs % SEGMENT_MS))

/** The grid line at or after an instant: where the item after this one may start. */
const gridLine = (at: number): Instant => instant(Math.ceil(at / SEGMENT_MS) * SEGMENT_MS)

/**
 * Plays from a playhead over `[start, end)`. An item that ends hands over to the next on the following grid line; the
 * last one keeps the time up to `end`, its rest being slate (rule C6).
 * @param closes when its slot ends: an instalment that may end with a scene looks back from there
 * @returns the pieces, which fill `[start, end)`, and where the programme then stands, to the millisecond
 */
export const playFrom = (
  items: Items,
  from: Playhead,
  start: Instant,
  end: Instant,
  closes = end,
): { readonly pieces: readonly Piece[]; readonly head: Playhead } => {
  const pieces: Piece[] = []
  let { index } = from
  let position = toKeyframe(from.positionMs)
  let at = start
  let whole = items(index)
  while (whole !== null && at < end) {
    const offset = duration(Math.max(position, whole.fromMs))
    const item = toScene(whole, offset, closes - at)
    const left = item.toMs - offset
    if (item.series?.continues === true && end - at >= left) {
      pieces.push({ item, start: at, end, offsetMs: offset })
      return { pieces, head: { index, positionMs: item.toMs } }
    }
    if (left > 0) {
      const next = items(index + 1) === null ? end : instant(Math.min(end, gridLine(at + left)))
      pieces.push({ item, start: at, end: next, offsetMs: offset })
      if (end - at < left) return { pieces, head: { index, positionMs: duration(offset + (end - at)) } }
      at = next
    }
    index += 1
    position = duration(0)
    whole = items(index)
  }
  if (pieces.length === 0 && at < end) pieces.push({ item: null, start, end, offsetMs: duration(0) })
  return { pieces, head: { index, positionMs: position } }
}

/** What of a programme that began at `origin` shows during `[start, end)`, had nothing ever interrupted it (rule P3). */
export const playAlong = (items: Items, origin: Instant, start: Instant, end: Instant): readonly Piece[] =>
  playFrom(items, START, origin, end)
    .pieces.filter((piece) => piece.end > start)
    .map((piece) => {
      if (piece.start >= start || piece.item === null) return { ...piece, start: instant(Math.max(piece.start, start)) }
      const offset = piece.offsetMs + (start - piece.start)
      return offset < piece.item.toMs
        ? { ...piece, start, offsetMs: duration(offset) }
        : { item: null, start, end: piece.end, offsetMs: duration(0) }
    })
