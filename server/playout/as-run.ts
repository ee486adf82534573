/** What was planned, commanded and reported of each airing (rule A1), and the bookmarks that follow from it (rule C2). */
import { Value } from 'typebox/value'
import type { AiringReport as ReportRow } from '../../prisma/generated/client.ts'
import type { AiringReport } from '../../protocol/display.ts'
import { Airing } from '../../protocol/rundown.ts'
import { duration, type Instant, instant } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { mergedReport } from './airing-report.ts'
import { movedBookmark } from './bookmark.ts'
import { keepObservations } from './observations.ts'

export interface AsRunDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  /** The airings now planned that touch today, of every group. */
  readonly planned: () => readonly Airing[]
  readonly log: { error(details: object, message: string): void }
}

export interface AsRun {
  /** Freezes what started while the server was down, then everything that starts from now on. */
  start(): Promise<void>
  /** To be called when the plan changed: the next start may be another. */
  replanned(): void
  /** Keeps one display's reports; repeats change nothing. Answers how many were of a known airing. */
  store(displayId: string, reports: readonly AiringReport[]): Promise<{ stored: number; unknown: number }>
  stop(): Promise<void>
}

/** A freeze later than this after the start means that the server was down or the plan changed under way. */
const ON_TIME_MS = 5000

export const createAsRun = (deps: AsRunDeps): AsRun => {
  const { database, clock } = deps
  let work: Promise<unknown> = Promise.resolve()
  let timer: Dispose = () => undefined
  let stopped = false

  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const run = work.then(act)
    work = run.catch((error: unknown) => deps.log.error({ err: error }, 'the as-run could not be written'))
    return run
  }

  /** What has begun by now, taken at once: a later plan must not slip in while writes wait their turn. */
  const begunByNow = (): { now: Instant; begun: readonly Airing[] } => {
    const now = clock.now()
    return { now, begun: deps.planned().filter(({ start, mediaId }) => start <= now && mediaId !== null) }
  }

  const freeze = async ({ now, begun }: ReturnType<typeof begunByNow>): Promise<void> => {
    const ids = begun.map(({ id }) => id)
    const kept = await database.asRun.findMany({ where: { airingId: { in: ids } }, select: { airingId: true } })
    const frozen = new Set(kept.map(({ airingId }) => airingId))
    const fresh = begun.filter(({ id }) => !frozen.has(id))
    if (fresh.length === 0) return
    await database.asRun.createMany({ data: fresh.map((airing) => rowOf(airing, now)) })
    deps.changes.publish('asrun', ...fresh.map(({ id }) => id))
  }

  const freezeBegun = (): Promise<void> => {
    const taken = begunByNow()
    return inTurn(() => freeze(taken))
  }

  const arm = () => {
    timer()
    if (stopped) return
    const now = clock.now()
    const next = deps
      .planned()
      .filter(({ start, mediaId }) => start > now && mediaId !== null)
      .reduce((least, { start }) => Math.min(least, start), Number.POSITIVE_INFINITY)
    if (!Number.isFinite(next)) return
    timer = clock.at(instant(next), () => {
      freezeBegun().catch(() => work)
      arm()
    })
  }

  const keep = async (displayId: string, report: AiringReport): Promise<Airing | null> => {
    const where = { airingId_displayId: { airingId: report.airingId, displayId } }
    const asRun = await database.asRun.findUnique({ where: { airingId: report.airingId } })
    if (asRun === null) return null
    const before = await database.airingReport.findUnique({ where })
    const { observed = [], ...columns } = report
    const merged = before === null ? columns : mergedReport(reportOf(before), columns)
    const data = {
      ...merged,
      displayId,
      firstFrameAt: merged.firstFrameAt === null ? null : new Date(merged.firstFrameAt),
      reportedAt: new Date(clock.now()),
    }
    await database.airingReport.upsert({ where, create: data, update: data })
    const of = { airingId: report.airingId, displayId }
    await keepObservations(database, of, observed, clock.now())
    return Value.Parse(Airing, asRun.planned)
  }

  const store = async (displayId: string, reports: readonly AiringReport[]) => {
    const airings = new Map<string, Airing>()
    let stored = 0
    for (const report of reports) {
      const airing = await keep(displayId, report)
      if (airing === null) continue
      stored++
      airings.set(airing.id, airing)
    }
    for (const airing of [...airings.values()].sort((a, b) => a.start - b.start)) await moveBookmark(deps, airing)
    if (stored > 0) deps.changes.publish('asrun', ...airings.keys())
    return { stored, unknown: reports.length - stored }
  }

  return {
    start: async () => {
      await freezeBegun()
      arm()
    },
    replanned: () => {
      freezeBegun().catch(() => work)
      arm()
    },
    store: (displayId, reports) => inTurn(() => store(displayId, reports)),
    stop: async () => {
      stopped = true
      timer()
      await work
    },
  }
}

const rowOf = (airing: Airing, now: Instant) => ({
  airingId: airing.id,
  groupId: airing.group,
  mediaId: airing.mediaId,
  start: new Date(airing.start),
  end: new Date(airing.end),
  planned: airing,
  commanded: { frozen: now - airing.start <= ON_TIME_MS ? 'at-start' : 'late', lateMs: now - airing.start },
  frozenAt: new Date(now),
})

/** A stored report as the wire knows it. */
export const reportOf = (row: ReportRow): AiringReport => ({
  airingId: row.airingId,
  firstFrameAt: row.firstFrameAt === null ? null : instant(row.firstFrameAt.getTime()),
  skewMs: row.skewMs,
  stalls: row.stalls,
  playedFromMs: row.playedFromMs === null ? null : duration(row.playedFromMs),
  playedToMs: row.playedToMs === null ? null : duration(row.playedToMs),
  ended: row.ended,
})

const moveBookmark = async (deps: AsRunDeps, airing: Airing): Promise<void> => {
  if (airing.series === null) return
  const { database } = deps
  const reports = await database.airingReport.findMany({ where: { airingId: airing.id } })
  const key = { seriesId: airing.series.id, groupId: airing.group }
  const where = { seriesId_groupId: key }
  const before = await database.bookmark.findUnique({ where })
  const place = movedBookmark(before === null ? null : { ...before, confirmedAt: before.confirmedAt.getTime() }, {
    airingId: airing.id,
    airingStart: airing.start,
    episode: airing.series.episode,
    // An instalment that ended with a scene never reaches the end of its episode.
    episodeMs: airing.series.continues === true ? Number.POSITIVE_INFINITY : airing.offsetMs + airing.mediaDurationMs,
    playedToMs: reports.map(({ playedToMs }) => playedToMs),
  })
  if (place === null) return
  const confirmedAt = new Date(Math.min(deps.clock.now(), airing.end))
  const data = { ...key, ...place, airingId: airing.id, confirmedAt }
  await database.bookmark.upsert({ where, create: data, update: data })
  deps.changes.publish('schedule', airing.series.id)
}
