/** What a TV must be told so that it holds the current plan. Pure. */
import { isDeepStrictEqual } from 'node:util'
import type { PlanMessage } from '../../protocol/events.ts'
import type { HeldPlan } from '../../protocol/plan.ts'

export const wholePlan = ({ version, window, airings, media }: HeldPlan): PlanMessage => ({
  type: 'whole',
  version,
  window: { ...window },
  airings: [...airings],
  media: [...media],
})

/** The message that brings `before` to `after`: `applyPlan(before, differencePlan(before, after))` holds `after`. */
export const differencePlan = (before: HeldPlan, after: HeldPlan): PlanMessage => {
  const old = new Map(before.airings.map((airing) => [airing.id, airing]))
  const ids = new Set(after.airings.map(({ id }) => id))
  return {
    type: 'difference',
    base: before.version,
    version: after.version,
    window: { ...after.window },
    removed: before.airings.filter(({ id }) => !ids.has(id)).map(({ id }) => id),
    added: after.airings.filter((airing) => !isDeepStrictEqual(old.get(airing.id), airing)),
    media: [...after.media],
  }
}

/**
 * What to send to a TV.
 * @param known the current plan first, then earlier ones
 * @param held the version it holds, 0 for none
 * @returns null when it holds the current plan already
 */
export const planFor = (known: readonly HeldPlan[], held: number): PlanMessage | null => {
  const current = known[0]
  if (current === undefined || current.version === held) return null
  const base = known.find(({ version }) => version === held)
  return base === undefined ? wholePlan(current) : differencePlan(base, current)
}
