/** How far an audience has really seen a film (rule C2). Pure. */
import { SEGMENT_MS } from '../../protocol/media.ts'

export interface Place {
  readonly episode: number
  readonly positionMs: number
}

export interface Confirmation {
  readonly airingId: string
  readonly airingStart: number
  readonly episode: number
  /** Length of the episode in milliseconds. */
  readonly episodeMs: number
  /** One per reporting display: the furthest position it confirmed, null when it showed nothing. */
  readonly playedToMs: readonly (number | null)[]
}

/** The furthest position that at least half of the reporting displays confirmed; null when fewer than half showed any. */
export const confirmedByHalf = (positions: readonly (number | null)[]): number | null => {
  const furthestFirst = positions.map((position) => position ?? -1).sort((a, b) => b - a)
  const half = furthestFirst[Math.ceil(furthestFirst.length / 2) - 1]
  return half === undefined || half < 0 ? null : half
}

/** Where the audience goes on, or null when this confirms nothing. Rounded down to a segment; a finished episode leads to the next. */
export const placeAfter = (confirmation: Confirmation): Place | null => {
  const position = confirmedByHalf(confirmation.playedToMs)
  if (position === null) return null
  if (position >= confirmation.episodeMs) return { episode: confirmation.episode + 1, positionMs: 0 }
  return { episode: confirmation.episode, positionMs: Math.floor(position / SEGMENT_MS) * SEGMENT_MS }
}

/**
 * The bookmark after a confirmation; null when it stays.
 * A report of an airing older than the one it rests on never moves it, nor does one that lies behind it.
 */
export const movedBookmark = (
  before: (Place & { readonly confirmedAt: number; readonly airingId: string | null }) | null,
  confirmation: Confirmation,
): Place | null => {
  const place = placeAfter(confirmation)
  if (place === null) return null
  if (before === null) return place
  if (confirmation.airingId !== before.airingId && confirmation.airingStart < before.confirmedAt) return null
  const ahead =
    place.episode > before.episode || (place.episode === before.episode && place.positionMs > before.positionMs)
  return ahead ? place : null
}
