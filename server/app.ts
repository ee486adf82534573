/** The server put together: the ordered list of its parts, nothing else. Listening is main.ts's. */
import { mkdirSync } from 'node:fs'
import { resolve } from 'node:path'
import type { FastifyInstance } from 'fastify'
import project from '../package.json' with { type: 'json' }
import { createAttempts } from './accounts/attempts.ts'
import { commonPasswords } from './accounts/common-passwords.ts'
import { createKnownDevices } from './accounts/known-devices.ts'
import { createLinks } from './accounts/links.ts'
import { createOpenIdProvider } from './accounts/openid-provider.ts'
import { openIdRoutes } from './accounts/openid-routes.ts'
import { createOpenIdStore } from './accounts/openid-store.ts'
import { accountRoutes } from './accounts/routes.ts'
import { createSecondFactors } from './accounts/second-factor-store.ts'
import { createSessionBook } from './accounts/session-book.ts'
import { registerSessions } from './accounts/sessions.ts'
import { createSetupLink, type SetupLink } from './accounts/setup-link.ts'
import { createSignIn } from './accounts/sign-in.ts'
import { halfUser, sessionUser, socketUser } from './accounts/signed-in.ts'
import { createAccountStore } from './accounts/store.ts'
import { createAttachments } from './attachments/attachments.ts'
import { BACKUP_AT, createBackups } from './backup/backups.ts'
import { backupRoutes } from './backup/routes.ts'
import { createBookingCalendar } from './bookings/calendar.ts'
import { guardHeldFilms } from './bookings/held-film-guard.ts'
import { heldFilmRoutes } from './bookings/held-film-routes.ts'
import { createHeldFilms } from './bookings/held-films.ts'
import { bookingRoutes } from './bookings/routes.ts'
import { createBookingStore } from './bookings/store.ts'
import { startUpkeep, type Upkeep } from './bookings/upkeep.ts'
import { camerasDomain } from './cameras/domain.ts'
import { classroomRoutes } from './classrooms/routes.ts'
import type { Config } from './config.ts'
import { type DemoTv, demoRooms, demoWeek } from './demo.ts'
import { createPresence } from './displays/presence.ts'
import { displayRoutes } from './displays/routes.ts'
import { createDisplayStore } from './displays/store.ts'
import { dutyDomain } from './duties/domain.ts'
import { equipmentDomain } from './equipment/domain.ts'
import { demoFaults } from './fault-watch/demo-faults.ts'
import { faultWatchDomain } from './fault-watch/domain.ts'
import { faultsDomain } from './faults/domain.ts'
import { createFaultLetters } from './faults/letters.ts'
import { nextNoonIn } from './faults/next-noon.ts'
import { createFaultStore } from './faults/store.ts'
import { createCalendarKeys } from './feeds/calendar-keys.ts'
import { feedRoutes } from './feeds/routes.ts'
import { createGuestLinks } from './guests/guest-links.ts'
import { createDeliveries } from './mail/deliveries.ts'
import { createLetterbox } from './mail/letterbox.ts'
import { createOccasions } from './mail/occasions.ts'
import { createPostSettings } from './mail/post-settings.ts'
import { type Postman, startPostman } from './mail/postman.ts'
import { mailRoutes } from './mail/routes.ts'
import { createWishStore } from './mail/wishes.ts'
import { createErasure } from './media/erasure.ts'
import { erasureRoutes } from './media/erasure-routes.ts'
import { type Inbox, startInbox } from './media/inbox.ts'
import { adoptStrays, takeIn } from './media/intake.ts'
import { createJobs } from './media/jobs.ts'
import { recognise } from './media/known.ts'
import { createLibrary } from './media/library.ts'
import { createLicenceScans } from './media/licence-scan.ts'
import { lookAround, type Machine } from './media/machine.ts'
import { createObjectStore } from './media/objects.ts'
import { createPickPoster } from './media/poster.ts'
import { prepare } from './media/prepare.ts'
import { programmeRoutes } from './media/programme-routes.ts'
import { mediaRoutes } from './media/routes.ts'
import { createRunner } from './media/runner.ts'
import { createSceneWatch } from './media/scene-watch.ts'
import { createSubtitleTracks } from './media/subtitle-tracks.ts'
import { summarise } from './media/summary.ts'
import { createTestPicture } from './media/test-picture.ts'
import { testPictureRoutes } from './media/test-picture-routes.ts'
import { uploadRoutes } from './media/uploads.ts'
import { createWhereabouts } from './media/whereabouts-store.ts'
import { guardRoutes } from './platform/access.ts'
import { audit } from './platform/audit.ts'
import { createChanges } from './platform/changes.ts'
import { type Chores, startChores } from './platform/chores.ts'
import type { Clock } from './platform/clock.ts'
import { watchClock } from './platform/clock-watch.ts'
import { openDatabase, sqliteFile } from './platform/database.ts'
import { playerBuild, serveFrontends } from './platform/frontends.ts'
import { healthRoutes } from './platform/health.ts'
import { createHttp } from './platform/http.ts'
import { newSecret } from './platform/id.ts'
import { createSeal, readSealKey } from './platform/sealed.ts'
import { ownValue, readSettings } from './platform/settings.ts'
import { attachSockets } from './platform/sockets.ts'
import { actRoutes } from './playout/act-routes.ts'
import { createActs } from './playout/acts.ts'
import { createAsRun } from './playout/as-run.ts'
import { asRunRoutes } from './playout/as-run-routes.ts'
import { channelKeyRoutes, createChannelKeys } from './playout/channel-keys.ts'
import { channelRoutes } from './playout/channel-routes.ts'
import { createPublisher } from './playout/publisher.ts'
import { severityOf, watchReadiness } from './playout/readiness-watch.ts'
import { segmentRoutes } from './playout/segments.ts'
import { makeSlate } from './playout/slate.ts'
import { createSlateKeeper, ffmpegOf } from './playout/slate-keeper.ts'
import { requestsDomain } from './requests/domain.ts'
import { type RoomWatch, startRoomWatch } from './rooms/room-watch.ts'
import { roomRoutes } from './rooms/routes.ts'
import { resolveRundown } from './schedule/resolve.ts'
import { scheduleRoutes } from './schedule/routes.ts'
import { createScheduleStore, seedTimetable } from './schedule/store.ts'
import { sectionDomain } from './section/domain.ts'
import { settingsRoutes } from './settings/routes.ts'
import { slipDomain } from './slips/domain.ts'
import { costsOfFaults } from './visits/costs.ts'
import { visitsDomain } from './visits/domain.ts'

