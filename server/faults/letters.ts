/**
 * What letters about faults are written for (rule F12): at once what blocks noon; and to those who reported it when it is
 * taken up, asked about, repaired or not pursued. What waits for the section is told in the morning's letter.
 */
import type { Prisma } from '../../prisma/generated/client.ts'
import { FAULT_STATES, type FaultView, faultOwner, isFaultOpen } from '../../protocol/fault.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Deliveries } from '../mail/deliveries.ts'
import { isLetterTime } from '../mail/letter-hours.ts'
import type { HandedIn, Letterbox } from '../mail/letterbox.ts'
import { type Reminding, remindingOf } from '../mail/questions.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { readSettings } from '../platform/settings.ts'
import { isWithinHours } from '../schedule/school-hours.ts'
import { faultOf, happeningOf } from './fault-row.ts'
import { readFaultTimes } from './fault-times.ts'
import type { FaultLetter } from './letter-words.ts'
import type { FaultMove, OnFaultMoved } from './store.ts'

export interface FaultLettersDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly letterbox: Pick<Letterbox, 'handIn'>
  readonly deliveries: Pick<Deliveries, 'takeBack'>
}

/** “Undo” is offered for ten seconds; a minute leaves time for second thoughts. */
const GRACE_MS = 60_000
const SECTION = { type: 'those-who-may', permission: 'faults.write' } as const
const OPEN_STATES = FAULT_STATES.filter(isFaultOpen)

const told = ({ id, number, room, title, symptom, cause }: FaultView) => ({
  ...{ faultId: id, number, room, title, symptom, cause },
})

/** What those who reported a fault are told of a move; null: nothing. Pure. */
export const toReporters = ({ before, fault, act }: FaultMove): FaultLetter | null => {
  const note = act.type === 'report' ? '' : act.note
  if (act.type === 'ask') return { kind: 'fault-asked', ...told(fault), note }
  if (act.type === 'dismiss') return { kind: 'fault-dismissed', ...told(fault), note }
  if (fault.state === 'to-accept' && before?.state !== 'to-accept')
    return { kind: 'fault-repaired', ...told(fault), note: act.type === 'fixed' ? note : '' }
  const isTaken = before?.state === 'reported' && fault.state !== 'reported' && isFaultOpen(fault.state)
  return isTaken ? { kind: 'fault-taken', ...told(fault) } : null
}

/** It has just become a fault that blocks noon. Pure. */
export const beginsToBlock = ({ before, fault }: FaultMove): boolean =>
  fault.severity === 'blocks-noon' && before?.severity !== 'blocks-noon' && isFaultOpen(fault.state)

export type FaultLetters = ReturnType<typeof createFaultLetters>

export const createFaultLetters = ({ database, clock, timeZone, letterbox, deliveries }: FaultLettersDeps) => {
  const timesNow = (within: Prisma.TransactionClient) =>
    readFaultTimes(within, { now: clock.now(), since: clock.now(), nextNoon: null, timeZone })

  /** Everybody who reported it, but whoever acts. */
  const reporters = async (
    fault: FaultView,
    by: string,
    within: Prisma.TransactionClient,
  ): Promise<readonly string[]> => {
    const fellows = await within.faultFellow.findMany({ where: { faultId: fault.id } })
    const ids = [...fellows.map(({ userId }) => userId), ...(fault.reporterId === null ? [] : [fault.reporterId])]
    const rows = await within.user.findMany({ where: { id: { in: ids }, name: { not: by } }, select: { id: true } })
    return rows.map(({ id }) => id)
  }

  const moved: OnFaultMoved = async (move, within) => {
    const { fault, act, by } = move
    const now = clock.now()
    const prefix = `fault ${fault.id} told `
    if (act.type === 'reopen') await deliveries.takeBack(prefix, within)
    const letters: HandedIn[] = []
    if (beginsToBlock(move)) {
      const letter = { kind: 'fault-blocks-noon', ...told(fault), dueAt: fault.dueAt } as const
      letters.push({ letter, to: SECTION, key: `fault ${fault.id} noon ${now}`, staleAt: fault.dueAt })
    }
    const letter = toReporters(move)
    if (letter !== null)
      for (const userId of await reporters(fault, by, within))
        letters.push({
          ...{ letter, to: { type: 'person', userId }, key: `${prefix}${letter.kind} ${now}` },
          ...{ from: instant(now + GRACE_MS), staleAt: null },
        })
    if (letters.length > 0) await letterbox.handIn(letters, within)
  }

  const lettersOfQuestion = async (
    fault: FaultView,
    asked: Instant,
    reminding: Reminding,
  ): Promise<readonly HandedIn[]> => {
    const then = await database.faultEvent.findMany({ where: { faultId: fault.id, at: new Date(asked) } })
    const question = then.map(happeningOf).find(({ type }) => type === 'ask')
    const note = question?.note ?? ''
    const key = `fault ${fault.id} ${reminding} ${asked}`
    if (reminding === 'tell') {
      const to = fault.ownerId === null ? SECTION : ({ type: 'person', userId: fault.ownerId } as const)
      return [{ letter: { kind: 'fault-unanswered', ...told(fault), note, asked }, to, key, staleAt: null }]
    }
    const people = await reporters(fault, question?.by ?? '', database)
    return people.map((userId) => ({
      letter: { kind: 'fault-asked-again', ...told(fault), note },
      to: { type: 'person', userId },
      ...{ key, staleAt: null },
    }))
  }

  return {
    moved,

    /** Each fault that is late for each due time once, in the section's hours; what blocks noon at any hour. */
    remind: async (): Promise<void> => {
      const now = clock.now()
      const rows = await database.fault.findMany({
        where: { state: { in: OPEN_STATES }, dueAt: { lt: new Date(now) } },
      })
      if (rows.length === 0) return
      const isWorking = isWithinHours(now, (await timesNow(database)).hours)
      const letters = rows.map(faultOf).flatMap((fault): HandedIn[] => {
        const { dueAt, ownerId, severity } = fault
        if (dueAt === null || (!isWorking && severity !== 'blocks-noon')) return []
        return [
          {
            letter: { kind: 'fault-overdue', ...told(fault), dueAt },
            to: ownerId === null ? SECTION : { type: 'person', userId: ownerId },
            key: `fault ${fault.id} overdue ${dueAt}`,
            staleAt: null,
          },
        ]
      })
      if (letters.length > 0) await letterbox.handIn(letters)
    },

    /** Rule F14: asks reporters again who did not answer, then tells the section; by day, on days of school. */
    remindAsked: async (): Promise<void> => {
      const now = clock.now()
      const rows = await database.fault.findMany({ where: { state: { in: OPEN_STATES }, askedAt: { not: null } } })
      const asked = rows.map(faultOf).filter((fault) => faultOwner(fault) === 'reporter')
      const since = instant(Math.min(now, ...asked.map(({ askedAt }) => askedAt ?? now)))
      const { hours } = await readFaultTimes(database, { now, since, nextNoon: null, timeZone })
      if (!isLetterTime(hours.isSchoolDay, now, timeZone)) return
      const settings = await readSettings(database)
      const today = dateAt(now, timeZone)
      const letters: HandedIn[] = []
      for (const fault of asked) {
        const at = fault.askedAt ?? now
        const reminding = remindingOf(dateAt(at, timeZone), today, hours.isSchoolDay, settings)
        if (reminding !== null) letters.push(...(await lettersOfQuestion(fault, at, reminding)))
      }
      if (letters.length > 0) await letterbox.handIn(letters)
    },
  }
}
