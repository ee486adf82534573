/**
 * Visits as they are kept. Whatever changes one comes through `act`: the visit, its faults and its history in one
 * transaction (rule V2), whose first statement writes, so that one act at a time sees the visit.
 */
import { Prisma } from '../../prisma/generated/client.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import {
  isVisitOpen,
  LINK_AFTER_MS,
  VISIT_MOVES,
  type VisitAct,
  type VisitDetail,
  type VisitInput,
  type VisitState,
  type VisitView,
} from '../../protocol/visit.ts'
import { readFullNames } from '../accounts/full-names.ts'
import { faultOf } from '../faults/fault-row.ts'
import type { FaultStore } from '../faults/store.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { type Candidate, decideVisit, isWindow } from './rules.ts'
import { type KnownFaults, stateOf, type VisitRow, visitOf, withFaults } from './visit-row.ts'

export interface VisitFilter {
  /** Whose windows meet `[from, to)`. */
  readonly from?: Instant
  readonly to?: Instant
  readonly states?: readonly VisitState[]
  readonly vendorId?: string
  readonly faultId?: string
  /** In the vendor's name, the technician's, the note, or a fault of it. */
  readonly q?: string
}

export interface VisitStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly faults: Pick<FaultStore, 'act'>
}

/** Of `GuestLink`. */
export const TECHNICIAN = 'technician'
/** Long enough for a queue of acts of other processes to pass. */
const TRANSACTION = { maxWait: 10_000, timeout: 10_000 } as const
const MOST_FOUND = 500

type Transaction = Prisma.TransactionClient
export type VisitStore = ReturnType<typeof createVisitStore>

