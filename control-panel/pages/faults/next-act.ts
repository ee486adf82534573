/** What comes next with a fault: one act, or the page where others act. Pure. */
import { type FaultState, type FaultView, faultAfter } from '../../../protocol/fault.ts'
import { HAND_ACTS, type HandAct } from '../../../protocol/fault-desk.ts'

/** The one thing to do; null: it is done elsewhere, or nothing is. */
const PRIMARY: Readonly<Record<FaultState, HandAct | null>> = {
  reported: 'triage',
  triaged: 'fix',
  fixing: 'fixed',
  'awaiting-slip': null,
  'to-call': null,
  called: null,
  'visit-agreed': null,
  'on-site': null,
  'to-accept': 'accept',
  closed: 'reopen',
  dismissed: 'reopen',
}

type Standing = Pick<FaultView, 'state' | 'askedAt'>
/** What speaks against an act beside the state. */
interface Limits {
  readonly canAsk: boolean
  readonly canReopen: boolean
  /** It is the system's, and nobody has seen it yet. */
  readonly canAcknowledge: boolean
}

export const primaryAct = ({ state, askedAt }: Standing): HandAct | null =>
  askedAt === null ? PRIMARY[state] : 'answer'

const isPossible = (act: HandAct, fault: Standing, limits: Limits): boolean => {
  if (faultAfter(fault.state, act) === null) return false
  if (act === 'answer') return fault.askedAt !== null
  if (act === 'ask') return fault.askedAt === null && limits.canAsk
  if (act === 'reopen') return limits.canReopen
  return act !== 'acknowledge' || limits.canAcknowledge
}

/** Everything that people may do now, the next act first. */
export const actsOf = (fault: Standing, limits: Limits): readonly HandAct[] => {
  const first = primaryAct(fault)
  const possible = HAND_ACTS.filter((act) => isPossible(act, fault, limits))
  return first !== null && possible.includes(first) ? [first, ...possible.filter((act) => act !== first)] : possible
}

const DEGREES = ['blocks-noon', 'high', 'normal', 'low']

/** What should be dealt with first: late ones, then the graver, then the earlier due. */
export const byUrgency =
  (now: number) =>
  (
    a: Pick<FaultView, 'dueAt' | 'severity' | 'createdAt'>,
    b: Pick<FaultView, 'dueAt' | 'severity' | 'createdAt'>,
  ): number => {
    const late = (fault: { readonly dueAt: number | null }) => Number(fault.dueAt !== null && fault.dueAt < now)
    return (
      late(b) - late(a) ||
      DEGREES.indexOf(a.severity) - DEGREES.indexOf(b.severity) ||
      (a.dueAt ?? Number.POSITIVE_INFINITY) - (b.dueAt ?? Number.POSITIVE_INFINITY) ||
      a.createdAt - b.createdAt ||
      0
    )
  }
