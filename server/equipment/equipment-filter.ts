/** Which devices are asked for, as the database is asked. */
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type EquipmentKind,
  type EquipmentQuestion,
  type EquipmentState,
  WARRANTY_WARNING_DAYS,
} from '../../protocol/equipment.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import { addDays } from '../schedule/wall-clock.ts'
import { OPEN_FAULT } from './equipment-row.ts'
import { normalLabel } from './label-id.ts'

export interface EquipmentFilter {
  /** In any of its words, or its label. */
  readonly q?: string
  readonly kind?: EquipmentKind
  /** Left out: all but the retired ones. */
  readonly state?: EquipmentState
  /** Empty: devices of which no room is said. */
  readonly room?: string
  readonly vendorId?: string
  readonly displayId?: string
  readonly question?: EquipmentQuestion
}

const WORDS = ['name', 'room', 'maker', 'model', 'serial', 'propertyNumber', 'note'] as const

const searched = (q: string | undefined): Prisma.EquipmentWhereInput => {
  const text = q?.trim() ?? ''
  if (text === '') return {}
  const label = normalLabel(text)
  return { OR: [...WORDS.map((field) => ({ [field]: { contains: text } })), ...(label === null ? [] : [{ label }])] }
}

/** Has it, or the TV that it is, an open fault? */
export const BROKEN = {
  OR: [{ faults: { some: OPEN_FAULT } }, { display: { faults: { some: OPEN_FAULT } } }],
} as const satisfies Prisma.EquipmentWhereInput

/** @param today the school's date, from which warranties are counted */
export const askedFor = (
  question: EquipmentQuestion,
  today: SchoolDate,
  database: Pick<Database, 'equipmentPart'>,
): Prisma.EquipmentWhereInput => {
  switch (question) {
    case 'broken':
      return BROKEN
    case 'warranty-ending':
      return { warrantyUntil: { gte: today, lte: addDays(today, WARRANTY_WARNING_DAYS) } }
    case 'warranty-unknown':
      return { warrantyUntil: null }
    case 'in-repair':
      return { state: 'in-repair' }
    case 'parts-short':
      return { parts: { some: { count: { lt: database.equipmentPart.fields.least } } } }
  }
}

export const whereOf = (
  { q, kind, state, room, vendorId, displayId, question }: EquipmentFilter,
  today: SchoolDate,
  database: Pick<Database, 'equipmentPart'>,
): Prisma.EquipmentWhereInput => ({
  AND: [
    searched(q),
    state === undefined ? { state: { not: 'retired' } } : { state },
    question === undefined ? {} : askedFor(question, today, database),
    {
      ...(kind === undefined ? {} : { kind }),
      ...(room === undefined ? {} : { room }),
      ...(vendorId === undefined ? {} : { vendorId }),
      ...(displayId === undefined ? {} : { displayId }),
    },
  ],
})
