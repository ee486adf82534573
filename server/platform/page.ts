/** Lists: `?limit&cursor&q` in, `{ items, nextCursor }` out. */
import { type TSchema, Type } from 'typebox'

export const DEFAULT_PAGE = 100

export const PageQuery = Type.Object({
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500 })),
  cursor: Type.Optional(Type.String({ maxLength: 100 })),
  q: Type.Optional(Type.String({ maxLength: 100 })),
})

export const pageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) })

/**
 * Cuts one page from rows that were fetched with one more than the limit.
 * @param rows at most `limit + 1`, in list order
 */
export const cutPage = <Row extends { readonly id: string }>(
  rows: readonly Row[],
  limit: number,
): { rows: readonly Row[]; nextCursor: string | null } => ({
  rows: rows.slice(0, limit),
  nextCursor: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null,
})
