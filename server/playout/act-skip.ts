/** Which turn of which slot a skip means (rule P6), as data: in each group, and as cut-ins. Pure. */
import type { Airing } from '../../protocol/rundown.ts'
import { type Instant, instant, type Window } from '../../protocol/time.ts'
import type { NewCutIn } from './act-cut-ins.ts'
import type { GroupNow } from './act-scope.ts'

/** A slot airs at most once on a date; no two of its turns begin this near to each other. */
const ONE_TURN_MS = 12 * 3_600_000

/** A slot's turn in one group: the programme that would play first of it, and the time it takes from now on. */
export interface Turn extends Window {
  readonly airing: Airing
}

/**
 * What is left of the turn that an airing belongs to, in a group's plan.
 * @returns null where that group has no programme of it, or none any more
 */
export const turnIn = (airings: readonly Airing[], seen: Airing, now: Instant): Turn | null => {
  const from = Math.max(now, seen.start)
  const left = airings.filter(
    ({ slotId, start, end }) => slotId === seen.slotId && end > from && start < seen.start + ONE_TURN_MS,
  )
  const airing = left.find(({ mediaId }) => mediaId !== null)
  if (airing === undefined || seen.slotId === null) return null
  const start = instant(Math.max(now, airing.start))
  return { airing, start, end: instant(Math.max(...left.map(({ end }) => end))) }
}

/** One for each time that is taken; groups mostly share it. */
export const skipsOf = (turns: readonly (Turn & Pick<GroupNow, 'groupId'>)[]): readonly NewCutIn[] =>
  [...Map.groupBy(turns, ({ start, end }) => `${start} ${end}`).values()].flatMap((those) => {
    const [first] = those
    if (first === undefined) return []
    return [
      {
        act: 'skip' as const,
        kind: 'slate' as const,
        title: first.airing.title,
        mediaId: null,
        audience: those.map(({ groupId }) => groupId),
        slotId: first.airing.slotId,
        offsetMs: null,
        series: null,
        notice: null,
        start: first.start,
        end: first.end,
      },
    ]
  })
