/** When an act begins and how long it lasts. Pure. */
import type { AskedAct } from '../../protocol/acts.ts'
import type { Replay } from '../../protocol/display.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { Failure } from '../platform/failure.ts'
import type { NewCutIn } from './act-cut-ins.ts'
import type { Changed } from './act-record.ts'

/** @throws Failure ACT_TIME_WRONG */
export const requireTimes = (asked: AskedAct, now: Instant): void => {
  const start = asked.type === 'cut-in' || asked.type === 'replay' ? asked.start : null
  const end = 'until' in asked ? (asked.until ?? null) : asked.type === 'cut-in' ? asked.end : null
  const wrong =
    (start !== null && start < now) ||
    (end !== null && end <= (start ?? now)) ||
    (asked.type === 'replay' && asked.toMs <= asked.fromMs)
  if (wrong) throw new Failure('ACT_TIME_WRONG')
}

/** When the last of these is over; null: one of them lasts until someone ends it, or there is none. */
export const lastEnd = (cutIns: readonly NewCutIn[]): Instant | null => {
  const ends = cutIns.flatMap(({ end }) => end ?? [])
  return ends.length === 0 || ends.length < cutIns.length ? null : instant(Math.max(...ends))
}

/** Until when an act lasts that is a word to the TVs themselves; null: it stands, or is over at once. */
export const wordUntil = (asked: AskedAct, changed: Changed | Replay): Instant | null => {
  if (asked.type === 'message' || asked.type === 'mute' || asked.type === 'hide') return asked.until
  if (asked.type !== 'replay' || !('start' in changed)) return null
  return instant(changed.start + asked.toMs - asked.fromMs)
}
