/** Makes one copy: everything that a school can't get again, read once more before it gets its name. */
import { chmodSync, readdirSync, statSync } from 'node:fs'
import { mkdir, open, rename, rm, statfs } from 'node:fs/promises'
import { basename, join } from 'node:path'
import SqliteFile from 'better-sqlite3'
import { type Static, Type } from 'typebox'
import type { BackupStep, BackupTrouble } from '../../protocol/backup.ts'
import { Instant } from '../../protocol/time.ts'
import { CopyError, fingerprint, readArchive, writeArchive } from './archive.ts'
import { COPY_FORMAT, DATABASE_ENTRY, isEntryName, type Manifest } from './manifest.ts'
import { checkSnapshot, takeSnapshot } from './snapshot.ts'

export const CopyOrder = Type.Object({
  databaseFile: Type.String(),
  dataDir: Type.String(),
  mediaDir: Type.String(),
  backupDir: Type.String(),
  /** Of the file to make, in `backupDir`. */
  name: Type.String(),
  version: Type.String(),
  madeAt: Instant,
})
export type CopyOrder = Static<typeof CopyOrder>

/** Why there is no copy. */
export class CopyTrouble extends Error {
  readonly code: BackupTrouble
  constructor(code: BackupTrouble, message: string) {
    super(message)
    this.name = 'CopyTrouble'
    this.code = code
  }
}

/** Half-made things lie here and nowhere else. */
export const WORK_FOLDER = '.making'
/** Left free on the copies' disk, bytes. */
const RESERVE_BYTES = 200_000_000

/** @throws CopyTrouble */
export const makeCopy = async (order: CopyOrder, onStep: (step: BackupStep) => void): Promise<void> => {
  try {
    await mkdir(order.backupDir, { recursive: true, mode: 0o700 })
    using _ = holdLock(order.backupDir)
    const work = join(order.backupDir, WORK_FOLDER)
    await rm(work, { recursive: true, force: true })
    await mkdir(work, { mode: 0o700 })
    try {
      await makeIn(work, order, onStep)
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  } catch (error) {
    throw error instanceof CopyTrouble ? error : new CopyTrouble(troubleOf(error), String(error))
  }
}

/**
 * The system lets go of it when the process ends, however it ends, so that a crash leaves no lock behind.
 * @throws CopyTrouble busy
 */
export const holdLock = (backupDir: string): Disposable => {
  const lock = new SqliteFile(join(backupDir, '.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (error) {
    lock.close()
    throw error instanceof SqliteFile.SqliteError && error.code.startsWith('SQLITE_BUSY')
      ? new CopyTrouble('busy', 'another copy is being made')
      : error
  }
  return { [Symbol.dispose]: () => lock.close() }
}

const makeIn = async (work: string, order: CopyOrder, onStep: (step: BackupStep) => void): Promise<void> => {
  await leaveRoom(order)
  onStep('copy')
  const snapshot = join(work, basename(DATABASE_ENTRY))
  takeSnapshot(order.databaseFile, snapshot)
  chmodSync(snapshot, 0o600)

  onStep('check')
  const migration = checkSnapshot(snapshot)
  if (migration === null) throw new CopyTrouble('damaged', 'the database is not sound')

  onStep('pack')
  const sources = new Map([[DATABASE_ENTRY, snapshot], ...smallFiles(order)])
  const { version, madeAt } = order
  const manifest: Manifest = { format: COPY_FORMAT, version, madeAt, migration, files: await listed(sources) }
  const archive = join(work, order.name)
  await writeArchive(archive, manifest, (name) => sources.get(name) ?? '')

  onStep('verify')
  await readArchive(archive, null)
  await rename(archive, join(order.backupDir, order.name))
  await syncFolder(order.backupDir)
}

/** The copy and, for a while, the database beside it. @throws CopyTrouble disk-full */
const leaveRoom = async ({ backupDir, databaseFile }: CopyOrder): Promise<void> => {
  const { bavail, bsize } = await statfs(backupDir)
  if (bavail * bsize < 2 * statSync(databaseFile).size + RESERVE_BYTES)
    throw new CopyTrouble('disk-full', 'the copies’ disk is too full')
}

/** Keys, licence scans and attachments, by the name that they have in the copy. */
const smallFiles = ({ dataDir, mediaDir }: CopyOrder): readonly (readonly [string, string])[] => {
  const inFolder = (folder: string, entry: string, wanted: RegExp) =>
    namesIn(folder)
      .filter((name) => wanted.test(name) && isEntryName(`${entry}/${name}`))
      .map((name) => [`${entry}/${name}`, join(folder, name)] as const)
  return [
    ...inFolder(dataDir, 'keys', /\.(key|pem)$/),
    ...inFolder(join(mediaDir, 'licences'), 'licences', /\.(pdf|jpg|png)$/),
    ...inFolder(join(mediaDir, 'attachments'), 'attachments', /^[0-9a-f]{64}$/),
  ]
}

const namesIn = (folder: string): readonly string[] => {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ name }) => name)
      .sort()
  } catch (error) {
    if (error instanceof Error && Reflect.get(error, 'code') === 'ENOENT') return []
    throw error
  }
}

const listed = async (sources: ReadonlyMap<string, string>): Promise<Manifest['files']> => {
  const files: Manifest['files'] = []
  for (const [name, path] of sources) files.push({ name, ...(await fingerprint(path)) })
  return files
}

const syncFolder = async (folder: string): Promise<void> => {
  if (process.platform === 'win32') return // can't open one
  const handle = await open(folder, 'r')
  await handle.sync().finally(() => handle.close())
}

const troubleOf = (error: unknown): BackupTrouble => {
  if (error instanceof CopyError) return 'damaged'
  const code = error instanceof Error ? String(Reflect.get(error, 'code')) : ''
  // EFBIG: more than this disk holds in one file, as an old stick's 4 GB.
  if (/^(ENOSPC|EDQUOT|EFBIG|SQLITE_FULL)$/.test(code)) return 'disk-full'
  if (/^(SQLITE_CORRUPT|SQLITE_NOTADB)/.test(code)) return 'damaged'
  if (/^(EACCES|EPERM|EROFS|ENOTDIR|EEXIST|ENOENT|SQLITE_CANTOPEN|SQLITE_READONLY)/.test(code)) return 'directory'
  return 'unexpected'
}
