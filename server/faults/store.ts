/** Faults as they are kept. Whatever changes one comes through `act`, which refuses what the table of moves does not allow. */
import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type FaultAct,
  type FaultCause,
  type FaultSeverity,
  type FaultSource,
  type FaultState,
  type FaultView,
  faultAfter,
  isFaultOpen,
} from '../../protocol/fault.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { faultOf } from './fault-row.ts'

/** What a report says. */
export interface FaultReport {
  readonly source: FaultSource
  readonly severity: FaultSeverity
  readonly title: string
  readonly text?: string
  readonly room?: string
  readonly equipmentId?: string | null
  readonly displayId?: string | null
  readonly reporterId?: string | null
  readonly reporterName?: string
  readonly reporterContact?: string
  /** The system's own: what it saw, and under which key at most one fault is open. */
  readonly cause?: { readonly key: string; readonly seen: FaultCause }
}

export interface FaultFilter {
  readonly states?: readonly FaultState[]
  readonly displayId?: string
  readonly equipmentId?: string
  readonly reporterId?: string
  readonly ownerId?: string
  readonly severity?: FaultSeverity
  readonly q?: string
}

export interface FaultStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
}

export type FaultStore = ReturnType<typeof createFaultStore>

/** The first year of the Republic is 1912; a fault of 2026 is numbered `115-…`. */
const MINGUO_BEFORE_FIRST = 1911

export const createFaultStore = ({ database, clock, changes, timeZone }: FaultStoreDeps) => {
  const nextNumber = async (within: Prisma.TransactionClient): Promise<string> => {
    const year = Number(dateAt(clock.now(), timeZone).slice(0, 4)) - MINGUO_BEFORE_FIRST
    const last = await within.fault.findFirst({
      where: { number: { startsWith: `${year}-` } },
      orderBy: { number: 'desc' },
      select: { number: true },
    })
    const running = last === null ? 1 : Number(last.number.split('-')[1]) + 1
    return `${year}-${String(running).padStart(4, '0')}`
  }

  const open = async (within: Prisma.TransactionClient, report: FaultReport, by: string): Promise<FaultView> => {
    const at = new Date(clock.now())
    const { cause, ...said } = report
    const row = await within.fault.create({
      data: {
        ...said,
        id: newId(),
        number: await nextNumber(within),
        state: 'reported',
        createdAt: at,
        since: at,
        clockAt: at,
        ...(cause === undefined ? {} : { cause: cause.seen, causeKey: cause.key }),
      },
    })
    await within.faultEvent.create({
      data: { id: newId(), faultId: row.id, at, by, act: { type: 'report' }, from: null, state: 'reported' },
    })
    return faultOf(row)
  }

  /** One act on the row as it is now. @throws Failure NOT_FOUND, FAULT_MOVED_ON */
  const move = async (
    within: Prisma.TransactionClient,
    id: string,
    act: FaultAct,
    by: string,
    version?: number,
  ): Promise<FaultView> => {
    const row = await within.fault.findUnique({ where: { id } })
    if (row === null) throw new Failure('NOT_FOUND')
    const fault = faultOf(row)
    const state = faultAfter(fault.state, act.type)
    if (state === null || (version !== undefined && version !== fault.version)) throw new Failure('FAULT_MOVED_ON')
    const at = new Date(clock.now())
    const changed = await within.fault.updateMany({
      where: { id, version: fault.version },
      data: {
        ...effectOf(act, by, at),
        ...(state === fault.state ? {} : { state, since: at }),
        ...(isFaultOpen(state) ? { closedAt: null } : { closedAt: row.closedAt ?? at, causeKey: null }),
        version: fault.version + 1,
      },
    })
    if (changed.count !== 1) throw new Failure('FAULT_MOVED_ON')
    await within.faultEvent.create({ data: { id: newId(), faultId: id, at, by, act, from: fault.state, state } })
    return faultOf(await within.fault.findUniqueOrThrow({ where: { id } }))
  }

  return {
    /**
     * Opens a fault. A cause of the system's that is open already is the same fault, come again.
     * Joins `within` when given; whoever opened that transaction then tells of the change.
     * @param by a user's name, `system`, or what a guest wrote
     */
    report: async (report: FaultReport, by: string, within?: Prisma.TransactionClient): Promise<FaultView> => {
      const write = async (client: Prisma.TransactionClient): Promise<FaultView> => {
        const known =
          report.cause === undefined
            ? null
            : await client.fault.findUnique({ where: { causeKey: report.cause.key }, select: { id: true } })
        return known === null ? open(client, report, by) : move(client, known.id, { type: 'return', note: '' }, by)
      }
      if (within !== undefined) return write(within)
      const fault = await database.$transaction(write)
      changes.publish('faults', fault.id)
      return fault
    },

    /**
     * Does one act. Joins `within` when given; whoever opened that transaction then tells of the change.
     * @param version what the actor saw; left out: whatever it is now
     * @throws Failure NOT_FOUND, FAULT_MOVED_ON
     */
    act: async (
      id: string,
      act: FaultAct,
      by: string,
      options: { readonly version?: number; readonly within?: Prisma.TransactionClient } = {},
    ): Promise<FaultView> => {
      if (options.within !== undefined) return move(options.within, id, act, by, options.version)
      const fault = await database.$transaction((client) => move(client, id, act, by, options.version))
      changes.publish('faults', fault.id)
      return fault
    },

    /** Null: there is none. */
    find: async (id: string): Promise<FaultView | null> => {
      const row = await database.fault.findUnique({ where: { id } })
      return row === null ? null : faultOf(row)
    },

    /** The newest first; one more than the limit, for `cutPage`. */
    list: async (limit: number, cursor: string | undefined, filter: FaultFilter): Promise<readonly FaultView[]> => {
      const { states, q, ...same } = filter
      const rows = await database.fault.findMany({
        where: {
          ...same,
          ...(states === undefined ? {} : { state: { in: [...states] } }),
          ...(q === undefined || q === ''
            ? {}
            : { OR: (['number', 'title', 'text', 'room'] as const).map((field) => ({ [field]: { contains: q } })) }),
        },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return rows.map(faultOf)
    },
  }
}

/** What an act writes beside the state. */
const effectOf = (act: FaultAct, by: string, at: Date): Prisma.FaultUncheckedUpdateManyInput => {
  switch (act.type) {
    case 'triage':
      return { severity: act.severity, ownerId: act.ownerId, acknowledgedAt: at, acknowledgedBy: by }
    case 'assign':
      return { ownerId: act.ownerId }
    case 'need-slip':
      return { slipId: act.slipId }
    case 'slip-refused':
    case 'slip-withdrawn':
      return { slipId: null }
    case 'agree-visit':
      return { visitId: act.visitId }
    case 'visit-cancelled':
      return { visitId: null }
    case 'merge':
      return { mergedIntoId: act.into }
    case 'reopen':
      return { mergedIntoId: null, healedAt: null }
    case 'acknowledge':
      return { acknowledgedAt: at, acknowledgedBy: by }
    case 'heal':
      return { healedAt: at }
    case 'return':
      return { healedAt: null, times: { increment: 1 } }
    case 'reassess':
      return { severity: act.severity, cause: act.seen }
    default:
      return {}
  }
}
