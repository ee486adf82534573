/**
 * Faults as they are kept. Whatever changes one comes through `act`, which refuses what the table of moves does not allow.
 * Each transaction writes before it reads, so that one act at a time sees where a fault stands, in whatever process.
 */

import type { Prisma } from '../../prisma/generated/client.ts'
import {
  type FaultAct,
  type FaultCause,
  type FaultSeverity,
  type FaultSource,
  type FaultSymptom,
  type FaultView,
  faultAfter,
  isFaultOpen,
} from '../../protocol/fault.ts'
import { minguoYear } from '../../protocol/minguo.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { readSettings } from '../platform/settings.ts'
import { clockAfter } from './fault-clock.ts'
import { type FaultFilter, faultsWhere } from './fault-filter.ts'
import { faultOf } from './fault-row.ts'
import { readFaultTimes } from './fault-times.ts'

/** What a report says. */
export interface FaultReport {
  readonly source: FaultSource
  readonly severity: FaultSeverity
  readonly title: string
  readonly symptom?: FaultSymptom
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

export interface FaultStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  /** When the next programme begins that TVs should show; left out: unknown. */
  readonly nextNoon?: () => Instant | null
  /** Is told of each move within its transaction: what it writes holds exactly when the move does. */
  readonly moved?: OnFaultMoved
}

/** One act that was done. */
export interface FaultMove {
  /** Null: it was just reported. */
  readonly before: FaultView | null
  readonly fault: FaultView
  readonly act: FaultAct | { readonly type: 'report' }
  readonly by: string
}
export type OnFaultMoved = (move: FaultMove, within: Prisma.TransactionClient) => Promise<void>

export type FaultStore = ReturnType<typeof createFaultStore>

/** Long enough for a queue of acts of other processes to pass. */
const TRANSACTION = { maxWait: 10_000, timeout: 10_000 } as const

/** Takes the database's one place for writing; what has read before would be refused it after another process wrote. */
const writeFirst = (within: Prisma.TransactionClient, id: string) =>
  within.$executeRaw`UPDATE "Fault" SET "version" = "version" WHERE "id" = ${id}`

