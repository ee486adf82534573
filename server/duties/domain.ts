/** Duties put together: stores, routes, and what runs by itself. */
import type { FastifyPluginAsync } from 'fastify'
import type { Instant } from '../../protocol/time.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { readDisks } from '../fault-watch/server-facts.ts'
import type { FaultStore } from '../faults/store.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { Letterbox } from '../mail/letterbox.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Seal } from '../platform/sealed.ts'
import { readSettings } from '../platform/settings.ts'
import type { RequestStore } from '../requests/store.ts'
import { type AlmanacDeps, createAlmanac } from './almanac.ts'
import { createAwaitedStore } from './awaited.ts'
import { awaitedRoutes } from './awaited-routes.ts'
import { createFollowUps } from './follow-up.ts'
import { createDutyLetters } from './letters.ts'
import { startMaker } from './maker.ts'
import { createMisses } from './misses.ts'
import { dutyMorning } from './morning.ts'
import { createOccurrenceList } from './occurrence-list.ts'
import { occurrenceRoutes } from './occurrence-routes.ts'
import { createOccurrenceStore } from './occurrences.ts'
import { createProbeNaming } from './probes/naming.ts'
import { createProbeStore } from './probes/probe-store.ts'
import { probeRoutes } from './probes/routes.ts'
import { checkSite } from './probes/site-check.ts'
import { dutyRoutes } from './routes.ts'
import { seedDuties } from './seeds.ts'
import { stepRoutes } from './step-routes.ts'
import { createDutyStore } from './store.ts'
import { supplyRoutes } from './supply-routes.ts'

export interface DutyDomainDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly timeZone: string
  readonly schedule: AlmanacDeps['schedule']
  readonly attachments: Attachments
  readonly guests: GuestLinks
  readonly faults: Pick<FaultStore, 'report'>
  readonly requests: Pick<RequestStore, 'file'>
  readonly letterbox: Letterbox
  readonly seal: Seal
  readonly ownBackupAt: () => Promise<Instant | null>
  readonly ownBackupFailed: () => Promise<boolean>
  /** The folders that Nooncast keeps its things in, by what the settings call them. */
  readonly folders: Readonly<Record<string, string>>
  readonly audit: ReturnType<typeof audit>
  readonly log: { error(details: object, message: string): void }
}

const SITES_EVERY_MS = 10 * 60_000

/** Makes the duties of a new installation. `start` begins what runs by itself, `stop` ends it. */
export const dutyDomain = async (deps: DutyDomainDeps) => {
  const { database, clock, changes, timeZone, attachments, guests, letterbox, audit, log } = deps
  await seedDuties(database, clock)
  const almanac = createAlmanac(deps)
  const letters = createDutyLetters({ database, letterbox, guests, timeZone })
  const duties = createDutyStore({ database, clock, almanac })
  const list = createOccurrenceList({ database, timeZone, almanac })
  const misses = createMisses({ database, almanac })
  const followUp = createFollowUps({ faults: deps.faults, requests: deps.requests })
  const occurrences = createOccurrenceStore({ database, clock, list, misses, attachments, followUp })
  const awaited = createAwaitedStore({ database, clock, attachments, guests, letters })
  const probes = createProbeStore({
    ...{ database, clock, seal: deps.seal, check: checkSite, ownBackupAt: deps.ownBackupAt },
    ...{ ownBackupFailed: deps.ownBackupFailed, ownDisks: () => readDisks(deps.folders) },
  })
  const naming = createProbeNaming({ database, duties, probes })
  const maker = startMaker({
    ...{ database, clock, changes, almanac, occurrences, misses, letters, seen: probes.seen, log },
  })
  const schoolName = async () => (await readSettings(database)).schoolName
  let sites: Promise<void> = Promise.resolve()
  let endSites: (() => void) | null = null
  const lookAtSites = () => {
    sites = probes.lookAtAll().catch((error: unknown) => log.error({ err: error }, 'the sites could not be looked at'))
  }

  const routes: FastifyPluginAsync = async (app) => {
    await app.register(dutyRoutes({ duties, list, maker, clock, changes, audit, timeZone }))
    await app.register(occurrenceRoutes({ occurrences, list, changes, audit }))
    await app.register(stepRoutes({ occurrences, changes, audit }))
    await app.register(awaitedRoutes({ awaited, changes, audit }))
    await app.register(supplyRoutes({ awaited, schoolName, changes, audit }))
    await app.register(probeRoutes({ probes, naming, maker, changes, audit }))
  }

  return {
    routes,
    /** For the calendar feed: what a person looks after until that date. */
    coming: list.coming,
    board: list.board,
    morning: dutyMorning({ database, almanac }),
    /** For tests and for whoever can't wait a minute. */
    look: maker.look,
    start: (): void => {
      lookAtSites()
      endSites = clock.every(SITES_EVERY_MS, lookAtSites)
      maker.look().catch(() => undefined) // It never fails.
    },
    stop: async (): Promise<void> => {
      endSites?.()
      await sites
      await maker.stop()
    },
  }
}
