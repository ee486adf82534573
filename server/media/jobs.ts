/**
 * The preparations: one at a time, oldest first. What is running is written down before it starts and becomes a ready
 * programme in one transaction, so that an end at any moment leaves either the whole or something to do again.
 */
import { access, mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyBaseLogger } from 'fastify'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { Settings } from '../../protocol/settings.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { Duration, Instant } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { advanced, remaining } from './jobs-progress.ts'
import { claimOldest, endJob, giveBack, publishReady, recoverInterrupted } from './jobs-store.ts'
import type { Recognise } from './known.ts'
import type { Prepare, PrepareResult } from './prepare.ts'
import { freeBytesOf, lackOfRoom, ranOutOfRoom } from './room.ts'

export interface JobsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly mediaDir: string
  readonly prepare: Prepare
  /** Finds what was packaged of the same file before; left out: every file is prepared. */
  readonly recognise?: Recognise
  readonly settings: () => Promise<Pick<Settings, 'loudnessTargetLufs' | 'truePeakLimitDbtp'>>
  readonly log: Pick<FastifyBaseLogger, 'info' | 'warn' | 'error'>
  /** Free bytes of the volume a folder is on; left out: asked of the file system. */
  readonly freeBytes?: (folder: string) => Promise<number>
}

export interface Progress {
  readonly jobId: string
  readonly step: string
  /** 0 to 1. */
  readonly fraction: number
  readonly remainingMs: Duration | null
}

export interface Jobs {
  /** Puts right what an end in the middle left behind, then works until stopped. */
  start(): Promise<void>
  /** Ends the running preparation, which will be done again at the next start. */
  stop(): Promise<void>
  cancel(jobId: string): Promise<'cancelled' | 'ended' | 'missing'>
  /** Ends what waits or runs for a programme. */
  cancelAll(mediaId: string): Promise<void>
  /** Queues a preparation unless one waits or runs; its job's id, null when there is no such programme. */
  retry(mediaId: string): Promise<string | null>
  /** How far the running preparation of a programme is; null when none runs. */
  progress(mediaId: string): Progress | null
}

/** So often at most progress is saved and told, milliseconds. */
const SAVE_EVERY_MS = 2000
/** A look without a reason, should one ever be missed. */
const LOOK_EVERY_MS = 30_000

interface Running {
  readonly jobId: string
  readonly mediaId: string
  readonly startedAt: Instant
  readonly abort: AbortController
  ending: 'stop' | 'cancel' | null
  progress: Progress
  savedAt: number
  saving: Promise<unknown>
  done: Promise<void>
}