export const createFaultStore = (deps: FaultStoreDeps) => {
  const { database, clock, changes, timeZone, nextNoon = () => null, moved = async () => undefined } = deps
  const timesOf = (within: Prisma.TransactionClient, since: Instant) =>
    readFaultTimes(within, { now: clock.now(), since, nextNoon: nextNoon(), timeZone })

  const nextNumber = async (within: Prisma.TransactionClient): Promise<string> => {
    const year = minguoYear(dateAt(clock.now(), timeZone))
    const last = await within.fault.findFirst({
      where: { number: { startsWith: `${year}-` } },
      orderBy: { number: 'desc' },
      select: { number: true },
    })
    const running = last === null ? 1 : Number(last.number.split('-')[1]) + 1
    return `${year}-${String(running).padStart(4, '0')}`
  }

  const open = async (within: Prisma.TransactionClient, report: FaultReport, by: string): Promise<FaultView> => {
    const now = clock.now()
    const at = new Date(now)
    const { cause, ...said } = report
    const begun = { state: 'reported', askedAt: null, severity: report.severity, dueAt: null } as const
    const { dueAt } = clockAfter(null, begun, await timesOf(within, now))
    const row = await within.fault.create({
      data: {
        ...said,
        ...{ id: newId(), number: await nextNumber(within), state: begun.state, createdAt: at, since: at, clockAt: at },
        dueAt: dueAt === null ? null : new Date(dueAt),
        ...(cause === undefined ? {} : { cause: cause.seen, causeKey: cause.key }),
      },
    })
    await within.faultEvent.create({
      data: { id: newId(), faultId: row.id, at, by, act: { type: 'report' }, from: null, state: 'reported' },
    })
    const fault = faultOf(row)
    await moved({ before: null, fault, act: { type: 'report' }, by }, within)
    return fault
  }

  /** One act on the row as it is now. @throws Failure NOT_FOUND, FAULT_MOVED_ON, FAULT_REOPEN_LATE, FAULT_MERGE_WRONG */
  const move = async (
    within: Prisma.TransactionClient,
    id: string,
    act: FaultAct,
    by: string,
    version?: number,
  ): Promise<FaultView> => {
    await writeFirst(within, id)
    const row = await within.fault.findUnique({ where: { id } })
    if (row === null) throw new Failure('NOT_FOUND')
    const before = faultOf(row)
    const state = faultAfter(before.state, act.type)
    const isStale = version !== undefined && version !== before.version
    if (state === null || isStale || (act.type === 'answer' && before.askedAt === null))
      throw new Failure('FAULT_MOVED_ON')
    const times = await timesOf(within, before.clockAt ?? before.createdAt)
    if (act.type === 'reopen') await requireReopenable(within, before, clock.now())
    const at = new Date(clock.now())
    const isElsewhere = state !== before.state
    const asked = act.type === 'ask' ? clock.now() : act.type === 'answer' || isElsewhere ? null : before.askedAt
    const severity = act.type === 'triage' || act.type === 'reassess' ? act.severity : before.severity
    const { clockMinutes, dueAt } = clockAfter(before, { state, askedAt: asked, severity, dueAt: before.dueAt }, times)
    const changed = await within.fault.updateMany({
      where: { id, version: before.version },
      data: {
        ...effectOf(act, by, at),
        ...(isElsewhere ? { state, since: at } : {}),
        ...(isFaultOpen(state) ? { closedAt: null } : { closedAt: row.closedAt ?? at, causeKey: null }),
        ...{ clockMinutes, clockAt: at, dueAt: dueAt === null ? null : new Date(dueAt) },
        askedAt: asked === null ? null : new Date(asked),
        version: before.version + 1,
        ...(act.type === 'reopen' ? { causeKey: await causeKeyAgain(within, id) } : {}),
      },
    })
    if (changed.count !== 1) throw new Failure('FAULT_MOVED_ON')
    await within.faultEvent.create({ data: { id: newId(), faultId: id, at, by, act, from: before.state, state } })
    if (act.type === 'merge') await joinInto(within, before, act.into, by)
    const fault = faultOf(await within.fault.findUniqueOrThrow({ where: { id } }))
    await moved({ before, fault, act, by }, within)
    return fault
  }

  /** The other fault has come once more, and who reported this one is told of that one. @throws Failure FAULT_MERGE_WRONG */
  const joinInto = async (within: Prisma.TransactionClient, from: FaultView, into: string, by: string) => {
    const target = await within.fault.findUnique({ where: { id: into } })
    if (target === null || into === from.id || !isFaultOpen(faultOf(target).state))
      throw new Failure('FAULT_MERGE_WRONG')
    const fellows = await within.faultFellow.findMany({ where: { faultId: from.id } })
    const people = new Set([
      ...fellows.map(({ userId }) => userId),
      ...(from.reporterId === null ? [] : [from.reporterId]),
    ])
    for (const userId of people) await addFellow(within, target, userId)
    await move(within, into, { type: 'return', note: from.number }, by)
  }

  /** Answers whether the person was not among them yet. */
  const addFellow = async (
    within: Prisma.TransactionClient,
    fault: { readonly id: string; readonly reporterId: string | null },
    userId: string,
  ): Promise<boolean> => {
    const key = { faultId: fault.id, userId }
    const isKnown =
      fault.reporterId === userId || (await within.faultFellow.findUnique({ where: { faultId_userId: key } })) !== null
    if (!isKnown) await within.faultFellow.create({ data: { ...key, at: new Date(clock.now()) } })
    return !isKnown
  }

  const find = async (id: string): Promise<FaultView | null> => {
    const row = await database.fault.findUnique({ where: { id } })
    return row === null ? null : faultOf(row)
  }

  return {
    /**
     * Opens a fault. A cause of the system's that is open already is the same fault, come again.
     * Joins `within` when given; whoever opened that transaction then tells of the change.
     * @param by a user's name, `system`, or what a guest wrote
     */
    report: async (report: FaultReport, by: string, within?: Prisma.TransactionClient): Promise<FaultView> => {
      const write = async (client: Prisma.TransactionClient): Promise<FaultView> => {
        await writeFirst(client, '')
        const known =
          report.cause === undefined
            ? null
            : await client.fault.findUnique({ where: { causeKey: report.cause.key }, select: { id: true } })
        return known === null ? open(client, report, by) : move(client, known.id, { type: 'return', note: '' }, by)
      }
      if (within !== undefined) return write(within)
      const fault = await database.$transaction(write, TRANSACTION)
      changes.publish('faults', fault.id)
      return fault
    },

    /**
     * Does one act. Joins `within` when given; whoever opened that transaction then tells of the change.
     * @param version what the actor saw; left out: whatever it is now
     * @throws Failure NOT_FOUND, FAULT_MOVED_ON, FAULT_REOPEN_LATE, FAULT_MERGE_WRONG
     */
    act: async (
      id: string,
      act: FaultAct,
      by: string,
      options: { readonly version?: number; readonly within?: Prisma.TransactionClient } = {},
    ): Promise<FaultView> => {
      if (options.within !== undefined) return move(options.within, id, act, by, options.version)
      const fault = await database.$transaction((client) => move(client, id, act, by, options.version), TRANSACTION)
      changes.publish('faults', fault.id)
      return fault
    },

    /** One more person has it: counted once for each (rule F9). @throws Failure NOT_FOUND, FAULT_MOVED_ON */
    join: async (id: string, userId: string, note: string, by: string): Promise<FaultView> => {
      const fault = await database.$transaction(async (within) => {
        await writeFirst(within, id)
        const row = await within.fault.findUnique({ where: { id } })
        if (row === null) throw new Failure('NOT_FOUND')
        return (await addFellow(within, row, userId)) ? move(within, id, { type: 'return', note }, by) : faultOf(row)
      }, TRANSACTION)
      changes.publish('faults', id)
      return fault
    },

    /**
     * Reckons open faults anew after the calendar, the plan or the settings changed. Answers how many are due at another
     * time; acts count nothing twice, as each is written only when no act came between.
     */
    reckon: async (): Promise<number> => {
      const rows = await database.fault.findMany({ where: { closedAt: null } })
      let changed = 0
      for (const row of rows) {
        const before = faultOf(row)
        const times = await timesOf(database, before.clockAt ?? before.createdAt)
        const { clockMinutes, dueAt } = clockAfter(before, before, times)
        if (dueAt === before.dueAt) continue
        const { count } = await database.fault.updateMany({
          where: { id: row.id, version: row.version },
          data: { clockMinutes, clockAt: new Date(times.now), dueAt: dueAt === null ? null : new Date(dueAt) },
        })
        changed += count
      }
      if (changed > 0) changes.publish('faults')
      return changed
    },

    /** Null: there is none. */
    find,

    /** The newest first; one more than the limit, for `cutPage`. */
    list: async (limit: number, cursor: string | undefined, filter: FaultFilter): Promise<readonly FaultView[]> => {
      const rows = await database.fault.findMany({
        where: faultsWhere(filter, clock.now()),
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        ...(cursor === undefined ? {} : { cursor: { id: cursor }, skip: 1 }),
      })
      return rows.map(faultOf)
    },
  }
}

const DAY_MS = 86_400_000

/** @throws Failure FAULT_REOPEN_LATE */
const requireReopenable = async (within: Prisma.TransactionClient, fault: FaultView, now: Instant): Promise<void> => {
  const { faultReopenDays } = await readSettings(within)
  if (fault.closedAt !== null && now - fault.closedAt > faultReopenDays * DAY_MS)
    throw new Failure('FAULT_REOPEN_LATE', { days: faultReopenDays, number: fault.number })
}

/** The cause of a fault of the system's that is opened again; null: it has none, or another fault has it now. */
const causeKeyAgain = async (within: Prisma.TransactionClient, faultId: string): Promise<string | null> => {
  const kept = await within.faultCase.findUnique({ where: { faultId } })
  if (kept === null || (await within.fault.count({ where: { causeKey: kept.key } })) > 0) return null
  await within.faultCase.update({ where: { faultId }, data: { goneAt: null, lapsed: false } })
  return kept.key
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
    case 'call-withdrawn':
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
