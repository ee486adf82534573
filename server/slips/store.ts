/**
 * Slips in the database. Whoever acts on one first writes its row, so that one act at a time sees it and changes it, in
 * whatever process; the slip, its fault, its links and the letters are one transaction.
 */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { FaultCause, FaultState, faultAfter } from '../../protocol/fault.ts'
import { minguoYear } from '../../protocol/minguo.ts'
import type { SlipFields, SlipView } from '../../protocol/slip.ts'
import type { Instant } from '../../protocol/time.ts'
import { sayCause } from '../../protocol/trouble.ts'
import { dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { contentHash, slipNumber } from './content.ts'
import { createPerform, type PerformDeps } from './perform.ts'
import type { SlipDeed } from './slip-deed.ts'
import { type SlipFilter, whereOf } from './slip-filter.ts'
import { eventOf, type SlipRow, slipView, withTurns } from './slip-row.ts'

export interface SlipStoreDeps extends PerformDeps {
  readonly database: Database
  readonly timeZone: string
  /** What visits to these faults cost, New Taiwan dollars; a fault without a visit is left out. */
  readonly costs: (faultIds: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** Until when each office's link for a slip's present round is good. */
  readonly linksOf: (slip: SlipRow) => Promise<ReadonlyMap<string, Instant>>
}

type Transaction = Prisma.TransactionClient
/** Long enough for a queue of acts of other processes to pass. */
const TRANSACTION = { maxWait: 10_000, timeout: 10_000 } as const

export type SlipStore = ReturnType<typeof createSlipStore>

export const createSlipStore = (deps: SlipStoreDeps) => {
  const { database, clock, timeZone } = deps
  const { perform, note } = createPerform(deps)

  /** Runs `work` while nobody else acts on the slip. The first statement takes the lock: it writes. */
  const alone = <Result>(id: string, work: (within: Transaction, row: SlipRow) => Promise<Result>): Promise<Result> =>
    database.$transaction(async (within) => {
      await within.$executeRaw`UPDATE "Slip" SET "version" = "version" WHERE "id" = ${id}`
      const row = await within.slip.findUnique({ where: { id }, include: withTurns })
      if (row === null) throw new Failure('NOT_FOUND')
      return work(within, row)
    }, TRANSACTION)

  const viewsOf = async (rows: readonly SlipRow[], showsAddress = true): Promise<SlipView[]> => {
    const ids = rows.map(({ faultId }) => faultId)
    const costs = await deps.costs(ids)
    const known = new Map(
      (await database.fault.findMany({ where: { id: { in: ids } } })).map((each) => [each.id, each]),
    )
    return Promise.all(
      rows.map(async (row) => {
        const fault = known.get(row.faultId)
        return slipView(row, {
          cost: costs.get(row.faultId) ?? null,
          links: await deps.linksOf(row),
          fault: { number: fault?.number ?? '', state: Value.Parse(FaultState, fault?.state ?? 'dismissed') },
          showsAddress,
        })
      }),
    )
  }
  const rowOf = (id: string) => database.slip.findUnique({ where: { id }, include: withTurns })
  const held = async (id: string): Promise<SlipView> => {
    const row = await rowOf(id)
    const [view] = row === null ? [] : await viewsOf([row])
    if (view === undefined) throw new Failure('NOT_FOUND')
    return view
  }

  return {
    /**
     * A draft for a fault, with what is known of it; what is given goes before that.
     * @throws Failure NOT_FOUND, SLIP_ONE_PER_FAULT, FAULT_MOVED_ON
     */
    make: async (faultId: string, given: Partial<SlipFields>, by: string): Promise<SlipView> => {
      const id = newId()
      const year = minguoYear(dateAt(clock.now(), timeZone))
      await database.$transaction(async (within) => {
        await within.$executeRaw`INSERT INTO "SlipYear" ("year", "last") VALUES (${String(year)}, 1)
          ON CONFLICT ("year") DO UPDATE SET "last" = "SlipYear"."last" + 1`
        const fault = await within.fault.findUnique({
          where: { id: faultId },
          include: { equipment: { include: { vendor: true } }, display: { select: { name: true } } },
        })
        if (fault === null) throw new Failure('NOT_FOUND')
        const other = await within.slip.findUnique({ where: { faultId }, select: { number: true } })
        if (other !== null) throw new Failure('SLIP_ONE_PER_FAULT', { number: other.number })
        if (faultAfter(Value.Parse(FaultState, fault.state), 'need-slip') === null) throw new Failure('FAULT_MOVED_ON')
        const { last: place } = await within.slipYear.findUniqueOrThrow({ where: { year: String(year) } })
        const number = slipNumber(year, place)
        const fields = { ...knownOf(fault), ...given }
        const createdAt = new Date(clock.now())
        await within.slip.create({
          data: {
            ...{ id, year, place, number, faultId, state: 'draft', photos: [], createdBy: by, createdAt, ...fields },
            hash: contentHash({ ...fields, number, faultId, photos: [] }),
            waitsSince: createdAt,
          },
        })
        await note(within, id, 0, { type: 'make' }, by)
      }, TRANSACTION)
      return held(id)
    },

    /**
     * Does one deed; the fault moves with it, or neither does.
     * @param and done in the same transaction, before the deed: spending a link
     * @throws Failure NOT_FOUND, SLIP_CHANGED, SLIP_INCOMPLETE, FAULT_MOVED_ON, and as course.ts says
     */
    act: async (
      id: string,
      deed: SlipDeed,
      by: string,
      and: (within: Transaction) => Promise<void> = async () => undefined,
    ): Promise<SlipView> => {
      await alone(id, async (within, row) => {
        await and(within)
        await perform(within, row, deed, by)
      })
      return held(id)
    },

    /** Null: there is none. */
    find: async (id: string, showsAddress = true): Promise<SlipView | null> => {
      const row = await rowOf(id)
      return row === null ? null : ((await viewsOf([row], showsAddress))[0] ?? null)
    },
    row: rowOf,

    /** The slip of a fault; null: it has none. */
    ofFault: async (faultId: string): Promise<SlipView | null> => {
      const row = await database.slip.findUnique({ where: { faultId }, include: withTurns })
      return row === null ? null : ((await viewsOf([row]))[0] ?? null)
    },

    /** What the signed slips of these faults say of the vendor and the price; faults without one are left out. */
    factsOf: async (
      faultIds: readonly string[],
    ): Promise<ReadonlyMap<string, Pick<SlipFields, 'vendorId' | 'estimate'>>> => {
      const rows = await database.slip.findMany({
        where: { faultId: { in: [...faultIds] }, state: 'signed' },
        select: { faultId: true, vendorId: true, estimate: true },
      })
      return new Map(rows.map(({ faultId, ...facts }) => [faultId, facts]))
    },

    /** At most `limit + 1`, the newest first. */
    list: async (limit: number, cursor: string | undefined, filter: SlipFilter): Promise<SlipView[]> => {
      const rows = await database.slip.findMany({
        where: whereOf(filter),
        include: withTurns,
        orderBy: [{ year: 'desc' }, { place: 'desc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return viewsOf(rows, filter.office === undefined)
    },

    /** What happened to it, the latest last. */
    events: async (id: string) =>
      (await database.slipEvent.findMany({ where: { slipId: id }, orderBy: { place: 'asc' } })).map(eventOf),
  }
}

type KnownFault = Prisma.FaultGetPayload<{
  include: { equipment: { include: { vendor: true } }; display: { select: { name: true } } }
}>
const knownOf = ({ title, text, cause, room, equipment, display }: KnownFault): SlipFields => ({
  what: [title || (cause === null ? '' : sayCause(Value.Parse(FaultCause, cause), 'zh-TW')), text]
    .filter((each) => each !== '')
    .join('\n')
    .slice(0, 1000),
  device: [equipment?.name, equipment?.maker, equipment?.model].filter(Boolean).join(' ').slice(0, 120),
  room: (room || equipment?.room || display?.name || '').slice(0, 60),
  propertyNumber: (equipment?.propertyNumber ?? '').slice(0, 60),
  vendor: (equipment?.vendor?.name ?? '').slice(0, 120),
  vendorId: equipment?.vendorId ?? null,
  estimate: null,
  reason: '',
})
