/** “Is noon safe?”: one answer from what the TVs report and what the plan says. Pure. */
import { type Static, Type } from 'typebox'
import type { Display } from './display.ts'
import type { Airing as Planned, Reason } from './rundown.ts'
import { type Level, levelOf, type Tile, tileOf } from './tile.ts'
import { Instant } from './time.ts'

/** An airing as either end has it. */
interface Airing extends Omit<Planned, 'reasons'> {
  readonly reasons: readonly Reason[]
}

export type Answer =
  | 'on-air'
  | 'safe'
  | 'attention'
  | 'none-ready'
  | 'empty-slot'
  | 'unsafe'
  | 'nothing-today'
  | 'no-displays'

export interface Readiness {
  readonly answer: Answer
  readonly level: Level
  readonly ready: number
  readonly total: number
  /** What needs someone, worst first. */
  readonly problems: readonly { readonly display: Display; readonly tile: Tile }[]
  /** The slot that has nothing to play, where that is the answer. */
  readonly empty: Airing | null
}

/** Reasons for which the slate in a slot's time is what the school wants. */
const MEANT: readonly string[] = [
  'slot-cancelled',
  'day-weekend',
  'day-holiday',
  'day-exam',
  'day-event',
  'day-suspended',
  'outside-term',
  'programme-over',
  'held',
  'ended-early',
  'skipped',
]

/** A slot that asks for a programme and finds none: its chain ended in the slate on a day that has lessons. */
export const isEmptySlot = (airing: Airing): boolean =>
  airing.kind === 'slate' && airing.slotId !== null && !airing.reasons.some(({ code }) => MEANT.includes(code))

/** The slot's name as its reasons tell it; empty when they don't. */
export const slotNameOf = (airing: Airing): string =>
  String(airing.reasons.find(({ params }) => params.slot !== undefined)?.params.slot ?? '')

/** What the timetable asks for: programmes, and slots that found none. */
export const isAskedFor = (airing: Airing): boolean => airing.kind !== 'slate' || isEmptySlot(airing)

/** The groups in which a programme runs at `now`. */
export const groupsOnAir = (airings: readonly Airing[], now: Instant): ReadonlySet<string> =>
  new Set(
    airings
      .filter((airing) => airing.kind !== 'slate' && airing.start <= now && now < airing.end)
      .map((airing) => airing.group),
  )

const WORST_FIRST: readonly Level[] = ['red', 'amber', 'grey', 'ready']

/** Red only when what is on the air now goes wrong; amber when it will unless someone acts. */
export const readinessOf = (displays: readonly Display[], airings: readonly Airing[], now: Instant): Readiness => {
  const onAir = groupsOnAir(airings, now)
  const tiles = displays.map((display) => {
    const tile = tileOf(display, now)
    return { display, tile, level: levelOf(tile, onAir.has(display.groupId ?? '')) }
  })
  const problems = tiles
    .filter(({ level }) => level === 'amber' || level === 'red')
    .sort((a, b) => WORST_FIRST.indexOf(a.level) - WORST_FIRST.indexOf(b.level))
  const counts = { ready: tiles.length - problems.length, total: tiles.length, problems, empty: null }
  const asked = airings.filter((airing) => isAskedFor(airing) && airing.end > now).sort((a, b) => a.start - b.start)
  const nextStart = asked.find((airing) => airing.start > now)?.start
  const empty = asked.filter(isEmptySlot)
  const emptyNow = empty.find((airing) => airing.start <= now)
  const emptyNext = empty.find((airing) => airing.start === nextStart)
  if (emptyNow !== undefined) return { answer: 'empty-slot', level: 'red', ...counts, empty: emptyNow }
  if (problems.some(({ level }) => level === 'red') || (onAir.size > 0 && tiles.length > 0 && counts.ready === 0))
    return { answer: 'unsafe', level: 'red', ...counts }
  if (emptyNext !== undefined) return { answer: 'empty-slot', level: 'amber', ...counts, empty: emptyNext }
  if (displays.length === 0) return { answer: 'no-displays', level: 'grey', ...counts }
  if (asked.length === 0) return { answer: 'nothing-today', level: 'grey', ...counts }
  if (counts.ready === 0) return { answer: 'none-ready', level: 'amber', ...counts }
  if (problems.length > 0) return { answer: 'attention', level: 'amber', ...counts }
  return { answer: onAir.size > 0 ? 'on-air' : 'safe', level: 'ready', ...counts }
}

