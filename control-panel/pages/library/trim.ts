/** Marks of a trim, put on the grid of segments. Pure. */
import { SEGMENT_MS } from '../../../protocol/media.ts'

export interface Trim {
  readonly inMs: number
  /** Null: to the end. */
  readonly outMs: number | null
}

/** The part that begins in the segment that holds `atMs`. */
export const withIn = (trim: Trim, atMs: number): Trim => {
  const inMs = Math.floor(atMs / SEGMENT_MS) * SEGMENT_MS
  return { inMs, outMs: trim.outMs !== null && trim.outMs <= inMs ? null : trim.outMs }
}

/** The part that ends with the segment that holds `atMs`; in the last one it ends with the programme. */
export const withOut = (trim: Trim, atMs: number, durationMs: number): Trim => {
  const end = (Math.floor(atMs / SEGMENT_MS) + 1) * SEGMENT_MS
  const outMs = end >= durationMs ? null : end
  return { inMs: outMs !== null && trim.inMs >= outMs ? 0 : trim.inMs, outMs }
}

/** How long the part is, milliseconds. */
export const partMs = ({ inMs, outMs }: Trim, durationMs: number): number =>
  Math.max(0, Math.min(outMs ?? durationMs, durationMs) - inMs)
