/** Faults as those who reported them follow them: their state in words, no notes of the section, what they may say. */
import type { User } from '../../protocol/account.ts'
import { FAULT_STATES, type FaultHappening, type FaultView, faultOwner, isFaultOpen } from '../../protocol/fault.ts'
import type { KnownFault, MyFault } from '../../protocol/fault-report.ts'
import { instant } from '../../protocol/time.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { readSettings } from '../platform/settings.ts'
import { faultOf, happeningOf } from './fault-row.ts'
import type { FaultStore } from './store.ts'

export interface MyFaultsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly faults: FaultStore
  readonly attachments: Pick<Attachments, 'of'>
}

const DAY_MS = 86_400_000
/** Of the newest; older ones are found by the section. */
const MOST_SHOWN = 50
const OPEN_STATES = FAULT_STATES.filter(isFaultOpen)

/** The section's open question; null: there is none. Pure. */
export const questionIn = (fault: Pick<FaultView, 'askedAt'>, history: readonly FaultHappening[]): string | null =>
  fault.askedAt === null ? null : (history.findLast(({ type }) => type === 'ask')?.note ?? '')

/** What ended it, as the section put it for the reporter. Pure. */
export const outcomeIn = (fault: Pick<FaultView, 'state'>, history: readonly FaultHappening[]): string => {
  const types =
    fault.state === 'dismissed' ? ['dismiss'] : fault.state === 'closed' || fault.state === 'to-accept' ? ['fixed'] : []
  return history.findLast(({ type }) => types.includes(type))?.note ?? ''
}

const knownOf = (fault: FaultView, mine: boolean): KnownFault => ({
  ...{ id: fault.id, number: fault.number, state: fault.state, title: fault.title, symptom: fault.symptom },
  ...{ cause: fault.cause, since: fault.createdAt, times: fault.times, mine },
})

export type MyFaults = ReturnType<typeof createMyFaults>

export const createMyFaults = ({ database, clock, faults, attachments }: MyFaultsDeps) => {
  const isTheirs = async (fault: Pick<FaultView, 'id' | 'reporterId'>, userId: string): Promise<boolean> =>
    fault.reporterId === userId ||
    (await database.faultFellow.findUnique({ where: { faultId_userId: { faultId: fault.id, userId } } })) !== null

  /** One that this person reported. @throws Failure NOT_FOUND also for somebody else's */
  const require = async (id: string, userId: string): Promise<FaultView> => {
    const fault = await faults.find(id)
    if (fault === null || !(await isTheirs(fault, userId))) throw new Failure('NOT_FOUND')
    return fault
  }

  const view = async (fault: FaultView, userId: string): Promise<MyFault> => {
    const [events, kept, { faultReopenDays }, sender] = await Promise.all([
      database.faultEvent.findMany({ where: { faultId: fault.id }, orderBy: { at: 'asc' } }),
      attachments.of({ subject: 'fault', id: fault.id }),
      readSettings(database),
      database.user.findUnique({ where: { id: userId }, select: { name: true } }),
    ])
    const history = events.map(happeningOf)
    const until = fault.closedAt === null ? null : instant(fault.closedAt + faultReopenDays * DAY_MS)
    const canReopen = fault.mergedIntoId === null && until !== null && until >= clock.now()
    return {
      ...knownOf(fault, true),
      ...{ text: fault.text, room: fault.room, owner: faultOwner(fault), createdAt: fault.createdAt },
      changedAt: fault.since,
      question: questionIn(fault, history),
      outcome: outcomeIn(fault, history),
      canConfirm: fault.state === 'to-accept',
      canReopenUntil: canReopen ? until : null,
      photos: kept.filter(({ createdBy }) => createdBy === sender?.name),
    }
  }

  return {
    view,
    require,

    list: async (userId: string): Promise<MyFault[]> => {
      const rows = await database.fault.findMany({
        where: { OR: [{ reporterId: userId }, { fellows: { some: { userId } } }] },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: MOST_SHOWN,
      })
      return Promise.all(rows.map((row) => view(faultOf(row), userId)))
    },

    /** Open faults of a TV, a device or a room; none named: none. */
    knownAt: async (
      { displayId, equipmentId, room = '' }: { displayId?: string; equipmentId?: string; room?: string },
      userId: string,
    ): Promise<KnownFault[]> => {
      const display =
        displayId === undefined
          ? null
          : await database.display.findUnique({ where: { id: displayId }, select: { name: true } })
      const named = [room.trim(), display?.name ?? ''].filter((name) => name !== '')
      const places = [
        ...(displayId === undefined ? [] : [{ displayId }]),
        ...(equipmentId === undefined ? [] : [{ equipmentId }]),
        ...(named.length === 0 ? [] : [{ room: { in: named } }]),
      ]
      if (places.length === 0) return []
      const rows = await database.fault.findMany({
        where: { state: { in: OPEN_STATES }, OR: places },
        orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
        take: MOST_SHOWN,
      })
      return Promise.all(rows.map(faultOf).map(async (fault) => knownOf(fault, await isTheirs(fault, userId))))
    },

    /**
     * What the reporter says to it (rule F11). A repair that the section pays for is accepted by the section: there the
     * reporter's word is a note.
     * @throws Failure NOT_FOUND, FAULT_NOTE_NEEDED, FAULT_MOVED_ON, FAULT_REOPEN_LATE
     */
    say: async (
      id: string,
      said: 'confirm' | 'still-broken' | 'answer',
      note: string,
      { id: userId, name }: User,
    ): Promise<FaultView> => {
      const fault = await require(id, userId)
      switch (said) {
        case 'answer':
          if (note === '') throw new Failure('FAULT_NOTE_NEEDED')
          return faults.act(id, { type: 'answer', note }, name)
        case 'still-broken':
          if (isFaultOpen(fault.state) && fault.state !== 'to-accept') throw new Failure('FAULT_MOVED_ON')
          return faults.act(id, { type: fault.state === 'to-accept' ? 'reject' : 'reopen', note }, name)
        case 'confirm': {
          if (fault.state !== 'to-accept') throw new Failure('FAULT_MOVED_ON')
          const isSections = fault.slipId !== null || fault.visitId !== null
          return faults.act(
            id,
            isSections ? { type: 'note', note: `✓ ${note}`.trim() } : { type: 'accept', note },
            name,
          )
        }
        default:
          return said satisfies never
      }
    },
  }
}
