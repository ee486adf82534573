/** This year's work under each procedure, counted from what the section really did. */
import { Value } from 'typebox/value'
import { OccurrenceState } from '../../protocol/duty.ts'
import { FAULT_STATES, isFaultOpen } from '../../protocol/fault.ts'
import type { ProcedureRecord } from '../../protocol/procedure.ts'
import { isOpenRequest, RequestState } from '../../protocol/request.ts'
import { REQUEST_KINDS, RequestKind } from '../../protocol/request-kinds.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'

const NOTHING: ProcedureRecord = { done: 0, missed: 0, late: 0, open: 0 }
const sum = (a: ProcedureRecord, b: ProcedureRecord): ProcedureRecord => ({
  done: a.done + b.done,
  missed: a.missed + b.missed,
  late: a.late + b.late,
  open: a.open + b.open,
})

/** Of a number or a name such as `SOP-002`, the number. */
export const procedureNumber = (name: string): string => name.slice(-3)
/** The broadcast room’s own: whatever stands in a classroom or the studio and broke. */
const FAULTS_OF = '010'

/** What was skipped, by a person or by the calendar, was not to be done. */
const dutyRecord = (state: OccurrenceState, isPast: boolean): Partial<ProcedureRecord> => {
  switch (state) {
    case 'done':
      return { done: 1 }
    case 'missed':
      return { missed: 1 }
    case 'skipped':
      return {}
    case 'open':
      return isPast ? { late: 1 } : { open: 1 }
    default:
      return state satisfies never
  }
}

/**
 * @param from since when, usually 1 January at the school
 * @returns by procedure number; one without work is missing
 */
export const readRecords = async (
  database: Database,
  from: Instant,
  now: Instant,
): Promise<ReadonlyMap<string, ProcedureRecord>> => {
  const records = new Map<string, ProcedureRecord>()
  const add = (number: string, record: Partial<ProcedureRecord>) =>
    records.set(number, sum(records.get(number) ?? NOTHING, { ...NOTHING, ...record }))
  const since = new Date(from)

  const duties = await database.dutyOccurrence.findMany({
    where: { createdAt: { gte: since } },
    select: { state: true, dueAt: true, duty: { select: { procedure: true } } },
  })
  for (const { state, dueAt, duty } of duties)
    if (duty.procedure !== '')
      add(procedureNumber(duty.procedure), dutyRecord(Value.Parse(OccurrenceState, state), dueAt.getTime() < now))

  const requests = await database.request.groupBy({
    by: ['kind', 'state'],
    where: { filedAt: { gte: since } },
    _count: { _all: true },
  })
  for (const { kind, state, _count } of requests) {
    const { procedure } = REQUEST_KINDS[Value.Parse(RequestKind, kind)]
    if (procedure !== null)
      add(procedure, isOpenRequest(Value.Parse(RequestState, state)) ? { open: _count._all } : { done: _count._all })
  }

  const open = FAULT_STATES.filter(isFaultOpen)
  const made = { createdAt: { gte: since } }
  const late = { state: { in: [...open] }, dueAt: { lt: new Date(now) } }
  const [all, unfinished, overdue] = await Promise.all([
    database.fault.count({ where: made }),
    database.fault.count({ where: { ...made, state: { in: [...open] } } }),
    database.fault.count({ where: { ...made, ...late } }),
  ])
  if (all > 0) add(FAULTS_OF, { done: all - unfinished, late: overdue, open: unfinished - overdue })
  return records
}
