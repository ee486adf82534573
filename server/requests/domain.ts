/** Requests put together: their store, their routes, and what time does to them. */
import type { FastifyInstance } from 'fastify'
import type { User } from '../../protocol/account.ts'
import type { CalendarDay } from '../../protocol/calendar.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { FaultStore } from '../faults/store.ts'
import type { Deliveries } from '../mail/deliveries.ts'
import type { Letterbox } from '../mail/letterbox.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { savedFilterRoutes } from '../saved-filters/routes.ts'
import { ofRequest, requestFileRoutes } from './file-routes.ts'
import { createRequestLetters } from './letters.ts'
import { requestLinkRoutes } from './link-routes.ts'
import { createRequestList } from './list.ts'
import { ownRequestMorning, requestMorning } from './morning.ts'
import { requestRoutes } from './routes.ts'
import { createRequestStore } from './store.ts'
import { templateRoutes } from './templates.ts'
import { startRequestUpkeep } from './upkeep.ts'
import { readWorkingDays } from './working-days.ts'

export interface RequestsDomainDeps {
  readonly http: FastifyInstance
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly attachments: Attachments
  readonly faults: Pick<FaultStore, 'report'>
  readonly days: (from: SchoolDate, until: SchoolDate) => Promise<readonly CalendarDay[]>
  readonly person: (id: string) => Promise<User | null>
  readonly people: () => Promise<readonly User[]>
  readonly letterbox: Letterbox
  readonly deliveries: Deliveries
}

export const requestsDomain = async (deps: RequestsDomainDeps) => {
  const { http, database, clock, timeZone, changes, audit, attachments } = deps
  const days = () => readWorkingDays(deps, clock.now())
  const list = createRequestList({
    ...{ database, clock, timeZone, days },
    files: (id) => attachments.of(ofRequest(id)),
  })
  const { person, people, letterbox, deliveries } = deps
  const { usualDays } = list
  const letters = createRequestLetters({ database, clock, timeZone, letterbox, deliveries, days, usualDays })
  const requests = createRequestStore({ database, clock, timeZone, days, told: letters.heard })
  await http.register(requestRoutes({ requests, list, person, people, clock, timeZone, changes, audit }))
  await http.register(requestFileRoutes({ list, attachments, changes, audit }))
  await http.register(requestLinkRoutes({ requests, list, faults: deps.faults, attachments, changes, audit }))
  await http.register(templateRoutes({ database, changes, audit }))
  await http.register(savedFilterRoutes({ database, clock, audit }))
  let stopUpkeep: (() => Promise<void>) | null = null
  return {
    requests,
    list,
    mornings: [requestMorning(list), ownRequestMorning(list)],
    chores: [{ name: 'request-reminders', at: '08:00', run: letters.remind }],
    start: () => {
      stopUpkeep = startRequestUpkeep({ database, requests, clock, changes, log: http.log })
    },
    stop: async () => {
      await stopUpkeep?.()
    },
  }
}
