/** Stored objects in memory, the least recently used leaving first. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'

/** Where a stored object lies. @param sha256 64 hex digits, already validated */
export const objectPath = (mediaDir: string, sha256: string): string =>
  join(mediaDir, 'library', 'objects', sha256.slice(0, 2), sha256)

interface Described {
  readonly bytes: number
  readonly contentType: string
}

export type FoundObject =
  | (Described & { readonly type: 'held'; readonly content: Buffer })
  /** Too large to be worth its room in memory. */
  | (Described & { readonly type: 'file' })

export interface ObjectCache {
  /** The object if it is in memory. */
  held(sha256: string): FoundObject | null
  /** The object, read once however many ask at the same time; null when there is none. */
  find(sha256: string): Promise<FoundObject | null>
  /** Bytes in memory. */
  size(): number
}

/** An object may take at most this share of the memory; larger ones are streamed from the file. */
const LARGEST_SHARE = 1 / 16

/** @param capBytes memory for the contents together */
export const createObjectCache = (mediaDir: string, capBytes: number): ObjectCache => {
  const held = new Map<string, FoundObject>()
  const loading = new Map<string, Promise<FoundObject | null>>()
  let size = 0

  const keep = (sha256: string, found: FoundObject): void => {
    held.set(sha256, found)
    size += found.bytes
    for (const [oldest, object] of held) {
      if (size <= capBytes) return
      held.delete(oldest)
      size -= object.bytes
    }
  }
  const load = async (sha256: string): Promise<FoundObject | null> => {
    const found = await readObject(objectPath(mediaDir, sha256), capBytes * LARGEST_SHARE)
    if (found?.type === 'held') keep(sha256, found)
    return found
  }
  return {
    held: (sha256) => {
      const found = held.get(sha256)
      if (found === undefined) return null
      held.delete(sha256)
      held.set(sha256, found)
      return found
    },
    find: (sha256) => {
      const under = loading.get(sha256) ?? load(sha256).finally(() => loading.delete(sha256))
      loading.set(sha256, under)
      return under
    },
    size: () => size,
  }
}

const readObject = async (path: string, largest: number): Promise<FoundObject | null> => {
  const file = await open(path).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  })
  if (file === null) return null
  try {
    const { size: bytes } = await file.stat()
    if (bytes <= largest) {
      const content = await file.readFile()
      return { type: 'held', bytes: content.length, contentType: contentTypeOf(content), content }
    }
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED_BYTES), 0, SNIFFED_BYTES, 0)
    return { type: 'file', bytes, contentType: contentTypeOf(buffer.subarray(0, bytesRead)) }
  } finally {
    await file.close()
  }
}

const SNIFFED_BYTES = 16

/** First boxes of an initialization segment or a media segment (ISO/IEC 14496-12). */
const MP4_BOXES: ReadonlySet<string> = new Set(['ftyp', 'styp', 'moof', 'sidx', 'moov', 'emsg', 'prft'])

/** What an object is, by its first bytes: only kinds that the library stores. */
export const contentTypeOf = (start: Buffer): string => {
  if (MP4_BOXES.has(start.toString('latin1', 4, 8))) return 'video/mp4'
  if (start.toString('latin1', 0, 6) === 'WEBVTT') return 'text/vtt; charset=utf-8'
  if (start[0] === 0xff && start[1] === 0xd8) return 'image/jpeg'
  if (start.toString('latin1', 0, 1) === '{') return 'application/json; charset=utf-8'
  return 'application/octet-stream'
}
