/** Procedures put together: what they say, how they run now, what became of them this year. */

import type { FastifyInstance } from 'fastify'
import { minguoYear } from '../../protocol/minguo.ts'
import type { Procedure, ProcedureRecord } from '../../protocol/procedure.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { Language } from '../../protocol/text.ts'
import { schoolDate } from '../../protocol/time.ts'
import type { Press } from '../papers/press.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { startOfDate } from '../schedule/wall-clock.ts'
import { chartsOf, type DutySteps } from './charts.ts'
import { procedureNumber, type RecordSources, readRecords, sumWork } from './records.ts'
import { recordsCsv } from './records-csv.ts'
import { procedureRoutes } from './routes.ts'
import { PROCEDURES } from './seed.ts'
import { createProcedureStore, seedProcedures } from './store.ts'

export interface ProceduresDomainDeps {
  readonly http: FastifyInstance
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly changes: Changes
  readonly press: Press
  readonly audit: ReturnType<typeof audit>
  readonly settings: () => Promise<Settings>
  readonly lateRequests: RecordSources['lateRequests']
  /** Every duty with the name of its procedure. */
  readonly duties: () => Promise<readonly (DutySteps & { readonly procedure: string })[]>
}

const NO_RECORD: ProcedureRecord = { done: 0, missed: 0, late: 0, open: 0 }

export const proceduresDomain = async (deps: ProceduresDomainDeps) => {
  const { http, database, clock, timeZone, changes, press, audit, settings, duties } = deps
  await seedProcedures(database, clock)
  const store = createProcedureStore({ database, clock })
  const year = () => Number(dateAt(clock.now(), timeZone).slice(0, 4))
  const newYear = (which: number) => startOfDate(schoolDate(`${which}-01-01`), timeZone)
  const records = (which: number) =>
    readRecords(deps, { from: newYear(which), until: newYear(which + 1), now: clock.now() })

  const procedures = async (): Promise<readonly Procedure[]> => {
    const [current, work] = await Promise.all([store.current(), records(year())])
    const sums = sumWork(work)
    return current.map(({ number, content, version, at, by }) => ({
      ...{ number, content, version },
      flows: [...(PROCEDURES.find((each) => each.number === number)?.flows ?? [])],
      changedAt: at,
      changedBy: by,
      record: sums.get(number) ?? NO_RECORD,
    }))
  }
  const charts = async ({ number, flows }: Procedure, language: Language) => {
    const own = (await duties()).filter(({ procedure }) => procedureNumber(procedure) === number)
    return chartsOf(flows, own, language)
  }
  const booklet = async (language: Language): Promise<Buffer> => {
    const { schoolName, schoolNameEn, minguoYears } = await settings()
    const today = dateAt(clock.now(), timeZone)
    const written = minguoYears ? `${minguoYear(today)}${today.slice(4)}` : today
    const parts = await Promise.all(
      (await procedures()).map(async (procedure) => ({ procedure, charts: await charts(procedure, language) })),
    )
    return press.print({
      kind: 'booklet',
      of: {
        ...{ language, parts, date: written, year: written.split('-')[0] ?? '' },
        schoolName: language === 'en' && schoolNameEn !== '' ? schoolNameEn : schoolName,
      },
    })
  }
  const table = async (language: Language, which = year()): Promise<string> =>
    recordsCsv(which, await records(which), await store.current(), language)
  await http.register(procedureRoutes({ store, procedures, charts, booklet, table, changes, audit }))
  return { procedures }
}
