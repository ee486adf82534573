/** A fault as the database keeps it, read. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { FaultCause, FaultSeverity, FaultSource, FaultState, type FaultView } from '../../protocol/fault.ts'
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
  dueAt: instantOrNull(row.dueAt),
  slipId: row.slipId,
  visitId: row.visitId,
  mergedIntoId: row.mergedIntoId,
  version: row.version,
  createdAt: instant(row.createdAt.getTime()),
  since: instant(row.since.getTime()),
  closedAt: instantOrNull(row.closedAt),
})
