/** Writes down what happens in each room, by change: what its tile says, and that its TV did what an act asked. */
import { Value } from 'typebox/value'
import { Awaited, hasConfirmed } from '../../protocol/acts.ts'
import type { Display } from '../../protocol/display.ts'
import { ROOM_HISTORY_DAYS } from '../../protocol/room-history.ts'
import { TileState } from '../../protocol/tile.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { considered, type Known, type RoomChange } from './room-change.ts'

export interface RoomWatchDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly displays: () => Promise<readonly Display[]>
  readonly log: { error(details: object, message: string): void }
}

export interface RoomWatch {
  /** Looks at every room once; done when what changed is written. */
  look(): Promise<void>
  /** Deletes what is older than it is kept; a room's newest row stays, however old. */
  tidy(): Promise<void>
  /** Looks no more, and waits for the look under way. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 5000
/** A TV that was last seen longer ago, when the server starts, was away: presence is noted every 30 s. */
const GAP_MS = 120_000
/** An act that a TV has not done by then is not waited for. */
const AWAITED_MS = 12 * 3_600_000
const DAY_MS = 86_400_000

export const startRoomWatch = (deps: RoomWatchDeps): RoomWatch => {
  const { database, clock } = deps
  const known = new Map<string, Known>()
  const answers = watchAnswers(deps)
  let looking: Promise<void> | null = null

  const lookOnce = async (): Promise<void> => {
    const displays = await deps.displays()
    const now = clock.now()
    for (const display of displays) {
      const before = known.get(display.id) ?? { written: await lastOf(database, display.id), pending: null }
      const { known: after, change } = considered(before, display, now)
      if (change !== null) await write(database, display.id, change)
      known.set(display.id, after)
    }
    await answers.look(displays, now)
  }
  /** What was online when the server went down, and how long ago that was. */
  const start = async (): Promise<void> => {
    const now = clock.now()
    const rows = await database.display.findMany({ select: { id: true, lastSeenAt: true } })
    for (const { id, lastSeenAt } of rows) {
      const written = await lastOf(database, id)
      const seen = lastSeenAt === null ? null : instant(lastSeenAt.getTime())
      const wasAway = written !== null && written.state !== 'offline' && seen !== null && now - seen > GAP_MS
      if (!wasAway) continue
      await write(database, id, { state: 'offline', detail: '', at: instant(Math.max(seen, written.at + 1)) })
    }
    await answers.start(now)
  }
  let ready: Promise<void> | null = null
  const look = (): Promise<void> => {
    ready ??= start().catch((error: unknown) => {
      ready = null
      throw error
    })
    looking ??= ready.then(lookOnce).finally(() => {
      looking = null
    })
    return looking
  }
  const looked = () => {
    look().catch((error: unknown) => deps.log.error({ err: error }, 'what happens in the rooms could not be kept'))
  }
  looked()
  const dispose = clock.every(LOOK_EVERY_MS, looked)

  return {
    look,
    tidy: async () => {
      const oldest = new Date(clock.now() - ROOM_HISTORY_DAYS * DAY_MS)
      for (const { id: displayId } of await database.display.findMany({ select: { id: true } })) {
        const last = await database.roomChange.findFirst({
          where: { displayId, at: { lt: oldest } },
          orderBy: { at: 'desc' },
        })
        if (last !== null) await database.roomChange.deleteMany({ where: { displayId, at: { lt: last.at } } })
      }
      await database.actAnswer.deleteMany({ where: { at: { lt: oldest } } })
    },
    stop: async () => {
      dispose()
      answers.stop()
      await looking?.catch(() => undefined)
    },
  }
}

const lastOf = async (database: Database, displayId: string): Promise<RoomChange | null> => {
  const row = await database.roomChange.findFirst({ where: { displayId }, orderBy: { at: 'desc' } })
  if (row === null) return null
  return { state: Value.Parse(TileState, row.state), detail: row.detail, at: instant(row.at.getTime()) }
}

/** A TV that was removed meanwhile has no history. */
const write = async (database: Database, displayId: string, { at, ...said }: RoomChange): Promise<void> => {
  const isThere = (await database.display.count({ where: { id: displayId } })) > 0
  if (isThere) await database.roomChange.create({ data: { ...said, displayId, at: new Date(at) } })
}

/** Which acts wait for which TVs. */
const watchAnswers = ({ database, changes }: RoomWatchDeps) => {
  const waiting = new Map<string, { readonly at: number; readonly awaits: Awaited; readonly answered: Set<string> }>()
  const fresh = new Set<string>()
  const stop = changes.subscribe(({ topic, ids }) => {
    if (topic === 'acts') for (const id of ids) fresh.add(id)
  })
  const take = async (where: { id: { in: string[] } } | { at: { gte: Date } }): Promise<void> => {
    const rows = await database.act.findMany({
      where,
      select: { id: true, at: true, awaits: true, answers: { select: { displayId: true } } },
    })
    for (const { id, at, awaits, answers } of rows) {
      const answered = new Set(answers.map(({ displayId }) => displayId))
      waiting.set(id, { at: at.getTime(), awaits: Value.Parse(Awaited, awaits), answered })
    }
  }
  return {
    start: (now: Instant) => take({ at: { gte: new Date(now - AWAITED_MS) } }),
    look: async (displays: readonly Display[], now: Instant): Promise<void> => {
      const ids = [...fresh]
      fresh.clear()
      if (ids.length > 0) await take({ id: { in: ids } })
      for (const [actId, { at, awaits, answered }] of waiting) {
        const news = displays.filter(
          (display) =>
            awaits.displays.includes(display.id) && !answered.has(display.id) && hasConfirmed(awaits, display),
        )
        const data = news.map(({ id: displayId }) => ({ actId, displayId, at: new Date(now) }))
        if (data.length > 0) await database.actAnswer.createMany({ data })
        for (const { id } of news) answered.add(id)
        if (answered.size >= awaits.displays.length || now - at > AWAITED_MS) waiting.delete(actId)
      }
    },
    stop,
  }
}
