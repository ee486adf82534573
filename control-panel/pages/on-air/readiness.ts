/** “Is noon safe?”: one answer from what the TVs report and what the plan says. Pure. */
import type { Display } from '../../../protocol/display.ts'
import type { Instant } from '../../../protocol/time.ts'
import type { PlannedAiring } from '../../queries.ts'
import { type Level, levelOf, type Tile, tileOf } from './tile.ts'

export type Answer = 'on-air' | 'safe' | 'attention' | 'unsafe' | 'nothing-today' | 'no-displays'

export interface Readiness {
  readonly answer: Answer
  readonly level: Level
  readonly ready: number
  readonly total: number
  /** What needs someone, worst first. */
  readonly problems: readonly { readonly display: Display; readonly tile: Tile }[]
}

const WORST_FIRST: readonly Level[] = ['red', 'amber', 'grey', 'ready']

export const readinessOf = (
  displays: readonly Display[],
  airings: readonly PlannedAiring[],
  now: Instant,
): Readiness => {
  const tiles = displays.map((display) => ({ display, tile: tileOf(display, now) }))
  const problems = tiles
    .filter(({ tile }) => levelOf(tile) === 'amber' || levelOf(tile) === 'red')
    .sort((a, b) => WORST_FIRST.indexOf(levelOf(a.tile)) - WORST_FIRST.indexOf(levelOf(b.tile)))
  const counts = { ready: tiles.length - problems.length, total: tiles.length, problems }
  const programmes = airings.filter((airing) => airing.mediaId !== null && airing.end > now)
  if (displays.length === 0) return { answer: 'no-displays', level: 'grey', ...counts }
  if (programmes.length === 0) return { answer: 'nothing-today', level: 'grey', ...counts }
  if (counts.ready === 0 || problems.some(({ tile }) => levelOf(tile) === 'red'))
    return { answer: 'unsafe', level: 'red', ...counts }
  if (problems.length > 0) return { answer: 'attention', level: 'amber', ...counts }
  return { answer: programmes.some((airing) => airing.start <= now) ? 'on-air' : 'safe', level: 'ready', ...counts }
}

/** Airings that several groups share, once, with the groups they are for; in order of start. */
export interface SharedAiring {
  readonly airing: PlannedAiring
  readonly groups: readonly string[]
}
export const shareAirings = (airings: readonly PlannedAiring[]): readonly SharedAiring[] => {
  const shared = new Map<string, { airing: PlannedAiring; groups: string[] }>()
  for (const airing of airings) {
    const key = `${airing.start} ${airing.end} ${airing.mediaId} ${airing.offsetMs} ${airing.title} ${airing.kind}`
    const found = shared.get(key)
    if (found === undefined) shared.set(key, { airing, groups: [airing.group] })
    else found.groups.push(airing.group)
  }
  return [...shared.values()].sort((a, b) => a.airing.start - b.airing.start)
}

/** What is on now and the programme that comes next, from a rundown of any groups. */
export const nowAndNext = (airings: readonly PlannedAiring[], now: Instant) => {
  const shared = shareAirings(airings)
  const onNow = shared.filter(({ airing }) => airing.start <= now && now < airing.end)
  const next = shared.filter(({ airing }) => airing.start > now && airing.kind !== 'slate')
  const first = next[0]
  return { onNow, next: first === undefined ? [] : next.filter(({ airing }) => airing.start === first.airing.start) }
}

/** The next instant at which something on the air changes. */
export const nextChange = (airings: readonly PlannedAiring[], now: Instant): Instant | null =>
  airings
    .flatMap((airing) => (airing.kind === 'slate' ? [] : [airing.start, airing.end]))
    .filter((at) => at > now)
    .sort((a, b) => a - b)[0] ?? null
