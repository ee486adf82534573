/** Vendors, calls and visits put together: what the app registers, what it stops, and what other parts ask of them. */
import type { FastifyInstance } from 'fastify'
import type { Language } from '../../protocol/text.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import type { VisitView } from '../../protocol/visit.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { readFaultTimes } from '../faults/fault-times.ts'
import type { FaultStore } from '../faults/store.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { Deliveries } from '../mail/deliveries.ts'
import type { Letterbox } from '../mail/letterbox.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { readSettings } from '../platform/settings.ts'
import { schoolMinutes } from '../schedule/school-hours.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import { createCallWithdrawal } from '../vendors/call-withdrawal.ts'
import { createCalls } from '../vendors/calls.ts'
import { createVendorRecord } from '../vendors/record.ts'
import { vendorRoutes } from '../vendors/routes.ts'
import { createVendorStore } from '../vendors/store.ts'
import { createWaiting, type SlipsOf } from '../vendors/waiting.ts'
import { createVisitLetters } from './letters.ts'
import { visitMorning } from './morning.ts'
import { createPlanning } from './planning.ts'
import { visitRoutes } from './routes.ts'
import { createVisitStore } from './store.ts'
import { technicianRoutes } from './technician-routes.ts'
import { startVisitWatch, type VisitWatch } from './watch.ts'

export interface VisitsDomainDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly record: ReturnType<typeof audit>
  readonly faults: FaultStore
  readonly attachments: Attachments
  readonly guests: GuestLinks
  readonly letterbox: Letterbox
  readonly deliveries: Pick<Deliveries, 'takeBack'>
  readonly sendsMail: () => Promise<boolean>
  readonly schedule: Pick<ScheduleStore, 'inputs'>
  readonly slipsOf: SlipsOf
  readonly log: { error(details: object, message: string): void }
}

export type VisitsDomain = ReturnType<typeof visitsDomain>

const MOST_IN_FEED = 500

export const visitsDomain = (deps: VisitsDomainDeps) => {
  const { database, clock, changes, timeZone, record, faults, guests, schedule, slipsOf } = deps
  const schoolName = async () => (await readSettings(database)).schoolName
  const letters = createVisitLetters({ letterbox: deps.letterbox, deliveries: deps.deliveries, clock })
  const vendors = createVendorStore({ database, clock })
  const waiting = createWaiting({ database, slipsOf })
  const visits = createVisitStore({ database, clock, faults })
  const calls = createCalls({
    ...{ database, clock, timeZone, faults, waiting, schoolName },
    sendsMail: deps.sendsMail,
    write: letters.call,
    schoolMinutes: async (from, until) => {
      const asked = { now: until, since: from, nextNoon: null, timeZone }
      return schoolMinutes(from, until, (await readFaultTimes(database, asked)).hours)
    },
  })
  const withdraw = createCallWithdrawal({
    ...{ database, clock, timeZone, faults, waiting, calls, schoolName },
    unwrite: letters.callWithdrawn,
  })
  let watch: VisitWatch | null = null
  return {
    register: async (app: FastifyInstance): Promise<void> => {
      await app.register(
        vendorRoutes({
          ...{ vendors, waiting, calls, withdraw, changes, timeZone, audit: record },
          record: createVendorRecord({ database, calls, slipsOf }),
        }),
      )
      await app.register(
        visitRoutes({
          ...{ visits, guests, letters, changes, timeZone, audit: record },
          planning: createPlanning({ database, clock, timeZone, schedule }),
        }),
      )
      await app.register(
        technicianRoutes({
          ...{ database, visits, guests, changes, clock, timeZone, schoolName, audit: record },
          attachments: deps.attachments,
        }),
      )
    },

    morning: visitMorning(visits, timeZone),

    /** Visits whose windows meet the dates, both included. */
    between: (from: SchoolDate, to: SchoolDate, language: Language): Promise<readonly VisitView[]> =>
      visits.list(
        MOST_IN_FEED,
        undefined,
        { from: startOfDate(from, timeZone), to: startOfDate(addDays(to, 1), timeZone) },
        language,
      ),

    start: (): void => {
      watch = startVisitWatch({ visits, letters, clock, changes, log: deps.log })
    },
    stop: async (): Promise<void> => {
      await watch?.stop()
    },
  }
}
