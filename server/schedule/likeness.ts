/** Groups for which everything that decides is alike: what is resolved for one of them holds for all. Pure. */
import type { Airing } from '../../protocol/rundown.ts'
import { type Ancestry, ancestryOf, reaches } from './audience.ts'
import type { ScheduleInputs } from './inputs.ts'

/** The first group by id of each kind, with all of its kind in order; itself among them. */
export type Likeness = ReadonlyMap<string, readonly string[]>

/** Whom something is for. */
type Audience = readonly string[]

/**
 * Groups by what decides for them: the slots, bookings and cut-ins that reach them, the places of their films, and
 * what already aired there. A school's three hundred rooms are rarely more than a handful of kinds.
 * @param within groups outside of all these audiences are left out; an empty audience is the whole school
 */
export const likenessOf = (inputs: ScheduleInputs, within: readonly Audience[] = [[]]): Likeness => {
  const ancestry = ancestryOf(inputs.groups)
  const audiences = [...inputs.slots, ...inputs.bookings, ...inputs.cutIns].map(({ audience }) => audience)
  const airedIn = Map.groupBy(inputs.aired, ({ group }) => group)
  const placesOf = placesIn(inputs)
  const deciding = (id: string, chain: readonly string[]): string =>
    JSON.stringify([
      audiences.map((audience) => (reaches(audience, chain) ? 1 : 0)).join(''),
      placesOf(chain),
      told(airedIn.get(id) ?? []),
    ])
  const kinds = Map.groupBy(membersOf(ancestry, within), ([id, chain]) => deciding(id, chain))
  return new Map([...kinds.values()].map((kind) => [kind[0]?.[0] ?? '', kind.map(([id]) => id)]))
}

const membersOf = (ancestry: Ancestry, within: readonly Audience[]) =>
  [...ancestry]
    .filter(([, chain]) => within.some((audience) => reaches(audience, chain)))
    .sort(([a], [b]) => (a < b ? -1 : 1))

/** Where a group's films stand: of each series the nearest bookmark of its chain. */
const placesIn = ({ bookmarks }: ScheduleInputs) => {
  const bySeries = [...Map.groupBy(bookmarks, ({ seriesId }) => seriesId)].sort(([a], [b]) => (a < b ? -1 : 1))
  return (chain: readonly string[]) =>
    bySeries.map(([seriesId, places]) => {
      const near = chain.flatMap((id) => places.find(({ groupId }) => groupId === id) ?? [])[0]
      return near === undefined ? seriesId : [seriesId, near.episode, near.positionMs, near.confirmedAt]
    })
}

/** What aired in a group, without what names the group. */
const told = (aired: readonly Airing[]): readonly unknown[] =>
  [...aired]
    .sort((a, b) => a.start - b.start || (a.id < b.id ? -1 : 1))
    .map(({ id: _id, group: _group, ...rest }) => rest)

/** Every group that these stand for, in order. */
export const allAlike = (likeness: Likeness, groups: readonly string[]): readonly string[] =>
  groups.flatMap((group) => likeness.get(group) ?? [group]).sort()
