/** Resumable uploads (tus 1.0) at one address: one that was cut goes on where it stopped, by whoever began it. */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { FileStore } from '@tus/file-store'
import { Server } from '@tus/server'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { Access, User } from '../../protocol/account.ts'
import { ERRORS } from '../../protocol/errors.ts'
import { GIGABYTE } from '../../protocol/settings.ts'
import { preferredLanguage } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import type { Clock } from '../platform/clock.ts'
import { errorAnswer, Failure } from '../platform/failure.ts'
import { freeBytesOf, lackOfRoom } from './room.ts'
import { parseMetadata } from './upload-metadata.ts'

/** What the client said when it began, and `owner`: the id of the account that did. */
export type Said = Readonly<Record<string, string | null>>

/** An upload that is not whole yet. */
export interface Unfinished {
  readonly id: string
  readonly bytes: number
  readonly said: Said
}

export interface ResumableDeps {
  readonly clock: Clock
  readonly path: string
  readonly access: Access
  /** Absolute; made when missing. */
  readonly directory: string
  /** In words, for the API's description. */
  readonly summary: string
  /** May it begin? @throws Failure when it can't end well */
  readonly begin: (upload: Omit<Unfinished, 'id'>, user: User, others: readonly Unfinished[]) => Promise<void>
  /** Takes the whole file, which is gone afterwards; answers the programme's id. A Failure drops the upload. */
  readonly finish: (file: string, said: Said) => Promise<string>
  readonly largestBytes: number
  /** Free bytes where the library is; left out: asked of the file system. */
  readonly freeBytes?: (() => Promise<number>) | undefined
  /** Of the said by this name one account has one upload: a new one takes the place of what was half there. */
  readonly onePer?: string
  /** How many one account may begin in an hour; left out: any number. */
  readonly mostPerHour?: number
}

/** The original and what is packaged of it, which is seldom larger. */
const ROOM_PER_BYTE = 2
/** An upload that nobody goes on with is forgotten after a week. */
const KEPT_MS = 7 * 86_400_000
const TIDY_EVERY_MS = 60_000
const HOUR_MS = 3_600_000

