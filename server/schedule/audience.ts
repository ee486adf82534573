/** Who is meant: a group stands for itself and all below it; no group at all for the whole school (rule S4). */
import type { AudienceGroup } from './inputs.ts'

/** For each group, itself and its ancestors, nearest first. A loop in the tree is cut where it closes. */
export type Ancestry = ReadonlyMap<string, readonly string[]>

export const ancestryOf = (groups: readonly AudienceGroup[]): Ancestry => {
  const parents = new Map(groups.map((group) => [group.id, group.parentId]))
  return new Map(
    groups.map((group) => {
      const chain: string[] = []
      for (
        let id: string | null = group.id;
        id !== null && parents.has(id) && !chain.includes(id);
        id = parents.get(id) ?? null
      )
        chain.push(id)
      return [group.id, chain]
    }),
  )
}

/** Does an audience include the group whose chain of ancestors this is? */
export const reaches = (audience: readonly string[], chain: readonly string[]): boolean =>
  audience.length === 0 || chain.some((id) => audience.includes(id))

/** The group and all below it. */
export const withDescendants = (groupId: string, ancestry: Ancestry): string[] =>
  [...ancestry].filter(([, chain]) => chain.includes(groupId)).map(([id]) => id)
