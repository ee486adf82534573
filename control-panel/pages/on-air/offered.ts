/** Which acts are worth offering: what the moment allows and some TV could obey. Pure. */
import { canObey } from '../../../protocol/act-ability.ts'
import { type ActType, refusalOf, type Situation } from '../../../protocol/acts.ts'
import type { Display } from '../../../protocol/display.ts'
import { type SharedAiring, shareAirings } from '../../../protocol/readiness.ts'
import { type Instant, instant } from '../../../protocol/time.ts'
import type { PlannedAiring } from '../../queries.ts'

/** What an operator asks of a group, in the order of the bar. */
export const ASKED = [
  'cut-in',
  'hold',
  'skip',
  'end',
  'extend',
  'message',
  'volume',
  'identify',
  'emergency',
] as const satisfies readonly ActType[]
export type Asked = (typeof ASKED)[number]

export type SituationNow = Situation & { readonly airing: PlannedAiring | null }

/** When what is offered may change although nothing new was planned: a programme begins, is over, its time ends. */
export const momentsOf = (
  airings: readonly Pick<PlannedAiring, 'start' | 'end' | 'mediaDurationMs'>[],
): readonly Instant[] =>
  airings.flatMap(({ start, end, mediaDurationMs }) => [start, instant(start + mediaDurationMs), end])

/** What is on in each of these groups, as the rule of what is legal wants to know it. */
export const situationsIn = (
  airings: readonly PlannedAiring[],
  groups: ReadonlySet<string>,
  now: Instant,
): readonly SituationNow[] =>
  [...groups].map((group) => {
    const airing = airings.find((each) => each.group === group && each.start <= now && now < each.end) ?? null
    return { airing, plays: airing !== null && airing.mediaId !== null && now < airing.start + airing.mediaDurationMs }
  })

/** Programmes of today's slots that a skip may take in some of these groups (rule P6), by start. */
export const skippableIn = (
  airings: readonly PlannedAiring[],
  groups: ReadonlySet<string>,
  now: Instant,
): readonly SharedAiring[] =>
  shareAirings(
    airings.filter(
      ({ group, slotId, mediaId, exam, emergency, end }) =>
        groups.has(group) && slotId !== null && mediaId !== null && !exam && !emergency && end > now,
    ),
  )

export interface Moment {
  /** Empty: nothing is known of them. */
  readonly situations: readonly Situation[]
  readonly skippable: readonly unknown[]
  readonly displays: readonly Display[]
}

/** Would at least one of the groups and one TV obey, and does nothing forbid it? */
export const isOffered = (act: Asked, { situations, skippable, displays }: Moment): boolean => {
  if (act === 'emergency') return true
  if (situations.length === 0) return false
  if (act !== 'cut-in' && !displays.some((display) => canObey(act, display))) return false
  if (act === 'skip') return skippable.length > 0
  const refusals = situations.map((situation) => refusalOf(act, situation))
  return !refusals.some((why) => why === 'exam' || why === 'emergency') && refusals.includes(null)
}
