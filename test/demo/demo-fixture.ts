/** A first start with `--demo` as the server does it before it listens, for tests; its programmes apart. */
import { join } from 'node:path'
import { createAccountStore } from '../../server/accounts/store.ts'
import { createAttachments } from '../../server/attachments/attachments.ts'
import { seedDemoDuties } from '../../server/demo/duties.ts'
import { demoRooms } from '../../server/demo/rooms.ts'
import { type DemoSectionDeps, demoSection } from '../../server/demo/section.ts'
import { createPresence } from '../../server/displays/presence.ts'
import { createDisplayStore } from '../../server/displays/store.ts'
import { createChanges } from '../../server/platform/changes.ts'
import type { Clock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { createSeal, readSealKey } from '../../server/platform/sealed.ts'
import { createScheduleStore, seedTimetable } from '../../server/schedule/store.ts'
import { placeMigrated } from '../once.ts'

const timeZone = 'Asia/Taipei'
const urlOf = (directory: string): string => `file:${join(directory, 'data', 'nooncast.db')}`

/** @param changed what the section is made with, as a test wants it otherwise */
export const openDemo = async (
  directory: string,
  clock: Clock,
  changed: (deps: DemoSectionDeps) => DemoSectionDeps = (deps) => deps,
): Promise<void> => {
  const [dataDir, mediaDir] = [join(directory, 'data'), join(directory, 'media')]
  const databaseUrl = urlOf(directory)
  await placeMigrated(join(dataDir, 'nooncast.db'))
  const database = await openDatabase(databaseUrl, clock)
  const displays = createDisplayStore({
    ...{ database, clock, timeZone, presence: createPresence(clock), playerBuild: null },
  })
  await seedTimetable({ database, clock, timeZone })
  await seedDemoDuties(database, clock, timeZone)
  await demoRooms({ database, clock, changes: createChanges(), displays })
  await demoSection(
    changed({
      ...{ database, databaseUrl, clock, timeZone, displays, seal: createSeal(readSealKey(dataDir)) },
      schedule: createScheduleStore({ database, clock, timeZone }),
      accounts: createAccountStore({ database, clock, common: new Set(), schoolNames: async () => [] }),
      attachments: createAttachments({ database, clock, mediaDir }),
      log: {
        error: (details) => {
          throw new Error(JSON.stringify(details))
        },
      },
    }),
  )
  await database.$disconnect()
}

export type Contents = Awaited<ReturnType<typeof contents>>

/** How much of each there is. */
export const contents = async (directory: string, clock: Clock) => {
  const database = await openDatabase(urlOf(directory), clock)
  try {
    return {
      users: await database.user.count(),
      offices: await database.user.count({ where: { office: { not: '' } } }),
      displays: await database.display.count(),
      duties: await database.duty.count(),
      vendors: await database.vendor.count(),
      equipment: await database.equipment.count(),
      cameras: await database.camera.count(),
      faults: await database.fault.count(),
      faultEvents: await database.faultEvent.count(),
      slips: await database.slip.count(),
      visits: await database.visit.count(),
      requests: await database.request.count(),
      occurrences: await database.dutyOccurrence.count(),
      marks: await database.setting.count({ where: { key: 'server.demo-section' } }),
    }
  } finally {
    await database.$disconnect()
  }
}
