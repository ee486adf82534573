/** Several lists by time made one, a page at a time. Pure. */
import type { Chronicle, ChronicleLine } from '../../protocol/chronicle.ts'
import { type Instant, instant } from '../../protocol/time.ts'

/** Instants `[from, before)`; null: without that end. */
export interface Range {
  readonly from: Instant | null
  readonly before: Instant | null
}

const keyOf = ({ kind, id }: ChronicleLine): string => `${kind} ${id}`
const inOrder = (a: ChronicleLine, b: ChronicleLine): number => b.at - a.at || (keyOf(a) < keyOf(b) ? -1 : 1)

/**
 * What one source has to give for a page: its newest within the range, at least `limit` if there are so many, all that
 * share the instant of the last of them, and one more if there is any.
 * @param read the newest first; at most `most` of them, null: all
 */
export const partOf = async <Row>(
  read: (range: Range, most: number | null) => Promise<readonly Row[]>,
  at: (row: Row) => Date,
  before: Instant | null,
  limit: number,
): Promise<readonly Row[]> => {
  const first = await read({ from: null, before }, limit)
  const last = first[limit - 1]
  if (last === undefined) return first
  const end = instant(at(last).getTime())
  const [whole, older] = await Promise.all([read({ from: end, before }, null), read({ from: null, before: end }, 1)])
  return [...whole, ...older]
}

/**
 * One page of them all, the newest first. It ends between instants, so that what came meanwhile moves nothing: the next
 * page is what is older, and nothing is told twice or lost.
 * @param parts of each source, as `partOf` gives them; what two of them tell is told once
 */
export const mergedPage = (parts: readonly (readonly ChronicleLine[])[], limit: number): Chronicle => {
  const all = [...new Map(parts.flat().map((line) => [keyOf(line), line])).values()].sort(inOrder)
  const last = all[limit - 1]?.at
  if (last === undefined) return { items: all, nextCursor: null }
  const items = all.filter(({ at }) => at >= last)
  return { items, nextCursor: items.length < all.length ? String(last) : null }
}
