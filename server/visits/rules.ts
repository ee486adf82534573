/**
 * What an act does to a visit and to the faults it is for. Pure; the store applies what is answered here. While a visit is
 * open its faults stand where it does: called, visit agreed, technician on site (rule V2).
 */
import type { ErrorCode } from '../../protocol/errors.ts'
import type { FaultAct, FaultState } from '../../protocol/fault.ts'
import type { Instant } from '../../protocol/time.ts'
import {
  FAULT_DURING,
  type FaultFinding,
  isVisitOpen,
  LONGEST_WINDOW_MS,
  stepsOfFault,
  type VisitAct,
  type VisitReport,
  type VisitState,
  visitAfter,
} from '../../protocol/visit.ts'

export interface VisitFacts {
  readonly id: string
  readonly state: VisitState
  readonly faults: readonly { readonly id: string; readonly state: FaultState }[]
}

/** Of a fault that is taken in: where it stands, and whether this vendor was called for it. */
export interface Candidate {
  readonly id: string
  readonly state: FaultState
  readonly isCalled: boolean
}

export interface FaultStep {
  readonly faultId: string
  readonly act: FaultAct
}

export type VisitDecision =
  | { readonly type: 'done'; readonly state: VisitState; readonly steps: readonly FaultStep[] }
  | { readonly type: 'refused'; readonly code: ErrorCode }

/** What was told late is told within a day. */
const TOLD_WITHIN_MS = 24 * 3_600_000
/** A guest's clock may be this far ahead. */
const CLOCKS_DIFFER_MS = 60_000

export const isWindow = ({ start, end }: { readonly start: Instant; readonly end: Instant }): boolean =>
  start < end && end - start <= LONGEST_WINDOW_MS

/** @param candidate the fault that a `take-in` is about; null: there is none of that id */
export const decideVisit = (
  visit: VisitFacts,
  act: VisitAct,
  now: Instant,
  candidate: Candidate | null = null,
): VisitDecision => {
  const state = visitAfter(visit.state, act.type)
  if (state === null) return refused('VISIT_MOVED_ON')
  switch (act.type) {
    case 'move':
      return isWindow(act) ? done(state, []) : refused('VISIT_WINDOW_WRONG')
    case 'arrive':
      if (act.at !== null && (act.at > now + CLOCKS_DIFFER_MS || act.at < now - TOLD_WITHIN_MS))
        return refused('VISIT_TIME_WRONG')
      return done(state, bring(visit, state, act.technician))
    case 'finish': {
      const steps = outcomes(visit, act.report)
      return steps === null ? refused('VISIT_FINDINGS_MISSING') : done(state, steps)
    }
    case 'take-in':
      if (candidate === null || visit.faults.some(({ id }) => id === act.faultId)) return refused('NOT_FOUND')
      if (!candidate.isCalled || candidate.state !== 'called') return refused('VISIT_FAULT_NOT_CALLED')
      return done(state, bring({ ...visit, faults: [candidate] }, state, ''))
    case 'leave-out': {
      const fault = visit.faults.find(({ id }) => id === act.faultId)
      if (fault === undefined) return refused('NOT_FOUND')
      return done(state, stepsTo(visit.id, fault, 'called', ''))
    }
    case 'agree':
    case 'undo-arrive':
    case 'cancel':
    case 'miss':
      return done(state, bring(visit, state, act.note))
    default:
      return act satisfies never
  }
}

/** All faults of the visit to where the visit is now; back to “called” when it is over without a report. */
const bring = ({ id, faults }: VisitFacts, state: VisitState, note: string): readonly FaultStep[] => {
  const to = isOpenState(state) ? FAULT_DURING[state] : 'called'
  return faults.flatMap((fault) => stepsTo(id, fault, to, note))
}

const isOpenState = (state: VisitState): state is keyof typeof FAULT_DURING => isVisitOpen(state)

const stepsTo = (visitId: string, fault: VisitFacts['faults'][number], to: FaultState, note: string): FaultStep[] =>
  stepsOfFault(fault.state, to, visitId, note).map((act) => ({ faultId: fault.id, act }))

/** Null unless the report says something of each fault of the visit, and of no other. */
const outcomes = ({ id, faults }: VisitFacts, { findings }: VisitReport): readonly FaultStep[] | null => {
  const said = new Map(findings.map((finding) => [finding.faultId, finding]))
  if (said.size !== faults.length || said.size !== findings.length) return null
  const steps = faults.flatMap((fault): FaultStep[] => {
    const finding = said.get(fault.id)
    return finding === undefined ? [] : [{ faultId: fault.id, act: outcomeAct(finding, id) }]
  })
  return steps.length === faults.length ? steps : null
}

const outcomeAct = ({ outcome, found, done }: FaultFinding, visitId: string): FaultAct => ({
  type: outcome === 'fixed' ? 'repaired' : 'not-repaired',
  visitId,
  note: (outcome === 'fixed' ? done || found : found || done).slice(0, 2000),
})

const done = (state: VisitState, steps: readonly FaultStep[]): VisitDecision => ({ type: 'done', state, steps })
const refused = (code: ErrorCode): VisitDecision => ({ type: 'refused', code })
