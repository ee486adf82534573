/** The library's content-addressed files: written once, never changed, addressed by what they hold. */
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, mkdir, open, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StoredObject } from '../../protocol/media.ts'

export interface ObjectStore {
  /** Where an object lies, present or not. @param sha256 64 lower-case hex digits */
  path(sha256: string): string
  /** Takes a file in: hashed, flushed to the disk, moved to its address. `file` is gone afterwards, also when it was held already. */
  put(file: string): Promise<StoredObject>
  has(sha256: string): Promise<boolean>
  /** Deletes every object that is not named; returns how many. */
  sweep(keep: ReadonlySet<string>): Promise<number>
}

const ADDRESS = /^[0-9a-f]{64}$/

/** @param mediaDir on the same volume as the files that are put in: moving is one atomic rename */
export const createObjectStore = (mediaDir: string): ObjectStore => {
  const root = join(mediaDir, 'library', 'objects')
  const path = (sha256: string): string => join(root, sha256.slice(0, 2), sha256)
  return {
    path,
    has: (sha256) => isPresent(path(sha256)),
    put: async (file) => {
      const stored = await measure(file)
      const target = path(stored.sha256)
      await flush(file)
      await mkdir(dirname(target), { recursive: true })
      await rename(file, target)
      return stored
    },
    sweep: async (keep) => {
      const names = await listFiles(root)
      const unused = names.filter((name) => ADDRESS.test(name) && !keep.has(name))
      for (const name of unused) await rm(path(name), { force: true })
      return unused.length
    },
  }
}

const isPresent = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )

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
