/** The test picture asked for on one TV: kept until its clip and the TV are there, then shown by itself. */
import { type Static, Type } from 'typebox'
import { Instant } from './time.ts'

/** How long the picture is shown. */
export const TEST_SHOWN_MS = 30_000

export const TestShowingState = Type.Union([
  /** Shown by itself when what it waits for is there, unless that comes after `until`. */
  Type.Object({
    type: Type.Literal('waiting'),
    on: Type.Union([Type.Literal('clip'), Type.Literal('tv')]),
    until: Instant,
    /** Null: not drawn yet. */
    mediaId: Type.Union([Type.String(), Type.Null()]),
  }),
  /** The TV was told, by this act. */
  Type.Object({ type: Type.Literal('sent'), actId: Type.String(), at: Instant }),
  /** It will not be shown, and why, in the reader's language. */
  Type.Object({ type: Type.Literal('ended'), code: Type.String(), message: Type.String(), at: Instant }),
])
export type TestShowingState = Static<typeof TestShowingState>

export const TestShowing = Type.Object({ displayId: Type.String(), askedBy: Type.String(), state: TestShowingState })
export type TestShowing = Static<typeof TestShowing>
