/** What a draft would do to what airs. Pure: two rundowns, of the groups in which they can differ, and what differs. */
import type { Airing } from '../../protocol/rundown.ts'
import type { ScheduleDraft } from '../../protocol/schedule-preview.ts'
import { overlaps, type Window } from '../../protocol/time.ts'
import { dayOn, indexDays } from './calendar.ts'
import { audiencesOf, NEW_SLOT, withDraft } from './draft.ts'
import type { ScheduleInputs } from './inputs.ts'
import { allAlike, likenessOf } from './likeness.ts'
import { indexExceptions, type Occurrence, occurrencesOn, schoolDay } from './occurrences.ts'
import { resolveRundown } from './resolve.ts'
import { type Difference, rundownDifference, type Shared, shareAirings } from './rundown-difference.ts'
import { localDate, localDays } from './wall-clock.ts'

export interface DraftEffect {
  /** What the drafted slot would air; empty for other drafts. */
  readonly airings: readonly Shared[]
  /** What airs in the drafted slot's time instead of it. */
  readonly conflicts: readonly Shared[]
  readonly changes: readonly Difference[]
}

/** Only the groups that the draft reaches are resolved (rule R5), and of those that are alike only one. */
export const effectOf = (held: ScheduleInputs, draft: ScheduleDraft, window: Window): DraftEffect => {
  const drafted = withDraft(held, draft)
  const both = { ...held, slots: [...held.slots, ...drafted.slots] }
  const likeness = likenessOf(both, audiencesOf(held, draft))
  const airingsOf = (inputs: ScheduleInputs) => resolveRundown(inputs, window, [...likeness.keys()]).airings
  const spread = <Told extends { readonly groups: readonly string[] }>(each: Told): Told => ({
    ...each,
    groups: allAlike(likeness, each.groups),
  })
  const shared = (airings: readonly Airing[]) => shareAirings(airings).map(spread)

  const after = airingsOf(drafted)
  const changes = rundownDifference(airingsOf(held), after, ({ start }) => localDate(start, held.timeZone)).map(spread)
  if (draft.type !== 'slot') return { airings: [], conflicts: [], changes }
  const slotId = draft.id ?? NEW_SLOT
  return {
    airings: shared(after.filter((airing) => airing.slotId === slotId)),
    conflicts: shared(conflictsOf(drafted, window, slotId, after)),
    changes,
  }
}

/** Programmes that air in a slot's time instead of it, among the groups that it reaches. */
const conflictsOf = (
  inputs: ScheduleInputs,
  window: Window,
  slotId: string,
  airings: readonly Airing[],
): readonly Airing[] => {
  const times = occurrencesOfSlot(inputs, window, slotId)
  const reached = new Set(airings.filter((airing) => airing.slotId === slotId).map((airing) => airing.group))
  const everyone = inputs.slots.find((slot) => slot.id === slotId)?.audience.length === 0
  return airings.filter(
    (airing) =>
      airing.kind !== 'slate' &&
      airing.slotId !== slotId &&
      (everyone || reached.has(airing.group)) &&
      times.some((time) => overlaps(time, airing)),
  )
}

const occurrencesOfSlot = (inputs: ScheduleInputs, window: Window, slotId: string): readonly Occurrence[] => {
  const { timeZone } = inputs
  const index = indexDays(inputs.days)
  const days = localDays(localDate(window.start, timeZone), localDate(window.end, timeZone), timeZone).map((local) =>
    schoolDay(local, dayOn(index, local.date, local.weekday), inputs.terms),
  )
  const slots = inputs.slots.filter((slot) => slot.id === slotId)
  return occurrencesOn(slots, days, indexExceptions(inputs.exceptions), timeZone).filter(
    (occurrence) => occurrence.airs && overlaps(occurrence, window),
  )
}
