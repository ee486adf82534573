/** Is there room on the disk for what is about to be written? */
import { statfs } from 'node:fs/promises'
import { Failure } from '../platform/failure.ts'

const MEGABYTE = 1_000_000
/** Left free for the database and its log, bytes. */
const RESERVE_BYTES = 500 * MEGABYTE

/** Free bytes of the volume that a folder is on. */
export const freeBytesOf = async (folder: string): Promise<number> => {
  const { bavail, bsize } = await statfs(folder)
  return bavail * bsize
}

/** The failure to tell when so many bytes don't fit beside the reserve; null when they do. */
export const lackOfRoom = (bytes: number, free: number): Failure | null => {
  const needed = bytes + RESERVE_BYTES
  return free >= needed ? null : diskFull(needed, free)
}

/** @param needed @param free bytes */
const diskFull = (needed: number, free: number): Failure =>
  new Failure('MEDIA_DISK_FULL', { needed: Math.ceil(needed / MEGABYTE), free: Math.floor(free / MEGABYTE) })

/** The failure to tell when a program's last words say that the disk filled up (ENOSPC, EDQUOT); null when they don't. */
export const ranOutOfRoom = (words: string, free: number): Failure | null =>
  /No space left on device|Disk quota exceeded|ENOSPC|EDQUOT/.test(words) ? diskFull(RESERVE_BYTES, free) : null
