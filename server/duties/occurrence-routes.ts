/** One time that a duty is done, over HTTP: read, finished, skipped, opened again. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { DutyOccurrence } from '../../protocol/duty-occurrence.ts'
import { userOf } from '../platform/access.ts'
import { nameOf, type TellingDeps, telling } from './doer.ts'
import type { OccurrenceList } from './occurrence-list.ts'
import type { OccurrenceStore } from './occurrences.ts'

export interface OccurrenceRoutesDeps extends TellingDeps {
  readonly occurrences: OccurrenceStore
  readonly list: Pick<OccurrenceList, 'get'>
}

const tags = ['duties']
const id = Type.String({ maxLength: 64 })
const Id = Type.Object({ id })
const Ids = Type.Array(id, { maxItems: 500, uniqueItems: true })
const Reason = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) },
  { additionalProperties: false },
)

export const occurrenceRoutes =
  ({ occurrences, list, changes, audit }: OccurrenceRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const told = telling({ changes, audit })

    app.get(
      '/api/duty-occurrences/:id',
      {
        config: { access: 'duties.read' },
        schema: { tags, summary: 'One time, with its steps', params: Id, response: { 200: DutyOccurrence } },
      },
      ({ params }) => list.get(params.id),
    )

    app.post(
      '/api/duty-occurrences/:id/finish',
      {
        config: { access: 'duties.do' },
        schema: { tags, summary: 'It is done', params: Id, response: { 200: DutyOccurrence } },
      },
      async (request) => {
        const done = await occurrences.finish(request.params.id, nameOf(userOf(request)))
        await told(request, 'duty.finish', done.id, { duty: done.name, due: done.due })
        return done
      },
    )

    app.post(
      '/api/duty-occurrences/:id/skip',
      {
        config: { access: 'duties.do' },
        schema: {
          tags,
          summary: 'Skips it, and says why',
          params: Id,
          body: Reason,
          response: { 200: DutyOccurrence },
        },
      },
      async (request) => {
        const reason = request.body.reason.trim()
        const done = await occurrences.skip(request.params.id, reason, nameOf(userOf(request)))
        await told(request, 'duty.skip', done.id, { duty: done.name, due: done.due, reason })
        return done
      },
    )

    app.post(
      '/api/duty-occurrences/:id/reopen',
      {
        config: { access: 'duties.do' },
        schema: { tags, summary: 'Opens it again', params: Id, response: { 200: DutyOccurrence } },
      },
      async (request) => {
        const opened = await occurrences.reopen(request.params.id)
        await told(request, 'duty.reopen', opened.id, { duty: opened.name, due: opened.due })
        return opened
      },
    )

    app.post(
      '/api/duty-occurrences/skip',
      {
        config: { access: 'duties.do' },
        schema: {
          tags,
          summary: 'Skips several at once, and says why; answers which were still open',
          body: Type.Object({ ids: Ids, ...Reason.properties }, { additionalProperties: false }),
          response: { 200: Type.Object({ ids: Ids }) },
        },
      },
      async (request) => {
        const reason = request.body.reason.trim()
        const ids = await occurrences.skipAll(request.body.ids, reason, nameOf(userOf(request)))
        for (const each of ids) await audit(userOf(request).name, 'duty.skip', each, { reason })
        changes.publish('duties', ...ids)
        return { ids }
      },
    )

    app.post(
      '/api/duty-occurrences/reopen',
      {
        config: { access: 'duties.do' },
        schema: {
          tags,
          summary: 'Opens several again',
          body: Type.Object({ ids: Ids }, { additionalProperties: false }),
        },
      },
      async (request, reply) => {
        await occurrences.reopenAll(request.body.ids)
        for (const each of request.body.ids) await audit(userOf(request).name, 'duty.reopen', each, {})
        changes.publish('duties', ...request.body.ids)
        return reply.code(204).send()
      },
    )
  }
