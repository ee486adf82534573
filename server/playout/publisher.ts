/** Keeps the plan of every group current: resolves on each change, gives a new version only to what differs. */
import { isDeepStrictEqual } from 'node:util'
import { Temporal } from 'temporal-polyfill'
import type { ChangeTopic, PlanMessage } from '../../protocol/events.ts'
import type { HeldPlan } from '../../protocol/plan.ts'
import type { MediaReference } from '../../protocol/plan-parts.ts'
import type { Airing, Rundown } from '../../protocol/rundown.ts'
import { type Instant, instant, type Window } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { ClockWatch } from '../platform/clock-watch.ts'
import { nextConfirmation } from '../schedule/open-end.ts'
import { planFor } from './plan.ts'

/** Changes that may change a rundown. */
const TOPICS: ReadonlySet<ChangeTopic> = new Set(['schedule', 'calendar', 'media', 'bookings', 'groups', 'settings'])
const DEBOUNCE_MS = 50
const DAYS_AHEAD = 14
/** Earlier plans of a group from which a difference can be made. */
const KEPT = 4

export interface PublisherDeps {
  readonly clock: Clock
  readonly timeZone: string
  readonly changes: Changes
  readonly resolve: (window: Window) => Promise<Rundown>
  readonly media: (ids: readonly string[]) => Promise<readonly MediaReference[]>
  readonly log: { error(details: object, message: string): void }
  readonly clockWatch: Pick<ClockWatch, 'onJump'>
}

export interface Publisher {
  /** Resolves the first plans, then follows changes, midnights and clock jumps. Rejects when the first can't be made. */
  start(): Promise<void>
  stop(): Promise<void>
  /** The current plan of a group; null when the group is unknown. */
  rundownOf(groupId: string): HeldPlan | null
  /** Every airing of every group's current plan. */
  airings(): readonly Airing[]
  /** What a TV of that group must be sent; null when `held` is current or the group unknown. */
  messageFor(groupId: string, held: number): PlanMessage | null
  /** Resolves at once; when it is done the plans hold every change made before. */
  refresh(): Promise<void>
  /** Called with the groups whose plan has a new version. */
  onPublished(listener: (groupIds: readonly string[]) => void): Dispose
}

/** Just after midnight the channels still list what aired before it, and count from the midnight before that. */
const LOOK_BACK_MS = 60_000

/** From the school's midnight before `now` (before a minute ago, just after midnight) to the one fourteen days later (rule T1). */
export const planWindow = (now: Instant, timeZone: string): Window => {
  const today = Temporal.Instant.fromEpochMilliseconds(now - LOOK_BACK_MS)
    .toZonedDateTimeISO(timeZone)
    .startOfDay()
  return {
    start: instant(today.epochMilliseconds),
    end: instant(today.add({ days: DAYS_AHEAD }).startOfDay().epochMilliseconds),
  }
}

const nextMidnight = (now: Instant, timeZone: string): Instant =>
  instant(
    Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(timeZone).startOfDay().add({ days: 1 }).startOfDay()
      .epochMilliseconds,
  )

export const createPublisher = (deps: PublisherDeps): Publisher => {
  const known = new Map<string, readonly HeldPlan[]>()
  const listeners = new Set<(groupIds: readonly string[]) => void>()
  const disposers = new Set<Dispose>()
  let pending: Dispose | null = null
  let midnight: Dispose | null = null
  let renewal: Dispose | null = null
  let work: Promise<void> = Promise.resolve()
  let stopped = false

  const recompute = async (): Promise<void> => {
    const window = planWindow(deps.clock.now(), deps.timeZone)
    const byGroup = Map.groupBy((await deps.resolve(window)).airings, (airing) => airing.group)
    const ids = new Set([...byGroup.values()].flat().flatMap(({ mediaId }) => (mediaId === null ? [] : [mediaId])))
    const media = new Map((await deps.media([...ids])).map((reference) => [reference.id, reference]))
    const changed: string[] = []
    for (const [group, airings] of byGroup) {
      const plans = known.get(group) ?? []
      const version = Math.max((plans[0]?.version ?? 0) + 1, deps.clock.now())
      const next = { version, window, airings: inOrder(airings), media: namedBy(airings, media) }
      if (plans[0] !== undefined && sameContent(plans[0], next)) continue
      known.set(group, [next, ...plans].slice(0, KEPT))
      changed.push(group)
    }
    for (const group of known.keys()) if (!byGroup.has(group)) known.delete(group)
    if (changed.length === 0 || stopped) return
    for (const listener of [...listeners]) listener(changed)
    deps.changes.publish('rundown', ...changed)
  }
  const enqueue = (): Promise<void> => {
    const run = work.then(() => (stopped ? undefined : recompute()))
    work = run
      .catch((error: unknown) => deps.log.error({ err: error }, 'the rundown could not be published'))
      .then(armRenewal)
    return run
  }
  const soon = () => {
    if (pending !== null || stopped) return
    pending = deps.clock.at(instant(deps.clock.now() + DEBOUNCE_MS), () => {
      pending = null
      enqueue().catch(() => work)
    })
  }
  /** What nobody has ended is confirmed in time, also after a resolving that failed (rule P4). */
  const armRenewal = () => {
    renewal?.()
    const open = [...known.values()].some(([plan]) => plan?.airings.some(({ openEnded }) => openEnded) === true)
    renewal = open && !stopped ? deps.clock.at(nextConfirmation(deps.clock.now()), soon) : null
  }
  const armMidnight = () => {
    midnight?.()
    midnight = deps.clock.at(nextMidnight(deps.clock.now(), deps.timeZone), startAnew)
  }
  const startAnew = () => {
    soon()
    armMidnight()
  }
  return {
    start: async () => {
      await enqueue()
      disposers.add(deps.changes.subscribe(({ topic }) => TOPICS.has(topic) && soon()))
      disposers.add(deps.clockWatch.onJump(startAnew))
      armMidnight()
    },
    stop: async () => {
      stopped = true
      for (const dispose of disposers) dispose()
      midnight?.()
      renewal?.()
      pending?.()
      await work
    },
    refresh: enqueue,
    rundownOf: (groupId) => known.get(groupId)?.[0] ?? null,
    airings: () => [...known.values()].flatMap((plans) => plans[0]?.airings ?? []),
    messageFor: (groupId, held) => planFor(known.get(groupId) ?? [], held),
    onPublished: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

const inOrder = (airings: readonly Airing[]): readonly Airing[] => [...airings].sort((a, b) => a.start - b.start)

const namedBy = (airings: readonly Airing[], media: ReadonlyMap<string, MediaReference>): MediaReference[] =>
  [...new Set(airings.map(({ mediaId }) => mediaId ?? ''))].sort().flatMap((id) => media.get(id) ?? [])

const sameContent = (a: HeldPlan, b: HeldPlan): boolean =>
  isDeepStrictEqual(a.airings, b.airings) && isDeepStrictEqual(a.media, b.media)
