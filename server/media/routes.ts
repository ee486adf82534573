/** The library and its preparations over HTTP, and programmes as HLS. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { LicenceInput } from '../../protocol/licence.ts'
import { Job, Media, MediaKind, MediaManifest, MediaState, SEGMENT_MS } from '../../protocol/media.ts'
import { MediaSort, Tag } from '../../protocol/programme.ts'
import { SchoolDate } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import { Failure } from '../platform/failure.ts'
import { PageQuery, pageOf } from '../platform/page.ts'
import { isRealDate } from '../schedule/wall-clock.ts'
import type { Jobs } from './jobs.ts'
import type { Library } from './library.ts'
import { sayUses } from './media-uses.ts'
import { multivariantPlaylist, PLAYLIST_TYPE, playlistNamed } from './playlist.ts'

export interface MediaRoutesDeps {
  readonly library: Library
  readonly jobs: Pick<Jobs, 'cancel' | 'retry'>
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String({ maxLength: 100 }) })
const Keys = Type.Object({ key: Type.Optional(Type.String()), token: Type.Optional(Type.String()) })
const { limit, cursor } = PageQuery.properties
const Patch = Type.Object(
  {
    title: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
    kind: Type.Optional(MediaKind),
    airDate: Type.Optional(Type.Union([SchoolDate, Type.Null()])),
    audioTrack: Type.Optional(Type.Integer({ minimum: 0 })),
    tags: Type.Optional(Type.Array(Tag, { maxItems: 20 })),
    inMs: Type.Optional(Type.Integer({ minimum: 0, multipleOf: SEGMENT_MS })),
    outMs: Type.Optional(Type.Union([Type.Integer({ minimum: SEGMENT_MS, multipleOf: SEGMENT_MS }), Type.Null()])),
    licence: Type.Optional(Type.Union([LicenceInput, Type.Null()])),
  },
  { additionalProperties: false },
)
const tags = ['media']

/** @throws Failure INPUT_INVALID for a date that no calendar has */
const requireDate = (field: string, date: string | null | undefined): void => {
  if (typeof date === 'string' && !isRealDate(date)) throw new Failure('INPUT_INVALID', { field, problem: date })
}

/** @throws Failure NOT_FOUND */
const present = <Value>(value: Value | null): Value => {
  if (value === null) throw new Failure('NOT_FOUND')
  return value
}

export const mediaRoutes =
  (deps: MediaRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(libraryRoutes(deps))
    await app.register(jobRoutes(deps))
    await app.register(programmeRoutes(deps))
  }

