/** A visit as the database keeps it, with the faults it is for, read. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { FaultView } from '../../protocol/fault.ts'
import { faultTitle } from '../../protocol/fault-title.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { Outcome, Part, type VisitFaultView, VisitState, type VisitView } from '../../protocol/visit.ts'
import { type Device, deviceLine } from '../vendors/device-line.ts'

export const withFaults = {
  vendor: { select: { name: true } },
  faults: true,
} as const satisfies Prisma.VisitInclude
export type VisitRow = Prisma.VisitGetPayload<{ include: typeof withFaults }>

/** The faults of a visit and their devices, by the fault's id. */
export type KnownFaults = ReadonlyMap<string, { readonly fault: FaultView; readonly device: Device | null }>

const instantOrNull = (at: Date | null): Instant | null => (at === null ? null : instant(at.getTime()))

export const stateOf = (row: { readonly state: string }): VisitState => Value.Parse(VisitState, row.state)

const faultViewOf = (
  row: VisitRow['faults'][number],
  { fault, device }: { readonly fault: FaultView; readonly device: Device | null },
  language: Language,
): VisitFaultView => ({
  ...{ id: fault.id, number: fault.number, state: fault.state, severity: fault.severity },
  ...{ title: faultTitle(fault, language), text: fault.text, room: fault.room || (device?.room ?? '') },
  device: deviceLine(device, language),
  displayId: fault.displayId ?? device?.displayId ?? null,
  outcome: row.outcome === null ? null : Value.Parse(Outcome, row.outcome),
  ...{ found: row.found, done: row.done, cost: row.cost },
  parts: Value.Parse(Type.Array(Part), row.parts),
})

export const visitOf = (row: VisitRow, known: KnownFaults, language: Language): VisitView => ({
  ...{ id: row.id, vendorId: row.vendorId, vendorName: row.vendor.name, state: stateOf(row) },
  start: instant(row.start.getTime()),
  end: instant(row.end.getTime()),
  ...{ technician: row.technician, note: row.note, version: row.version },
  arrivedAt: instantOrNull(row.arrivedAt),
  endedAt: instantOrNull(row.endedAt),
  ...{ callOutCost: row.callOutCost, nextVisit: row.nextVisit, signature: row.signature, signedBy: row.signedBy },
  createdAt: instant(row.createdAt.getTime()),
  faults: row.faults
    .flatMap((each) => {
      const about = known.get(each.faultId)
      return about === undefined ? [] : [faultViewOf(each, about, language)]
    })
    .sort((a, b) => a.number.localeCompare(b.number)),
})