export const createJobs = (deps: JobsDeps): Jobs => {
  const { database, clock, changes, mediaDir, log } = deps
  const work = join(mediaDir, 'work')
  const freeBytes = deps.freeBytes ?? freeBytesOf
  let running: Running | null = null
  let stopped = true
  let pumping: Promise<void> | null = null
  let again = false
  let disposers: Dispose[] = []

  const told = (mediaId: string, jobId: string): void => {
    changes.publish('media', mediaId)
    changes.publish('jobs', jobId)
  }

  const wake = (): void => {
    if (stopped) return
    if (pumping !== null) {
      again = true
      return
    }
    pumping = pump()
      .catch((error: unknown) => log.error({ err: error }, 'preparations halted; trying again soon'))
      .finally(() => {
        pumping = null
        if (!again) return
        again = false
        wake()
      })
  }

  const pump = async (): Promise<void> => {
    // Only this process prepares: what is marked as running now was left so by a crash or a full disk.
    for (const job of await recoverInterrupted(database, clock)) log.warn(job, 'a preparation was interrupted')
    while (!stopped) {
      const job = await claimOldest(database, clock)
      if (job === null) return
      told(job.mediaId, job.id)
      await run(job.id, job.mediaId)
    }
  }

  const run = async (jobId: string, mediaId: string): Promise<void> => {
    const current: Running = {
      jobId,
      mediaId,
      startedAt: clock.now(),
      abort: new AbortController(),
      ending: null,
      progress: { jobId, step: '', fraction: 0, remainingMs: null },
      savedAt: clock.now(),
      saving: Promise.resolve(),
      done: Promise.resolve(),
    }
    running = current
    if (stopped) end(current, 'stop')
    current.done = conclude(current)
    await current.done.finally(() => {
      running = null
    })
  }

  const conclude = async (current: Running): Promise<void> => {
    const folder = join(work, current.jobId)
    try {
      const result = await prepared(current, folder)
      await current.saving
      await settle(current, result)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
    told(current.mediaId, current.jobId)
  }

  const prepared = async (current: Running, folder: string): Promise<PrepareResult> => {
    try {
      await rm(folder, { recursive: true, force: true })
      await mkdir(folder, { recursive: true })
      const media = await database.media.findUniqueOrThrow({ where: { id: current.mediaId } })
      const file = join(mediaDir, media.originalPath)
      if (!(await exists(file))) return { type: 'refused', code: 'MEDIA_ORIGINAL_MISSING', params: {} }
      const settings = await deps.settings()
      const wanted = {
        mediaId: current.mediaId,
        file,
        audioTrack: media.audioTrack,
        targetLufs: settings.loudnessTargetLufs,
        signal: current.abort.signal,
      }
      const known = (await deps.recognise?.(wanted)) ?? null
      if (known !== null) return known
      const full = lackOfRoom(Number(media.bytes), await freeBytes(folder))
      if (full !== null) return { type: 'refused', code: full.code, params: full.params }
      return await deps.prepare({
        ...wanted,
        folder,
        title: media.title,
        truePeakLimitDbtp: settings.truePeakLimitDbtp,
        onProgress: ({ step, fraction }) => advance(current, step, fraction),
      })
    } catch (error) {
      log.error({ err: error, jobId: current.jobId, mediaId: current.mediaId }, 'a preparation broke')
      return { type: 'failed', stderr: error instanceof Error ? (error.stack ?? error.message) : String(error) }
    }
  }

  const advance = (current: Running, step: string, fraction: number): void => {
    const now = clock.now()
    const done = advanced(current.progress.fraction, fraction)
    const remainingMs = remaining(now - current.startedAt, done)
    current.progress = { jobId: current.jobId, step, fraction: done, remainingMs }
    if (now - current.savedAt < SAVE_EVERY_MS) return
    current.savedAt = now
    current.saving = current.saving
      .then(() =>
        database.job.updateMany({
          where: { id: current.jobId, state: 'running' },
          data: { step, progress: done, remainingMs },
        }),
      )
      .then(() => changes.publish('jobs', current.jobId))
      .catch((error: unknown) => log.warn({ err: error, jobId: current.jobId }, 'progress was not saved'))
  }

  const settle = async (current: Running, result: PrepareResult): Promise<void> => {
    const { jobId, mediaId, progress } = current
    const refuse = (state: 'failed' | 'cancelled', code: ErrorCode, params: TextParams, stderrTail = '') =>
      endJob(database, clock, { jobId, mediaId, state, code, params, stderrTail })
    const fail = (full: Failure | null, stderr: string) =>
      full === null
        ? refuse('failed', 'MEDIA_PREPARATION_FAILED', { step: progress.step }, stderr)
        : refuse('failed', full.code, full.params, stderr)
    if (current.ending === 'cancel') return refuse('cancelled', 'MEDIA_CANCELLED', {})
    switch (result.type) {
      case 'ready':
        await publishReady(database, clock, jobId, mediaId, result)
        log.info({ mediaId, jobId, tookMs: clock.now() - current.startedAt }, 'programme ready')
        return
      case 'refused':
        return refuse('failed', result.code, result.params)
      case 'cancelled':
        if (current.ending === 'stop') return giveBack(database, jobId, mediaId)
        return refuse('cancelled', 'MEDIA_CANCELLED', {})
      case 'failed':
        if (current.ending === 'stop') return giveBack(database, jobId, mediaId)
        log.warn({ mediaId, jobId, step: progress.step, stderr: result.stderr }, 'preparation failed')
        return fail(ranOutOfRoom(result.stderr, await freeBytes(work)), result.stderr)
      default:
        result satisfies never
    }
  }

  const end = (current: Running, why: 'stop' | 'cancel'): void => {
    current.ending ??= why
    current.abort.abort()
  }

  const cancel = async (jobId: string): Promise<'cancelled' | 'ended' | 'missing'> => {
    const job = await database.job.findUnique({ where: { id: jobId } })
    if (job === null) return 'missing'
    if (job.state !== 'queued' && job.state !== 'running') return 'ended'
    if (running?.jobId === jobId) {
      const current = running
      end(current, 'cancel')
      await current.done
    } else {
      const how = { state: 'cancelled', code: 'MEDIA_CANCELLED', params: {}, stderrTail: '' } as const
      await endJob(database, clock, { jobId, mediaId: job.mediaId, ...how })
      told(job.mediaId, jobId)
    }
    const after = await database.job.findUnique({ where: { id: jobId }, select: { state: true } })
    return after?.state === 'cancelled' ? 'cancelled' : 'ended'
  }

  return {
    start: async () => {
      await rm(work, { recursive: true, force: true })
      await mkdir(work, { recursive: true })
      stopped = false
      const listen = changes.subscribe((change) => change.topic === 'jobs' && wake())
      disposers = [listen, clock.every(LOOK_EVERY_MS, wake)]
      wake()
    },
    stop: async () => {
      stopped = true
      for (const dispose of disposers) dispose()
      disposers = []
      if (running !== null) end(running, 'stop')
      while (pumping !== null) await pumping
    },
    cancel,
    cancelAll: async (mediaId) => {
      const jobs = await database.job.findMany({ where: { mediaId, state: { in: ['queued', 'running'] } } })
      for (const job of jobs) await cancel(job.id)
    },
    retry: async (mediaId) => {
      const id = await queueAgain(database, clock, mediaId)
      if (id !== null) told(mediaId, id)
      return id
    },
    progress: (mediaId) => (running?.mediaId === mediaId ? running.progress : null),
  }
}

const exists = (file: string): Promise<boolean> =>
  access(file).then(
    () => true,
    () => false,
  )

const queueAgain = (database: Database, clock: Clock, mediaId: string): Promise<string | null> =>
  database.$transaction(async (transaction) => {
    const media = await transaction.media.findUnique({ where: { id: mediaId } })
    if (media === null) return null
    const waiting = await transaction.job.findFirst({ where: { mediaId, state: { in: ['queued', 'running'] } } })
    if (waiting !== null) return waiting.id
    const id = newId()
    const createdAt = new Date(clock.now())
    await transaction.job.create({ data: { id, mediaId, state: 'queued', step: '', createdAt } })
    if (media.revision === null) {
      const data = { state: 'queued', refusalCode: null }
      await transaction.media.update({ where: { id: mediaId }, data })
    }
    return id
  })
