/** What the morning's letter says about faults: to who looks after one, and of those that nobody has taken to the section. */
import { may } from '../../protocol/account.ts'
import { type DigestLine, FAULT_WHYS } from '../../protocol/digest-letter.ts'
import { FAULT_STATES, type FaultView, faultOwner, isFaultOpen } from '../../protocol/fault.ts'
import type { DigestSource, Morning } from '../digest/source.ts'
import type { Database } from '../platform/database.ts'
import { faultOf } from './fault-row.ts'

type FaultLine = Extract<DigestLine, { readonly about: 'fault' }>

const OPEN_STATES = FAULT_STATES.filter(isFaultOpen)

/** Why the section is told of a fault; null: it waits for others. Pure. */
export const whyTold = (fault: FaultView, { now, next }: Pick<Morning, 'now' | 'next'>): FaultLine['why'] | null => {
  if (fault.severity === 'blocks-noon' && fault.healedAt === null) return 'blocks-noon'
  if (faultOwner(fault) !== 'section') return null
  if (fault.healedAt !== null) return 'healed'
  if (fault.dueAt !== null && fault.dueAt < now) return 'late'
  if (fault.state === 'reported' && fault.acknowledgedAt === null) return 'fresh'
  return fault.dueAt !== null && fault.dueAt < next ? 'due' : 'waits'
}

export const faultMorning = (database: Database): DigestSource => ({
  topic: 'faults',
  read: async (morning) => {
    const rows = await database.fault.findMany({
      where: { state: { in: OPEN_STATES } },
      orderBy: [{ dueAt: 'asc' }, { createdAt: 'asc' }],
    })
    const told = rows
      .map(faultOf)
      .flatMap((fault) => {
        const why = whyTold(fault, morning)
        const { id, number, room, title, symptom, cause, ownerId } = fault
        const line = { about: 'fault', id, number, room, title, symptom, cause } as const
        return why === null ? [] : [{ ownerId, line: { ...line, why } }]
      })
      .sort((a, b) => FAULT_WHYS.indexOf(a.line.why) - FAULT_WHYS.indexOf(b.line.why))
    return ({ id, role }) =>
      may(role, 'faults.write')
        ? told.filter(({ ownerId }) => ownerId === null || ownerId === id).map(({ line }) => line)
        : []
  },
})
