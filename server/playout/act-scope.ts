/** Whom an act is for, and whether it is legal there now. Pure. */
import { type ActType, type Refusal, refusalOf, type Situation } from '../../protocol/acts.ts'
import type { Display } from '../../protocol/display.ts'
import type { HeldPlan } from '../../protocol/plan.ts'
import { onAirAt } from '../../protocol/rundown.ts'
import type { Instant } from '../../protocol/time.ts'
import { ancestryOf, reaches } from '../schedule/audience.ts'
import type { AudienceGroup } from '../schedule/inputs.ts'

/** An airing that some of the groups meant have on the air. */
export interface GroupNow extends Situation {
  readonly groupId: string
  readonly airing: HeldPlan['airings'][number] | null
}

export interface Scope {
  readonly groups: readonly GroupNow[]
  readonly displays: readonly Display[]
}

interface School {
  readonly groups: readonly AudienceGroup[]
  readonly displays: readonly Display[]
  readonly planOf: (groupId: string) => HeldPlan | null
  readonly now: Instant
}

/** The groups and TVs that are meant. Neither named: the whole school. */
export const scopeOf = (
  asked: { readonly groups: readonly string[]; readonly displays: readonly string[] },
  school: School,
): Scope => {
  const ancestry = ancestryOf(school.groups)
  const all = asked.groups.length === 0 && asked.displays.length === 0
  const reached = [...ancestry].filter(([, chain]) => all || (asked.groups.length > 0 && reaches(asked.groups, chain)))
  const ids = new Set(reached.map(([id]) => id))
  const displays = school.displays.filter(
    ({ id, groupId }) => all || ids.has(groupId ?? '') || asked.displays.includes(id),
  )
  const concerned = new Set([...ids, ...displays.flatMap(({ groupId }) => groupId ?? [])])
  return { displays, groups: [...concerned].map((groupId) => nowIn(groupId, school)) }
}

const nowIn = (groupId: string, { planOf, now }: School): GroupNow => {
  const plan = planOf(groupId)
  const onAir = plan === null ? null : onAirAt(plan, now, groupId)
  return { groupId, airing: onAir?.airing ?? null, plays: onAir !== null && onAir.positionMs !== null }
}

/** Acts that need a programme: groups without one are left out, unless that leaves none. */
const NEEDS_PROGRAMME: readonly Refusal[] = ['nothing-on', 'not-planned', 'nothing-left', 'held']

export type Verdict =
  | { readonly type: 'legal'; readonly scope: Scope }
  | { readonly type: 'refused'; readonly why: Refusal; readonly groupIds: readonly string[] }

/**
 * The part of a scope in which an act is legal now. An exam or an emergency anywhere in it refuses the whole, so that
 * nobody believes that all heard it; groups that merely have nothing on are passed over.
 */
export const verdictOn = (act: ActType, scope: Scope): Verdict => {
  const judged = scope.groups.map((group) => ({ group, why: refusalOf(act, group) }))
  const refused = judged.flatMap(({ group, why }) => (why === null ? [] : [{ groupId: group.groupId, why }]))
  const grave = refused.filter(({ why }) => !NEEDS_PROGRAMME.includes(why))
  const told = grave.length > 0 ? grave : refused.length === judged.length ? refused : []
  const [first] = told
  if (first !== undefined)
    return {
      type: 'refused',
      why: first.why,
      groupIds: told.filter(({ why }) => why === first.why).map(({ groupId }) => groupId),
    }
  const groups = judged.filter(({ why }) => why === null).map(({ group }) => group)
  const left = new Set(refused.map(({ groupId }) => groupId))
  return { type: 'legal', scope: { groups, displays: scope.displays.filter((each) => !left.has(each.groupId ?? '')) } }
}
