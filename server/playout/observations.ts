/** What TVs noticed of their own output (rule A1, fourth column), kept beside what they reported and never over it. */
import type { AsRunEntry } from '../../protocol/as-run.ts'
import type { Observation } from '../../protocol/display.ts'
import { duration, type Instant } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'

/** Keeps one TV's; one that goes on grows, a repeat changes nothing, and none ever shrinks. */
export const keepObservations = async (
  database: Database,
  of: { readonly airingId: string; readonly displayId: string },
  observed: readonly Observation[],
  now: Instant,
): Promise<void> => {
  for (const { kind, fromMs, toMs } of observed) {
    const key = { ...of, kind, fromMs }
    const where = { airingId_displayId_kind_fromMs: key }
    const before = await database.observation.findUnique({ where })
    if (before !== null && before.toMs >= toMs) continue
    const data = { ...key, toMs, at: new Date(now) }
    await database.observation.upsert({ where, create: data, update: data })
  }
}

interface Seen extends Observation {
  readonly display: string
}

/** TVs look once a second, each at its own moment: what begins this close together is one thing. */
const TOGETHER_MS = 3000

/**
 * The same thing on several TVs is said once, with all their names: a black scene is black in every room, also in one
 * that joined in its middle and saw only the rest. What outlasts the others is another thing. Pure.
 */
export const togetherOf = (seen: readonly Seen[]): AsRunEntry['observed'] => {
  const told: AsRunEntry['observed'] = []
  for (const { kind, fromMs, toMs, display } of [...seen].sort((a, b) => a.fromMs - b.fromMs)) {
    const same = told.find(
      (one) =>
        one.kind === kind &&
        (fromMs - one.fromMs <= TOGETHER_MS || (fromMs <= one.toMs && toMs - one.toMs <= TOGETHER_MS)),
    )
    if (same === undefined) told.push({ kind, fromMs, toMs, displays: [display] })
    else {
      same.toMs = duration(Math.max(same.toMs, toMs))
      if (!same.displays.includes(display)) same.displays.push(display)
    }
  }
  return told
}
