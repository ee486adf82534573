/** The server put together: the ordered list of its parts, nothing else. Listening is main.ts's. */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import project from '../package.json' with { type: 'json' }
import { accountsDomain, openAccounts } from './accounts/domain.ts'
import { registerSessions } from './accounts/sessions.ts'
import type { SetupLink } from './accounts/setup-link.ts'
import { halfUser, sessionUser, socketUser } from './accounts/signed-in.ts'
import { createAttachments } from './attachments/attachments.ts'
import { backupDomain } from './backup/domain.ts'
import { bookingsDomain } from './bookings/domain.ts'
import { classroomRoutes } from './classrooms/routes.ts'
import type { Config } from './config.ts'
import { demoDomain, NO_DEMO } from './demo/domain.ts'
import type { DemoTv } from './demo/rooms.ts'
import { digestPart } from './digest/digest.ts'
import { createPresence } from './displays/presence.ts'
import { displayRoutes } from './displays/routes.ts'
import { createDisplayStore } from './displays/store.ts'
import { dutyDomain } from './duties/domain.ts'
import type { FaultWatch } from './fault-watch/watch.ts'
import { faultMorning } from './faults/morning.ts'
import { createCalendarKeys } from './feeds/calendar-keys.ts'
import { feedRoutes } from './feeds/routes.ts'
import { createGuestLinks } from './guests/guest-links.ts'
import { mailDomain } from './mail/domain.ts'
import { mediaDomain } from './media/domain.ts'
import { lookAround, type Machine } from './media/machine.ts'
import { createPress, type Press } from './papers/press.ts'
import { guardRoutes } from './platform/access.ts'
import type { Clock } from './platform/clock.ts'
import { openDatabase } from './platform/database.ts'
import { playerBuild, serveFrontends } from './platform/frontends.ts'
import { createGround } from './platform/ground.ts'
import { healthRoutes } from './platform/health.ts'
import { createHttp } from './platform/http.ts'
import { newSecret } from './platform/id.ts'
import { daily, type Part, runParts } from './platform/parts.ts'
import { ownValue } from './platform/settings.ts'
import { createChannelKeys } from './playout/channel-keys.ts'
import { playoutDomain } from './playout/domain.ts'
import { requestsDomain } from './requests/domain.ts'
import { roomsDomain } from './rooms/domain.ts'
import { resolveRundown } from './schedule/resolve.ts'
import { scheduleRoutes } from './schedule/routes.ts'
import { createScheduleStore, seedTimetable } from './schedule/store.ts'
import { sectionDomain } from './section/domain.ts'
import { repairsDomain } from './section/repairs.ts'
import { settingsRoutes } from './settings/routes.ts'

const ROOT = resolve(import.meta.dirname, '..')

export interface App {
  readonly http: FastifyInstance
  readonly setupLink: SetupLink
  /** The demo school's TVs; empty otherwise. */
  readonly demoTvs: readonly DemoTv[]
  /** Stopped, no paper is made any more; it ends with `http` anyhow. */
  readonly press: Pick<Press, 'stop'>
  /** It looks by itself; whoever must know that a look has ended asks for one. */
  readonly faultWatch: Pick<FaultWatch, 'look'>
}

/**
 * Builds the whole server on a database and folders that exist or are made. Closing `http` ends everything it started.
 * @param given what the machine has, where it is known already
 * @throws MigrationError, Failure when the database or ffmpeg can't be used
 */
