/** One file of many: tar, compressed by gzip, the manifest first; nothing is believed that its SHA-256 does not bear out. */
import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { createTarDecoder, createTarPacker } from 'modern-tar'
import { Value } from 'typebox/value'
import { COPY_FORMAT, MANIFEST_NAME, Manifest } from './manifest.ts'

/** `newer`: made by a Nooncast that this one does not understand. `damaged`: cut short, changed, or no copy at all. */
export class CopyError extends Error {
  readonly code: 'damaged' | 'newer'
  constructor(code: CopyError['code'], message: string) {
    super(message)
    this.name = 'CopyError'
    this.code = code
  }
}

const OWNER_ONLY = 0o600
const LARGEST_MANIFEST_BYTES = 10_000_000

/** SHA-256 (hex) and length of a file. */
export const fingerprint = async (path: string): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of createReadStream(path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/**
 * Writes a copy, readable by its owner alone, on disk when it returns.
 * @param sourceOf where each file of the manifest lies
 * @throws when a source is gone or the disk is full; what was written so far stays
 */
export const writeArchive = async (
  target: string,
  manifest: Manifest,
  sourceOf: (name: string) => string,
): Promise<void> => {
  const { readable, controller } = createTarPacker()
  const feed = async () => {
    const said = Buffer.from(JSON.stringify(manifest, null, 1))
    const add = (name: string, size: number) =>
      controller.add({ name, size, type: 'file', mode: OWNER_ONLY, mtime: new Date(manifest.madeAt) }).getWriter()
    const first = add(MANIFEST_NAME, said.length)
    await first.write(said)
    await first.close()
    for (const { name, bytes } of manifest.files) {
      const writer = add(name, bytes)
      for await (const chunk of createReadStream(sourceOf(name))) await writer.write(chunk)
      await writer.close()
    }
    controller.finalize()
  }
  const written = pipeline(
    readable,
    createGzip(),
    createWriteStream(target, { mode: OWNER_ONLY, flags: 'wx', flush: true }),
  )
  const fed = feed().catch((error: unknown) => {
    controller.error(error)
    throw error
  })
  const [end, start] = await Promise.allSettled([written, fed])
  if (end.status === 'rejected') throw end.reason
  if (start.status === 'rejected') throw start.reason
}

/**
 * Reads a copy through and checks every file in it.
 * @param into a folder that it is unpacked to; null: only looked through
 * @throws CopyError; what was unpacked so far stays
 */
export const readArchive = async (file: string, into: string | null): Promise<Manifest> => {
  const decoder = createTarDecoder({ strict: true })
  const reading = new AbortController()
  const writer = decoder.writable.getWriter()
  const feed = async (chunks: AsyncIterable<Uint8Array>) => {
    for await (const chunk of chunks) await writer.write(chunk)
    await writer.close()
  }
  const fed = pipeline(createReadStream(file), createGunzip(), feed, { signal: reading.signal }).catch(
    async (error: unknown) => {
      await writer.abort(error).catch(() => null)
      throw error
    },
  )
  const taken = takeEntries(decoder.readable, into)
  const [end, start] = await Promise.allSettled([
    taken.catch((error: unknown) => {
      reading.abort()
      throw error
    }),
    fed,
  ])
  if (end.status === 'rejected' && end.reason instanceof CopyError) throw end.reason
  if (end.status === 'rejected') throw readingFailed(end.reason)
  if (start.status === 'rejected') throw readingFailed(start.reason)
  return end.value
}

/** A full disk or a missing file is told as such; anything else the decoders say is damage. */
const readingFailed = (error: unknown): unknown => {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const ofTheDisk = typeof code === 'string' && /^(ENOSPC|EDQUOT|EACCES|EPERM|EROFS|ENOENT|EISDIR|EIO)$/.test(code)
  return ofTheDisk ? error : new CopyError('damaged', String(error))
}

type Entries = ReturnType<typeof createTarDecoder>['readable']

const takeEntries = async (entries: Entries, into: string | null): Promise<Manifest> => {
  let manifest: Manifest | null = null
  const seen = new Set<string>()
  for await (const { header, body } of entries) {
    if (manifest === null) {
      manifest = await readManifest(header.name, header.size, body)
      continue
    }
    const told = manifest.files.find(({ name }) => name === header.name)
    if (told === undefined || seen.has(told.name) || header.type !== 'file')
      throw new CopyError('damaged', `${header.name} is not in the manifest`)
    seen.add(told.name)
    const found = await take(body, into === null ? null : join(into, told.name))
    if (found.bytes !== told.bytes || found.sha256 !== told.sha256)
      throw new CopyError('damaged', `${told.name} is not what the manifest says`)
  }
  const missing = manifest?.files.find(({ name }) => !seen.has(name))
  if (manifest === null || missing !== undefined)
    throw new CopyError('damaged', `${missing?.name ?? MANIFEST_NAME} is missing`)
  return manifest
}

type Body = ReadableStream<Uint8Array>

const readManifest = async (name: string, size: number, body: Body): Promise<Manifest> => {
  if (name !== MANIFEST_NAME || size > LARGEST_MANIFEST_BYTES) throw new CopyError('damaged', 'no manifest')
  const said: unknown = JSON.parse(await new Response(body).text())
  if (typeof said === 'object' && said !== null && 'format' in said && Number(said.format) > COPY_FORMAT)
    throw new CopyError('newer', `format ${said.format}`)
  if (!Value.Check(Manifest, said)) throw new CopyError('damaged', 'the manifest can’t be read')
  return said
}

const take = async (body: Body, path: string | null): Promise<{ readonly bytes: number; readonly sha256: string }> => {
  const hash = createHash('sha256')
  let bytes = 0
  const counted = async function* () {
    for await (const chunk of body) {
      hash.update(chunk)
      bytes += chunk.length
      yield chunk
    }
  }
  if (path === null) for await (const _ of counted());
  else {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    await pipeline(counted(), createWriteStream(path, { mode: OWNER_ONLY, flags: 'wx', flush: true }))
  }
  return { bytes, sha256: hash.digest('hex') }
}
