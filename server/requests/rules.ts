/** What an act does to a request: pure; the store applies what is answered here. Rules Q1–Q11. */
import type { ErrorCode } from '../../protocol/errors.ts'
import {
  isReopenable,
  isSilent,
  mayAct,
  type RequestAct,
  type RequestActor,
  type RequestState,
} from '../../protocol/request.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { Instant } from '../../protocol/time.ts'

/** Where a request stands. People, requests and faults by their ids. */
export type Standing =
  | { readonly state: 'new' }
  | { readonly state: 'taken' | 'asked' | 'answered' | 'confirmed'; readonly assignee: string }
  | { readonly state: 'withdrawn'; readonly assignee: string | null }
  | { readonly state: 'merged'; readonly assignee: string | null; readonly into: string }
  | { readonly state: 'handed-on'; readonly assignee: string; readonly faultId: string }

export type RequestDeed =
  | { readonly type: Exclude<RequestAct, 'give' | 'merge' | 'hand-on'> }
  | { readonly type: 'give'; readonly to: string }
  /** `target`: where the other stands; null: there is no such request, or it is the same one. */
  | { readonly type: 'merge'; readonly into: string; readonly target: Standing | null }
  | { readonly type: 'hand-on'; readonly faultId: string }

/** The school's own, days. */
export type RequestLimits = Pick<Settings, 'requestReopenDays' | 'requestSilentDays'>

/** Who acts, as what, and when. */
export interface Deed {
  readonly by: string
  readonly as: readonly RequestActor[]
  readonly now: Instant
  readonly limits: RequestLimits
}

export type Decision =
  | { readonly type: 'done'; readonly standing: Standing }
  | { readonly type: 'refused'; readonly code: ErrorCode }

/** Into what another may be merged: what the section still has to answer. */
const TAKES_IN: ReadonlySet<RequestState> = new Set(['new', 'taken', 'asked'])

export const assigneeOf = (standing: Standing): string | null => (standing.state === 'new' ? null : standing.assignee)

/** @param since when it came into its state */
export const decide = (
  standing: Standing,
  since: Instant,
  deed: RequestDeed,
  { by, as, now, limits }: Deed,
): Decision => {
  if (!mayAct(deed.type, standing.state, as)) {
    const isTheirs = mayAct(deed.type, standing.state, ['requester', 'section', 'system'])
    return refused(isTheirs ? 'NOT_ALLOWED' : 'REQUEST_MOVED_ON')
  }
  const worker = assigneeOf(standing)
  switch (deed.type) {
    case 'take':
      return done({ state: 'taken', assignee: by })
    case 'give':
      return done(given(standing, deed.to))
    case 'release':
      return done({ state: 'new' })
    case 'ask':
      return done({ state: 'asked', assignee: worker ?? by })
    case 'answer':
      return done({ state: 'answered', assignee: worker ?? by })
    case 'recall':
      return done({ state: 'taken', assignee: by })
    case 'confirm':
      if (worker === null) return refused('REQUEST_MOVED_ON')
      if (!as.includes('requester') && !isSilent(since, now, limits.requestSilentDays))
        return refused('REQUEST_MOVED_ON')
      return done({ state: 'confirmed', assignee: worker })
    case 'reply':
      return done(resumed(worker))
    case 'reopen':
      if (standing.state === 'confirmed' && !isReopenable(since, now, limits.requestReopenDays))
        return refused('REQUEST_TOO_OLD')
      return done(resumed(worker))
    case 'restore':
      return isReopenable(since, now, limits.requestReopenDays) ? done(resumed(worker)) : refused('REQUEST_TOO_OLD')
    case 'unmerge':
      return done(resumed(worker))
    case 'withdraw':
      return done({ state: 'withdrawn', assignee: worker })
    case 'merge':
      if (deed.target === null || !TAKES_IN.has(deed.target.state)) return refused('REQUEST_NOT_TAKING_IN')
      return done({ state: 'merged', assignee: worker, into: deed.into })
    case 'hand-on':
      return done({ state: 'handed-on', assignee: worker ?? by, faultId: deed.faultId })
    default:
      return deed satisfies never
  }
}

/** Back with whoever works on it; with nobody, back to the section. */
const resumed = (worker: string | null): Standing =>
  worker === null ? { state: 'new' } : { state: 'taken', assignee: worker }

const given = (standing: Standing, to: string): Standing =>
  standing.state === 'asked' || standing.state === 'answered'
    ? { state: standing.state, assignee: to }
    : { state: 'taken', assignee: to }

const done = (standing: Standing): Decision => ({ type: 'done', standing })
const refused = (code: ErrorCode): Decision => ({ type: 'refused', code })