const ROOT = resolve(import.meta.dirname, '..')

export interface App {
  readonly http: FastifyInstance
  readonly setupLink: SetupLink
  /** The demo school's TVs; empty otherwise. */
  readonly demoTvs: readonly DemoTv[]
}

/**
 * Builds the whole server on a database and folders that exist or are made. Closing `http` ends everything it started.
 * @param given what the machine has, where it is known already
 * @throws MigrationError, Failure when the database or ffmpeg can't be used
 */
export const buildApp = async (config: Config, clock: Clock, given?: Machine): Promise<App> => {
  mkdirSync(config.mediaDir, { recursive: true })
  const { tools, fonts } = given ?? (await lookAround(config))
  const runner = createRunner(tools, clock)
  const database = await openDatabase(config.databaseUrl, clock)
  const changes = createChanges()
  const accounts = createAccountStore({
    database,
    clock,
    common: commonPasswords(),
    schoolNames: async () => {
      const { schoolName, schoolNameEn } = await readSettings(database)
      return [schoolName, schoolNameEn]
    },
  })
  const signedIn = { database, clock }
  if (config.adminPassword !== null && (await accounts.administrators()) === 0)
    await accounts.create({
      name: 'admin',
      fullName: '',
      role: 'admin',
      password: config.adminPassword,
      language: 'zh-TW',
    })
  const { mediaDir, timeZone } = config
  const record = audit(database, clock)
  const guests = createGuestLinks({ database, clock })
  const attachments = createAttachments({ database, clock, mediaDir })
  const faults = createFaultStore({
    ...{ database, clock, changes, timeZone },
    nextNoon: () => nextNoonIn(publisher.airings(), clock.now()),
    moved: (move, within) => faultLetters.moved(move, within),
  })
  const schedule = createScheduleStore({ database, clock, timeZone })
  await seedTimetable({ database, clock, timeZone })
  const clockWatch = watchClock(clock)
  const presence = createPresence(clock)
  const displays = createDisplayStore({ database, clock, presence, timeZone, playerBuild: playerBuild(ROOT) })
  const setupLink = createSetupLink((await accounts.administrators()) === 0)

  const http = await createHttp({ logLevel: config.logLevel, version: project.version })
  http.addHook('onClose', () => database.$disconnect())

  await registerSessions(http, {
    database,
    clock,
    secret: await ownValue(database, clock, 'session-secret', newSecret),
  })
  const channelKeys = createChannelKeys({ database, clock })
  guardRoutes(http, {
    user: sessionUser(signedIn),
    half: halfUser(signedIn),
    display: displays.byToken,
    key: channelKeys.idOf,
  })

  await http.register(
    healthRoutes({
      database,
      mediaDir,
      clockSteady: clockWatch.steady,
      copies: async () => {
        const { copies, warning } = await backups.view()
        return { newest: copies[0]?.madeAt ?? null, warning: warning !== null }
      },
      readiness: () => {
        const now = readiness.current()
        return now === null ? null : { severity: severityOf(now), ready: now.ready, total: now.total }
      },
    }),
  )
  const publisher = createPublisher({
    clock,
    clockWatch,
    timeZone,
    changes,
    log: http.log,
    resolve: async (window) => resolveRundown(await schedule.inputs(window), window),
    media: (ids) => library.references(ids),
  })
  const asRun = createAsRun({ database, clock, changes, planned: publisher.airings, log: http.log })
  const sockets = attachSockets(http.server, {
    clock,
    changes,
    presence,
    log: http.log,
    user: socketUser(http, signedIn),
    display: displays.byToken,
    identity: displays.identity,
    planFor: publisher.messageFor,
    aired: asRun.store,
    displaysByIds: displays.byIds,
    seen: displays.seen,
  })
  const sealed = { database, clock, seal: createSeal(readSealKey(config.dataDir)) }
  const post = createPostSettings(sealed)
  const deliveries = createDeliveries(sealed)
  const writer = async () => {
    const { schoolName, minguoYears } = await readSettings(database)
    return { schoolName, minguoYears, timeZone }
  }
  const letterbox = createLetterbox({ database, clock, timeZone, deliveries, post })
  const occasions = createOccasions({ database, clock, timeZone, letterbox, deliveries })
  const faultLetters = createFaultLetters({ database, clock, timeZone, letterbox, deliveries })
  const backups = createBackups({
    ...{ database, clock, timeZone, mediaDir, version: project.version, log: http.log },
    ...{ dataDir: config.dataDir, backupDir: config.backupDir, databaseFile: sqliteFile(config.databaseUrl) },
    airings: publisher.airings,
    failed: (code, newest) => {
      occasions.backupFailed(code, newest).catch((error: unknown) => http.log.error({ err: error }, 'not mailed'))
    },
  })
  const book = createSessionBook({ database, clock, endSockets: sockets.endSessions, log: http.log })
  const readiness = watchReadiness({
    clock,
    timeZone,
    displays: () => displays.list({ limit: 10_000 }),
    airings: publisher.airings,
    settings: () => readSettings(database),
    lookedAt: sockets.lookedAt,
    changed: sockets.tellReadiness,
    alarm: (view) => {
      http.log.warn({ level: view.level, answer: view.answer, title: view.title }, 'the next programme is not safe')
      occasions.alarm(view).catch((error: unknown) => http.log.error({ err: error }, 'the alarm could not be mailed'))
    },
    log: http.log,
  })
  const objects = createObjectStore(mediaDir)
  const jobs = createJobs({
    database,
    clock,
    changes,
    mediaDir,
    prepare: prepare({ run: runner.run, objects, toneMapping: tools.toneMapping, fonts }),
    recognise: recognise({ database, objects }),
    settings: () => readSettings(database),
    log: http.log,
  })
  const library = createLibrary({ database, clock, changes, timeZone, jobs })
  const erasure = createErasure({
    ...{ database, clock, changes, timeZone, mediaDir, objects, jobs },
    airings: publisher.airings,
  })
  const scenes = createSceneWatch({
    ...{ database, changes, mediaDir, objects, manifest: library.manifest },
    run: runner.run,
    log: http.log,
  })
  const intake = takeIn({ database, clock, changes, mediaDir })
  const person = async (id: string) => (await accounts.list()).find((each) => each.id === id) ?? null
  const bookings = createBookingStore({ database, clock, moved: occasions.moved })
  const heldFilms = createHeldFilms({ database, clock, changes, bookings, erase: erasure.erase })
  const bookingCalendar = createBookingCalendar({
    ...{ schedule, timeZone, held: heldFilms.scheduled },
    settings: () => readSettings(database),
  })
  const approvers = async () => (await readSettings(database)).bookingApprovers
  const demo = {
    database,
    clock,
    changes,
    timeZone,
    mediaDir,
    run: runner.run,
    fonts,
    intake,
    accounts,
    displays,
    bookings,
    schedule,
  }
  const scans = createLicenceScans({ database, mediaDir })
  guardHeldFilms(http, {
    broughtBy: heldFilms.broughtBy,
    mediaOfJob: async (id) => (await database.job.findUnique({ where: { id } }))?.mediaId ?? null,
    approvers,
  })
  const demoTvs = config.demo ? await demoRooms(demo) : []
  if (config.demo) await demoFaults({ database, clock, faults, displays })
  publisher.onPublished((groupIds) => {
    asRun.replanned()
    sockets.pushPlans(groupIds)
  })
  http.addHook('preClose', async () => {
    await sockets.close()
    await backups.cancel()
    await chores?.stop()
    await rooms?.stop()
    await requests.stop()
    await visits.stop()
    await faultDesk.stop()
    await postman?.stop()
    await upkeep?.stop()
    await inbox?.stop()
    await jobs.stop()
    await scenes.stop()
    slate.stop()
    await runner.stop()
    await duties.stop()
    await asRun.stop()
    await publisher.stop()
    await faultWatch.stop()
    await cameras.stop()
    readiness.stop()
    book.stop()
    clockWatch.stop()
  })

  const secondFactors = createSecondFactors({ ...sealed, demands: () => readSettings(database) })
  const signIn = createSignIn({
    accounts,
    secondFactors,
    attempts: createAttempts(clock),
    devices: createKnownDevices(await ownValue(database, clock, 'device-secret', newSecret)),
  })
  await http.register(
    accountRoutes({
      ...{ database, clock, changes, record, accounts, setupLink, signIn, secondFactors, book },
      links: createLinks({ database, clock, post: occasions }),
      invite: occasions.invite,
      sendsMail: async () => (await post.channels()).mail,
      endSockets: sockets.endSessions,
      moveSockets: sockets.moveSession,
    }),
  )
  await http.register(
    openIdRoutes({
      ...{ accounts, changes, record, signIn },
      provider: config.openId === null ? null : createOpenIdProvider(config.openId, clock, http.log),
      store: createOpenIdStore(database, clock),
    }),
  )
  await http.register(scheduleRoutes({ store: schedule, changes, audit: record, timeZone }))
  await http.register(
    displayRoutes({ database, clock, changes, displays, presence, planOf: (group) => publisher.messageFor(group, 0) }),
  )
  await http.register(
    bookingRoutes({
      bookings,
      calendar: bookingCalendar,
      person,
      people: accounts.list,
      approvers,
      clock,
      changes,
      audit: record,
      timeZone,
    }),
  )
  const slips = slipDomain({
    ...{ database, clock, changes, timeZone, audit: record, faults, guests, attachments },
    ...{ letterbox, deliveries, post, schedule, costs: (ids) => costsOfFaults(database, ids) },
  })
  for (const routes of slips.routes) await http.register(routes)
  const visits = visitsDomain({
    ...{ database, clock, changes, timeZone, record, faults, attachments, guests, letterbox, schedule, log: http.log },
    sendsMail: async () => (await post.channels()).mail,
    slipsOf: slips.slips.factsOf,
  })
  await visits.register(http)
  await http.register(
    feedRoutes({
      keys: createCalendarKeys({ database, clock, person }),
      bookings,
      calendar: bookingCalendar,
      visits: visits.between,
      duties: (userId, until) => duties.coming(userId, until),
      rundown: async (window) => resolveRundown(await schedule.inputs(window), window).airings,
      schoolName: async () => (await readSettings(database)).schoolName,
      clock,
      timeZone,
      audit: record,
    }),
  )
  await http.register(mediaRoutes({ library, jobs, audit: record }))
  await http.register(erasureRoutes({ erasure, audit: record }))
  await http.register(
    programmeRoutes({
      library,
      summary: () => summarise({ database, clock, timeZone }),
      whereabouts: createWhereabouts({ database, clock, timeZone, schedule, uses: library.uses }),
      subtitles: createSubtitleTracks({ database, changes, mediaDir, objects, manifest: library.manifest }),
      pickPoster: createPickPoster({
        ...{ database, changes, mediaDir, objects, manifest: library.manifest },
        run: runner.run,
      }),
      scans,
      audit: record,
    }),
  )
  await http.register(uploadRoutes({ clock, mediaDir, intake }))
  await http.register(
    heldFilmRoutes({
      ...{ films: heldFilms, bookings, changes, calendar: bookingCalendar, approvers, scans, intake, clock, mediaDir },
      settings: () => readSettings(database),
      audit: record,
    }),
  )
  await http.register(
    testPictureRoutes(
      createTestPicture({ ...{ database, clock, mediaDir, fonts, intake }, run: runner.run, media: library.get }),
    ),
  )
  const acts = createActs({
    database,
    clock,
    changes,
    displays,
    presence,
    publisher,
    timeZone,
    inputs: schedule.inputs,
    media: (ids) => library.references(ids),
    audit: record,
  })
  await http.register(actRoutes({ acts, clock, timeZone, readiness: readiness.look }))
  await http.register(
    classroomRoutes({ database, clock, changes, displays, acts, people: accounts.list, audit: record, timeZone }),
  )
  const cameras = await camerasDomain({
    ...{ http, database, clock, changes, timeZone, audit: record, seal: sealed.seal },
    loopback: config.camerasOnLoopback,
  })
  const faultDesk = await faultsDomain(http, {
    ...{
      database,
      clock,
      changes,
      timeZone,
      faults,
      attachments,
      guests,
      record,
      people: accounts.list,
      letters: faultLetters,
      log: http.log,
    },
  })
  await http.register(asRunRoutes({ database, timeZone }))
  await http.register(roomRoutes({ database, clock, displays, timeZone }))
  await equipmentDomain(http, { database, clock, changes, attachments, audit: record, timeZone })
  const faultWatch = await faultWatchDomain({
    ...{ http, database, clock, clockWatch, timeZone, changes, faults, airings: publisher.airings },
    displays: () => displays.list({ limit: 10_000 }),
    groups: displays.groups,
    settings: () => readSettings(database),
    days: schedule.days,
    folders: { DATA_DIR: config.dataDir, MEDIA_DIR: mediaDir, BACKUP_DIR: config.backupDir },
    backup: async () => (await backups.view()).warning,
    sources: [cameras.troubles],
  })
  const requests = await requestsDomain({
    ...{ http, database, clock, timeZone, changes, audit: record, attachments, faults, person },
    ...{ days: schedule.days, people: accounts.list, letterbox, deliveries },
  })
  const duties = await dutyDomain({
    ...{ database, clock, changes, timeZone, schedule, attachments, guests, faults, letterbox, log: http.log },
    ...{ seal: sealed.seal, audit: record },
    ownBackupAt: async () => (await backups.view()).copies[0]?.madeAt ?? null,
  })
  await http.register(duties.routes)
  await sectionDomain({
    ...{ http, database, clock, timeZone, changes, audit: record, duties, slips, requests },
    terms: schedule.terms.list,
    settings: () => readSettings(database),
  })
  await http.register(segmentRoutes({ mediaDir }))
  await http.register(channelKeyRoutes({ database, clock, keys: channelKeys }))
  const slate = createSlateKeeper({
    changes,
    log: http.log,
    schoolName: async () => (await readSettings(database)).schoolName,
    make: (schoolName) => makeSlate({ mediaDir, run: ffmpegOf(runner), fonts }, schoolName),
  })
  let inbox: Inbox | null = null
  let chores: Chores | null = null
  let rooms: RoomWatch | null = null
  let postman: Postman | null = null
  let upkeep: Upkeep | null = null
  http.addHook('onListen', async () => {
    await jobs.start()
    scenes.start()
    duties.start()
    cameras.start()
    inbox = startInbox({ clock, mediaDir, intake, log: http.log })
    slate.start()
    requests.start()
    visits.start()
    faultWatch.start()
    upkeep = startUpkeep({ bookings, calendar: bookingCalendar, clock, changes, log: http.log })
    postman = startPostman({ deliveries, post, writer, clock, changes, log: http.log })
    const watch = startRoomWatch({
      ...{ database, clock, changes, log: http.log },
      displays: () => displays.list({ limit: 10_000 }),
    })
    rooms = watch
    chores = startChores({ database, clock, timeZone, log: http.log }, [
      {
        name: 'media-tidy',
        at: '03:30',
        run: async () => http.log.info(await erasure.tidy(), 'objects that nothing needs are gone'),
      },
      { name: 'backup', at: BACKUP_AT, mayRun: backups.mayBegin, run: backups.run },
      { name: 'room-tidy', at: '03:35', run: watch.tidy },
      {
        name: 'held-films',
        at: '03:20',
        run: async () => http.log.info({ deleted: await heldFilms.tidy() }, 'films that no booking wants are gone'),
      },
      { name: 'fault-digest', at: '07:30', run: faultLetters.digest },
      { name: 'mail-tidy', at: '03:40', run: deliveries.tidy },
      { name: 'licence-warnings', at: '07:30', run: occasions.warnOfLicences },
      { name: 'booking-reminders', at: '12:30', run: occasions.remind },
      ...slips.chores,
      ...requests.chores,
    ])
    if (config.demo)
      demoWeek(demo).catch((error: unknown) => http.log.warn({ err: error }, 'the demo week was not made'))
  })
  await http.register(
    channelRoutes({
      clock,
      changes,
      timeZone,
      rundownOf: publisher.rundownOf,
      manifest: library.manifest,
      slate: slate.current,
    }),
  )
  await http.register(
    mailRoutes({
      ...{ post, deliveries, clock, changes, audit: record },
      wishes: createWishStore(database),
      schoolName: async () => (await readSettings(database)).schoolName,
    }),
  )
  await http.register(backupRoutes({ backups, audit: record }))
  await http.register(settingsRoutes({ database, clock, changes, timeZone, version: project.version }))
  await serveFrontends(http, ROOT)
  await adoptStrays({ database, clock, changes, mediaDir })
  await http.ready()
  await publisher.start()
  await asRun.start()
  return { http, setupLink, demoTvs }
}
