/** What is wrong with the server itself: its disks, its copies, its preparations, its clock. Pure. */
import type { BackupWarning } from '../../protocol/backup.ts'
import type { Instant } from '../../protocol/time.ts'
import { type Trouble, troubleKey } from './trouble.ts'

export interface Disk {
  /** Folders on one volume are one disk. */
  readonly id: string
  /** What it holds, as the settings call it. */
  readonly places: readonly string[]
  readonly freeBytes: number
  readonly totalBytes: number
}
export interface FailedPreparation {
  readonly mediaId: string
  readonly title: string
  /** Since it was ready last. */
  readonly times: number
}
export interface ServerLook {
  readonly now: Instant
  readonly disks: readonly Disk[]
  /** Disks that are filling already: they are well only when there is clearly room again. */
  readonly filling: (diskId: string) => boolean
  readonly backup: BackupWarning | null
  readonly preparations: readonly FailedPreparation[]
  /** When the server's clock was set, of late. */
  readonly jumps: readonly Instant[]
}

const GIGABYTE = 1_000_000_000
const LEAST_FREE_BYTES = 10 * GIGABYTE
const LEAST_FREE_SHARE = 0.1
/** So much more than the least has to be free before a filling disk is well again. */
const CLEARLY = 1.2
/** Once may be the file; the second time it is a fault. */
const TIMES = 2

const HOUR_MS = 3_600_000
const APART_MS = 5 * 60_000

/** One jump is a time service that came late, with its corrections; another one within the hour is not. */
const keepsJumping = (jumps: readonly Instant[], now: Instant): boolean => {
  const late = jumps.filter((at) => Math.abs(now - at) < HOUR_MS)
  return late.length > 1 && Math.max(...late) - Math.min(...late) >= APART_MS
}

/** Either of the two is too little. @param factor of the least */
const isShort = ({ freeBytes, totalBytes }: Disk, factor: number): boolean =>
  freeBytes < LEAST_FREE_BYTES * factor || freeBytes < totalBytes * LEAST_FREE_SHARE * factor

export const serverTroubles = (look: ServerLook): readonly Trouble[] => {
  const { now, disks, filling, backup, preparations, jumps } = look
  const server = (id: string) => ({ subject: { type: 'server', id }, since: now }) as const
  return [
    ...disks
      .filter((disk) => isShort(disk, filling(disk.id) ? CLEARLY : 1))
      .map(({ id, places, freeBytes, totalBytes }): Trouble => {
        const free = Math.floor(freeBytes / GIGABYTE)
        const percent = Math.floor((100 * freeBytes) / Math.max(1, totalBytes))
        return { kind: 'disk-filling', ...server(id), params: { free, percent, place: places.join(' · ') } }
      }),
    ...(backup === 'failing' ? [{ kind: 'backup-failing', ...server('backup'), params: {} } as const] : []),
    ...(backup === 'old' ? [{ kind: 'backup-old', ...server('backup'), params: {} } as const] : []),
    ...preparations
      .filter(({ times }) => times >= TIMES)
      .map(
        ({ mediaId, title, times }): Trouble => ({
          ...{ kind: 'preparation-failing', subject: { type: 'media', id: mediaId }, since: now },
          params: { title, count: times },
        }),
      ),
    ...(keepsJumping(jumps, now) ? [{ kind: 'clock-unsteady', ...server('clock'), params: {} } as const] : []),
  ]
}

export interface ServerSight extends Pick<ServerLook, 'disks' | 'backup'> {
  /** Could every folder be read? */
  readonly allRead: boolean
  /** Keys of what was wrong before. */
  readonly before: Iterable<string>
  /** For how long the clock has been looked at without a break: since the start. */
  readonly clockWatchedMs: number
}

/** What of the server can't be told: a disk that can't be read, copies that are not there, an hour that has not passed. */
export const serverUnjudged = ({
  disks,
  backup,
  allRead,
  before,
  clockWatchedMs,
}: ServerSight): ReadonlySet<string> => {
  const server = (kind: Trouble['kind'], id: string) => troubleKey(kind, { type: 'server', id })
  const read = new Set(disks.map(({ id }) => server('disk-filling', id)))
  const prefix = server('disk-filling', '')
  return new Set([
    ...(allRead ? [] : [...before].filter((key) => key.startsWith(prefix) && !read.has(key))),
    ...(backup === 'never' ? [server('backup-failing', 'backup'), server('backup-old', 'backup')] : []),
    ...(clockWatchedMs < HOUR_MS ? [server('clock-unsteady', 'clock')] : []),
  ])
}
