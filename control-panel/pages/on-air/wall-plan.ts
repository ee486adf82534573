/** Where each room's tile is: by building and floor as the school has said, top floor first; the others by group. Pure. */
import type { Display } from '../../../protocol/display.ts'
import type { Instant } from '../../../protocol/time.ts'

export interface Floor {
  /** Building and floor, or the group's name; empty: neither is known. */
  readonly name: string
  readonly rooms: readonly Display[]
}

/** Made once: a comparison by locale that is made anew each time costs more than all else on the wall. */
const { compare: byName } = new Intl.Collator('zh-TW', { numeric: true })

export const floorsOf = (
  displays: readonly Display[],
  groupName: (groupId: string | null) => string,
): readonly Floor[] => {
  const isPlaced = ({ building, floor }: Display) => building !== '' || floor !== ''
  const placed = displays.filter(isPlaced)
  const others = displays.filter((display) => !isPlaced(display))
  const floors = [...Map.groupBy(placed, ({ building, floor }) => `${building}\n${floor}`)].sort(([a], [b]) => {
    const [buildingA = '', floorA = ''] = a.split('\n')
    const [buildingB = '', floorB = ''] = b.split('\n')
    return byName(buildingA, buildingB) || byName(floorB, floorA)
  })
  const groups = [...Map.groupBy(others, ({ groupId }) => groupName(groupId))].sort(([a], [b]) => byName(a, b))
  return [...floors, ...groups].map(([name, rooms]) => ({
    name: name.replace('\n', ' ').trim(),
    rooms: [...rooms].sort((a, b) => byName(a.name, b.name)),
  }))
}

/** Changes when a room's place does, and not with what its TV reports. */
export const placesOf = (displays: readonly Display[]): string =>
  displays.map(({ id, name, building, floor, groupId }) => [id, name, building, floor, groupId].join('\t')).join('\n')

/** When a tile changes although nothing is reported: a programme begins or ends, a room is heard or seen again. */
export const instantsOf = (
  airings: readonly { readonly start: Instant; readonly end: Instant }[],
  displays: readonly Pick<Display, 'mutedUntil' | 'hidden'>[],
): readonly Instant[] => [
  ...airings.flatMap(({ start, end }) => [start, end]),
  ...displays.flatMap(({ mutedUntil, hidden }) => [mutedUntil ?? [], hidden?.until ?? []].flat()),
]
