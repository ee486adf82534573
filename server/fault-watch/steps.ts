/** What is to be done so that the open faults say what is wrong, and no more: wanted against kept, with why. Pure. */
import {
  FAULT_SEVERITIES,
  type FaultCause,
  type FaultSeverity,
  type FaultState,
  isFaultOpen,
} from '../../protocol/fault.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Cause } from './causes.ts'
import type { KnownCause } from './tracking.ts'

/** A fault of the system's as it is kept. */
export interface Case extends KnownCause {
  readonly faultId: string
  readonly state: FaultState
  readonly severity: FaultSeverity
  readonly seen: FaultCause | null
  readonly healedAt: Instant | null
  readonly closedAt: Instant | null
  /** What it was about was not there any more, seen after it had been closed; null: not seen yet. */
  readonly goneAt: Instant | null
  /** It was closed by itself. */
  readonly lapsed: boolean
  /** Members that work again although it goes on. */
  readonly back: ReadonlySet<string>
}

export type Step =
  | { readonly type: 'open'; readonly cause: Cause; readonly severity: FaultSeverity }
  /** Open still, healed, and there again. */
  | { readonly type: 'return'; readonly faultId: string; readonly cause: Cause }
  /** Closed, and there again or still. */
  | { readonly type: 'reopen'; readonly faultId: string; readonly cause: Cause }
  | { readonly type: 'reassess'; readonly faultId: string; readonly cause: Cause; readonly severity: FaultSeverity }
  | {
      readonly type: 'rooms'
      readonly faultId: string
      readonly joined: readonly string[]
      readonly back: readonly string[]
    }
  | { readonly type: 'heal'; readonly faultId: string }
  | { readonly type: 'lapse'; readonly faultId: string }
  | { readonly type: 'gone'; readonly faultId: string }

export interface Rules {
  /** How bad a cause is now. */
  readonly severityOf: (cause: Cause) => FaultSeverity
  /** For so long what closed by itself is the same fault when it comes again. */
  readonly reopenMs: number
}

/** Healed for so long, and nobody has begun: it closes by itself (rule W9). */
export const LAPSE_MS = 24 * 3_600_000
/** Closed by a person although it was there still: asked again after this (rule W10). */
export const STILL_THERE_MS = 3_600_000

const isGraver = (a: FaultSeverity, than: FaultSeverity): boolean =>
  FAULT_SEVERITIES.indexOf(a) < FAULT_SEVERITIES.indexOf(than)

export const stepsOf = (
  cases: readonly Case[],
  causes: readonly Cause[],
  now: Instant,
  rules: Rules,
): readonly Step[] => {
  const wanted = new Set(causes.map(({ key }) => key))
  return [
    ...causes.flatMap((cause) => towards(cause, caseOf(cases, cause.key), now, rules)),
    ...cases.filter(({ key }) => !wanted.has(key)).flatMap((each) => away(each, now)),
  ]
}

/** The open case of a key, else the one that was closed last. */
const caseOf = (cases: readonly Case[], key: string): Case | null => {
  const [first] = cases
    .filter((each) => each.key === key)
    .sort((a, b) => (b.closedAt ?? Number.POSITIVE_INFINITY) - (a.closedAt ?? Number.POSITIVE_INFINITY))
  return first ?? null
}

const towards = (cause: Cause, kept: Case | null, now: Instant, { severityOf, reopenMs }: Rules): readonly Step[] => {
  const severity = severityOf(cause)
  if (kept === null) return [{ type: 'open', cause, severity }]
  const { faultId, closedAt } = kept
  if (isFaultOpen(kept.state)) {
    if (kept.healedAt !== null) return [{ type: 'return', faultId, cause }, ...rooms(kept, cause)]
    return [...rooms(kept, cause), ...reassessed(kept, cause, severity)]
  }
  const closedFor = now - (closedAt ?? now)
  if (kept.goneAt === null) {
    const isStillThere = kept.state === 'closed' && closedFor >= STILL_THERE_MS
    return isStillThere ? [{ type: 'reopen', faultId, cause }, ...rooms(kept, cause)] : []
  }
  return kept.lapsed && closedFor < reopenMs
    ? [{ type: 'reopen', faultId, cause }, ...rooms(kept, cause)]
    : [{ type: 'open', cause, severity }]
}

const away = (kept: Case, now: Instant): readonly Step[] => {
  const { faultId, healedAt } = kept
  if (!isFaultOpen(kept.state)) return kept.goneAt === null ? [{ type: 'gone', faultId }] : []
  if (healedAt === null) return [{ type: 'heal', faultId }]
  return kept.state === 'reported' && now - healedAt >= LAPSE_MS ? [{ type: 'lapse', faultId }] : []
}

const rooms = ({ faultId, members, back }: Case, { displayIds }: Cause): readonly Step[] => {
  const bad = new Set(displayIds)
  const joined = displayIds.filter((id) => !members.has(id) || back.has(id))
  const again = [...members].filter((id) => !bad.has(id) && !back.has(id))
  return joined.length + again.length === 0 ? [] : [{ type: 'rooms', faultId, joined, back: again }]
}

/** More rooms than it says, or graver; how grave is the section's to say once somebody has looked (rule W8). */
const reassessed = (kept: Case, cause: Cause, severity: FaultSeverity): readonly Step[] => {
  const { faultId, members, state } = kept
  const hasGrown = cause.displayIds.some((id) => !members.has(id))
  const isWorse = state === 'reported' && isGraver(severity, kept.severity)
  return hasGrown || isWorse ? [{ type: 'reassess', faultId, cause, severity: isWorse ? severity : kept.severity }] : []
}

/** The cases whose causes go on as far as is known, also those that a person has closed meanwhile. */
export const knownOf = (cases: readonly Case[]): readonly KnownCause[] =>
  cases.filter(({ state, healedAt, goneAt }) => (isFaultOpen(state) ? healedAt === null : goneAt === null))