export const buildApp = async (config: Config, clock: Clock, given?: Machine): Promise<App> => {
  const { mediaDir, timeZone, dataDir } = config
  const { version } = project
  mkdirSync(mediaDir, { recursive: true })
  const machine = given ?? (await lookAround(config))
  const database = await openDatabase(config.databaseUrl, clock)
  const accounts = await openAccounts({ database, clock }, config.adminPassword)
  const person = async (id: string) => (await accounts.list()).find((each) => each.id === id) ?? null
  const people = accounts.list
  const schedule = createScheduleStore({ database, clock, timeZone })
  await seedTimetable({ database, clock, timeZone })
  const presence = createPresence(clock)
  const displays = createDisplayStore({ database, clock, presence, timeZone, playerBuild: playerBuild(ROOT) })
  const channelKeys = createChannelKeys({ database, clock })
  const attachments = createAttachments({ database, clock, mediaDir })
  const guests = createGuestLinks({ database, clock })

  const http = await createHttp({ logLevel: config.logLevel, version })
  http.addHook('onClose', () => database.$disconnect())
  const signedIn = { database, clock }
  await registerSessions(http, {
    ...signedIn,
    secret: await ownValue(database, clock, 'session-secret', newSecret),
  })
  guardRoutes(http, {
    user: sessionUser(signedIn),
    half: halfUser(signedIn),
    display: displays.byToken,
    key: channelKeys.idOf,
  })

  const ground = createGround({ http, database, clock, timeZone, dataDir })
  const { log, changes, audit, seal, settings } = ground
  const schoolName = async () => (await settings()).schoolName
  const press = createPress({ clock, log })
  const mail = mailDomain(ground)
  const media = mediaDomain(ground, { mediaDir, machine, schedule, airings: () => playout.publisher.airings() })
  const bookings = bookingsDomain(ground, { media, schedule, person, people, moved: mail.occasions.moved })
  const playout = playoutDomain(ground, {
    ...{ media, schedule, displays, presence, channelKeys, user: socketUser(http, signedIn) },
    alarm: mail.occasions.alarm,
  })
  const { allDisplays, publisher, sockets, acts } = playout
  const { airings } = publisher
  const entry = await accountsDomain(ground, { accounts, openId: config.openId, mail, sockets })
  const backup = backupDomain(ground, { config, version, airings, failed: mail.occasions.backupFailed })
  const rooms = roomsDomain(ground, { displays, allDisplays })

  await http.register(
    healthRoutes({
      ...{ database, mediaDir, clockSteady: playout.clockWatch.steady, readiness: playout.readiness },
      copies: async () => ({ newest: await backup.newestAt(), warning: (await backup.warning()) !== null }),
    }),
  )
  await entry.register()
  await http.register(scheduleRoutes({ store: schedule, changes, audit, timeZone }))
  await http.register(
    displayRoutes({ database, clock, changes, displays, presence, planOf: (group) => publisher.messageFor(group, 0) }),
  )
  await bookings.register()
  await media.register()
  await playout.register()
  await http.register(classroomRoutes({ database, clock, changes, displays, acts, people, audit, timeZone }))
  await rooms.register()

  const repairs = await repairsDomain(ground, {
    ...{ config, mail, schedule, displays, allDisplays, people, attachments, guests, press, airings },
    clockWatch: playout.clockWatch,
    backup: backup.warning,
    sources: [media.troubles],
  })
  const { faults, slips, visits } = repairs
  const { letterbox, deliveries } = mail
  const requests = await requestsDomain({
    ...{ http, database, clock, timeZone, changes, audit, attachments, faults, person, people, letterbox, deliveries },
    days: schedule.days,
  })
  const demo = config.demo
    ? await demoDomain(ground, {
        media,
        bookings,
        schedule,
        displays,
        accounts,
        attachments,
        databaseUrl: config.databaseUrl,
      })
    : NO_DEMO
  const duties = await dutyDomain({
    ...{ database, clock, changes, timeZone, schedule, attachments, guests, faults, letterbox, log, seal, audit },
    requests: requests.requests,
    ownBackupAt: backup.newestAt,
    ownBackupFailed: async () => (await backup.warning()) === 'failing',
    folders: { DATA_DIR: config.dataDir, MEDIA_DIR: config.mediaDir, BACKUP_DIR: config.backupDir },
  })
  await http.register(duties.routes)
  await sectionDomain({
    ...{ http, database, clock, timeZone, changes, press, audit, duties, slips, requests, settings },
    terms: schedule.terms.list,
  })
  const digest = digestPart({
    ...{ database, clock, timeZone, letterbox, days: schedule.days },
    sources: [visits.morning, duties.morning, faultMorning(database), slips.morning, ...requests.mornings],
  })

  await http.register(
    feedRoutes({
      ...{ clock, timeZone, audit, schoolName, bookings: bookings.bookings, calendar: bookings.calendar },
      keys: createCalendarKeys({ database, clock, person }),
      visits: visits.between,
      duties: duties.coming,
      rundown: async (window) => resolveRundown(await schedule.inputs(window), window).airings,
    }),
  )
  await mail.register()
  await backup.register()
  await http.register(settingsRoutes({ database, clock, changes, timeZone, version }))
  await serveFrontends(http, ROOT)

  const parts: readonly Part[] = [
    ...[playout.part, media.part, bookings.part, entry.part, mail.part, rooms.part],
    ...[...repairs.parts, requests, duties, digest, playout.testShowings],
  ]
  runParts(http, [
    { stop: media.runner.stop },
    ...parts,
    daily([...parts, backup.part], { database, clock, timeZone, log }),
    ...[demo.week, backup.part, press, { stop: sockets.close }],
  ])
  await media.adopt()
  await http.ready()
  await playout.begin()
  return { http, setupLink: entry.setupLink, demoTvs: demo.tvs, press, faultWatch: repairs.watch }
}
