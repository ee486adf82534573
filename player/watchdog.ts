/** What to do when a programme does not come or does not move. Pure: how long, how often; the remedy out. */

/** From the lightest to the heaviest. */
export type Remedy = 'none' | 'rejoin' | 'other-deck' | 'reload'

export interface Complaint {
  /** The position has stood still for this long; 0: it moves. */
  readonly stalledForMs: number
  /** The run gave up. */
  readonly failed: boolean
  /** Since the last remedy for this programme; null: none yet. */
  readonly sinceRemedyMs: number | null
  /** Remedies tried for this programme so far. */
  readonly tried: number
  /** How long ago each reload of the page was, any order. */
  readonly reloadsAgoMs: readonly number[]
}

const STALL_WORTH_REMEDY_MS = 2000
/** A remedy is given this long to work before the next; doubled for each that did not. */
const PATIENCE_MS = 3000
/** Remedies before the page itself is suspected. */
const REMEDIES_BEFORE_RELOAD = 6
/** Pages reload at most after 5, 10, 20, … minutes, so that a lasting fault leaves the slate in peace. */
const RELOAD_PATIENCE_MS = 5 * 60_000
/** Reloads older than this no longer count. */
export const RELOADS_REMEMBERED_MS = 24 * 3_600_000

export const remedyFor = (complaint: Complaint): Remedy => {
  if (!complaint.failed && complaint.stalledForMs < STALL_WORTH_REMEDY_MS) return 'none'
  const patience = PATIENCE_MS * 2 ** Math.min(complaint.tried, 4)
  if (complaint.sinceRemedyMs !== null && complaint.sinceRemedyMs < patience) return 'none'
  if (complaint.tried >= REMEDIES_BEFORE_RELOAD && mayReload(complaint.reloadsAgoMs)) return 'reload'
  return complaint.failed || complaint.tried > 0 ? 'other-deck' : 'rejoin'
}

const mayReload = (reloadsAgoMs: readonly number[]): boolean => {
  // One in the future was noted under a wrong clock.
  const recent = reloadsAgoMs.filter((ago) => ago >= 0 && ago < RELOADS_REMEMBERED_MS)
  const newest = Math.min(...recent)
  return recent.length === 0 || newest >= RELOAD_PATIENCE_MS * 2 ** Math.min(recent.length - 1, 6)
}
