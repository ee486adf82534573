/** Looks every quarter of a minute at what can go wrong, and keeps the system's faults in step with it. */
import type { BackupWarning } from '../../protocol/backup.ts'
import type { CalendarDay } from '../../protocol/calendar.ts'
import type { Display, Group } from '../../protocol/display.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Settings } from '../../protocol/settings.ts'
import { type Instant, instant, type SchoolDate, type Window } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { ClockWatch } from '../platform/clock-watch.ts'
import type { Database } from '../platform/database.ts'
import { dayOn, indexDays } from '../schedule/calendar.ts'
import { addDays, instantOf, localDate } from '../schedule/wall-clock.ts'
import type { CaseStore } from './case-store.ts'
import { causesOf, heldKeys } from './causes.ts'
import { type Counts, counted, lately } from './lately.ts'
import { patienceWith } from './patience.ts'
import type { Site } from './scopes.ts'
import { readDisks, readFailedPreparations, readWantedMedia } from './server-facts.ts'
import { type ServerLook, serverTroubles, serverUnjudged } from './server-troubles.ts'
import { nearOf, severityBy } from './severity.ts'
import { readDevices, siteOf } from './site.ts'
import { knownOf, stepsOf } from './steps.ts'
import { type Book, seeded, tracked } from './tracking.ts'
import { type TroubleSource, together, tvKey } from './trouble.ts'
import { tvFindings } from './tv-troubles.ts'
import { watchedSince } from './watched.ts'

export interface FaultWatchParts {
  readonly database: Database
  readonly clock: Clock
  readonly clockWatch: Pick<ClockWatch, 'onJump'>
  readonly timeZone: string
  readonly cases: CaseStore
  readonly displays: () => Promise<readonly Display[]>
  readonly groups: () => Promise<readonly Group[]>
  /** Every airing of every group's current plan. */
  readonly airings: () => readonly Airing[]
  readonly settings: () => Promise<Settings>
  readonly days: (from: SchoolDate, until: SchoolDate) => Promise<readonly CalendarDay[]>
  /** What the server writes to, by what the settings call it. */
  readonly folders: Readonly<Record<string, string>>
  readonly backup: () => Promise<BackupWarning | null>
  /** Others that see troubles of their own. */
  readonly sources: readonly TroubleSource[]
  readonly log: { error(details: object, message: string): void }
}

export interface FaultWatch {
  /** Looks once; done when what follows is written. */
  look(): Promise<void>
  /** Looks no more, and waits for the look under way. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 15_000
/** What hardly changes (disks, the register, the calendar) is read again after this. */
const SLOW_MS = 60_000
/** TVs are on their way back for so long after a start or a jump of the clock (rule W3). */
export const GRACE_MS = 5 * 60_000
const DAY_MS = 86_400_000
/** Jumps of the clock that are remembered. */
const MOST_JUMPS = 20

/** What is read once a minute. */
interface Slow {
  readonly at: Instant
  readonly site: Site
  readonly settings: Settings
  readonly hours: Window | null
  readonly wanted: readonly string[]
  readonly server: Omit<ServerLook, 'now' | 'filling' | 'jumps'>
}

/** Begins at once; in a rehearsal it does nothing. */
export const startFaultWatch = (parts: FaultWatchParts): FaultWatch => {
  const { clock, clockWatch, cases } = parts
  let book: Book | null = null
  let counts: Counts = new Map()
  let slow: Slow | null = null
  let upSince = clock.now()
  const startedAt = clock.monotonic()
  let looking: Promise<void> | null = null
  let jumps: readonly Instant[] = []

  const begin = () => {
    book = null
    counts = new Map()
    upSince = clock.now()
  }
  const lookOnce = async (): Promise<void> => {
    const now = clock.now()
    const displays = await parts.displays()
    if (slow === null || now - slow.at >= SLOW_MS || now < slow.at) slow = await readSlowly(parts, displays, now)
    const { site, settings, server, hours, wanted } = slow
    counts = counted(counts, displays, now)
    const airings = parts.airings()
    const kept = await cases.cases(instant(now - settings.faultReopenDays * DAY_MS))
    const known = knownOf(kept)
    const before = book ?? seeded(known, now)
    const findings = together([
      tvFindings({
        ...{ displays, now, watchedSince: watchedSince(hours, airings, now, upSince) },
        lately: (id) => lately(counts.get(id) ?? []),
      }),
      {
        troubles: serverTroubles({
          ...{ ...server, now, jumps },
          filling: (id) => before.has(`disk-filling server:${id}`),
        }),
        unjudged: serverUnjudged({
          ...{ ...server, before: before.keys(), clockWatchedMs: clock.monotonic() - startedAt },
          allRead: server.disks.flatMap(({ places }) => places).length === Object.keys(parts.folders).length,
        }),
      },
      ...(await Promise.all(parts.sources.map((source) => source()))),
    ])
    const patienceOf = patienceWith(settings.faultOfflineMinutes)
    book = tracked(before, findings, heldKeys(known), patienceOf, now)
    if (now - upSince < GRACE_MS) return
    const judged = (kind: Parameters<typeof tvKey>[0], id: string) => !findings.unjudged.has(tvKey(kind, id))
    const causes = causesOf({ book, site, known, patienceOf, judged })
    const groups = new Map(displays.map(({ id, groupId }) => [id, groupId]))
    const severityOf = severityBy(nearOf(airings, wanted, now), (id) => groups.get(id) ?? null)
    const reopenMs = settings.faultReopenDays * DAY_MS
    for (const step of stepsOf(kept, causes, now, { severityOf, reopenMs })) await cases.take(step)
  }
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }
  if (clock.shifted) return { look: () => Promise.resolve(), stop: () => Promise.resolve() }
  const disposers = [
    clockWatch.onJump(() => {
      jumps = [...jumps.slice(1 - MOST_JUMPS), clock.now()]
      begin()
    }),
    clock.every(LOOK_EVERY_MS, () => {
      look().catch((error: unknown) => parts.log.error({ err: error }, 'the watch for faults could not look'))
    }),
  ]
  return {
    look,
    stop: async () => {
      for (const dispose of disposers) dispose()
      await looking?.catch(() => undefined)
    },
  }
}

const readSlowly = async (parts: FaultWatchParts, displays: readonly Display[], now: Instant): Promise<Slow> => {
  const { database, timeZone } = parts
  const today = localDate(now, timeZone)
  const [settings, groups, devices, days, disks, backup, preparations, wanted] = await Promise.all([
    parts.settings(),
    parts.groups(),
    readDevices(database),
    parts.days(today, today),
    readDisks(parts.folders),
    parts.backup(),
    readFailedPreparations(database, now),
    readWantedMedia(database, [today, addDays(today, 1)]),
  ])
  return {
    ...{ at: now, settings, wanted, server: { disks, backup, preparations } },
    site: siteOf(displays, groups, devices, settings.schoolName),
    hours: hoursOf(today, days, settings, timeZone),
  }
}

/** The school hours of a date; null: nobody is there. Pure. */
const hoursOf = (
  today: SchoolDate,
  days: readonly CalendarDay[],
  { faultHoursFrom, faultHoursUntil }: Pick<Settings, 'faultHoursFrom' | 'faultHoursUntil'>,
  timeZone: string,
): Window | null => {
  const { type } = dayOn(indexDays(days), today)
  if (type === 'holiday' || type === 'suspended') return null
  return { start: instantOf(today, faultHoursFrom, timeZone), end: instantOf(today, faultHoursUntil, timeZone) }
}
