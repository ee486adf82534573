/** The demo school put together: its rooms and its section at once, its programmes as soon as it listens. */
import type { AccountStore } from '../accounts/store.ts'
import type { Attachments } from '../attachments/attachments.ts'
import type { BookingStore } from '../bookings/store.ts'
import type { DisplayStore } from '../displays/store.ts'
import type { MediaDomain } from '../media/domain.ts'
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { seedDemoDuties } from './duties.ts'
import { demoPerson } from './people.ts'
import { demoWeek } from './programmes.ts'
import { type DemoTv, demoRooms } from './rooms.ts'
import { demoSection } from './section.ts'

export interface DemoDomainDeps {
  readonly media: MediaDomain
  readonly bookings: { readonly bookings: BookingStore }
  readonly schedule: ScheduleStore
  readonly displays: DisplayStore
  readonly accounts: AccountStore
  readonly attachments: Attachments
  readonly databaseUrl: string
}

export interface DemoDomain {
  /** The rooms, with what their TVs are opened with. */
  readonly tvs: readonly DemoTv[]
  /** Takes a minute or two of ffmpeg. */
  readonly week: Part
}

/** To be made before the duties: they are the demo's, made a week ago, with a past that they go on from. */
export const demoDomain = async (ground: Ground, deps: DemoDomainDeps): Promise<DemoDomain> => {
  const { database, clock, timeZone, log } = ground
  const { media, bookings, accounts } = deps
  await seedDemoDuties(database, clock, timeZone)
  const tvs = await demoRooms({ ...ground, displays: deps.displays })
  await demoSection({ ...ground, ...deps }).catch((error: unknown) =>
    log.warn({ err: error }, 'the demo section was not made'),
  )
  return {
    tvs,
    week: {
      start: () => {
        demoWeek({
          ...{ ...ground, bookings: bookings.bookings, schedule: deps.schedule },
          ...{ mediaDir: media.mediaDir, run: media.runner.run, fonts: media.fonts, intake: media.intake },
          teacher: () => demoPerson({ database, accounts }, 'teacher'),
        }).catch((error: unknown) => log.warn({ err: error }, 'the demo week was not made'))
      },
    },
  }
}

/** A school that is nobody's demo. */
export const NO_DEMO: DemoDomain = { tvs: [], week: {} }
