/** Resumable uploads (tus 1.0) into the library: one that was cut goes on where it stopped. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import type { Intake } from './intake.ts'
import { freeBytesOf, lackOfRoom } from './room.ts'
import { arrivalOf, parseMetadata } from './upload-metadata.ts'

export interface UploadRoutesDeps {
  readonly clock: Clock
  readonly mediaDir: string
  readonly intake: Intake
  /** Free bytes where the library is; left out: asked of the file system. */
  readonly freeBytes?: () => Promise<number>
}

const PATH = '/api/uploads'
const GIGABYTE = 1_000_000_000
const LARGEST_BYTES = 20 * GIGABYTE
/** The original and what is packaged of it, which is seldom larger. */
const ROOM_PER_BYTE = 2
/** An upload that nobody goes on with is forgotten after a week. */
const KEPT_MS = 7 * 86_400_000
const TIDY_EVERY_MS = 60_000

/** tus at `/api/uploads`, with metadata `filename`, and optionally `title`, `kind` and `airDate`. */
export const uploadRoutes =
  (deps: UploadRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const directory = join(deps.mediaDir, 'uploads')
    await mkdir(directory, { recursive: true })
    const store = new FileStore({ directory, expirationPeriodInMilliseconds: KEPT_MS })
    const finish = createFinish(store, directory, deps.intake)
    const tus = new Server({
      path: PATH,
      datastore: store,
      maxSize: LARGEST_BYTES,
      relativeLocation: true,
      // Same origin only: the panel. An origin that is none keeps `*` out of the answers.
      allowedOrigins: ['null'],
      onUploadFinish: async (_request, upload) => {
        const mediaId = await finish(upload.id, upload.metadata ?? {})
        return { headers: { 'nooncast-media-id': mediaId } }
      },
      onResponseError: (_request, error) => {
        if (error instanceof Error) app.log.error({ err: error }, 'an upload failed')
        return undefined
      },
    })
    const freeBytes = deps.freeBytes ?? (() => freeBytesOf(directory))

    // The body is tus's to read, straight from the socket.
    app.removeAllContentTypeParsers()
    app.addContentTypeParser('*', (_request, _payload, done) => done(null))

    const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
      reply.hijack()
      for (const [name, value] of Object.entries(reply.getHeaders()))
        if (value !== undefined) reply.raw.setHeader(name, value)
      await tus.handle(request.raw, reply.raw)
    }
    const config = { access: 'media.write' } as const
    const tags = ['media']

    app.route({
      method: ['POST', 'OPTIONS'],
      url: PATH,
      config,
      schema: { tags, summary: 'Begin an upload (tus 1.0)' },
      handler: async (request, reply) => {
        if (request.method === 'POST') await requireRoom(request, freeBytes)
        return pass(request, reply)
      },
    })
    app.route({
      method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
      url: `${PATH}/:id`,
      config,
      schema: {
        tags,
        summary: 'Ask how far an upload is, go on with it, or drop it (tus 1.0)',
        params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
      },
      handler: pass,
    })

    let tidying: Promise<void> = Promise.resolve()
    const tidy = () => {
      tidying = tidying
        .then(() => takeWhole(store, finish))
        .then(() => store.deleteExpired())
        .then(
          () => undefined,
          (error: unknown) => app.log.warn({ err: error }, 'uploads could not be tidied up'),
        )
      return tidying
    }
    const dispose = deps.clock.every(TIDY_EVERY_MS, tidy)
    app.addHook('onReady', tidy)
    app.addHook('onClose', () => {
      dispose()
      return tidying
    })
  }

/** @throws Failure INPUT_INVALID, MEDIA_TOO_LARGE, MEDIA_DISK_FULL */
const requireRoom = async (request: FastifyRequest, freeBytes: () => Promise<number>): Promise<void> => {
  arrivalOf(parseMetadata(headerOf(request, 'upload-metadata')))
  const bytes = Number(headerOf(request, 'upload-length'))
  if (!Number.isFinite(bytes)) return
  if (bytes > LARGEST_BYTES) {
    const sizes = { gigabytes: Math.ceil(bytes / GIGABYTE), limit: LARGEST_BYTES / GIGABYTE }
    throw new Failure('MEDIA_TOO_LARGE', sizes)
  }
  const failure = lackOfRoom(bytes * ROOM_PER_BYTE, await freeBytes())
  if (failure !== null) throw failure
}

const headerOf = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

type Finish = (id: string, metadata: Readonly<Record<string, string | null>>) => Promise<string>

/** Takes a whole upload in, once, however many ask for it; a failed one can be asked for again. */
const createFinish = (store: FileStore, directory: string, intake: Intake): Finish => {
  const finishing = new Map<string, Promise<string>>()
  return (id, metadata) => {
    const known = finishing.get(id)
    if (known !== undefined) return known
    const taken = intake(join(directory, id), arrivalOf(metadata)).then(async (mediaId) => {
      await store.configstore.delete(id)
      return mediaId
    })
    finishing.set(id, taken)
    return taken.finally(() => finishing.delete(id))
  }
}

/** Uploads that are whole but were not taken in, because the server was killed or the disk full at that moment. */
const takeWhole = async (store: FileStore, finish: Finish): Promise<void> => {
  for (const id of (await store.configstore.list?.()) ?? []) {
    const upload = await store.getUpload(id)
    if (upload.size !== undefined && upload.offset === upload.size) await finish(id, upload.metadata ?? {})
  }
}
