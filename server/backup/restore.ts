/** Puts a copy back, before the server starts. What is there now is moved aside, never overwritten. */
import { existsSync } from 'node:fs'
import { constants, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import SqliteFile from 'better-sqlite3'
import type { Instant } from '../../protocol/time.ts'
import { MigrationError } from '../platform/migrations.ts'
import { CopyError, fingerprint, readArchive } from './archive.ts'
import { copyName } from './copy-name.ts'
import { DATABASE_ENTRY, type Manifest } from './manifest.ts'
import { leaveNote } from './restored-note.ts'
import { checkSnapshot } from './snapshot.ts'

export interface Places {
  readonly databaseFile: string
  readonly dataDir: string
  readonly mediaDir: string
}

export interface Restored {
  readonly manifest: Manifest
  /** Where the data lies that was there before; null: there was none. */
  readonly aside: string | null
}

/** Why a copy was not put back, in both languages; nothing was changed. */
export class RestoreError extends Error {
  /** Told without a stack trace. */
  readonly plain = true
  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(`${zh} ${en}`, options)
    this.name = 'RestoreError'
  }
}

/** Everything is unpacked and checked before the first file is moved. @throws RestoreError */
export const restore = async (file: string, places: Places, now: Instant, timeZone: string): Promise<Restored> => {
  await mkdir(places.dataDir, { recursive: true })
  refuseInUse(places.databaseFile)
  const unpacked = join(places.dataDir, '.restoring')
  await rm(unpacked, { recursive: true, force: true })
  try {
    const manifest = await unpack(file, unpacked)
    const stamp = copyName(now, timeZone).replace(/^nooncast-|\.tar\.gz$/g, '')
    const aside = join(places.dataDir, `before-restore-${stamp}`)
    const moved = await moveAside(manifest, places, aside)
    for (const { name } of manifest.files) {
      const target = placeOf(name, places)
      await mkdir(dirname(target), { recursive: true })
      if (!existsSync(target)) await move(join(unpacked, name), target)
    }
    const { madeAt, version } = manifest
    await leaveNote(places.dataDir, {
      ...{ at: now, file: basename(file), madeAt, version },
      aside: moved ? basename(aside) : null,
    })
    return { manifest, aside: moved ? aside : null }
  } finally {
    await rm(unpacked, { recursive: true, force: true })
  }
}

const unpack = async (file: string, into: string): Promise<Manifest> => {
  try {
    const manifest = await readArchive(file, into)
    if (checkSnapshot(join(into, DATABASE_ENTRY)) === null) throw new CopyError('damaged', 'the database is not sound')
    return manifest
  } catch (error) {
    if (error instanceof MigrationError || (error instanceof CopyError && error.code === 'newer'))
      throw new RestoreError(
        `備份由較新版本的 Nooncast 製作，請先更新：${file}`,
        `This copy was made by a newer Nooncast; update first. (${error.message})`,
        { cause: error },
      )
    if (error instanceof CopyError)
      throw new RestoreError(`備份檔不完整：${file}。`, `This copy is damaged: ${error.message}. Use another one.`, {
        cause: error,
      })
    throw new RestoreError(`無法讀取備份檔：${file}。`, `The copy can’t be read: ${String(error)}`, { cause: error })
  }
}

/** Beside the programmes; entry names hold no way out of their folder (see the manifest). */
const isMedia = (name: string): boolean => /^(licences|attachments)\//.test(name)

const placeOf = (name: string, { databaseFile, dataDir, mediaDir }: Places): string => {
  if (name === DATABASE_ENTRY) return databaseFile
  return isMedia(name) ? join(mediaDir, name) : join(dataDir, basename(name))
}

/** The database with its log, the keys, and scans that differ. A scan that is the same stays where it is. */
const moveAside = async (manifest: Manifest, places: Places, aside: string): Promise<boolean> => {
  const keys = (await readdir(places.dataDir)).filter((name) => /\.(key|pem)$/.test(name))
  const going = [
    ...['', '-wal', '-shm'].map((ending) => places.databaseFile + ending),
    ...keys.map((name) => join(places.dataDir, name)),
  ].filter((path) => existsSync(path))
  for (const { name, sha256 } of manifest.files) {
    const path = placeOf(name, places)
    if (isMedia(name) && existsSync(path) && (await fingerprint(path)).sha256 !== sha256) going.push(path)
  }
  if (going.length > 0) await mkdir(aside, { mode: 0o700 })
  for (const path of going) await move(path, join(aside, basename(path)))
  return going.length > 0
}

/** Also from one disk to another. */
const move = async (from: string, to: string): Promise<void> => {
  try {
    await rename(from, to)
  } catch (error) {
    if (!(error instanceof Error) || Reflect.get(error, 'code') !== 'EXDEV') throw error
    await copyFile(from, to, constants.COPYFILE_EXCL)
    await rm(from)
  }
}

/** A server that runs would go on writing into the files moved aside. @throws RestoreError */
const refuseInUse = (databaseFile: string): void => {
  if (!existsSync(databaseFile)) return
  const connection = new SqliteFile(databaseFile, { timeout: 0 })
  try {
    connection.pragma('locking_mode = EXCLUSIVE')
    connection.exec('BEGIN EXCLUSIVE; COMMIT')
  } catch (error) {
    if (error instanceof SqliteFile.SqliteError && error.code.startsWith('SQLITE_BUSY'))
      throw new RestoreError(
        'Nooncast 還在執行，請先停止再還原。',
        'Nooncast is running. Stop it first, then put the copy back.',
        { cause: error },
      )
    // A damaged database is a good reason to put a copy back.
  } finally {
    connection.close()
  }
}
