/** Whom an act is for, read from what is on the air, or why it is not legal there. */

import type { AskedAct, Refusal } from '../../protocol/acts.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { DisplayStore } from '../displays/store.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { localDate } from '../schedule/wall-clock.ts'
import { type GroupNow, type Scope, scopeOf, verdictOn } from './act-scope.ts'
import { type Turn, turnIn } from './act-skip.ts'
import type { Publisher } from './publisher.ts'

export interface ActLegalityDeps {
  readonly clock: Clock
  readonly timeZone: string
  readonly displays: Pick<DisplayStore, 'groups' | 'list'>
  readonly publisher: Pick<Publisher, 'rundownOf'>
}

const REFUSED: Readonly<Record<Refusal, ErrorCode>> = {
  exam: 'ACT_EXAM',
  emergency: 'ACT_EMERGENCY',
  'nothing-on': 'ACT_NOTHING_ON',
  'not-planned': 'ACT_NOT_PLANNED',
  held: 'ACT_HELD',
  'nothing-left': 'ACT_NOTHING_LEFT',
  'no-emergency': 'ACT_OVER',
}
/** More than any school has. */
const ALL = 10_000

export const createActLegality = ({ clock, timeZone, displays, publisher }: ActLegalityDeps) => {
  const planned = (groupId: string): readonly Airing[] => publisher.rundownOf(groupId)?.airings ?? []

  /** The turn of today that a skip takes in each of these groups; none where the airing is unknown or another day's. */
  const turns = (airingId: string, groupIds: readonly string[]): readonly (Turn & Pick<GroupNow, 'groupId'>)[] => {
    const now = clock.now()
    const seen = groupIds.flatMap(planned).find(({ id }) => id === airingId)
    if (seen === undefined || localDate(seen.start, timeZone) > localDate(now, timeZone)) return []
    return groupIds.flatMap((groupId) => {
      const turn = turnIn(planned(groupId), seen, now)
      return turn === null ? [] : [{ ...turn, groupId }]
    })
  }

  const scopeFor = async (asked: AskedAct): Promise<Scope> => {
    const [groups, all] = await Promise.all([displays.groups(), displays.list({ limit: ALL })])
    const known = new Set(groups.map(({ id }) => id))
    const meant = {
      groups: asked.type === 'replay' ? [] : asked.groups,
      displays: 'displays' in asked ? asked.displays : [],
    }
    if (!meant.groups.every((id) => known.has(id))) throw new Failure('GROUP_MISSING')
    const scope = scopeOf(meant, { groups, displays: all, planOf: publisher.rundownOf, now: clock.now() })
    if (asked.type !== 'skip') return scope
    const ids = scope.groups.map(({ groupId }) => groupId)
    const taken = new Map(turns(asked.airingId, ids).map(({ groupId, airing }) => [groupId, airing]))
    return { ...scope, groups: ids.map((groupId) => ({ groupId, airing: taken.get(groupId) ?? null, plays: false })) }
  }

  /** @throws Failure ACT_… when it is not legal in all of the scope; CONFLICT when another airing is on than was seen */
  const legalScope = async (asked: AskedAct): Promise<Scope> => {
    const verdict = verdictOn(asked.type, await scopeFor(asked))
    if (verdict.type === 'refused') {
      const names = new Map((await displays.groups()).map(({ id, name }) => [id, name]))
      const rooms = verdict.groupIds.map((id) => names.get(id) ?? id).join('、')
      throw new Failure(REFUSED[verdict.why], { rooms })
    }
    const seen = 'airingId' in asked && asked.type !== 'skip' ? asked.airingId : undefined
    if (seen !== undefined && !verdict.scope.groups.some(({ airing }) => airing?.id === seen))
      throw new Failure('CONFLICT')
    return verdict.scope
  }

  return { legalScope, turns }
}
