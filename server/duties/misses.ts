/** Marks what nobody did while it could be done, with who looked after it on the day it was due (rule D23). */
import { schoolDate } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import type { ReadAlmanac } from './almanac.ts'
import { lapseIn, ruleIn, SYSTEM } from './duty-row.ts'
import { lookerOn } from './duty-view.ts'
import { lapsedAt } from './lapsing.ts'

export interface MissesDeps {
  readonly database: Database
  readonly almanac: ReadAlmanac
}

export type Misses = ReturnType<typeof createMisses>

export const createMisses = ({ database, almanac }: MissesDeps) => ({
  /** Answers which were marked. Of a duty that is paused nothing is: no next one comes. */
  mark: async (): Promise<string[]> => {
    const rows = await database.dutyOccurrence.findMany({
      where: { state: 'open', duty: { deletedAt: null, paused: false, lapses: { not: 'never' } } },
      include: { duty: true },
      orderBy: [{ due: 'asc' }, { id: 'asc' }],
    })
    const [first] = rows
    if (first === undefined) return []
    const then = await almanac(schoolDate(first.due))
    const marked: string[] = []
    for (const row of rows) {
      const due = schoolDate(row.due)
      const made = { nominal: schoolDate(row.nominal), due, rule: ruleIn(row) }
      const at = lapsedAt(lapseIn(row.duty), made, then.calendar, then.today)
      if (at === null) continue
      const { count } = await database.dutyOccurrence.updateMany({
        where: { id: row.id, state: 'open', version: row.version },
        data: {
          ...{ state: 'missed', closedBy: SYSTEM, closedAt: new Date(at), responsible: lookerOn(due, row.duty, then) },
          version: { increment: 1 },
        },
      })
      if (count === 1) marked.push(row.id)
    }
    return marked
  },

  /** Is the time of this one over by its duty as it is now? False: there is no such one. */
  isOver: async (id: string): Promise<boolean> => {
    const row = await database.dutyOccurrence.findUnique({ where: { id }, include: { duty: true } })
    if (row === null) return false
    const [due, then] = [schoolDate(row.due), await almanac(schoolDate(row.due))]
    const made = { nominal: schoolDate(row.nominal), due, rule: ruleIn(row) }
    return lapsedAt(lapseIn(row.duty), made, then.calendar, then.today) !== null
  },
})
