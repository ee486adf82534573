/** Lists as the server answers them. */
import { type TSchema, Type } from 'typebox'

export const pageOf = <Item extends TSchema>(item: Item) =>
  Type.Object({ items: Type.Array(item), nextCursor: Type.Union([Type.String(), Type.Null()]) })
