/** A year's work under each procedure, counted from what the section really did. */
import { Value } from 'typebox/value'
import { OccurrenceState } from '../../protocol/duty-occurrence.ts'
import { FAULT_STATES, isFaultOpen } from '../../protocol/fault.ts'
import type { ProcedureRecord, ProcedureWork } from '../../protocol/procedure.ts'
import { isOpenRequest, RequestState } from '../../protocol/request.ts'
import { REQUEST_KINDS, RequestKind } from '../../protocol/request-kinds.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'

/** One kind of work under one procedure. */
export interface WorkRecord extends ProcedureRecord {
  readonly procedure: string
  readonly work: ProcedureWork
  /** Of requests, what kind; null otherwise. */
  readonly kind: RequestKind | null
}

/** What began within `[from, until)`, as it stands now. */
export interface RecordSpan {
  readonly from: Instant
  readonly until: Instant
  readonly now: Instant
}

export interface RecordSources {
  readonly database: Database
  /** Ids of open requests that are past their day, or past the day on which they were to be published. */
  readonly lateRequests: () => Promise<ReadonlySet<string>>
}

type Standing = keyof ProcedureRecord
const NOTHING: ProcedureRecord = { done: 0, missed: 0, late: 0, open: 0 }

/** Of a number or a name such as `SOP-002`, the number. */
export const procedureNumber = (name: string): string => name.slice(-3)
/** The broadcast room’s own: whatever stands in a classroom or the studio and broke. */
const FAULTS_OF = '010'

const OPEN_FAULTS: ReadonlySet<string> = new Set(FAULT_STATES.filter(isFaultOpen))

const ifOpen = (isOpen: boolean, isLate: boolean): Standing => (isOpen ? (isLate ? 'late' : 'open') : 'done')

/** Null: it was skipped, by a person or by the calendar, and was not to be done. */
const dutyStanding = (state: OccurrenceState, isPast: boolean): Standing | null => {
  switch (state) {
    case 'done':
    case 'missed':
      return state
    case 'skipped':
      return null
    case 'open':
      return ifOpen(true, isPast)
    default:
      return state satisfies never
  }
}

/** Null: it was withdrawn, or is counted as the one that it is a part of. */
const requestStanding = (state: RequestState, isLate: boolean): Standing | null =>
  state === 'withdrawn' || state === 'merged' ? null : ifOpen(isOpenRequest(state), isLate)

/** Each thing counts once, under its procedure. Pure. */
export const countWork = (
  things: readonly (Pick<WorkRecord, 'procedure' | 'work' | 'kind'> & { readonly standing: Standing })[],
): readonly WorkRecord[] => {
  const records = new Map<string, WorkRecord>()
  for (const { standing, ...what } of things) {
    const key = `${what.procedure} ${what.work} ${what.kind ?? ''}`
    const before = records.get(key) ?? { ...what, ...NOTHING }
    records.set(key, { ...before, [standing]: before[standing] + 1 })
  }
  return [...records].sort(([a], [b]) => a.localeCompare(b)).map(([, record]) => record)
}

/** All kinds of work of each procedure together; one without work is missing. Pure. */
export const sumWork = (records: readonly WorkRecord[]): ReadonlyMap<string, ProcedureRecord> => {
  const sums = new Map<string, ProcedureRecord>()
  for (const { procedure, done, missed, late, open } of records) {
    const before = sums.get(procedure) ?? NOTHING
    sums.set(procedure, {
      ...{ done: before.done + done, missed: before.missed + missed },
      ...{ late: before.late + late, open: before.open + open },
    })
  }
  return sums
}

export const readRecords = async (
  { database, lateRequests }: RecordSources,
  { from, until, now }: RecordSpan,
): Promise<readonly WorkRecord[]> => {
  const within = { gte: new Date(from), lt: new Date(until) }
  const [duties, requests, faults, lateIds] = await Promise.all([
    database.dutyOccurrence.findMany({
      where: { createdAt: within },
      select: { state: true, dueAt: true, duty: { select: { procedure: true } } },
    }),
    database.request.findMany({ where: { filedAt: within }, select: { id: true, kind: true, state: true } }),
    database.fault.findMany({ where: { createdAt: within }, select: { state: true, dueAt: true } }),
    lateRequests(),
  ])
  return countWork([
    ...duties.flatMap(({ state, dueAt, duty }) => {
      const standing = dutyStanding(Value.Parse(OccurrenceState, state), dueAt.getTime() < now)
      const procedure = procedureNumber(duty.procedure)
      return duty.procedure === '' || standing === null
        ? []
        : [{ procedure, work: 'duty', kind: null, standing } as const]
    }),
    ...requests.flatMap(({ id, kind, state }) => {
      const parsed = Value.Parse(RequestKind, kind)
      const { procedure } = REQUEST_KINDS[parsed]
      const standing = requestStanding(Value.Parse(RequestState, state), lateIds.has(id))
      return procedure === null || standing === null
        ? []
        : [{ procedure, work: 'request', kind: parsed, standing } as const]
    }),
    ...faults.map(({ state, dueAt }) => ({
      ...({ procedure: FAULTS_OF, work: 'fault', kind: null } as const),
      standing: ifOpen(OPEN_FAULTS.has(state), dueAt !== null && dueAt.getTime() < now),
    })),
  ])
}
