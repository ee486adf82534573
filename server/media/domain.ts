/** Media put together: how files come in, how they are prepared and kept, and what the library says of them. */
import type { Airing } from '../../protocol/rundown.ts'
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { createErasure } from './erasure.ts'
import { erasureRoutes } from './erasure-routes.ts'
import { type Inbox, startInbox } from './inbox.ts'
import { createInboxShare } from './inbox-share.ts'
import { inboxFindings } from './inbox-state.ts'
import { adoptStrays, takeIn } from './intake.ts'
import { createJobs } from './jobs.ts'
import { recognise } from './known.ts'
import { createLibrary } from './library.ts'
import { createLicenceScans } from './licence-scan.ts'
import type { Machine } from './machine.ts'
import { createObjectStore } from './objects.ts'
import { createPickPoster } from './poster.ts'
import { prepare } from './prepare.ts'
import { programmeRoutes } from './programme-routes.ts'
import { mediaRoutes } from './routes.ts'
import { createRunner } from './runner.ts'
import { createSceneWatch } from './scene-watch.ts'
import { createSubtitleTracks } from './subtitle-tracks.ts'
import { summarise } from './summary.ts'
import { createTestPicture } from './test-picture.ts'
import { uploadRoutes } from './uploads.ts'
import { createWhereabouts } from './whereabouts-store.ts'

export interface MediaDomainDeps {
  readonly mediaDir: string
  readonly machine: Machine
  readonly schedule: ScheduleStore
  /** Every airing of the plan as it is now. */
  readonly airings: () => readonly Airing[]
}

export type MediaDomain = ReturnType<typeof mediaDomain>

export const mediaDomain = (ground: Ground, { mediaDir, machine, schedule, airings }: MediaDomainDeps) => {
  const { http, log, database, clock, timeZone, changes, audit, settings } = ground
  const { tools, fonts } = machine
  const runner = createRunner(tools, clock)
  const { run } = runner
  const objects = createObjectStore(mediaDir)
  const jobs = createJobs({
    ...{ database, clock, changes, mediaDir, settings, log },
    prepare: prepare({ run, objects, toneMapping: tools.toneMapping, fonts }),
    recognise: recognise({ database, objects }),
  })
  const library = createLibrary({ database, clock, changes, timeZone, jobs })
  const erasure = createErasure({ database, clock, changes, timeZone, mediaDir, objects, jobs, airings })
  const ofProgramme = { database, changes, mediaDir, objects, manifest: library.manifest }
  const scenes = createSceneWatch({ ...ofProgramme, run, log })
  const intake = takeIn({ database, clock, changes, mediaDir })
  const scans = createLicenceScans({ database, mediaDir })
  const testPicture = createTestPicture({ database, clock, mediaDir, fonts, intake, run, media: library.get })
  let inbox: Inbox | null = null
  const part: Part = {
    start: async () => {
      await jobs.start()
      scenes.start()
      inbox = startInbox({
        ...{ clock, mediaDir, intake, log },
        share: createInboxShare(database, clock),
        changed: () => changes.publish('media'),
      })
    },
    stop: async () => {
      await inbox?.stop()
      await jobs.stop()
      await scenes.stop()
      await runner.stop()
    },
    chores: [
      {
        name: 'media-tidy',
        at: '03:30',
        run: async () => log.info(await erasure.tidy(), 'objects that nothing needs are gone'),
      },
    ],
  }
  return {
    ...{ mediaDir, fonts, runner, library, erasure, intake, scans, testPicture, part },
    /** What is wrong with the folder that programmes are dropped into. */
    troubles: () => inboxFindings(inbox?.found() ?? null),
    /** Programmes that wait in the folder from before are taken in. */
    adopt: () => adoptStrays({ database, clock, changes, mediaDir }),
    register: async (): Promise<void> => {
      await http.register(mediaRoutes({ library, jobs, audit }))
      await http.register(erasureRoutes({ erasure, audit }))
      await http.register(
        programmeRoutes({
          ...{ library, scans, audit },
          summary: () => summarise({ database, clock, timeZone, inbox: inbox?.state() ?? { state: 'there' } }),
          whereabouts: createWhereabouts({ database, clock, timeZone, schedule, uses: library.uses }),
          subtitles: createSubtitleTracks(ofProgramme),
          pickPoster: createPickPoster({ ...ofProgramme, run }),
        }),
      )
      await http.register(uploadRoutes({ clock, mediaDir, intake }))
    },
  }
}
