/** Which groups a choice stands for: itself and all below it. Pure. */
import type { Group } from '../../../protocol/display.ts'

/** @param group empty: the whole school; groups without a TV are not counted then, as nobody would see the act */
export const reachedBy = (groups: readonly Group[], group: string): ReadonlySet<string> => {
  if (group === '') return new Set(groups.filter(({ displays }) => displays > 0).map(({ id }) => id))
  const reached = new Set([group])
  for (let size = 0; size !== reached.size; ) {
    size = reached.size
    for (const { id, parentId } of groups) if (parentId !== null && reached.has(parentId)) reached.add(id)
  }
  return reached
}
