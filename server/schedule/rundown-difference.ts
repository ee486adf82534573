/** What is different between two rundowns of one window, and airings that groups share. Pure. */
import type { Airing } from '../../protocol/rundown.ts'
import type { SchoolDate } from '../../protocol/time.ts'

export interface Shared {
  readonly airing: Airing
  readonly groups: readonly string[]
}
export interface Difference {
  readonly before: Airing | null
  readonly after: Airing | null
  readonly groups: readonly string[]
}

/** All that tells one airing from another, its group and its id aside. */
const sameness = ({ id: _id, group: _group, ...told }: Airing): string => JSON.stringify(told)

/** What a viewer notices: why it airs may read differently and still be the same airing. */
const shown = (airing: Airing): string =>
  JSON.stringify([
    airing.start,
    airing.end,
    airing.kind,
    airing.title,
    airing.mediaId,
    airing.offsetMs,
    airing.slotId,
    airing.exam,
    airing.kind === 'slate' ? airing.reasons : null,
  ])

/** Airings that are the same but for their group, once, with the groups that have them; by start. */
export const shareAirings = (airings: readonly Airing[]): readonly Shared[] =>
  [...Map.groupBy(airings, sameness).values()]
    .flatMap((same) => {
      const [airing] = same
      return airing === undefined ? [] : [{ airing, groups: same.map((each) => each.group).sort() }]
    })
    .sort((a, b) => a.airing.start - b.airing.start || (a.airing.id < b.airing.id ? -1 : 1))

/** Programmes, and the slate in a slot's time. The slate between slots is no news. */
const isTold = (airing: Airing): boolean => airing.kind !== 'slate' || airing.slotId !== null

type Pair = Pick<Difference, 'before' | 'after'>

/** One group's differences: airings of one slot on one date belong together, in order. */
const differencesOf = (
  before: readonly Airing[],
  after: readonly Airing[],
  dateOf: (airing: Airing) => SchoolDate,
): Pair[] => {
  const held = new Set(before.map(shown))
  const kept = new Set(after.map(shown).filter((each) => held.has(each)))
  const changed = (airing: Airing) => isTold(airing) && !kept.has(shown(airing))
  const place = (airing: Airing) => `${airing.slotId ?? airing.id} ${dateOf(airing)}`
  const gone = Map.groupBy(before.filter(changed), place)
  const come = Map.groupBy(after.filter(changed), place)
  return [...new Set([...gone.keys(), ...come.keys()])].flatMap((key) => {
    const [was, becomes] = [gone.get(key) ?? [], come.get(key) ?? []]
    return Array.from({ length: Math.max(was.length, becomes.length) }, (_, index) => ({
      before: was[index] ?? null,
      after: becomes[index] ?? null,
    }))
  })
}

/**
 * What airs differently in `after` than in `before`, by time; groups with the same difference stand together.
 * @param dateOf the school's date of an airing's start
 */
export const rundownDifference = (
  before: readonly Airing[],
  after: readonly Airing[],
  dateOf: (airing: Airing) => SchoolDate,
): readonly Difference[] => {
  const [was, becomes] = [Map.groupBy(before, groupOf), Map.groupBy(after, groupOf)]
  const all = [...new Set([...was.keys(), ...becomes.keys()])].flatMap((group) =>
    differencesOf(was.get(group) ?? [], becomes.get(group) ?? [], dateOf).map((pair) => ({ group, pair })),
  )
  const told = (airing: Airing | null) => (airing === null ? '' : shown(airing))
  const startOf = ({ before: held, after: next }: Pair) => Math.min(held?.start ?? Infinity, next?.start ?? Infinity)
  return [...Map.groupBy(all, ({ pair }) => `${told(pair.before)} ${told(pair.after)}`).values()]
    .flatMap((same) => {
      const [first] = same
      return first === undefined ? [] : [{ ...first.pair, groups: same.map(({ group }) => group).sort() }]
    })
    .sort((a, b) => startOf(a) - startOf(b))
}

const groupOf = (airing: Airing): string => airing.group
