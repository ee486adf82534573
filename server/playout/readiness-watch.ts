/** Asks every few seconds whether the next programme is safe, and says so when the answer changes. */
import type { Display } from '../../protocol/display.ts'
import { type ReadinessView, readinessOf, readinessView, sameReadiness } from '../../protocol/readiness.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { type Instant, instant, type TimeOfDay } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import { instantOf, localDate } from '../schedule/wall-clock.ts'

export interface ReadinessWatchDeps {
  readonly clock: Clock
  readonly timeZone: string
  readonly displays: () => Promise<readonly Display[]>
  /** Every airing of every group's current plan. */
  readonly airings: () => readonly Airing[]
  readonly settings: () => Promise<{ readonly readinessFrom: TimeOfDay; readonly alarmMailMinutes: number }>
  /** When someone last looked at the page that shows it; null: nobody since the start. */
  readonly lookedAt: () => Instant | null
  readonly changed: (readiness: ReadinessView) => void
  /** Amber or red that nobody has looked at for long enough; called once for each such answer. */
  readonly alarm: (readiness: ReadinessView) => void
  readonly log: { error(details: object, message: string): void }
}

export interface ReadinessWatch {
  /** The answer of the last round; null before the first. */
  current(): ReadinessView | null
  /** Asks now. */
  look(): Promise<ReadinessView>
  stop(): void
}

const EVERY_MS = 2000
const DAY_MS = 86_400_000
/** What is wrong this long before a start can still be mended by walking to a room. */
const AT_LEAST_MS = 5 * 60_000

/** From the school's time of day on the date of its start, but at least five minutes before it. */
export const judgedFrom = (start: Instant, from: TimeOfDay, timeZone: string): Instant =>
  instant(Math.min(instantOf(localDate(start, timeZone), from, timeZone), start - AT_LEAST_MS))

export const watchReadiness = (deps: ReadinessWatchDeps): ReadinessWatch => {
  let current: ReadinessView | null = null
  /** Since when it has been as bad as now; null: it is not. */
  let badSince: Instant | null = null
  let alarmed = false

  const look = async (): Promise<ReadinessView> => {
    const now = deps.clock.now()
    const { readinessFrom, alarmMailMinutes } = await deps.settings()
    const soon = deps.airings().filter(({ start, end }) => end > now && start < now + DAY_MS)
    const next = readinessView(readinessOf(await deps.displays(), soon, now), soon, now, (start) =>
      judgedFrom(start, readinessFrom, deps.timeZone),
    )
    const bad = next.judged && (next.level === 'amber' || next.level === 'red')
    if (!bad || next.level !== current?.level) alarmed = false
    badSince = bad ? (badSince ?? now) : null
    if (current === null || !sameReadiness(current, next)) {
      current = next
      deps.changed(next)
    }
    const unseenSince = Math.max(badSince ?? now, deps.lookedAt() ?? 0)
    if (bad && !alarmed && now - unseenSince >= alarmMailMinutes * 60_000) {
      alarmed = true
      deps.alarm(next)
    }
    return next
  }
  const stop = deps.clock.every(EVERY_MS, () => {
    look().catch((error: unknown) => deps.log.error({ err: error }, 'readiness could not be judged'))
  })
  return { current: () => current, look, stop }
}

/** For the metrics: higher is worse. */
export const severityOf = (readiness: ReadinessView): number =>
  ({ ready: 0, grey: 0, amber: 1, red: 2 })[readiness.level]
