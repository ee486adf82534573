/** Playout put together: the plan that goes to TVs and channels, acts on what is on the air, and what really happened. */

import type { Presence } from '../displays/presence.ts'
import type { DisplayStore } from '../displays/store.ts'
import type { Occasions } from '../mail/occasions.ts'
import type { MediaDomain } from '../media/domain.ts'
import { watchClock } from '../platform/clock-watch.ts'
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import type { SocketDeps } from '../platform/socket-deps.ts'
import { attachSockets } from '../platform/sockets.ts'
import { resolveRundown } from '../schedule/resolve.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { actRoutes } from './act-routes.ts'
import { createActs } from './acts.ts'
import { createAsRun } from './as-run.ts'
import { asRunRoutes } from './as-run-routes.ts'
import { type ChannelKeys, channelKeyRoutes } from './channel-keys.ts'
import { channelRoutes } from './channel-routes.ts'
import { createPublisher } from './publisher.ts'
import { severityOf, watchReadiness } from './readiness-watch.ts'
import { segmentRoutes } from './segments.ts'
import { makeSlate } from './slate.ts'
import { createSlateKeeper, ffmpegOf } from './slate-keeper.ts'
import { testShowingRoutes } from './test-showing-routes.ts'
import { createTestShowings } from './test-showings.ts'

export interface PlayoutDomainDeps {
  readonly media: MediaDomain
  readonly schedule: ScheduleStore
  readonly displays: DisplayStore
  readonly presence: Presence
  readonly channelKeys: ChannelKeys
  /** Whose socket is it? */
  readonly user: SocketDeps['user']
  readonly alarm: Occasions['alarm']
}

/** More TVs than a school has. */
const ALL_DISPLAYS = 10_000

export const playoutDomain = (ground: Ground, deps: PlayoutDomainDeps) => {
  const { http, log, database, clock, timeZone, changes, audit, settings } = ground
  const { media, schedule, displays, presence, channelKeys } = deps
  const { mediaDir, fonts, runner, library } = media
  const clockWatch = watchClock(clock)
  const publisher = createPublisher({
    ...{ clock, clockWatch, timeZone, changes, log },
    resolve: async (window) => resolveRundown(await schedule.inputs(window), window),
    media: library.references,
  })
  const asRun = createAsRun({ database, clock, changes, planned: publisher.airings, log })
  const sockets = attachSockets(http.server, {
    ...{ clock, changes, presence, log, user: deps.user },
    display: displays.byToken,
    identity: displays.identity,
    planFor: publisher.messageFor,
    aired: asRun.store,
    displaysByIds: displays.byIds,
    seen: displays.seen,
  })
  const allDisplays = () => displays.list({ limit: ALL_DISPLAYS })
  const readiness = watchReadiness({
    ...{ clock, timeZone, settings, log },
    displays: allDisplays,
    airings: publisher.airings,
    lookedAt: sockets.lookedAt,
    changed: sockets.tellReadiness,
    alarm: (view) => {
      log.warn({ level: view.level, answer: view.answer, title: view.title }, 'the next programme is not safe')
      deps.alarm(view).catch((error: unknown) => log.error({ err: error }, 'the alarm could not be mailed'))
    },
  })
  const acts = createActs({
    ...{ database, clock, changes, displays, presence, publisher, timeZone, audit },
    inputs: schedule.inputs,
    media: library.references,
  })
  const testShowings = createTestShowings({
    ...{ database, clock, changes, displays, acts, log },
    testPicture: media.testPicture,
    media: library.get,
  })
  const slate = createSlateKeeper({
    ...{ changes, log },
    schoolName: async () => (await settings()).schoolName,
    make: (schoolName) => makeSlate({ mediaDir, run: ffmpegOf(runner), fonts }, schoolName),
  })
  publisher.onPublished((groupIds) => {
    asRun.replanned()
    sockets.pushPlans(groupIds)
  })
  const part: Part = {
    start: slate.start,
    stop: async () => {
      slate.stop()
      await asRun.stop()
      await publisher.stop()
      readiness.stop()
      clockWatch.stop()
    },
  }
  return {
    ...{ clockWatch, publisher, sockets, acts, allDisplays, testShowings, part },
    /** For whoever watches the server from outside; null before the first look. */
    readiness: () => {
      const now = readiness.current()
      return now === null ? null : { severity: severityOf(now), ready: now.ready, total: now.total }
    },
    /** The first plans are made, and the as-run log follows them. Rejects when they can't be made. */
    begin: async (): Promise<void> => {
      await publisher.start()
      await asRun.start()
    },
    register: async (): Promise<void> => {
      await http.register(actRoutes({ acts, clock, timeZone, readiness: readiness.look }))
      await http.register(testShowingRoutes(testShowings))
      await http.register(asRunRoutes({ database, timeZone }))
      await http.register(segmentRoutes({ mediaDir }))
      await http.register(channelKeyRoutes({ database, clock, keys: channelKeys }))
      await http.register(
        channelRoutes({
          ...{ clock, changes, timeZone, rundownOf: publisher.rundownOf },
          manifest: library.manifest,
          slate: slate.current,
        }),
      )
    },
  }
}
