/** A fault as the database keeps it, read. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  FaultCause,
  type FaultHappening,
  FaultSeverity,
  FaultSource,
  FaultState,
  FaultSymptom,
  type FaultView,
} from '../../protocol/fault.ts'
import { type Instant, instant } from '../../protocol/time.ts'

export const instantOrNull = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))

export const faultOf = (row: Prisma.FaultModel): FaultView => ({
  id: row.id,
  number: row.number,
  state: Value.Parse(FaultState, row.state),
  severity: Value.Parse(FaultSeverity, row.severity),
  source: Value.Parse(FaultSource, row.source),
  title: row.title,
  text: row.text,
  symptom: row.symptom === null ? null : Value.Parse(FaultSymptom, row.symptom),
  cause: row.cause === null ? null : Value.Parse(FaultCause, row.cause),
  room: row.room,
  equipmentId: row.equipmentId,
  displayId: row.displayId,
  reporterId: row.reporterId,
  reporterName: row.reporterName,
  ownerId: row.ownerId,
  times: row.times,
  acknowledgedAt: instantOrNull(row.acknowledgedAt),
  acknowledgedBy: row.acknowledgedBy,
  healedAt: instantOrNull(row.healedAt),
  askedAt: instantOrNull(row.askedAt),
  dueAt: instantOrNull(row.dueAt),
  clockMinutes: row.clockMinutes,
  clockAt: instantOrNull(row.clockAt),
  slipId: row.slipId,
  visitId: row.visitId,
  mergedIntoId: row.mergedIntoId,
  version: row.version,
  createdAt: instant(row.createdAt.getTime()),
  since: instant(row.since.getTime()),
  closedAt: instantOrNull(row.closedAt),
})

/** What an event keeps of its act, whichever part of the server wrote it. */
const Kept = Type.Object({
  type: Type.String(),
  note: Type.Optional(Type.String()),
  severity: Type.Optional(FaultSeverity),
  ownerId: Type.Optional(Type.Union([Type.String(), Type.Null()])),
  into: Type.Optional(Type.String()),
})

export const happeningOf = (row: Prisma.FaultEventModel): FaultHappening => {
  const { type, note = '', severity, ownerId, into } = Value.Parse(Kept, Value.Clean(Kept, Value.Clone(row.act)))
  return {
    ...{ id: row.id, at: instant(row.at.getTime()), by: row.by, type, note },
    ...(severity === undefined ? {} : { severity }),
    ...(ownerId === undefined ? {} : { ownerId }),
    ...(into === undefined ? {} : { into }),
    from: row.from === null ? null : Value.Parse(FaultState, row.from),
    state: Value.Parse(FaultState, row.state),
  }
}
