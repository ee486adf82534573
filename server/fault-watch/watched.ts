/** When a TV that is off is missing: in school hours, and around what its group is to see (rule W1). Pure. */
import { isAskedFor } from '../../protocol/readiness.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { type Instant, instant, type Window, within } from '../../protocol/time.ts'

/** So long before a programme its TV has to be there. */
const BEFORE_MS = 30 * 60_000

/**
 * Since when the TVs of a group are looked after without a break; null: not now.
 * @param hours today's school hours; null: there are none
 * @param since nothing was looked after before this: the server has just come up
 */
export const watchedSince = (
  hours: Window | null,
  airings: readonly Airing[],
  now: Instant,
  since: Instant,
): ((groupId: string | null) => Instant | null) => {
  const known = new Map<string | null, Instant | null>()
  const find = (groupId: string | null): Instant | null => {
    const due = airings
      .filter((airing) => airing.group === groupId && isAskedFor(airing))
      .map(({ start, end }) => ({ start: instant(start - BEFORE_MS), end }))
    const windows = [...(hours === null ? [] : [hours]), ...due].sort((a, b) => b.start - a.start)
    let began: Instant | null = windows.find((window) => within(window, now))?.start ?? null
    // What touches it belongs to it: from the newest beginning to the oldest.
    for (const window of windows) if (began !== null && within(window, began)) began = window.start
    return began === null ? null : instant(Math.max(began, since))
  }
  return (groupId) => {
    const held = known.get(groupId)
    if (held !== undefined) return held
    const found = find(groupId)
    known.set(groupId, found)
    return found
  }
}
