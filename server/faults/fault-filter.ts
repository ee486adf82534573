/** Which faults a list is asked for. Pure. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { FaultSeverity, FaultSource, FaultState } from '../../protocol/fault.ts'
import type { Instant } from '../../protocol/time.ts'
import { TROUBLES } from '../../protocol/trouble.ts'

export interface FaultFilter {
  readonly states?: readonly FaultState[]
  readonly displayId?: string
  readonly equipmentId?: string
  /** As the room's TV or its equipment is called. */
  readonly room?: string
  readonly reporterId?: string
  readonly ownerId?: string
  readonly severity?: FaultSeverity
  readonly source?: FaultSource
  /** Of the broken device. */
  readonly vendorId?: string
  /** Only what should have been dealt with by now. */
  readonly overdue?: boolean
  /** Part of the number, what was written, the room or the device; Chinese too. */
  readonly q?: string
}

/** What has to be the same. Nothing else of a filter reaches the database: a query may carry more than it should. */
const SAME = ['displayId', 'equipmentId', 'room', 'reporterId', 'ownerId', 'severity', 'source'] as const
const SEARCHED = ['number', 'title', 'text', 'room', 'reporterName'] as const

/** The system's faults have no words of their own: their codes are found by what they say, in either language. */
export const codesSaying = (q: string): readonly string[] =>
  Object.entries(TROUBLES)
    .filter(([, { text }]) =>
      Object.values<string>(text).some((words) => words.toLowerCase().includes(q.toLowerCase())),
    )
    .map(([code]) => code)

export const faultsWhere = (filter: FaultFilter, now: Instant): Prisma.FaultWhereInput => {
  const { states, q = '', vendorId, overdue = false } = filter
  return {
    ...Object.fromEntries(SAME.flatMap((name) => (filter[name] === undefined ? [] : [[name, filter[name]]]))),
    AND: [
      states === undefined ? {} : { state: { in: [...states] } },
      vendorId === undefined ? {} : { equipment: { vendorId } },
      overdue ? { dueAt: { lt: new Date(now) } } : {},
      q === ''
        ? {}
        : {
            OR: [
              ...SEARCHED.map((field) => ({ [field]: { contains: q } })),
              ...codesSaying(q).map((code) => ({ cause: { path: '$.code', equals: code } })),
              { equipment: { OR: [{ name: { contains: q } }, { label: q }, { propertyNumber: { contains: q } }] } },
            ],
          },
    ],
  }
}