const libraryRoutes =
  ({ library, jobs, audit }: MediaRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/media',
      {
        config: { access: 'media.read' },
        schema: {
          tags,
          summary: 'Programmes',
          querystring: Type.Object({
            ...PageQuery.properties,
            kind: Type.Optional(MediaKind),
            state: Type.Optional(MediaState),
            archived: Type.Optional(Type.Boolean({ description: 'Only what was put away' })),
            tag: Type.Optional(Tag),
            unready: Type.Optional(Type.Boolean({ description: 'Only what is not ready' })),
            licenceEnding: Type.Optional(Type.Boolean({ description: 'Only licences that are over or soon will be' })),
            sort: Type.Optional(MediaSort),
          }),
          response: { 200: pageOf(Media) },
        },
      },
      (request) => library.list(request.query, request.language),
    )

    app.get(
      '/api/media/:id',
      {
        config: { access: 'media.read' },
        schema: { tags, summary: 'One programme', params: Id, response: { 200: Media } },
      },
      async (request) => present(await library.get(request.params.id, request.language)),
    )

    app.patch(
      '/api/media/:id',
      {
        config: { access: 'media.write' },
        schema: {
          tags,
          summary: 'Change how it is filed, its part that airs, licence or sound track; another track is prepared anew',
          params: Id,
          body: Patch,
          response: { 200: Media },
        },
      },
      async (request) => {
        const { airDate, licence } = request.body
        requireDate('airDate', airDate)
        requireDate('licence.validFrom', licence?.validFrom)
        requireDate('licence.validUntil', licence?.validUntil)
        const media = present(await library.update(request.params.id, request.body, request.language))
        await audit(userOf(request).name, 'media.change', media.id, { ...request.body })
        return media
      },
    )

    app.delete(
      '/api/media/:id',
      {
        config: { access: 'media.write' },
        schema: {
          tags,
          summary: 'Put a programme away; its files are kept',
          params: Id,
          querystring: Type.Object({ force: Type.Optional(Type.Boolean({ description: 'Although it is needed' })) }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const force = request.query.force === true
        const result = await library.archive(request.params.id, force)
        if (result.type === 'missing') throw new Failure('NOT_FOUND')
        if (result.type === 'in-use') {
          const uses = sayUses(result.uses, request.language)
          throw new Failure('MEDIA_IN_USE', { uses }, { uses: result.uses })
        }
        await audit(userOf(request).name, 'media.archive', request.params.id, { force })
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/media/:id/restore',
      {
        config: { access: 'media.write' },
        schema: { tags, summary: 'Take a programme out again', params: Id, response: { 200: Media } },
      },
      async (request) => {
        const { id } = request.params
        if (!(await library.restore(id))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'media.restore', id, {})
        return present(await library.get(id, request.language))
      },
    )

    app.post(
      '/api/media/:id/retry',
      {
        config: { access: 'media.write' },
        schema: { tags, summary: 'Prepare a programme again', params: Id, response: { 200: Media } },
      },
      async (request) => {
        const { id } = request.params
        present(await jobs.retry(id))
        await audit(userOf(request).name, 'media.retry', id, {})
        return present(await library.get(id, request.language))
      },
    )
  }

const jobRoutes =
  ({ library, jobs, audit }: MediaRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/jobs',
      {
        config: { access: 'media.read' },
        schema: {
          tags,
          summary: 'Preparations, newest first',
          querystring: Type.Object({ limit, cursor }),
          response: { 200: pageOf(Job) },
        },
      },
      (request) => library.listJobs(request.query, request.language),
    )

    app.post(
      '/api/jobs/:id/cancel',
      {
        config: { access: 'media.write' },
        schema: { tags, summary: 'Cancel a preparation that waits or runs', params: Id, response: { 200: Job } },
      },
      async (request) => {
        const { id } = request.params
        const result = await jobs.cancel(id)
        if (result === 'missing') throw new Failure('NOT_FOUND')
        if (result === 'ended') throw new Failure('MEDIA_JOB_ENDED')
        await audit(userOf(request).name, 'job.cancel', id, {})
        return present(await library.job(id, request.language))
      },
    )
  }

const programmeRoutes =
  ({ library }: MediaRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/media/:id/index.m3u8',
      {
        config: { access: 'viewer' },
        schema: { tags, summary: 'A programme as HLS, every size', params: Id, querystring: Keys },
      },
      async (request, reply) => {
        const manifest = present(await library.manifest(request.params.id))
        const kept = Object.entries(request.query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
        const query = kept.length === 0 ? '' : `?${kept.join('&')}`
        return reply.header('cache-control', 'no-cache').type(PLAYLIST_TYPE).send(multivariantPlaylist(manifest, query))
      },
    )

    app.get(
      '/media/:id/:playlist.m3u8',
      {
        config: { access: 'viewer' },
        schema: {
          tags,
          summary: 'One size of a programme (720p, 360p, audio) or one subtitle track',
          params: Type.Object({ ...Id.properties, playlist: Type.String({ maxLength: 40 }) }),
          querystring: Keys,
        },
      },
      async (request, reply) => {
        const manifest = present(await library.manifest(request.params.id))
        const text = present(playlistNamed(manifest, request.params.playlist))
        return reply.header('cache-control', 'no-cache').type(PLAYLIST_TYPE).send(text)
      },
    )

    app.get(
      '/media/:id/manifest.json',
      {
        config: { access: 'viewer' },
        schema: {
          tags,
          summary: 'What a TV needs to fetch and verify a programme',
          params: Id,
          querystring: Keys,
          response: { 200: MediaManifest, 304: Type.Null() },
        },
      },
      async (request, reply) => {
        const manifest = present(await library.manifest(request.params.id))
        const etag = `"${manifest.revision}"`
        reply.header('cache-control', 'no-cache').header('etag', etag)
        if (request.headers['if-none-match'] === etag) return reply.code(304).send(null)
        return manifest
      },
    )
  }
