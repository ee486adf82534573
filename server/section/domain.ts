/** What the section's head reads over all its work: the procedures, the search, the desk. */
import type { FastifyInstance } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { DutyStep } from '../../protocol/duty.ts'
import type { Settings } from '../../protocol/settings.ts'
import { chronicleRoutes } from '../chronicle/routes.ts'
import { deskDomain } from '../desk/domain.ts'
import type { MoneySources } from '../desk/money.ts'
import type { dutyDomain } from '../duties/domain.ts'
import type { Press } from '../papers/press.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { proceduresDomain } from '../procedures/domain.ts'
import type { requestsDomain } from '../requests/domain.ts'
import { isLate } from '../requests/list.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import { searchRoutes } from '../search/routes.ts'
import { sourcesOf } from '../search/sources.ts'
import type { SlipDomain } from '../slips/domain.ts'
import { costsBetween } from '../visits/costs.ts'

export interface SectionDomainDeps {
  readonly http: FastifyInstance
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly changes: Changes
  readonly press: Press
  readonly audit: ReturnType<typeof audit>
  readonly settings: () => Promise<Settings>
  readonly duties: Pick<Awaited<ReturnType<typeof dutyDomain>>, 'board'>
  readonly slips: Pick<SlipDomain, 'slips' | 'money'>
  readonly requests: Pick<Awaited<ReturnType<typeof requestsDomain>>, 'list'>
  readonly terms: MoneySources['terms']
}

/** More than a section ever has open; a list so long is a sign of its own. */
const MOST_ITEMS = 500
/** Reads for the section, and for nobody in particular. */
const SECTION_READER = { userId: '', section: true }
const Steps = Type.Array(DutyStep)

export const sectionDomain = async (deps: SectionDomainDeps): Promise<void> => {
  const { http, database, clock, timeZone, duties, slips, requests } = deps
  await proceduresDomain({
    ...deps,
    lateRequests: async () => new Set((await requests.list.late()).map(({ id }) => id)),
    duties: async () =>
      (await database.duty.findMany({ where: { deletedAt: null }, orderBy: [{ name: 'asc' }, { id: 'asc' }] })).map(
        ({ name, procedure, steps }) => ({ name, procedure, steps: Value.Parse(Steps, steps) }),
      ),
  })
  await http.register(searchRoutes(sourcesOf(database)))
  await http.register(chronicleRoutes({ database, clock, timeZone }))
  await deskDomain({
    ...{ http, database, clock, timeZone, duties: duties.board },
    isRequestLate: (request) => isLate(request, dateAt(clock.now(), timeZone)),
    slips: () => slips.slips.list(MOST_ITEMS, undefined, { states: ['draft', 'circulating'] }),
    requests: () => requests.list.list(MOST_ITEMS, undefined, { state: 'open' }, SECTION_READER),
    money: {
      terms: deps.terms,
      slips: slips.money,
      visits: (from, until) => costsBetween(database, from, until),
      startOf: (date) => startOfDate(date, timeZone),
      dayAfter: (date) => addDays(date, 1),
    },
  })
}
