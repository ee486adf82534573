/** A technician's report while it is written: as typed, kept as text, and the report once nothing is missing. Pure. */
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { Outcome, SignaturePath, type VisitReport } from '../../../protocol/visit.ts'

const FindingDraft = Type.Object({
  outcome: Type.Union([Outcome, Type.Null()]),
  found: Type.String(),
  done: Type.String(),
  parts: Type.Array(Type.Object({ name: Type.String(), count: Type.String() })),
  /** As typed; empty: not said. */
  cost: Type.String(),
})
export type FindingDraft = Static<typeof FindingDraft>

export const ReportDraft = Type.Object({
  technician: Type.String(),
  callOutCost: Type.String(),
  nextVisit: Type.String(),
  signature: SignaturePath,
  /** By the fault's id. */
  findings: Type.Record(Type.String(), FindingDraft),
})
export type ReportDraft = Static<typeof ReportDraft>

export const NO_FINDING: FindingDraft = { outcome: null, found: '', done: '', parts: [], cost: '' }
export const emptyDraft = (technician: string): ReportDraft => ({
  ...{ technician, callOutCost: '', nextVisit: '', signature: '', findings: {} },
})

/** What was kept as JSON; null when it is none, or another version's. */
export const readDraft = (kept: string | null): ReportDraft | null => {
  if (kept === null) return null
  try {
    const read: unknown = JSON.parse(kept)
    return Value.Check(ReportDraft, read) ? read : null
  } catch {
    return null
  }
}

/** Whole dollars; null: nothing was typed. Anything that is no number is left out too. */
const dollars = (typed: string): number | null => {
  const digits = typed.replaceAll(/[^\d]/g, '')
  return digits === '' ? null : Math.min(Number(digits), 100_000_000)
}

/** What is missing; null: nothing. */
export type Missing = 'technician' | { readonly faultId: string } | null

export const missingIn = ({ technician, findings }: ReportDraft, faultIds: readonly string[]): Missing => {
  const faultId = faultIds.find((id) => (findings[id] ?? NO_FINDING).outcome === null)
  if (faultId !== undefined) return { faultId }
  return technician.trim() === '' ? 'technician' : null
}

/** Null as long as something is missing. Findings of faults that the visit no longer has are left out. */
export const reportOf = (draft: ReportDraft, faultIds: readonly string[]): VisitReport | null => {
  if (missingIn(draft, faultIds) !== null) return null
  const findings = faultIds.flatMap((faultId) => {
    const { outcome, found, done, parts, cost } = draft.findings[faultId] ?? NO_FINDING
    if (outcome === null) return []
    const named = parts
      .map(({ name, count }) => ({ name: name.trim(), count: Math.min(Math.max(Number(count) || 1, 1), 999) }))
      .filter(({ name }) => name !== '')
    return [{ faultId, outcome, found: found.trim(), done: done.trim(), parts: named, cost: dollars(cost) }]
  })
  return {
    ...{ technician: draft.technician.trim(), findings, signature: draft.signature },
    callOutCost: dollars(draft.callOutCost),
    nextVisit: draft.nextVisit.trim(),
  }
}
