/** Teachers' films put together: what is asked for, the films they bring, and what time does to both. */
import type { User } from '../../protocol/account.ts'
import type { Occasions } from '../mail/occasions.ts'
import type { MediaDomain } from '../media/domain.ts'
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import type { ScheduleStore } from '../schedule/store.ts'
import { createBookingCalendar } from './calendar.ts'
import { guardHeldFilms } from './held-film-guard.ts'
import { heldFilmRoutes } from './held-film-routes.ts'
import { createHeldFilms } from './held-films.ts'
import { bookingRoutes } from './routes.ts'
import { createBookingStore } from './store.ts'
import { startUpkeep, type Upkeep } from './upkeep.ts'

export interface BookingsDomainDeps {
  readonly media: MediaDomain
  readonly schedule: ScheduleStore
  readonly person: (id: string) => Promise<User | null>
  readonly people: () => Promise<readonly User[]>
  /** Told of every step of a booking. */
  readonly moved: Occasions['moved']
}

/** To be made before the routes of media are registered: it guards them. */
export const bookingsDomain = (ground: Ground, deps: BookingsDomainDeps) => {
  const { http, log, database, clock, timeZone, changes, audit, settings } = ground
  const { media, schedule, person, people } = deps
  const { erasure, scans, intake, mediaDir } = media
  const bookings = createBookingStore({ database, clock, moved: deps.moved })
  const films = createHeldFilms({ database, clock, changes, bookings, erase: erasure.erase })
  const calendar = createBookingCalendar({ schedule, timeZone, held: films.scheduled, settings })
  const approvers = async () => (await settings()).bookingApprovers
  guardHeldFilms(http, {
    broughtBy: films.broughtBy,
    mediaOfJob: async (id) => (await database.job.findUnique({ where: { id } }))?.mediaId ?? null,
    approvers,
  })
  let upkeep: Upkeep | null = null
  const part: Part = {
    start: () => {
      upkeep = startUpkeep({ bookings, calendar, clock, changes, log })
    },
    stop: () => upkeep?.stop(),
    chores: [
      {
        name: 'held-films',
        at: '03:20',
        run: async () => log.info({ deleted: await films.tidy() }, 'films that no booking wants are gone'),
      },
    ],
  }
  return {
    ...{ bookings, calendar, part },
    register: async (): Promise<void> => {
      await http.register(
        bookingRoutes({ bookings, calendar, person, people, approvers, clock, changes, audit, timeZone }),
      )
      await http.register(
        heldFilmRoutes({
          ...{ films, bookings, changes, calendar, approvers, scans, intake, clock, mediaDir, settings, audit },
        }),
      )
    },
  }
}
