/** The library's content-addressed files: written once, never changed, addressed by what they hold. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StoredObject } from '../../protocol/media.ts'

export interface ObjectStore {
  /** Where an object lies, present or not. @param sha256 64 lower-case hex digits */
  path(sha256: string): string
  /** Takes a file in: hashed, flushed to the disk, moved to its address. `file` is gone afterwards, also when it was held already. */
  put(file: string): Promise<StoredObject>
  has(sha256: string): Promise<boolean>
  /** Makes objects count as put in just now, for whoever is about to record them; false when one is missing. */
  renew(sha256s: readonly string[]): Promise<boolean>
  /**
   * Deletes the objects that nobody wants and that were not put in (again) within the last `settledMs`, by the file
   * system's own clock: whoever is about to record an object has put it in just now.
   */
  discard(isWanted: (sha256: string) => boolean, settledMs: number): Promise<Discarded>
}

export interface Discarded {
  readonly objects: number
  readonly bytes: number
}

const ADDRESS = /^[0-9a-f]{64}$/

/** @param mediaDir on the same volume as the files that are put in: moving is one atomic rename */
export const createObjectStore = (mediaDir: string): ObjectStore => {
  const root = join(mediaDir, 'library', 'objects')
  const path = (sha256: string): string => join(root, sha256.slice(0, 2), sha256)
  // One at a time: an object is never put in between the look at its age and its deletion.
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <Result>(act: () => Promise<Result>): Promise<Result> => {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }
  const discardOne = async (sha256: string, settledBefore: number): Promise<number | null> => {
    const { mtimeMs, size } = await stat(path(sha256))
    if (mtimeMs >= settledBefore) return null
    await rm(path(sha256))
    return size
  }
  return {
    path,
    has: (sha256) => isPresent(path(sha256)),
    renew: async (sha256s) => {
      await mkdir(root, { recursive: true })
      const now = (await fileSystemNow(root)) / 1000
      const renewOne = (sha256: string): Promise<boolean> => utimes(path(sha256), now, now).then(() => true, isMissing)
      for (const sha256 of sha256s) if (!(await inTurn(() => renewOne(sha256)))) return false
      return true
    },
    put: async (file) => {
      const stored = await measure(file)
      const target = path(stored.sha256)
      await flush(file)
      await mkdir(dirname(target), { recursive: true })
      await inTurn(() => rename(file, target))
      return stored
    },
    discard: async (isWanted, settledMs) => {
      const names = await listFiles(root)
      if (names.length === 0) return { objects: 0, bytes: 0 }
      const settledBefore = (await fileSystemNow(root)) - settledMs
      const freed: number[] = []
      for (const name of names) {
        if (!ADDRESS.test(name) || isWanted(name)) continue
        const size = await inTurn(() => discardOne(name, settledBefore))
        if (size !== null) freed.push(size)
      }
      return { objects: freed.length, bytes: freed.reduce((sum, size) => sum + size, 0) }
    },
  }
}

/** False for what isn't there; any other error is one. */
const isMissing = (error: unknown): false => {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false
  throw error
}

const isPresent = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

/** The instant by the clock that dates this folder's files, which may be another machine's. */
const fileSystemNow = async (folder: string): Promise<number> => {
  const probe = join(folder, '.now')
  await writeFile(probe, '')
  return (await stat(probe)).mtimeMs
}

const measure = async (file: string): Promise<StoredObject> => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(file)) {
    if (!(chunk instanceof Buffer)) throw new TypeError('a file is read as bytes')
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** What a power cut may take must be on the disk before its address exists. */
const flush = async (file: string): Promise<void> => {
  const handle = await open(file, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const listFiles = async (root: string): Promise<string[]> => {
  if (!(await isPresent(root))) return []
  const folders = await readdir(root, { withFileTypes: true })
  const names: string[] = []
  for (const folder of folders) if (folder.isDirectory()) names.push(...(await readdir(join(root, folder.name))))
  return names
}
