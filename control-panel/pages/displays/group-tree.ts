/** Groups in the order of their tree. Pure. */
import type { Group } from '../../../protocol/display.ts'

export interface Branch {
  readonly group: Group
  /** 0 for the top level. */
  readonly depth: number
}

/** Parents before their children, each level by name; a group whose parent is unknown stands at the top. */
export const groupTree = (groups: readonly Group[]): readonly Branch[] => {
  const known = new Set(groups.map((group) => group.id))
  const below = (parentId: string | null, depth: number): readonly Branch[] =>
    groups
      .filter((group) => (group.parentId !== null && known.has(group.parentId) ? group.parentId : null) === parentId)
      .sort((a, b) => a.name.localeCompare(b.name, 'zh-TW', { numeric: true }))
      .flatMap((group) => [{ group, depth }, ...below(group.id, depth + 1)])
  return below(null, 0)
}
