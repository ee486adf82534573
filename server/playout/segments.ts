/**
 * The stored objects (segments, pictures, subtitles) over HTTP. The address is the content's SHA-256, which nobody can
 * guess: whoever knows it was told it. What an address holds never changes, so it is cached for ever.
 */
import { createReadStream } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Failure } from '../platform/failure.ts'
import { createObjectCache, type FoundObject, objectPath } from './segments-cache.ts'

/** Bytes of memory for objects that are asked for again and again. */
export const CACHE_BYTES = 256 * 1024 * 1024

/** Playlists put an ending to the hash for players that judge by it; it selects nothing. */
const HASH = '^[0-9a-f]{64}$'
const OBJECT = '^[0-9a-f]{64}(\\.mp4|\\.m4s)?$'
const SHA256_DIGITS = 64

export interface SegmentRoutesDeps {
  /** Holds `library/objects`. */
  readonly mediaDir: string
  /** Defaults to `CACHE_BYTES`. */
  readonly cacheBytes?: number
}

/** `GET` and `HEAD /segments/:sha256`, public, with single ranges (RFC 9110 §14). */
export const segmentRoutes =
  (deps: SegmentRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const cache = createObjectCache(deps.mediaDir, deps.cacheBytes ?? CACHE_BYTES)
    app.route({
      method: ['GET', 'HEAD'],
      // Fastify's own HEAD route would say that nothing is there: it asks for no length of a body that is not sent.
      exposeHeadRoute: false,
      url: '/segments/:object',
      config: { access: 'public' },
      schema: {
        tags: ['playout'],
        summary: 'A stored object: immutable, at the address of its SHA-256',
        params: Type.Object({
          object: Type.String({ pattern: OBJECT, description: 'SHA-256, with an ending or not' }),
        }),
      },
      handler: (request, reply) => {
        const sha256 = request.params.object.slice(0, SHA256_DIGITS)
        const held = cache.held(sha256)
        if (held !== null) return send(deps.mediaDir, request, reply, sha256, held)
        return cache.find(sha256).then((found) => {
          if (found === null) throw new Failure('NOT_FOUND')
          return send(deps.mediaDir, request, reply, sha256, found)
        })
      },
    })

    app.route({
      method: ['GET', 'HEAD'],
      exposeHeadRoute: false,
      url: '/segments/:init/:object',
      config: { access: 'public' },
      schema: {
        tags: ['playout'],
        summary: 'A segment behind its initialization segment, as one object',
        params: Type.Object({ init: Type.String({ pattern: HASH }), object: Type.String({ pattern: OBJECT }) }),
      },
      handler: async (request, reply) => {
        const { init, object } = request.params
        const sha256 = object.slice(0, SHA256_DIGITS)
        const contents = await Promise.all([init, sha256].map(contentOf))
        const content = Buffer.concat(contents)
        const whole = { type: 'held', content, bytes: content.length, contentType: 'video/mp4' } as const
        return send(deps.mediaDir, request, reply, `${init}.${sha256}`, whole)
      },
    })

    const contentOf = async (sha256: string): Promise<Buffer> => {
      const found = cache.held(sha256) ?? (await cache.find(sha256))
      if (found === null) throw new Failure('NOT_FOUND')
      return found.type === 'held' ? found.content : readFile(objectPath(deps.mediaDir, sha256))
    }
  }

const send = (
  mediaDir: string,
  request: FastifyRequest,
  reply: FastifyReply,
  /** The object's hash, or a name as lasting as one. */
  name: string,
  object: FoundObject,
): FastifyReply => {
  const etag = `"${name}"`
  reply.headers({
    'cache-control': 'public, max-age=31536000, immutable',
    etag,
    'accept-ranges': 'bytes',
  })
  if (request.headers['if-none-match'] === etag) return reply.code(304).send()
  reply.header('content-type', object.contentType)
  const asked = request.headers['if-range'] ?? etag
  const range = asked === etag ? byteRange(request.headers.range, object.bytes) : 'whole'
  if (range === 'unsatisfiable') return reply.code(416).header('content-range', `bytes */${object.bytes}`).send()
  const { from, to } = range === 'whole' ? { from: 0, to: object.bytes - 1 } : range
  if (range !== 'whole') reply.code(206).header('content-range', `bytes ${from}-${to}/${object.bytes}`)
  reply.header('content-length', to - from + 1)
  if (request.method === 'HEAD') return reply.send()
  if (object.type === 'held')
    return reply.send(range === 'whole' ? object.content : object.content.subarray(from, to + 1))
  return reply.send(createReadStream(objectPath(mediaDir, name), { start: from, end: to }))
}

export type ByteRange = { readonly from: number; readonly to: number } | 'whole' | 'unsatisfiable'

/**
 * The one range a request asks for, both ends inclusive. Several ranges, other units and what is malformed count as no
 * range at all, which RFC 9110 §14.2 allows.
 * @param bytes length of the object
 */
export const byteRange = (header: string | undefined, bytes: number): ByteRange => {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '')
  if (parts === null) return 'whole'
  const [, first = '', last = ''] = parts
  if (first === '' && last === '') return 'whole'
  if (first === '') {
    const length = Math.min(Number(last), bytes)
    return length === 0 ? 'unsatisfiable' : { from: bytes - length, to: bytes - 1 }
  }
  const from = Number(first)
  const to = last === '' ? bytes - 1 : Math.min(Number(last), bytes - 1)
  if (last !== '' && Number(last) < from) return 'whole'
  return from >= bytes ? 'unsatisfiable' : { from, to }
}
