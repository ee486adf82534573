/** How a TV brings the plan it holds up to date (see PlanMessage). */
import type { PlanMessage } from './events.ts'
import type { MediaReference } from './plan-parts.ts'
import type { Airing } from './rundown.ts'
import type { Window } from './time.ts'

/** The plan one TV holds. */
export interface HeldPlan {
  readonly version: number
  readonly window: Window
  readonly airings: readonly Airing[]
  readonly media: readonly MediaReference[]
}

/**
 * The plan after a message. A whole replaces everything; a difference applies only onto its base.
 * An airing in `added` replaces one of the same id.
 */
export const applyPlan = (held: HeldPlan | null, message: PlanMessage): { readonly held: HeldPlan } | 'need-whole' => {
  const { version, window, media } = message
  if (message.type === 'whole') return { held: { version, window, media, airings: sorted(message.airings) } }
  if (held === null || held.version !== message.base) return 'need-whole'
  const gone = new Set([...message.removed, ...message.added.map((airing) => airing.id)])
  const kept = held.airings.filter((airing) => !gone.has(airing.id) && airing.end > window.start)
  return { held: { version, window, media, airings: sorted([...kept, ...message.added]) } }
}

const sorted = (airings: readonly Airing[]): readonly Airing[] => [...airings].sort((a, b) => a.start - b.start)
