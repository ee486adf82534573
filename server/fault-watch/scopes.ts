/** What several rooms may have in common: a switch of the register, a floor, a building, a group, the whole school. Pure. */
import type { TroubleCode } from '../../protocol/trouble.ts'
import type { TvKind } from './trouble.ts'

export interface Room {
  readonly id: string
  readonly name: string
  readonly building: string
  readonly floor: string
  /** Its group and those above it, nearest first. */
  readonly groups: readonly string[]
  /** Switches that it hangs behind by the register, nearest first. */
  readonly switches: readonly string[]
  /** The TV in the register. */
  readonly equipmentId: string | null
}

export interface Site {
  readonly schoolName: string
  readonly rooms: readonly Room[]
  /** Names by id. */
  readonly groups: ReadonlyMap<string, string>
  readonly switches: ReadonlyMap<string, { readonly name: string; readonly room: string }>
}

export interface Scope {
  readonly type: 'switch' | 'floor' | 'building' | 'group' | 'all'
  /** Stable; part of a cause's key. */
  readonly key: string
  readonly name: string
  readonly rooms: readonly Room[]
  /** The switch itself. */
  readonly equipmentId: string | null
}

/** Fewer rooms than this together are a coincidence … */
const LEAST = 3
/** … unless the register says that one switch is all they have. */
const LEAST_BEHIND_A_SWITCH = 2
/** Of a scope's rooms. */
const SHARE = 1 / 3
const SHARE_OF_ALL = 0.6

/** How many of its rooms have to be concerned before the scope is the cause (rule W4). */
export const neededOf = ({ type, rooms }: Pick<Scope, 'type' | 'rooms'>): number => {
  const least = type === 'switch' ? LEAST_BEHIND_A_SWITCH : LEAST
  return Math.max(least, Math.ceil(rooms.length * (type === 'all' ? SHARE_OF_ALL : SHARE)))
}

/** Every scope of these rooms; where two hold the same rooms the first is the better explanation. */
export const scopesOf = (site: Site, rooms: readonly Room[]): readonly Scope[] => {
  const by = (type: Scope['type'], keysOf: (room: Room) => readonly string[], nameOf: (key: string) => string) => {
    const pairs = rooms.flatMap((room) => keysOf(room).map((key) => ({ key, room })))
    return [...Map.groupBy(pairs, ({ key }) => key)].map(
      ([key, inside]): Scope => ({
        type,
        key: `${type}:${key}`,
        name: nameOf(key),
        rooms: inside.map(({ room }) => room),
        equipmentId: type === 'switch' ? key : null,
      }),
    )
  }
  const isPlaced = ({ building, floor }: Room) => building !== '' && floor !== ''
  return [
    ...by(
      'switch',
      ({ switches }) => switches,
      (id) => site.switches.get(id)?.name ?? '',
    ),
    ...by(
      'floor',
      (room) => (isPlaced(room) ? [`${room.building}/${room.floor}`] : []),
      (key) => key.replace('/', ' '),
    ),
    ...by(
      'building',
      ({ building }) => (building === '' ? [] : [building]),
      (building) => building,
    ),
    ...by(
      'group',
      ({ groups }) => groups,
      (id) => site.groups.get(id) ?? '',
    ),
    { type: 'all', key: 'all', name: site.schoolName, rooms, equipmentId: null },
  ]
}

/**
 * The scope that explains best why just these rooms are concerned: the one that holds the most of them and the fewest
 * others (Dice’s coefficient). The whole school is meant as soon as most of it is. Null: none explains it.
 */
export const bestScope = (scopes: readonly Scope[], concerned: ReadonlySet<string>): Scope | null => {
  const rated = scopes
    .map((scope) => ({ scope, count: scope.rooms.filter(({ id }) => concerned.has(id)).length }))
    .filter(({ scope, count }) => count >= neededOf(scope))
    .map(({ scope, count }) => ({ scope, rating: (2 * count) / (concerned.size + scope.rooms.length) }))
  const whole = rated.find(({ scope }) => scope.type === 'all')
  if (whole !== undefined) return whole.scope
  return (
    rated.reduce<(typeof rated)[number] | null>(
      (best, each) => (best === null || each.rating > best.rating ? each : best),
      null,
    )?.scope ?? null
  )
}

/** The code of several rooms that have one kind of trouble. */
export const codeOf = (kind: TvKind, type: Scope['type']): TroubleCode => {
  if (kind === 'tv-offline')
    return type === 'switch' ? 'switch-down' : type === 'all' ? 'network-down' : 'rooms-offline'
  return TOGETHER[kind]
}

const TOGETHER: Readonly<Record<Exclude<TvKind, 'tv-offline'>, TroubleCode>> = {
  'tv-playback': 'rooms-playback',
  'tv-unprepared': 'rooms-unprepared',
  'tv-silent': 'rooms-silent',
  'tv-black': 'rooms-black',
  'tv-frozen': 'rooms-frozen',
  'tv-behind': 'rooms-behind',
  'tv-stalls': 'rooms-stalls',
  'tv-dropped': 'rooms-dropped',
  'tv-clock': 'rooms-clock',
}
