/** The list with one item at another place; places beyond the ends are the ends. Pure. */
export const moved = <Item>(items: readonly Item[], from: number, to: number): readonly Item[] => {
  const item = items[from]
  if (item === undefined) return items
  const others = items.filter((_, index) => index !== from)
  const place = Math.min(Math.max(0, to), others.length)
  return [...others.slice(0, place), item, ...others.slice(place)]
}
