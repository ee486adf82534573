/**
 * What is done once a day at a time of its own. Each run is written down with the date it was due, so that downtime
 * loses none (it is made up, once) and a restart repeats none. Follows the server's clock, rehearsals too.
 */
import { Temporal } from 'temporal-polyfill'
import { type Instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'

export interface Chore {
  readonly name: string
  /** School time, `HH:MM`. */
  readonly at: string
  /** Asked when it is due: false puts it off to the next look. Left out: it may always run. */
  mayRun?(): boolean
  /** @throws when it could not be done: it is tried again in an hour */
  run(): Promise<void>
}

export interface ChoresDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly log: { info(details: object, message: string): void; error(details: object, message: string): void }
}

export interface Chores {
  /** Runs what is due and not done; done when that has ended. Never fails. */
  look(): Promise<void>
  /** Looks no more, and waits for the chore under way. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 60_000
const PAUSE_MS = 3_600_000

/** The last date on which a chore was due: today from its time on, before it yesterday. */
export const lastDue = (now: Instant, at: string, timeZone: string): SchoolDate => {
  const local = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone)
  const today = local.toPlainDate()
  const isBefore = Temporal.PlainTime.compare(local.toPlainTime(), Temporal.PlainTime.from(at)) < 0
  return schoolDate((isBefore ? today.subtract({ days: 1 }) : today).toString())
}

/** Looks each minute, the first time a minute after the start, so that starting is not slowed down. */
export const startChores = (deps: ChoresDeps, chores: readonly Chore[]): Chores => {
  const { database, clock, timeZone, log } = deps
  const pausedUntil = new Map<string, number>()
  let stopped = false
  let looking: Promise<void> | null = null

  const consider = async (chore: Chore): Promise<void> => {
    if (stopped || clock.now() < (pausedUntil.get(chore.name) ?? 0)) return
    if (chore.mayRun?.() === false) return
    const key = { chore: chore.name, due: lastDue(clock.now(), chore.at, timeZone) }
    try {
      if ((await database.choreRun.findUnique({ where: { chore_due: key } })) !== null) return
      await chore.run()
      await database.choreRun.create({ data: { ...key, ranAt: new Date(clock.now()) } })
      log.info(key, 'chore done')
    } catch (error) {
      pausedUntil.set(chore.name, clock.now() + PAUSE_MS)
      log.error({ err: error, ...key }, 'a chore could not be done; trying again in an hour')
    }
  }
  const lookOnce = async (): Promise<void> => {
    for (const chore of chores) await consider(chore)
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
      stopped = true
      dispose()
      await looking
    },
  }
}
