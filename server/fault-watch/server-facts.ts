/** What is read of the server itself: room on its disks, preparations that failed. */
import { stat, statfs } from 'node:fs/promises'
import type { ErrorCode } from '../../protocol/errors.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Database } from '../platform/database.ts'
import type { Disk, FailedPreparation } from './server-troubles.ts'

/** Folders by what the settings call them; several on one volume are one disk. One that is not there yet is left out. */
export const readDisks = async (folders: Readonly<Record<string, string>>): Promise<readonly Disk[]> => {
  const found = await Promise.all(
    Object.entries(folders).map(async ([place, folder]) => {
      const [volume, room] = await Promise.all([stat(folder), statfs(folder)]).catch(() => [null, null] as const)
      return volume === null
        ? []
        : [{ place, id: `${volume.dev}`, freeBytes: room.bavail * room.bsize, totalBytes: room.blocks * room.bsize }]
    }),
  )
  return [...Map.groupBy(found.flat(), ({ id }) => id)].flatMap(([id, here]) => {
    const [first] = here
    if (first === undefined) return []
    const { freeBytes, totalBytes } = first
    return [{ id, places: here.map(({ place }) => place), freeBytes, totalBytes }]
  })
}

/** Ends of a preparation that are the server's trouble; what a file is, is told to who brought it. */
const OWN_FAILURES: readonly ErrorCode[] = [
  'MEDIA_PREPARATION_FAILED',
  'MEDIA_TIMED_OUT',
  'MEDIA_INTERRUPTED',
  'MEDIA_ORIGINAL_MISSING',
  'MEDIA_DISK_FULL',
]
/** What failed longer ago and was left there is nobody's trouble any more. */
const REMEMBERED_MS = 14 * 86_400_000

/** Programmes whose last preparation failed, with how often it did since one succeeded. */
export const readFailedPreparations = async (
  database: Database,
  now: Instant,
): Promise<readonly FailedPreparation[]> => {
  const rows = await database.job.findMany({
    where: {
      createdAt: { gte: new Date(now - REMEMBERED_MS) },
      media: { archivedAt: null },
      OR: [{ state: 'done' }, { state: 'failed', errorCode: { in: [...OWN_FAILURES] } }],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    select: { mediaId: true, state: true, attempts: true, media: { select: { title: true } } },
  })
  return [...Map.groupBy(rows, ({ mediaId }) => mediaId)].flatMap(([mediaId, jobs]) => {
    const until = jobs.findIndex(({ state }) => state === 'done')
    const failed = until === -1 ? jobs : jobs.slice(0, until)
    // One that crashed the server is tried again within the same job.
    const times = failed.reduce((sum, { attempts }) => sum + Math.max(1, attempts), 0)
    return times === 0 ? [] : [{ mediaId, title: jobs[0]?.media.title ?? '', times }]
  })
}

/** Programmes that today's and the next days' dates ask for although they may not be ready: news by date, approved bookings. */
export const readWantedMedia = async (database: Database, dates: readonly string[]): Promise<readonly string[]> => {
  const [news, bookings] = await Promise.all([
    database.media.findMany({ where: { airDate: { in: [...dates] }, archivedAt: null }, select: { id: true } }),
    database.booking.findMany({ where: { date: { in: [...dates] }, state: 'approved' }, select: { mediaId: true } }),
  ])
  return [...news.map(({ id }) => id), ...bookings.flatMap(({ mediaId }) => mediaId ?? [])]
}
