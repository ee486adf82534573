/** The demo school's section: what it has, what broke, what was asked and what was done, made once and told as a past. */
import type { Display } from '../../protocol/display.ts'
import type { AccountStore } from '../accounts/store.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { createCameraStore } from '../cameras/store.ts'
import { createAlmanac } from '../duties/almanac.ts'
import { createFollowUps } from '../duties/follow-up.ts'
import { startMaker } from '../duties/maker.ts'
import { createMisses } from '../duties/misses.ts'
import { createOccurrenceList } from '../duties/occurrence-list.ts'
import { createOccurrenceStore } from '../duties/occurrences.ts'
import { createEquipmentParts } from '../equipment/parts.ts'
import { createEquipmentStore } from '../equipment/store.ts'
import { readFaultTimes } from '../faults/fault-times.ts'
import { createFaultStore } from '../faults/store.ts'
import { createChanges } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Seal } from '../platform/sealed.ts'
import { ownValue, readSettings } from '../platform/settings.ts'
import { asAWhole } from '../platform/whole.ts'
import { createRequestStore } from '../requests/store.ts'
import { readWorkingDays } from '../requests/working-days.ts'
import { schoolMinutes } from '../schedule/school-hours.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { createSlipStore } from '../slips/store.ts'
import { createCalls } from '../vendors/calls.ts'
import { createVendorStore } from '../vendors/store.ts'
import { createWaiting } from '../vendors/waiting.ts'
import { costsOfFaults } from '../visits/costs.ts'
import { createVisitStore } from '../visits/store.ts'
import { demoCameras } from './cameras.ts'
import { type DemoDevices, demoDevices } from './devices.ts'
import { demoDuties } from './duties.ts'
import { demoFaults } from './faults.ts'
import { type Cast, demoCast } from './people.ts'
import { demoRepairs } from './repairs.ts'
import { demoRequests } from './requests.ts'
import { createStoryClock, createStoryDays, type Deed, type StoryDays } from './story.ts'
import { type DemoVendors, demoVendors } from './vendors.ts'

export interface DemoSectionDeps {
  readonly database: Database
  /** Where it lies: the story is written on a connection of its own. */
  readonly databaseUrl: string
  readonly clock: Clock
  readonly timeZone: string
  readonly schedule: Pick<ScheduleStore, 'days' | 'terms'>
  readonly accounts: AccountStore
  readonly attachments: Attachments
  readonly displays: { list(page: { readonly limit: number }): Promise<readonly Display[]> }
  readonly seal: Seal
  readonly log: { error(details: object, message: string): void }
}

/** Everybody and everything that the story is about. */
interface Stage {
  readonly days: StoryDays
  readonly cast: Cast
  readonly vendors: DemoVendors
  readonly devices: DemoDevices
  readonly displays: ReadonlyMap<string, string>
}

/** Before anything happened. */
const FIRST_DAY = 60
const MOST_ROOMS = 100
const MARK = 'demo-section'

/** The stores that people use, on the story's clock; no letter is written of what never happened. */
const storesOn = ({ database, timeZone, schedule, attachments, seal, log }: DemoSectionDeps, clock: Clock) => {
  const changes = createChanges()
  const faults = createFaultStore({ database, clock, changes, timeZone })
  const slips = createSlipStore({
    ...{ database, clock, timeZone, faults, costs: (ids) => costsOfFaults(database, ids) },
    ...{ linksOf: async () => new Map(), moved: async () => undefined },
  })
  const calls = createCalls({
    ...{ database, clock, timeZone, faults, waiting: createWaiting({ database, slipsOf: slips.factsOf }) },
    schoolName: async () => (await readSettings(database)).schoolName,
    schoolMinutes: async (from, until) => {
      const asked = { now: until, since: from, nextNoon: null, timeZone }
      return schoolMinutes(from, until, (await readFaultTimes(database, asked)).hours)
    },
    ...{ sendsMail: async () => false, write: async () => undefined },
  })
  const days = () => readWorkingDays({ days: schedule.days, timeZone }, clock.now())
  const almanac = createAlmanac({ database, clock, schedule, timeZone })
  const dutyList = createOccurrenceList({ database, timeZone, almanac })
  const requests = createRequestStore({ database, clock, timeZone, days })
  const misses = createMisses({ database, almanac })
  const followUp = createFollowUps({ faults, requests })
  const occurrences = createOccurrenceStore({ database, clock, list: dutyList, misses, attachments, followUp })
  return {
    ...{ faults, slips, calls, requests, occurrences, dutyList },
    visits: createVisitStore({ database, clock, faults }),
    vendorStore: createVendorStore({ database, clock }),
    equipment: createEquipmentStore({ database, clock, timeZone }),
    parts: createEquipmentParts({ database, clock }),
    cameras: createCameraStore({ database, clock, seal }),
    maker: startMaker({
      ...{
        database,
        clock,
        changes,
        almanac,
        occurrences,
        misses,
        log,
        letters: { write: async () => undefined, ask: async () => false },
      },
      seen: async () => ({
        ...{ site: () => null, server: () => null, ownBackupAt: null, ownBackupFailed: false, ownDisks: [] },
      }),
    }),
  }
}
type Stores = ReturnType<typeof storesOn>

const happened = ({ database }: DemoSectionDeps, stores: Stores, stage: Stage): readonly Deed[] => {
  const on = { ...stores, ...stage, database }
  return [...demoFaults(on), ...demoRepairs(on), ...demoRequests(on), ...demoDuties(on)]
}

/**
 * Made at the first start, before it listens: a second or two. All of it at once, with the mark that it was: a start that is
 * cut short leaves nothing of it, and the next one makes it.
 */
export const demoSection = async (deps: DemoSectionDeps): Promise<void> => {
  const { database, timeZone } = deps
  if ((await database.setting.findUnique({ where: { key: `server.${MARK}` } })) !== null) return
  const rooms = await deps.displays.list({ limit: MOST_ROOMS })
  const displays = new Map(rooms.map(({ name, id }) => [name, id]))
  const days = createStoryDays(deps.clock.now(), timeZone)
  const { clock, tell } = createStoryClock(deps.clock)
  let cast: Cast | null = null
  // People are made where accounts are, each at most once, before the story's connection keeps others from writing.
  await tell([{ at: days.on(days.back(FIRST_DAY), '08:00'), act: async () => (cast = await demoCast(deps)) }])
  if (cast === null) return
  const people: Cast = cast
  await asAWhole(deps.databaseUrl, async (whole) => {
    const within = { ...deps, database: whole }
    const stores = storesOn(within, clock)
    const begin = async () => {
      const vendors = await demoVendors(stores.vendorStore, days)
      const devices = await demoDevices({ ...stores, vendors, displays, days })
      await demoCameras({ cameras: stores.cameras, devices: devices.cameras, days })
      await tell(happened(within, stores, { days, cast: people, vendors, devices, displays }))
    }
    try {
      await tell([{ at: days.on(days.back(FIRST_DAY), '08:00'), act: begin }])
      await ownValue(whole, deps.clock, MARK, () => 'made')
    } finally {
      await stores.maker.stop()
    }
  })
}
