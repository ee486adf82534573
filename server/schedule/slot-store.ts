/** The timetable's slots and what is different on one date. */
import { Type } from 'typebox'
import { Check, Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type ExceptionChange, Slot, SlotException, type SlotInput } from '../../protocol/calendar.ts'
import type { ExceptionView } from '../../protocol/schedule-preview.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'

export const withAudience = { audience: { select: { groupId: true } } } as const
type SlotRow = Prisma.SlotGetPayload<{ include: typeof withAudience }>

/** @throws when a stored value no longer has the shape of the protocol */
export const slotOf = (row: SlotRow): Slot =>
  Value.Parse(Slot, {
    id: row.id,
    name: row.name,
    kind: row.kind,
    weekdays: row.weekdays,
    dates: row.dates,
    startTime: row.startTime,
    endTime: row.endTime,
    audience: row.audience.map((each) => each.groupId).sort(),
    source: row.source,
    fallback: row.fallback,
    validFrom: row.validFrom,
    validUntil: row.validUntil,
    yearRound: row.yearRound,
    exam: row.exam,
    version: row.version,
    createdAt: row.createdAt.getTime(),
  })

const slotData = (input: SlotInput) => ({
  name: input.name,
  kind: input.kind,
  weekdays: input.weekdays,
  dates: input.dates,
  startTime: input.startTime,
  endTime: input.endTime,
  source: input.source,
  fallback: input.fallback,
  validFrom: input.validFrom,
  validUntil: input.validUntil,
  yearRound: input.yearRound,
  exam: input.exam,
})

/** A new slot's row with its audience. */
export const newSlotData = (input: SlotInput, id: string, createdAt: Date) => ({
  id,
  ...slotData(input),
  createdAt,
  audience: { create: input.audience.map((groupId) => ({ groupId })) },
})

/** @throws Failure GROUP_MISSING when one of the groups does not exist */
export const requireGroups = async (
  transaction: Pick<Prisma.TransactionClient, 'group'>,
  ids: readonly string[],
): Promise<void> => {
  if (ids.length === 0) return
  const known = new Set(
    (await transaction.group.findMany({ where: { id: { in: [...ids] } }, select: { id: true } })).map(({ id }) => id),
  )
  const unknown = ids.find((id) => !known.has(id))
  if (unknown !== undefined) throw new Failure('GROUP_MISSING', { groupId: unknown })
}

/** The log's acts that make an exception; their details name its date. */
const EXCEPTION_ACTS = ['slot.cancel', 'slot.move', 'slot.replace']
const Dated = Type.Object({ date: Type.String() })

export const createSlotStore = ({ database, clock }: { readonly database: Database; readonly clock: Clock }) => ({
  /** Oldest first. */
  slots: async (): Promise<Slot[]> =>
    (
      await database.slot.findMany({
        where: { deletedAt: null },
        include: withAudience,
        orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
      })
    ).map(slotOf),

  /** @throws Failure GROUP_MISSING */
  createSlot: async (input: SlotInput, id = newId()): Promise<Slot> =>
    database.$transaction(async (transaction) => {
      await requireGroups(transaction, input.audience)
      const data = newSlotData(input, id, new Date(clock.now()))
      return slotOf(await transaction.slot.create({ data, include: withAudience }))
    }),

  /** Null: there is no such slot. @throws Failure CONFLICT when `version` is not the one stored, GROUP_MISSING */
  updateSlot: async (id: string, version: number, input: SlotInput): Promise<Slot | null> =>
    database.$transaction(async (transaction) => {
      const held = await transaction.slot.findFirst({ where: { id, deletedAt: null } })
      if (held === null) return null
      await requireGroups(transaction, input.audience)
      const { count } = await transaction.slot.updateMany({
        where: { id, version, deletedAt: null },
        data: { ...slotData(input), version: version + 1 },
      })
      if (count === 0) throw new Failure('CONFLICT')
      await transaction.slotAudience.deleteMany({ where: { slotId: id } })
      await transaction.slotAudience.createMany({ data: input.audience.map((groupId) => ({ slotId: id, groupId })) })
      return slotOf(await transaction.slot.findUniqueOrThrow({ where: { id }, include: withAudience }))
    }),

  /** Hides the slot; what aired from it keeps its name. False: there is none. */
  removeSlot: async (id: string): Promise<boolean> =>
    (
      await database.slot.updateMany({
        where: { id, deletedAt: null },
        data: { deletedAt: new Date(clock.now()) },
      })
    ).count > 0,

  /** Brings a removed slot back as it was. Null: there is none. */
  restoreSlot: async (id: string): Promise<Slot | null> => {
    const { count } = await database.slot.updateMany({
      where: { id, deletedAt: { not: null } },
      data: { deletedAt: null },
    })
    return count === 0 ? null : slotOf(await database.slot.findUniqueOrThrow({ where: { id }, include: withAudience }))
  },

  /** What is different on the dates `from` … `until`, both included, each with who said so. */
  exceptions: async (from: SchoolDate, until: SchoolDate): Promise<ExceptionView[]> => {
    const rows = await database.slotException.findMany({
      where: { date: { gte: from, lte: until }, slot: { deletedAt: null } },
      orderBy: [{ date: 'asc' }, { slotId: 'asc' }],
    })
    const log = await database.audit.findMany({
      where: { action: { in: EXCEPTION_ACTS }, subject: { in: rows.map((row) => row.slotId) } },
      orderBy: { at: 'desc' },
    })
    const by = (slotId: string, date: string) =>
      log.find((entry) => entry.subject === slotId && Check(Dated, entry.details) && entry.details.date === date)
    return rows.map((row) => ({
      ...Value.Parse(SlotException, row),
      by: by(row.slotId, row.date)?.actor ?? null,
    }))
  },

  /** Says what a slot does on one date (rule S2). False: there is no such slot. */
  setException: async (slotId: string, date: SchoolDate, change: ExceptionChange, note: string): Promise<boolean> => {
    const slot = await database.slot.findFirst({ where: { id: slotId, deletedAt: null } })
    if (slot === null) return false
    await database.slotException.upsert({
      where: { slotId_date: { slotId, date } },
      create: { slotId, date, change, note },
      update: { change, note },
    })
    return true
  },

  /** False: there was no exception. */
  removeException: async (slotId: string, date: SchoolDate): Promise<boolean> =>
    (await database.slotException.deleteMany({ where: { slotId, date } })).count > 0,
})
