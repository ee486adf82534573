/**
 * From "something is broken" to "it works again", put together: the register, faults by people and by the system itself,
 * slips, calls and visits.
 */
import type { User } from '../../protocol/account.ts'
import type { Display } from '../../protocol/display.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { camerasDomain } from '../cameras/domain.ts'
import type { Config } from '../config.ts'
import type { DisplayStore } from '../displays/store.ts'
import { equipmentDomain } from '../equipment/domain.ts'
import { type FaultWatchDeps, faultWatchDomain } from '../fault-watch/domain.ts'
import { faultsDomain } from '../faults/domain.ts'
import { createFaultLetters } from '../faults/letters.ts'
import { nextNoonIn } from '../faults/next-noon.ts'
import { createFaultStore } from '../faults/store.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { Mail } from '../mail/domain.ts'
import type { Press } from '../papers/press.ts'
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { slipDomain } from '../slips/domain.ts'
import { costsOfFaults } from '../visits/costs.ts'
import { visitsDomain } from '../visits/domain.ts'

export interface RepairsDeps {
  readonly config: Pick<Config, 'dataDir' | 'mediaDir' | 'backupDir' | 'camerasOnLoopback'>
  readonly mail: Mail
  readonly schedule: ScheduleStore
  readonly displays: DisplayStore
  readonly allDisplays: () => Promise<readonly Display[]>
  readonly people: () => Promise<readonly User[]>
  readonly attachments: Attachments
  readonly guests: GuestLinks
  readonly press: Press
  readonly clockWatch: FaultWatchDeps['clockWatch']
  /** Every airing of the plan as it is now. */
  readonly airings: () => readonly Airing[]
  /** What is wrong with the safety copies. */
  readonly backup: FaultWatchDeps['backup']
  /** Others that see troubles of their own. */
  readonly sources: FaultWatchDeps['sources']
}

/** Registers everything it is made of. */
export const repairsDomain = async (ground: Ground, deps: RepairsDeps) => {
  const { http, log, database, clock, timeZone, changes, audit, seal, settings } = ground
  const { config, mail, schedule, displays, allDisplays, people, attachments, guests, press, airings } = deps
  const { letterbox, deliveries, post, sendsMail } = mail
  const letters = createFaultLetters({ database, clock, timeZone, letterbox, deliveries })
  const faults = createFaultStore({
    ...{ database, clock, changes, timeZone },
    nextNoon: () => nextNoonIn(airings(), clock.now()),
    moved: letters.moved,
  })
  await equipmentDomain(http, { database, clock, changes, attachments, press, audit, timeZone })
  const cameras = await camerasDomain({
    ...{ http, database, clock, changes, timeZone, audit, seal, loopback: config.camerasOnLoopback },
  })
  const desk = await faultsDomain(http, {
    ...{ database, clock, changes, timeZone, faults, attachments, guests, people, letters, log, record: audit },
  })
  const slips = slipDomain({
    ...{ database, clock, changes, timeZone, audit, faults, guests, attachments, press },
    ...{ letterbox, deliveries, post, schedule, costs: (ids) => costsOfFaults(database, ids) },
  })
  for (const routes of slips.routes) await http.register(routes)
  const visits = visitsDomain({
    ...{ database, clock, changes, timeZone, faults, attachments, guests, letterbox, deliveries, schedule, log },
    sendsMail,
    record: audit,
    slipsOf: slips.slips.factsOf,
  })
  await visits.register(http)
  const watch = await faultWatchDomain({
    ...{ http, database, clock, timeZone, changes, faults, airings, settings },
    clockWatch: deps.clockWatch,
    displays: allDisplays,
    groups: displays.groups,
    days: schedule.days,
    folders: { DATA_DIR: config.dataDir, MEDIA_DIR: config.mediaDir, BACKUP_DIR: config.backupDir },
    backup: deps.backup,
    sources: [cameras.troubles, ...deps.sources],
  })
  const questions: Part = { chores: [{ name: 'question-reminders', at: '08:00', run: letters.remindAsked }] }
  const parts: readonly Part[] = [cameras, watch, desk, visits, slips, questions]
  return { faults, slips, visits, watch, parts }
}
