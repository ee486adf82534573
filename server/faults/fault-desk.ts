/** Faults with what the section needs beside them: names, the device, what happened, photos. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { DutyStep } from '../../protocol/duty.ts'
import { type FaultView, isFaultOpen } from '../../protocol/fault.ts'
import type { FaultDetail, FaultItem } from '../../protocol/fault-desk.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import { readFullNames } from '../accounts/full-names.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { readSettings } from '../platform/settings.ts'
import { happeningOf } from './fault-row.ts'

export interface FaultDeskDeps {
  readonly database: Database
  readonly clock: Clock
  readonly attachments: Pick<Attachments, 'of'>
}

const DAY_MS = 86_400_000
const given = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))]

const withDuty = {
  occurrence: { include: { duty: { select: { name: true } } } },
} as const satisfies Prisma.DutyFollowUpInclude
const Steps = Type.Array(DutyStep)

const dutyOf = (row: Prisma.DutyFollowUpGetPayload<{ include: typeof withDuty }>): FaultDetail['duty'] => {
  const { occurrenceId, stepId, occurrence } = row
  const step = Value.Parse(Steps, occurrence.steps).find(({ id }) => id === stepId)?.text ?? ''
  return { occurrenceId, name: occurrence.duty.name, due: schoolDate(occurrence.due), step }
}

export type FaultDesk = ReturnType<typeof createFaultDesk>

export const createFaultDesk = ({ database, clock, attachments }: FaultDeskDeps) => {
  const withNames = async (faults: readonly FaultView[]): Promise<FaultItem[]> => {
    const [people, devices] = await Promise.all([
      database.user.findMany({
        where: { id: { in: given(faults.flatMap(({ ownerId, reporterId }) => [ownerId, reporterId])) } },
        select: { id: true, name: true, fullName: true },
      }),
      database.equipment.findMany({
        where: { id: { in: given(faults.map(({ equipmentId }) => equipmentId)) } },
        select: { id: true, name: true, vendorId: true, vendor: { select: { name: true } } },
      }),
    ])
    const names = new Map(people.map(({ id, name, fullName }) => [id, fullName || name]))
    const deviceOf = new Map(devices.map((device) => [device.id, device]))
    return faults.map((fault) => {
      const device = deviceOf.get(fault.equipmentId ?? '')
      return {
        ...fault,
        reporterName: names.get(fault.reporterId ?? '') ?? fault.reporterName,
        ownerName: names.get(fault.ownerId ?? '') ?? '',
        equipmentName: device?.name ?? '',
        vendorId: device?.vendorId ?? null,
        vendorName: device?.vendor?.name ?? '',
      }
    })
  }

  return {
    withNames,

    detail: async (fault: FaultView): Promise<FaultDetail> => {
      const [[item], row, history, photos, fellows, merged, { faultReopenDays }] = await Promise.all([
        withNames([fault]),
        database.fault.findUniqueOrThrow({
          where: { id: fault.id },
          include: {
            mergedInto: { select: { id: true, number: true } },
            equipment: { select: { label: true } },
            dutyStep: { include: withDuty },
          },
        }),
        database.faultEvent.findMany({ where: { faultId: fault.id }, orderBy: { at: 'asc' } }),
        attachments.of({ subject: 'fault', id: fault.id }),
        database.faultFellow.count({ where: { faultId: fault.id } }),
        database.fault.findMany({ where: { mergedIntoId: fault.id }, select: { id: true, number: true } }),
        readSettings(database),
      ])
      const nameOf = await readFullNames(
        database,
        history.map(({ by }) => by),
      )
      const until = fault.closedAt === null ? null : instant(fault.closedAt + faultReopenDays * DAY_MS)
      return {
        ...(item ?? { ...fault, ownerName: '', equipmentName: '', vendorId: null, vendorName: '' }),
        reporterContact: row.reporterContact,
        fellows,
        canAsk: fault.reporterId !== null || fellows > 0,
        equipmentLabel: row.equipment?.label ?? '',
        duty: row.dutyStep === null ? null : dutyOf(row.dutyStep),
        mergedInto: row.mergedInto,
        merged,
        history: history.map(happeningOf).map((each) => ({ ...each, by: nameOf(each.by) })),
        attachments: [...photos],
        reopenUntil: !isFaultOpen(fault.state) && until !== null && until >= clock.now() ? until : null,
      }
    },
  }
}
