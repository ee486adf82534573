/** Faults put together: their routes, and what is looked after in the background. The store is made by the app, for others too. */
import type { FastifyInstance } from 'fastify'
import type { User } from '../../protocol/account.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { readFacets } from './facets.ts'
import { createFaultDesk } from './fault-desk.ts'
import { figuresRoutes } from './figures-routes.ts'
import { guestReportRoutes } from './guest-routes.ts'
import type { FaultLetters } from './letters.ts'
import { createMyFaults } from './my-faults.ts'
import { ownFaultRoutes } from './own-routes.ts'
import { faultRoutes } from './routes.ts'
import type { FaultStore } from './store.ts'
import { startFaultUpkeep } from './upkeep.ts'

export interface FaultsDomainDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly faults: FaultStore
  readonly attachments: Attachments
  readonly guests: GuestLinks
  readonly people: () => Promise<readonly User[]>
  readonly record: ReturnType<typeof audit>
  readonly letters: Pick<FaultLetters, 'remind'>
  readonly log: { error(details: object, message: string): void }
}

export const faultsDomain = async (http: FastifyInstance, deps: FaultsDomainDeps) => {
  const desk = createFaultDesk(deps)
  await http.register(faultRoutes({ ...deps, desk, facets: () => readFacets(deps.database) }))
  await http.register(ownFaultRoutes({ ...deps, mine: createMyFaults(deps) }))
  await http.register(guestReportRoutes(deps))
  await http.register(figuresRoutes(deps))
  const upkeep = startFaultUpkeep(deps)
  return { stop: upkeep.stop }
}
