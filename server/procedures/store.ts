/** Procedures as they are kept: each version whole, none ever overwritten. */
import { Value } from 'typebox/value'
import { ProcedureContent, type ProcedureVersion } from '../../protocol/procedure.ts'
import { instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { PROCEDURES } from './seed.ts'

export type ProcedureStore = ReturnType<typeof createProcedureStore>

/** The ten procedures, where the school has none of that number yet. */
export const seedProcedures = async (database: Database, clock: Clock): Promise<void> => {
  const known = new Set(
    (await database.procedureVersion.findMany({ distinct: ['number'] })).map(({ number }) => number),
  )
  const at = new Date(clock.now())
  const missing = PROCEDURES.filter(({ number }) => !known.has(number))
  if (missing.length > 0)
    await database.procedureVersion.createMany({
      data: missing.map(({ number, content }) => ({ number, version: 1, at, content })),
    })
}

export const createProcedureStore = ({ database, clock }: { readonly database: Database; readonly clock: Clock }) => {
  const versions = async (number?: string): Promise<readonly (ProcedureVersion & { readonly number: string })[]> => {
    const rows = await database.procedureVersion.findMany({
      ...(number === undefined ? {} : { where: { number } }),
      orderBy: [{ number: 'asc' }, { version: 'desc' }],
    })
    return rows.map(({ content, at, ...row }) => ({
      ...row,
      at: instant(at.getTime()),
      content: Value.Parse(ProcedureContent, content),
    }))
  }

  return {
    /** What is in force, by number. */
    current: async () => {
      const newest = new Map<string, ProcedureVersion & { readonly number: string }>()
      for (const each of await versions()) if (!newest.has(each.number)) newest.set(each.number, each)
      return [...newest.values()]
    },

    /** The newest first; empty: there is no such procedure. */
    versions,

    /**
     * Puts a new version in force.
     * @param seen the version that was edited
     * @throws Failure NOT_FOUND, PROCEDURE_CHANGED
     */
    change: async (number: string, seen: number, content: ProcedureContent, why: string, by: string): Promise<void> => {
      await database.$transaction(async (within) => {
        const last = await within.procedureVersion.findFirst({ where: { number }, orderBy: { version: 'desc' } })
        if (last === null) throw new Failure('NOT_FOUND')
        if (last.version !== seen) throw new Failure('PROCEDURE_CHANGED')
        await within.procedureVersion.create({
          data: { number, version: seen + 1, at: new Date(clock.now()), by, why, content },
        })
      })
    },
  }
}
