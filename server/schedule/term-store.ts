/** The school's terms; both ends belong to the term (rule T5). */
import type { Term, TermInput } from '../../protocol/calendar.ts'
import { schoolDate } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { isRealDate } from './wall-clock.ts'

const termOf = (row: { id: string; name: string; from: string; until: string }): Term => ({
  id: row.id,
  name: row.name,
  from: schoolDate(row.from),
  until: schoolDate(row.until),
})

/** @throws Failure INPUT_INVALID, TERM_DATES_WRONG */
const requireTerm = (input: TermInput): void => {
  for (const field of ['from', 'until'] as const)
    if (!isRealDate(input[field])) throw new Failure('INPUT_INVALID', { field, problem: input[field] })
  if (input.until < input.from) throw new Failure('TERM_DATES_WRONG', { from: input.from, until: input.until })
}

export const createTermStore = ({ database }: { readonly database: Database }) => ({
  /** By first day. */
  list: async (): Promise<Term[]> =>
    (await database.term.findMany({ orderBy: [{ from: 'asc' }, { id: 'asc' }] })).map(termOf),

  /** @throws Failure INPUT_INVALID, TERM_DATES_WRONG */
  create: async (input: TermInput): Promise<Term> => {
    requireTerm(input)
    return termOf(await database.term.create({ data: { id: newId(), ...input } }))
  },

  /** Null: there is no such term. @throws Failure INPUT_INVALID, TERM_DATES_WRONG */
  update: async (id: string, input: TermInput): Promise<Term | null> => {
    requireTerm(input)
    const { count } = await database.term.updateMany({ where: { id }, data: input })
    return count === 0 ? null : { id, ...input }
  },

  /** False: there is none. */
  remove: async (id: string): Promise<boolean> => (await database.term.deleteMany({ where: { id } })).count > 0,
})
