/** Cases as they are kept: the system's faults, what each is about, and the steps that move them. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { type FaultCause, FaultCause as FaultCauseSchema } from '../../protocol/fault.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { faultOf, instantOrNull } from '../faults/fault-row.ts'
import type { FaultStore } from '../faults/store.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import type { Cause } from './causes.ts'
import type { Case, Step } from './steps.ts'
import { isTroubleKind } from './trouble.ts'

export interface CaseStoreDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly faults: Pick<FaultStore, 'report' | 'act'>
}

export type CaseStore = ReturnType<typeof createCaseStore>

const BY = 'system'

export const createCaseStore = ({ database, clock, changes, faults }: CaseStoreDeps) => {
  const open = (cause: Cause, severity: Case['severity']): Promise<string> =>
    database.$transaction(async (within) => {
      const [displayId = null, ...others] = cause.displayIds
      const fault = await faults.report(
        {
          ...{ source: 'system', severity, title: '', room: cause.room, equipmentId: cause.equipmentId },
          displayId: others.length === 0 ? displayId : null,
          cause: { key: cause.key, seen: seenOf(cause) },
        },
        BY,
        within,
      )
      const kept = { key: cause.key, kind: cause.kind, since: new Date(cause.since), goneAt: null, lapsed: false }
      await within.faultCase.upsert({
        where: { faultId: fault.id },
        create: { faultId: fault.id, ...kept },
        update: kept,
      })
      await join(within, fault.id, cause.displayIds, clock.now())
      return fault.id
    })

  const reopen = (faultId: string): Promise<void> =>
    database.$transaction(async (within) => {
      await faults.act(faultId, { type: 'reopen', note: '' }, BY, { within })
      await faults.act(faultId, { type: 'return', note: '' }, BY, { within })
    })

  const heal = (faultId: string): Promise<void> =>
    database.$transaction(async (within) => {
      await faults.act(faultId, { type: 'heal', note: '' }, BY, { within })
      const backAt = new Date(clock.now())
      await within.faultRoom.updateMany({ where: { faultId, backAt: null }, data: { backAt } })
    })

  const lapse = (faultId: string): Promise<void> =>
    database.$transaction(async (within) => {
      await faults.act(faultId, { type: 'lapse', note: '' }, BY, { within })
      await within.faultCase.update({ where: { faultId }, data: { goneAt: new Date(clock.now()), lapsed: true } })
    })

  const rooms = (faultId: string, joined: readonly string[], back: readonly string[]): Promise<void> =>
    database.$transaction(async (within) => {
      await join(within, faultId, joined, clock.now())
      const backAt = new Date(clock.now())
      await within.faultRoom.updateMany({ where: { faultId, displayId: { in: [...back] } }, data: { backAt } })
    })

  const take = async (step: Step): Promise<string> => {
    switch (step.type) {
      case 'open':
        return open(step.cause, step.severity)
      case 'return':
        await faults.act(step.faultId, { type: 'return', note: '' }, BY)
        return step.faultId
      case 'reopen':
        await reopen(step.faultId)
        return step.faultId
      case 'reassess': {
        const { severity, cause } = step
        await faults.act(step.faultId, { type: 'reassess', severity, seen: seenOf(cause), note: '' }, BY)
        return step.faultId
      }
      case 'rooms':
        await rooms(step.faultId, step.joined, step.back)
        return step.faultId
      case 'heal':
        await heal(step.faultId)
        return step.faultId
      case 'lapse':
        await lapse(step.faultId)
        return step.faultId
      case 'gone':
        await database.faultCase.update({ where: { faultId: step.faultId }, data: { goneAt: new Date(clock.now()) } })
        return step.faultId
      default:
        return step satisfies never
    }
  }

  return {
    /** Open ones, those that were closed while their cause went on, and those that closed by themselves since then. */
    cases: async (lapsedSince: Instant): Promise<readonly Case[]> => {
      const kept = await database.faultCase.findMany({
        where: { OR: [{ goneAt: null }, { lapsed: true, goneAt: { gte: new Date(lapsedSince) } }] },
      })
      if (kept.length === 0) return []
      const ids = kept.map(({ faultId }) => faultId)
      const [rows, members] = await Promise.all([
        database.fault.findMany({ where: { id: { in: ids } } }),
        database.faultRoom.findMany({ where: { faultId: { in: ids } } }),
      ])
      const roomsOf = Map.groupBy(members, ({ faultId }) => faultId)
      const caseOf = new Map(kept.map((row) => [row.faultId, row]))
      return rows.flatMap((row): Case[] => {
        const of = caseOf.get(row.id)
        if (of === undefined || !isTroubleKind(of.kind)) return []
        const { id: faultId, state, severity, cause: seen, healedAt, closedAt } = faultOf(row)
        const all = roomsOf.get(row.id) ?? []
        return [
          {
            ...{ faultId, state, severity, seen, healedAt, closedAt },
            ...{ key: of.key, kind: of.kind, since: instant(of.since.getTime()), lapsed: of.lapsed },
            goneAt: instantOrNull(of.goneAt),
            members: new Set(all.map(({ displayId }) => displayId)),
            back: new Set(all.flatMap(({ displayId, backAt }) => (backAt === null ? [] : [displayId]))),
          },
        ]
      })
    },

    /** Does one step. Somebody may have been quicker with that fault: the next look sees it as it then is. */
    take: async (step: Step): Promise<void> => {
      try {
        const id = await take(step)
        changes.publish('faults', id)
      } catch (error) {
        if (!(error instanceof Failure) || error.code !== 'FAULT_MOVED_ON') throw error
      }
    },
  }
}

const seenOf = ({ code, params }: Cause): FaultCause => Value.Parse(FaultCauseSchema, { code, params })

const join = async (
  within: Prisma.TransactionClient,
  faultId: string,
  displayIds: readonly string[],
  now: Instant,
): Promise<void> => {
  const joinedAt = new Date(now)
  for (const displayId of displayIds) {
    const where = { faultId_displayId: { faultId, displayId } }
    const create = { faultId, displayId, joinedAt }
    await within.faultRoom.upsert({ where, create, update: { joinedAt, backAt: null } })
  }
}
