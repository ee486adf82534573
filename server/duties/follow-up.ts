/** What a critical step that fails opens: a fault, or a request of who was to do it (rule D18). */
import type { Prisma } from '../../prisma/generated/client.ts'
import { type DutyStep, opensOf } from '../../protocol/duty.ts'
import { REQUEST_KINDS, type RequestKind } from '../../protocol/request-kinds.ts'
import type { FaultReport, FaultStore } from '../faults/store.ts'
import type { RequestStore } from '../requests/store.ts'
import type { Doer } from './doer.ts'

/** A critical step that was not done. */
export interface FailedStep {
  readonly occurrenceId: string
  readonly duty: string
  readonly step: DutyStep
  /** What a person wrote, or the number; empty when Nooncast saw it. */
  readonly said: string
  /** Null: Nooncast saw it. */
  readonly by: Doer | null
}

export type FollowedBy = { readonly faultId: string } | { readonly requestId: string }

/** Opens what follows, in the transaction. */
export type OpenFollowUp = (failed: FailedStep, within: Prisma.TransactionClient) => Promise<FollowedBy>

export interface FollowUpDeps {
  readonly faults: Pick<FaultStore, 'report'>
  readonly requests: Pick<RequestStore, 'file'>
}

const LONGEST_TITLE = 200
const LONGEST_SUMMARY = 160
const titleOf = ({ duty, step }: FailedStep, longest: number): string => `${duty}：${step.text}`.slice(0, longest)

/** The fault that is reported. Nobody asks for what Nooncast saw, so that is always one. */
export const faultOf = (failed: FailedStep): FaultReport => ({
  source: failed.by === null ? 'system' : 'operator',
  severity: 'high',
  title: titleOf(failed, LONGEST_TITLE),
  text: failed.said,
  cause: {
    key: `duty ${failed.occurrenceId} ${failed.step.id}`,
    seen: { code: 'duty-step', params: { duty: failed.duty, step: failed.step.text } },
  },
})

/** The request that is filed; a kind that asks for a wording is told what was said. */
export const askedOf = (failed: FailedStep, kind: RequestKind) => {
  const wording = REQUEST_KINDS[kind].fields.some(({ name }) => name === 'wording')
  const words = failed.said === '' ? failed.step.text : failed.said
  return {
    ...{ kind, summary: titleOf(failed, LONGEST_SUMMARY), details: failed.said, room: '', wantedOn: null },
    fields: wording ? { wording: words } : {},
  }
}

export const createFollowUps =
  ({ faults, requests }: FollowUpDeps): OpenFollowUp =>
  async (failed, within) => {
    const { by, step, occurrenceId } = failed
    const opens = opensOf(step)
    if (opens.type === 'fault' || by === null)
      return { faultId: (await faults.report(faultOf(failed), by?.name ?? 'system', within)).id }
    const doer = { ...by, as: ['requester', 'section'] } as const
    const part = { dutyOccurrenceId: occurrenceId, within }
    return { requestId: await requests.file(askedOf(failed, opens.kind), by, doer, part) }
  }
