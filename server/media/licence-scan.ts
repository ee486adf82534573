/** The scanned licence of a programme: one file, replaced by the next. */
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'

export interface LicenceScansDeps {
  readonly database: Database
  readonly mediaDir: string
}

const FOLDER = 'licences'
export const LARGEST_SCAN_BYTES = 10 * 1024 * 1024

/** In a scope of its own the bytes of a scan are the body; other routes keep to JSON. */
export const takeScans = (app: FastifyInstance): void => {
  app.addContentTypeParser(
    ['application/pdf', 'image/jpeg', 'image/png', 'application/octet-stream'],
    { parseAs: 'buffer', bodyLimit: LARGEST_SCAN_BYTES },
    (_request, body, done) => done(null, body),
  )
}

/** The body as `takeScans` left it. @throws Failure LICENCE_SCAN_TYPE when it came as something else */
export const scanIn = (body: unknown): Buffer => {
  if (!(body instanceof Buffer)) throw new Failure('LICENCE_SCAN_TYPE')
  return body
}

const TYPES = [
  { ending: 'pdf', type: 'application/pdf', starts: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { ending: 'jpg', type: 'image/jpeg', starts: [0xff, 0xd8, 0xff] },
  { ending: 'png', type: 'image/png', starts: [0x89, 0x50, 0x4e, 0x47] },
] as const

/** By its first bytes, whatever the sender calls it. */
export const scanType = (bytes: Uint8Array): (typeof TYPES)[number] | null =>
  TYPES.find(({ starts }) => starts.every((byte, index) => bytes[index] === byte)) ?? null

export type LicenceScans = ReturnType<typeof createLicenceScans>

export const createLicenceScans = ({ database, mediaDir }: LicenceScansDeps) => ({
  /** @throws Failure NOT_FOUND without a licence on record, LICENCE_SCAN_TYPE */
  put: async (mediaId: string, bytes: Buffer): Promise<void> => {
    const kind = scanType(bytes)
    if (kind === null) throw new Failure('LICENCE_SCAN_TYPE')
    const media = await database.media.findUnique({ where: { id: mediaId } })
    if (media === null || media.licenceKind === null) throw new Failure('NOT_FOUND')
    await mkdir(join(mediaDir, FOLDER), { recursive: true })
    const name = `${FOLDER}/${mediaId}-${newId()}.${kind.ending}`
    const half = join(mediaDir, `${name}.part`)
    await writeFile(half, bytes, { flush: true })
    await rename(half, join(mediaDir, name))
    await database.media.update({ where: { id: mediaId }, data: { licenceScan: name } })
    if (media.licenceScan !== null) await rm(join(mediaDir, media.licenceScan), { force: true })
  },

  /** Null: there is none. */
  get: async (mediaId: string): Promise<{ readonly bytes: Buffer; readonly type: string } | null> => {
    const media = await database.media.findUnique({ where: { id: mediaId }, select: { licenceScan: true } })
    if (media === null || media.licenceScan === null) return null
    const bytes = await readFile(join(mediaDir, media.licenceScan))
    return { bytes, type: scanType(bytes)?.type ?? 'application/octet-stream' }
  },
})
