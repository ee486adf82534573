/** Films in instalments over HTTP: their parts, and where each audience goes on. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { BookmarkInput, Series, SeriesInput } from '../../protocol/series.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import type { ScheduleStore } from './store.ts'

export interface SeriesRoutesDeps {
  readonly store: Pick<ScheduleStore, 'series'>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String() })
const tags = ['schedule']

export const seriesRoutes =
  ({ store: { series }, changes, audit }: SeriesRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/series',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags,
          summary: 'Films in instalments, with where each audience goes on',
          querystring: PageQuery,
          response: { 200: pageOf(Series) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor, q } }) => {
        const { rows, nextCursor } = cutPage(await series.list(limit, cursor, q), limit)
        return { items: [...rows], nextCursor }
      },
    )

    app.get(
      '/api/series/:id',
      {
        config: { access: 'schedule.read' },
        schema: { tags, summary: 'One film in instalments', params: Id, response: { 200: Series } },
      },
      async (request) => {
        const found = await series.find(request.params.id)
        if (found === null) throw new Failure('NOT_FOUND')
        return found
      },
    )

    app.post(
      '/api/series',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Adds a film in instalments', body: SeriesInput, response: { 201: Series } },
      },
      async (request, reply) => {
        const made = await series.create(request.body)
        await audit(userOf(request).name, 'series.create', made.id, { title: made.title })
        changes.publish('schedule', made.id)
        return reply.code(201).send(made)
      },
    )

    app.put(
      '/api/series/:id',
      {
        config: { access: 'schedule.write' },
        schema: {
          tags,
          summary: 'Changes a film’s title, its parts or their order',
          params: Id,
          body: SeriesInput,
          response: { 200: Series },
        },
      },
      async (request) => {
        const changed = await series.update(request.params.id, request.body)
        if (changed === null) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'series.change', changed.id, { ...request.body })
        changes.publish('schedule', changed.id)
        return changed
      },
    )

    app.delete(
      '/api/series/:id',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Removes a film in instalments', params: Id, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        if (!(await series.remove(request.params.id))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'series.remove', request.params.id, {})
        changes.publish('schedule', request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.put(
      '/api/series/:id/bookmark',
      {
        config: { access: 'schedule.write' },
        schema: {
          tags,
          summary: 'Says where a group and all below it go on',
          params: Id,
          body: BookmarkInput,
          response: { 200: Series },
        },
      },
      async (request) => {
        const changed = await series.setBookmark(request.params.id, request.body)
        if (changed === null) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'series.bookmark', changed.id, { ...request.body })
        changes.publish('schedule', changed.id)
        return changed
      },
    )
  }