/** Puts the routes into a scope of their own, whose bodies tus reads straight from the socket. */
export const resumableUploads = async (
  app: Parameters<FastifyPluginAsyncTypebox>[0],
  deps: ResumableDeps,
): Promise<void> => {
  const { path, access, directory, summary } = deps
  await mkdir(directory, { recursive: true })
  const store = new FileStore({ directory, expirationPeriodInMilliseconds: KEPT_MS })
  const finish = createFinish(store, deps)
  const owners = new WeakMap<object, string>()
  const tus = new Server({
    path,
    datastore: store,
    maxSize: deps.largestBytes,
    relativeLocation: true,
    // Same origin only: the panel. An origin that is none keeps `*` out of the answers.
    allowedOrigins: ['null'],
    onUploadCreate: async (request, upload) => {
      const raw = request.runtime?.node?.req
      const owner = raw === undefined ? undefined : owners.get(raw)
      if (owner === undefined) throw new Failure('NOT_SIGNED_IN')
      return { metadata: { ...upload.metadata, owner } }
    },
    onUploadFinish: async (_request, upload) => ({
      headers: { 'nooncast-media-id': await finish(upload.id, upload.metadata ?? {}) },
    }),
    onResponseError: (request, error) => {
      if (error instanceof Failure) return answerOf(error, request.headers.get('accept-language'))
      if (error instanceof Error) app.log.error({ err: error }, 'an upload failed')
      return undefined
    },
  })
  const freeBytes = deps.freeBytes ?? (() => freeBytesOf(directory))

  app.removeAllContentTypeParsers()
  app.addContentTypeParser('*', (_request, _payload, done) => done(null))

  const pass = async (request: FastifyRequest, reply: FastifyReply): Promise<void> => {
    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders()))
      if (value !== undefined) reply.raw.setHeader(name, value)
    await tus.handle(request.raw, reply.raw)
  }
  const tags = ['media']
  const { mostPerHour } = deps

  app.route({
    method: ['POST', 'OPTIONS'],
    url: path,
    config: {
      access,
      ...(mostPerHour === undefined
        ? {}
        : {
            rateLimit: {
              max: mostPerHour,
              timeWindow: HOUR_MS,
              keyGenerator: (request: FastifyRequest) => `${path} ${userOf(request).id}`,
            },
          }),
    },
    schema: { tags, summary },
    handler: async (request, reply) => {
      if (request.method === 'POST') {
        const user = userOf(request)
        const said = parseMetadata(headerOf(request, 'upload-metadata'))
        const bytes = bytesOf(request)
        const others = await unfinishedOf(store)
        await deps.begin({ bytes, said }, user, others)
        requireSize(bytes, deps.largestBytes)
        const failure = lackOfRoom(bytes * ROOM_PER_BYTE, await freeBytes())
        if (failure !== null) throw failure
        const { onePer } = deps
        const replaced = others.filter((each) => onePer !== undefined && each.said[onePer] === said[onePer])
        for (const { id, said: before } of replaced) if (before.owner === user.id) await store.remove(id)
        owners.set(request.raw, user.id)
      }
      return pass(request, reply)
    },
  })
  app.route({
    method: ['HEAD', 'PATCH', 'DELETE', 'OPTIONS'],
    url: `${path}/:id`,
    config: { access },
    schema: {
      tags,
      summary: 'Ask how far an upload is, go on with it, or drop it (tus 1.0)',
      params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
    },
    handler: async (request, reply) => {
      await requireOwn(store, request.params.id, userOf(request))
      return pass(request, reply)
    },
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

const headerOf = (request: FastifyRequest, name: string): string => {
  const value = request.headers[name]
  return typeof value === 'string' ? value : ''
}

/** A length that is told later can't be judged now. @throws Failure INPUT_INVALID */
const bytesOf = (request: FastifyRequest): number => {
  const told = headerOf(request, 'upload-length')
  if (!/^\d{1,15}$/.test(told)) throw new Failure('INPUT_INVALID', { field: 'upload-length', problem: told })
  return Number(told)
}

/** @throws Failure MEDIA_TOO_LARGE */
export const requireSize = (bytes: number, largestBytes: number): void => {
  if (bytes > largestBytes)
    throw new Failure('MEDIA_TOO_LARGE', {
      gigabytes: Math.ceil(bytes / GIGABYTE),
      limit: largestBytes / GIGABYTE,
    })
}

/** The same answer as that of every other route, in the way tus takes it. */
const answerOf = ({ code, params, details }: Failure, accepted: string | null) => ({
  status_code: ERRORS[code].status,
  body: JSON.stringify(errorAnswer(code, preferredLanguage(accepted ?? undefined), params, details)),
})

/** Somebody else's upload is not there (404). @throws Failure NOT_FOUND */
const requireOwn = async (store: FileStore, id: string, user: User): Promise<void> => {
  const upload = /^[0-9a-f]+$/.test(id) ? await store.configstore.get(id) : undefined
  if (upload?.metadata?.owner !== user.id) throw new Failure('NOT_FOUND')
}

const unfinishedOf = async (store: FileStore): Promise<readonly Unfinished[]> => {
  const found: Unfinished[] = []
  for (const id of (await store.configstore.list?.()) ?? []) {
    const upload = await store.configstore.get(id)
    if (upload !== undefined) found.push({ id, bytes: upload.size ?? 0, said: upload.metadata ?? {} })
  }
  return found
}

type Finish = (id: string, said: Said) => Promise<string>

/** Takes a whole upload in, once, however many ask for it; a failed one can be asked for again, a refused one is dropped. */
const createFinish = (store: FileStore, deps: ResumableDeps): Finish => {
  const finishing = new Map<string, Promise<string>>()
  const take = async (id: string, said: Said): Promise<string> => {
    try {
      const mediaId = await deps.finish(join(deps.directory, id), said)
      await store.configstore.delete(id)
      return mediaId
    } catch (error) {
      if (error instanceof Failure) await store.remove(id)
      throw error
    }
  }
  return (id, said) => {
    const known = finishing.get(id)
    if (known !== undefined) return known
    const taken = take(id, said)
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
