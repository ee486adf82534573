/** What the page of one programme needs beside the programme itself, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Media } from '../../protocol/media.ts'
import { LibrarySummary, SubtitleInput, SubtitleTrack, Whereabouts } from '../../protocol/programme.ts'
import type { Language } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import { Failure } from '../platform/failure.ts'
import type { Library } from './library.ts'
import { LARGEST_SCAN_BYTES, type LicenceScans, scanIn, takeScans } from './licence-scan.ts'
import type { PickPoster } from './poster.ts'
import type { SubtitleTracks } from './subtitle-tracks.ts'

export interface ProgrammeRoutesDeps {
  readonly library: Pick<Library, 'get'>
  readonly summary: () => Promise<LibrarySummary>
  /** Null: there is no such programme. */
  readonly whereabouts: (mediaId: string, language: Language) => Promise<Whereabouts | null>
  readonly subtitles: SubtitleTracks
  readonly pickPoster: PickPoster
  readonly scans: LicenceScans
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String({ maxLength: 100 }) })
const TrackId = Type.Object({ ...Id.properties, track: Type.String({ maxLength: 100 }) })
const Tracks = Type.Object({ items: Type.Array(SubtitleTrack) })
const tags = ['media']

export const programmeRoutes =
  (deps: ProgrammeRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    await app.register(aboutRoutes(deps))
    await app.register(subtitleRoutes(deps))
    await app.register(scanRoutes(deps))
  }

const aboutRoutes =
  ({ library, summary, whereabouts, pickPoster, audit }: ProgrammeRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/media/summary',
      {
        config: { access: 'media.read' },
        schema: { tags, summary: 'The library in numbers', response: { 200: LibrarySummary } },
      },
      () => summary(),
    )

    app.get(
      '/api/media/:id/whereabouts',
      {
        config: { access: 'media.read' },
        schema: {
          tags,
          summary: 'What uses a programme, when it was on the air and when it will be',
          params: Id,
          response: { 200: Whereabouts },
        },
      },
      async (request) => {
        const found = await whereabouts(request.params.id, request.language)
        if (found === null) throw new Failure('NOT_FOUND')
        return found
      },
    )

    app.put(
      '/api/media/:id/poster',
      {
        config: { access: 'media.write' },
        schema: {
          tags,
          summary: 'Take the picture at a position as the poster',
          params: Id,
          body: Type.Object({ atMs: Type.Integer({ minimum: 0 }) }, { additionalProperties: false }),
          response: { 200: Media },
        },
      },
      async (request) => {
        const { id } = request.params
        await pickPoster(id, request.body.atMs)
        await audit(userOf(request).name, 'media.poster', id, { ...request.body })
        const media = await library.get(id, request.language)
        if (media === null) throw new Failure('NOT_FOUND')
        return media
      },
    )
  }

const subtitleRoutes =
  ({ subtitles, audit }: ProgrammeRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/media/:id/subtitles',
      {
        config: { access: 'media.read' },
        schema: { tags, summary: 'Subtitle tracks of a programme', params: Id, response: { 200: Tracks } },
      },
      async (request) => ({ items: await subtitles.list(request.params.id) }),
    )

    app.post(
      '/api/media/:id/subtitles',
      {
        config: { access: 'media.write' },
        schema: {
          tags,
          summary: 'Add a subtitle track from a WebVTT or SubRip file',
          params: Id,
          body: SubtitleInput,
          response: { 201: Tracks },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        const items = await subtitles.add(id, request.body)
        const { language, name } = request.body
        await audit(userOf(request).name, 'media.subtitle-add', id, { language, name })
        return reply.code(201).send({ items })
      },
    )

    app.patch(
      '/api/media/:id/subtitles/:track',
      {
        config: { access: 'media.write' },
        schema: {
          tags,
          summary: 'Move a subtitle track in time',
          params: TrackId,
          body: Type.Object(
            { shiftMs: Type.Integer({ minimum: -3_600_000, maximum: 3_600_000 }) },
            { additionalProperties: false },
          ),
          response: { 200: Tracks },
        },
      },
      async (request) => {
        const { id, track } = request.params
        const items = await subtitles.shift(id, track, request.body.shiftMs)
        await audit(userOf(request).name, 'media.subtitle-shift', id, { ...request.body })
        return { items }
      },
    )

    app.delete(
      '/api/media/:id/subtitles/:track',
      {
        config: { access: 'media.write' },
        schema: {
          tags,
          summary: 'Remove a subtitle track; the answer holds it, so that it can be added again',
          params: TrackId,
          response: { 200: Type.Object({ ...Tracks.properties, removed: SubtitleInput }) },
        },
      },
      async (request) => {
        const { id, track } = request.params
        const answer = await subtitles.remove(id, track)
        const { language, name } = answer.removed
        await audit(userOf(request).name, 'media.subtitle-remove', id, { language, name })
        return answer
      },
    )
  }

/** The scan's bytes are the body; a scope of its own, so that other routes keep to JSON. */
const scanRoutes =
  ({ scans, audit }: ProgrammeRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    takeScans(app)

    app.put(
      '/api/media/:id/licence-scan',
      {
        config: { access: 'media.write' },
        bodyLimit: LARGEST_SCAN_BYTES,
        schema: {
          tags,
          summary: 'Keep the scanned licence (PDF, JPEG, PNG; the bytes are the body)',
          params: Id,
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const scan = scanIn(request.body)
        await scans.put(request.params.id, scan)
        await audit(userOf(request).name, 'media.licence-scan', request.params.id, { bytes: scan.length })
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/media/:id/licence-scan',
      {
        config: { access: 'media.read' },
        schema: { tags, summary: 'The scanned licence', params: Id },
      },
      async (request, reply) => {
        const found = await scans.get(request.params.id)
        if (found === null) throw new Failure('NOT_FOUND')
        // Never run inside the panel's origin: what was sent in may hold anything.
        return reply
          .header('content-disposition', 'attachment')
          .header('content-security-policy', "sandbox; default-src 'none'")
          .type(found.type)
          .send(found.bytes)
      },
    )
  }