export const createVisitStore = ({ database, clock, faults }: VisitStoreDeps) => {
  const note = async (
    within: Transaction,
    { id, version }: { readonly id: string; readonly version: number },
    by: string,
    { type, state, said }: { readonly type: string; readonly state: VisitState; readonly said: string },
  ): Promise<void> => {
    const at = new Date(clock.now())
    await within.visitEvent.create({ data: { id: newId(), visitId: id, at, by, type, note: said, state, version } })
  }

  /** Was this vendor the last to be told of the fault? */
  const candidateOf = async (within: Transaction, id: string, vendorId: string): Promise<Candidate | null> => {
    const row = await within.fault.findUnique({ where: { id } })
    if (row === null) return null
    const [last] = await within.vendorCallFault.findMany({
      where: { faultId: id },
      include: { call: { select: { vendorId: true } } },
      orderBy: { call: { at: 'desc' } },
      take: 1,
    })
    return { id, state: faultOf(row).state, isCalled: last?.call.vendorId === vendorId }
  }

  const takeIn = async (within: Transaction, visitId: string, faultId: string): Promise<void> => {
    try {
      await within.visitFault.create({ data: { visitId, faultId, holds: faultId } })
    } catch (error) {
      // Another open visit has it.
      if (error instanceof Prisma.PrismaClientKnownRequestError && error.code === 'P2002')
        throw new Failure('VISIT_FAULT_NOT_CALLED')
      throw error
    }
  }

  const facts = async (within: Transaction, row: VisitRow) => ({
    ...{ id: row.id, state: stateOf(row) },
    faults: (await within.fault.findMany({ where: { id: { in: row.faults.map(({ faultId }) => faultId) } } }))
      .map(faultOf)
      .map(({ id, state }) => ({ id, state })),
  })

  /** What an act writes on the visit beside its state. */
  const effectOf = (act: VisitAct): Prisma.VisitUncheckedUpdateInput => {
    switch (act.type) {
      case 'move':
        return { start: new Date(act.start), end: new Date(act.end) }
      case 'arrive':
        return {
          arrivedAt: new Date(Math.min(act.at ?? clock.now(), clock.now())),
          ...(act.technician === '' ? {} : { technician: act.technician }),
        }
      case 'undo-arrive':
        return { arrivedAt: null }
      case 'finish': {
        const { technician, callOutCost, nextVisit, signature } = act.report
        return { endedAt: new Date(clock.now()), signedBy: technician, technician, callOutCost, nextVisit, signature }
      }
      default:
        return {}
    }
  }

  /** Of the rows that tie the visit to its faults. */
  const settle = async (within: Transaction, visitId: string, act: VisitAct, state: VisitState): Promise<void> => {
    if (act.type === 'take-in') await takeIn(within, visitId, act.faultId)
    if (act.type === 'leave-out')
      await within.visitFault.delete({ where: { visitId_faultId: { visitId, faultId: act.faultId } } })
    if (act.type === 'finish')
      for (const { faultId, ...finding } of act.report.findings)
        await within.visitFault.update({ where: { visitId_faultId: { visitId, faultId } }, data: finding })
    if (!isVisitOpen(state)) await within.visitFault.updateMany({ where: { visitId }, data: { holds: null } })
  }

  /** Who comes after the visit was given up looks at what still waits of it; the rest was seen to without this visit. */
  const takeBack = async (within: Transaction, visitId: string, faults: readonly { readonly id: string }[]) => {
    await within.visitFault.deleteMany({ where: { visitId } })
    for (const { id } of faults) await takeIn(within, visitId, id)
  }

  /** A link lasts as long as the visit it is for. */
  const linkFollows = async (within: Transaction, visitId: string, act: VisitAct): Promise<void> => {
    const where = { purpose: TECHNICIAN, subjectId: visitId, revokedAt: null }
    if (act.type === 'move')
      await within.guestLink.updateMany({ where, data: { expiresAt: new Date(act.end + LINK_AFTER_MS) } })
    if (act.type === 'cancel') await within.guestLink.updateMany({ where, data: { revokedAt: new Date(clock.now()) } })
  }

  const perform = async (within: Transaction, id: string, act: VisitAct, by: string, version?: number) => {
    const locked = await within.visit.updateMany({ where: { id }, data: { version: { increment: 1 } } })
    if (locked.count === 0) throw new Failure('NOT_FOUND')
    const row = await within.visit.findUniqueOrThrow({ where: { id }, include: withFaults })
    if (version !== undefined && row.version !== version + 1) throw new Failure('VISIT_MOVED_ON')
    const candidate = act.type === 'take-in' ? await candidateOf(within, act.faultId, row.vendorId) : null
    const before = await facts(within, row)
    const visit = before.state === 'missed' ? { ...before, faults: before.faults.filter(isStillCalled) } : before
    const decision = decideVisit(visit, act, clock.now(), candidate)
    if (decision.type === 'refused') throw new Failure(decision.code)
    if (before.state === 'missed') await takeBack(within, id, visit.faults)
    await settle(within, id, act, decision.state)
    for (const step of decision.steps) await faults.act(step.faultId, step.act, by, { within })
    await within.visit.update({ where: { id }, data: { state: decision.state, ...effectOf(act) } })
    await linkFollows(within, id, act)
    await note(within, row, by, { type: act.type, state: decision.state, said: noteOf(act) })
  }

  const known = async (rows: readonly VisitRow[]): Promise<KnownFaults> => {
    const ids = [...new Set(rows.flatMap((row) => row.faults.map(({ faultId }) => faultId)))]
    const found = await database.fault.findMany({ where: { id: { in: ids } }, include: { equipment: true } })
    return new Map(found.map(({ equipment, ...row }) => [row.id, { fault: faultOf(row), device: equipment }]))
  }
  const find = async (id: string, language: Language): Promise<VisitView | null> => {
    const row = await database.visit.findUnique({ where: { id }, include: withFaults })
    return row === null ? null : visitOf(row, await known([row]), language)
  }
  const held = async (id: string, language: Language): Promise<VisitView> => {
    const view = await find(id, language)
    if (view === null) throw new Failure('NOT_FOUND')
    return view
  }

  return {
    find,
    held,

    /**
     * A new visit, agreed at once when the vendor has said yes already.
     * @throws Failure NOT_FOUND (the vendor), VISIT_WINDOW_WRONG, VISIT_FAULT_NOT_CALLED
     */
    create: async (input: VisitInput, by: string, language: Language): Promise<VisitView> => {
      const { faultIds, agreed, start, end, ...said } = input
      if (!isWindow(input)) throw new Failure('VISIT_WINDOW_WRONG')
      const vendor = await database.vendor.findUnique({ where: { id: input.vendorId }, select: { id: true } })
      if (vendor === null) throw new Failure('NOT_FOUND')
      const id = newId()
      await database.$transaction(async (within) => {
        const at = { start: new Date(start), end: new Date(end), createdAt: new Date(clock.now()) }
        await within.visit.create({ data: { ...said, ...at, id, state: 'proposed', createdBy: by } })
        for (const faultId of new Set(faultIds)) {
          const candidate = await candidateOf(within, faultId, input.vendorId)
          if (candidate?.isCalled !== true || candidate.state !== 'called') throw new Failure('VISIT_FAULT_NOT_CALLED')
          await takeIn(within, id, faultId)
        }
        await note(within, { id, version: 1 }, by, { type: 'propose', state: 'proposed', said: '' })
        if (agreed) await perform(within, id, { type: 'agree', note: '' }, by)
      }, TRANSACTION)
      return held(id, language)
    },

    /**
     * Does one act, to the visit and to its faults.
     * @param by a user's name, `system`, or what the technician's link says
     * @throws Failure NOT_FOUND, VISIT_MOVED_ON, and as `decideVisit` says
     */
    act: async (id: string, act: VisitAct, by: string, language: Language, version?: number): Promise<VisitView> => {
      await database.$transaction((within) => perform(within, id, act, by, version), TRANSACTION)
      return held(id, language)
    },

    /** Those whose window begins first, first; one more than the limit. */
    list: async (limit: number, cursor: string | undefined, filter: VisitFilter, language: Language) => {
      const rows = await database.visit.findMany({
        where: await whereOf(database, filter),
        include: withFaults,
        orderBy: [{ start: 'asc' }, { id: 'asc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      const about = await known(rows)
      return rows.map((row) => visitOf(row, about, language))
    },

    detail: async (id: string, language: Language): Promise<VisitDetail | null> => {
      const visit = await find(id, language)
      if (visit === null) return null
      const events = await database.visitEvent.findMany({
        where: { visitId: id },
        orderBy: { version: 'asc' },
      })
      const nameOf = await readFullNames(
        database,
        events.map(({ by }) => by),
      )
      const link = await database.guestLink.findFirst({
        where: { purpose: TECHNICIAN, subjectId: id, revokedAt: null, expiresAt: { gt: new Date(clock.now()) } },
        orderBy: { createdAt: 'desc' },
      })
      return {
        visit,
        events: events.map((event) => ({
          ...{
            id: event.id,
            at: instant(event.at.getTime()),
            by: nameOf(event.by),
            type: event.type,
            note: event.note,
          },
          state: stateOf(event),
        })),
        link: link === null ? null : { holder: link.holder, expiresAt: instant(link.expiresAt.getTime()) },
      }
    },

    /** Open ones that time may move, with their windows. */
    awaited: async (): Promise<
      readonly { id: string; state: VisitState; start: Instant; end: Instant; vendorName: string }[]
    > =>
      (
        await database.visit.findMany({
          where: { state: { in: [...VISIT_MOVES.miss.from] } },
          include: { vendor: { select: { name: true } } },
        })
      ).map((row) => ({
        ...{ id: row.id, state: stateOf(row), vendorName: row.vendor.name },
        start: instant(row.start.getTime()),
        end: instant(row.end.getTime()),
      })),
  }
}

const isStillCalled = ({ state }: { readonly state: string }): boolean => state === 'called'

const noteOf = (act: VisitAct): string => {
  switch (act.type) {
    case 'arrive':
      return act.technician
    case 'finish':
      return act.report.nextVisit
    case 'take-in':
    case 'leave-out':
      return act.faultId
    default:
      return act.note
  }
}

const whereOf = async (database: Database, filter: VisitFilter): Promise<Prisma.VisitWhereInput> => {
  const { from, to, states, vendorId, faultId, q = '' } = filter
  const contains = { contains: q }
  const named =
    q === ''
      ? []
      : await database.fault.findMany({
          where: { OR: [{ number: contains }, { title: contains }, { room: contains }] },
          select: { id: true },
          take: MOST_FOUND,
        })
  return {
    ...(vendorId === undefined ? {} : { vendorId }),
    ...(states === undefined ? {} : { state: { in: [...states] } }),
    ...(from === undefined ? {} : { end: { gt: new Date(from) } }),
    ...(to === undefined ? {} : { start: { lt: new Date(to) } }),
    ...(faultId === undefined ? {} : { faults: { some: { faultId } } }),
    ...(q === ''
      ? {}
      : {
          OR: [
            { vendor: { name: contains } },
            { technician: contains },
            { note: contains },
            { faults: { some: { faultId: { in: named.map(({ id }) => id) } } } },
          ],
        }),
  }
}
