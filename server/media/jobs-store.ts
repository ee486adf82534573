/**
 * What becomes of jobs in the database, each step one transaction. A programme that was ready once stays ready, with
 * its content of before, while it is prepared anew and also when that fails: it may be in tomorrow's rundown.
 */
import { Prisma } from '../../prisma/generated/client.ts'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { PrepareResult } from './prepare.ts'
import { carriedOver } from './repackage.ts'

/** A file that takes the server down with it is not tried for ever. */
const MOST_ATTEMPTS = 3

/** Marks the oldest waiting job as running and counts the attempt; null when none waits. */
export const claimOldest = (database: Database, clock: Clock): Promise<{ id: string; mediaId: string } | null> =>
  database.$transaction(async (transaction) => {
    const job = await transaction.job.findFirst({
      where: { state: 'queued' },
      orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
    })
    if (job === null) return null
    await transaction.job.update({
      where: { id: job.id },
      data: { state: 'running', attempts: { increment: 1 }, startedAt: new Date(clock.now()), progress: 0 },
    })
    await transaction.media.updateMany({ where: { id: job.mediaId, revision: null }, data: { state: 'preparing' } })
    return { id: job.id, mediaId: job.mediaId }
  })

/** The programme with its packaged content, all at once. Nothing happens if the job ended otherwise meanwhile. */
export const publishReady = (
  database: Database,
  clock: Clock,
  jobId: string,
  mediaId: string,
  { manifest: made, facts }: Extract<PrepareResult, { type: 'ready' }>,
): Promise<void> =>
  database.$transaction(async (transaction) => {
    const finishedAt = new Date(clock.now())
    const { count } = await transaction.job.updateMany({
      where: { id: jobId, state: 'running' },
      data: { state: 'done', progress: 1, remainingMs: 0, finishedAt },
    })
    if (count === 0) return
    const manifest = await carriedOver(transaction, mediaId, made)
    const { revision } = manifest
    await transaction.mediaManifest.upsert({
      where: { mediaId },
      create: { mediaId, revision, manifest },
      update: { revision, manifest },
    })
    const { readyAt } = await transaction.media.findUniqueOrThrow({ where: { id: mediaId } })
    const warnings = facts.warnings.map(({ code, params }) => ({ code, params: { ...params } }))
    const ready = { state: 'ready', revision, readyAt: readyAt ?? finishedAt, refusalCode: null }
    await transaction.media.update({
      where: { id: mediaId },
      data: { ...facts, warnings, ...ready, sceneCuts: Prisma.DbNull },
    })
  })

export interface JobEnd {
  readonly jobId: string
  readonly mediaId: string
  readonly state: 'failed' | 'cancelled'
  readonly code: ErrorCode
  readonly params: TextParams
  readonly stderrTail: string
}

/** So much of what ffmpeg said last is kept for the operator. */
const LONGEST_TAIL = 8000

/** A job that ended without a programme, and why. */
export const endJob = (database: Database, clock: Clock, end: JobEnd): Promise<void> =>
  database.$transaction(async (transaction) => {
    const params = { ...end.params }
    const { count } = await transaction.job.updateMany({
      where: { id: end.jobId, state: { in: ['queued', 'running'] } },
      data: {
        state: end.state,
        errorCode: end.code,
        errorParams: params,
        stderrTail: end.stderrTail.slice(-LONGEST_TAIL),
        remainingMs: null,
        finishedAt: new Date(clock.now()),
      },
    })
    if (count === 0) return
    await transaction.media.updateMany({
      where: { id: end.mediaId, revision: null },
      data: { state: 'refused', refusalCode: end.code, refusalParams: params },
    })
  })

/** Back into the queue as if it had not begun: the server stops in an orderly way. */
export const giveBack = async (database: Database, jobId: string, mediaId: string): Promise<void> => {
  await database.$transaction([
    database.job.updateMany({
      where: { id: jobId, state: 'running' },
      data: { state: 'queued', attempts: { decrement: 1 }, progress: 0, remainingMs: null, startedAt: null },
    }),
    database.media.updateMany({ where: { id: mediaId, revision: null }, data: { state: 'queued' } }),
  ])
}

export interface Interrupted {
  readonly jobId: string
  readonly attempts: number
  readonly again: boolean
}

/** Jobs that a crash left running: again, or, after the third time, failed. */
export const recoverInterrupted = async (database: Database, clock: Clock): Promise<readonly Interrupted[]> => {
  const jobs = await database.job.findMany({ where: { state: 'running' }, orderBy: { createdAt: 'asc' } })
  for (const { id: jobId, mediaId, attempts, stderrTail } of jobs) {
    if (attempts >= MOST_ATTEMPTS) {
      const why = { state: 'failed', code: 'MEDIA_INTERRUPTED', params: { attempts } } as const
      await endJob(database, clock, { jobId, mediaId, stderrTail, ...why })
    } else
      await database.$transaction([
        database.job.update({
          where: { id: jobId },
          data: { state: 'queued', progress: 0, remainingMs: null, startedAt: null },
        }),
        database.media.updateMany({ where: { id: mediaId, revision: null }, data: { state: 'queued' } }),
      ])
  }
  return jobs.map((job) => ({ jobId: job.id, attempts: job.attempts, again: job.attempts < MOST_ATTEMPTS }))
}
