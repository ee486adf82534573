/** What airs in the time that a skip takes (rule P6), told before it is made. Pure. */
import { type Instant, instant, overlaps } from '../../protocol/time.ts'
import type { ScheduleInputs } from '../schedule/inputs.ts'
import { allAlike, likenessOf } from '../schedule/likeness.ts'
import { resolveRundown } from '../schedule/resolve.ts'
import { type Shared, shareAirings } from '../schedule/rundown-difference.ts'
import type { NewCutIn } from './act-cut-ins.ts'

/** The time that skips take; null among none. */
export const timeOf = (skips: readonly NewCutIn[]) =>
  skips.length === 0
    ? null
    : {
        start: instant(Math.min(...skips.map(({ start }) => start))),
        end: instant(Math.max(...skips.map(({ end }) => end ?? 0))),
      }

/** Airings of the groups that are skipped, in the time taken; what groups share is told once, without what is over. */
export const insteadOf = (inputs: ScheduleInputs, skips: readonly NewCutIn[], now: Instant): readonly Shared[] => {
  const time = timeOf(skips)
  if (time === null) return []
  const cutIns = skips.map((skip, index) => ({
    ...skip,
    act: 'skip' as const,
    id: `skip.${index}`,
    emergency: false,
    createdAt: now,
  }))
  const skipped = { ...inputs, cutIns: [...inputs.cutIns, ...cutIns] }
  const likeness = likenessOf(
    skipped,
    skips.map(({ audience }) => audience),
  )
  const { airings } = resolveRundown(skipped, time, [...likeness.keys()])
  return shareAirings(airings.filter((airing) => overlaps(airing, time) && airing.end > now)).map((each) => ({
    ...each,
    groups: allAlike(likeness, each.groups),
  }))
}
