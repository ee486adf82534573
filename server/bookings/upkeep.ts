/** Time passes: offers that were not accepted go on to the next, and what was not decided lapses. */
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { BookingCalendar } from './calendar.ts'
import type { BookingStore } from './store.ts'

export interface UpkeepDeps {
  readonly bookings: Pick<BookingStore, 'undecidedDates' | 'tick'>
  readonly calendar: Pick<BookingCalendar, 'on'>
  readonly clock: Clock
  readonly changes: Changes
  readonly log: { error(details: object, message: string): void }
}

export interface Upkeep {
  /** Looks at once; done when every date was looked at. Never fails. */
  look(): Promise<void>
  /** Looks no more, and waits for the look under way. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 30_000

export const startUpkeep = ({ bookings, calendar, clock, changes, log }: UpkeepDeps): Upkeep => {
  let looking: Promise<void> | null = null
  const lookOnce = async (): Promise<void> => {
    try {
      for (const date of await bookings.undecidedDates())
        if (await bookings.tick(date, (await calendar.on(date)).times)) changes.publish('bookings')
    } catch (error) {
      log.error({ err: error }, 'the waiting lists were not looked at; trying again')
    }
  }
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }
  const dispose = clock.every(LOOK_EVERY_MS, look)
  return {
    look,
    stop: async () => {
      dispose()
      await looking
    },
  }
}
