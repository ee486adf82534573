/** What becomes of a test picture that was asked for: the decision alone. Pure. */
import { type Static, Type } from 'typebox'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { Media } from '../../protocol/media.ts'
import { Instant } from '../../protocol/time.ts'

/** Longer than a slow machine takes to prepare half a minute, shorter than anyone remembers having asked. */
export const WAIT_AT_MOST_MS = 10 * 60_000

/** As it is kept, also across a restart. */
export const TestWish = Type.Object({
  displayId: Type.String(),
  askedBy: Type.String(),
  askedAt: Instant,
  /** The clip that is meant; null: not drawn yet. */
  mediaId: Type.Union([Type.String(), Type.Null()]),
})
export type TestWish = Static<typeof TestWish>

export type NextOfWish =
  | { readonly type: 'draw' }
  | { readonly type: 'wait'; readonly on: 'clip' | 'tv' }
  | { readonly type: 'show'; readonly mediaId: string }
  | { readonly type: 'end'; readonly code: ErrorCode }

/**
 * @param clip the programme that the wish names; null: it names none, or one that is gone
 * @param online does the TV answer?
 */
export const nextOfWish = (
  wish: TestWish,
  clip: Pick<Media, 'state' | 'archivedAt'> | null,
  online: boolean,
  now: Instant,
): NextOfWish => {
  const ready = clip?.state === 'ready' && clip.archivedAt === null
  if (now >= wish.askedAt + WAIT_AT_MOST_MS)
    return { type: 'end', code: ready ? 'TEST_PICTURE_TV_AWAY' : 'TEST_PICTURE_LATE' }
  if (wish.mediaId === null) return { type: 'draw' }
  // Drawn again by itself, what can't be prepared would be drawn for ever.
  if (clip === null || clip.archivedAt !== null || clip.state === 'refused')
    return { type: 'end', code: 'TEST_PICTURE_FAILED' }
  if (!ready) return { type: 'wait', on: 'clip' }
  return online ? { type: 'show', mediaId: wish.mediaId } : { type: 'wait', on: 'tv' }
}