/** Airings that several groups share, once, with the groups they are for; in order of start. */
export interface SharedAiring {
  readonly airing: Airing
  readonly groups: readonly string[]
}
export const shareAirings = (airings: readonly Airing[]): readonly SharedAiring[] => {
  const shared = new Map<string, { airing: Airing; groups: string[] }>()
  for (const airing of airings) {
    const { start, end, slotId, mediaId, offsetMs, title, kind } = airing
    const key = [start, end, slotId, mediaId, offsetMs, title, kind].join(' ')
    const found = shared.get(key)
    if (found === undefined) shared.set(key, { airing, groups: [airing.group] })
    else found.groups.push(airing.group)
  }
  return [...shared.values()].sort((a, b) => a.airing.start - b.airing.start)
}

/** What is on now and what the timetable asks for next, from a rundown of any groups. */
export const nowAndNext = (airings: readonly Airing[], now: Instant) => {
  const shared = shareAirings(airings)
  const onNow = shared.filter(({ airing }) => airing.start <= now && now < airing.end)
  const next = shared.filter(({ airing }) => airing.start > now && isAskedFor(airing))
  const first = next[0]
  return { onNow, next: first === undefined ? [] : next.filter(({ airing }) => airing.start === first.airing.start) }
}

/** The next instant at which something that the timetable asks for begins or ends. */
export const nextChange = (airings: readonly Airing[], now: Instant): Instant | null =>
  airings
    .flatMap((airing) => (isAskedFor(airing) ? [airing.start, airing.end] : []))
    .filter((at) => at > now)
    .sort((a, b) => a - b)[0] ?? null

/** What mends a room, one move away. `wake`: nothing can be done from here; look at its power and network. */
export type Repair = 'reload' | 'group' | 'volume' | 'wake' | 'none'

const REPAIRS: Readonly<Record<Tile['state'], Repair>> = {
  ready: 'none',
  playing: 'none',
  behind: 'reload',
  missing: 'reload',
  'no-plan': 'reload',
  'no-group': 'group',
  silent: 'volume',
  muted: 'none',
  hidden: 'none',
  starting: 'none',
  offline: 'wake',
  trouble: 'reload',
}
export const repairOf = (tile: Tile): Repair => REPAIRS[tile.state]

/** The answer as it travels: to the panels, the metrics and whoever is mailed. */
export const ReadinessView = Type.Object({
  answer: Type.Unsafe<Answer>(Type.String()),
  level: Type.Unsafe<Level>(Type.String()),
  ready: Type.Integer({ minimum: 0 }),
  total: Type.Integer({ minimum: 0 }),
  /** Which rooms, worst first, and what would mend each. */
  problems: Type.Array(
    Type.Object({
      displayId: Type.String(),
      name: Type.String(),
      state: Type.Unsafe<Tile['state']>(Type.String()),
      repair: Type.Unsafe<Repair>(Type.String()),
    }),
  ),
  /** When the programme that is judged starts; null: none to come. */
  start: Type.Union([Instant, Type.Null()]),
  title: Type.String(),
  /** It is near enough, or on: amber and red are worth an alarm. */
  judged: Type.Boolean(),
})
export type ReadinessView = Static<typeof ReadinessView>

/** @param judgedFrom from when on a programme that starts then is judged */
export const readinessView = (
  readiness: Readiness,
  airings: readonly Airing[],
  now: Instant,
  judgedFrom: (start: Instant) => Instant,
): ReadinessView => {
  const { answer, level, ready, total } = readiness
  const asked = airings.filter((airing) => isAskedFor(airing) && airing.end > now).sort((a, b) => a.start - b.start)
  const first = readiness.empty ?? asked[0] ?? null
  return {
    answer,
    level,
    ready,
    total,
    problems: readiness.problems.map(({ display, tile }) => ({
      displayId: display.id,
      name: display.name,
      state: tile.state,
      repair: repairOf(tile),
    })),
    start: first?.start ?? null,
    title: first === null ? '' : first.title || slotNameOf(first),
    judged: first !== null && judgedFrom(first.start) <= now,
  }
}

/** Nothing that anyone would act on differs. */
export const sameReadiness = (a: ReadinessView, b: ReadinessView): boolean => JSON.stringify(a) === JSON.stringify(b)
