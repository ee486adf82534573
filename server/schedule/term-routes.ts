/** The school's terms over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Term, TermInput } from '../../protocol/calendar.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import type { ScheduleStore } from './store.ts'

export interface TermRoutesDeps {
  readonly store: Pick<ScheduleStore, 'terms'>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String() })
const tags = ['schedule']

export const termRoutes =
  ({ store: { terms }, changes, audit }: TermRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/terms',
      {
        config: { access: 'schedule.read' },
        schema: {
          tags,
          summary: 'The school’s terms',
          response: { 200: Type.Object({ items: Type.Array(Term), nextCursor: Type.Null() }) },
        },
      },
      async () => ({ items: await terms.list(), nextCursor: null }),
    )

    app.post(
      '/api/terms',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Adds a term', body: TermInput, response: { 201: Term } },
      },
      async (request, reply) => {
        const term = await terms.create(request.body)
        await audit(userOf(request).name, 'term.create', term.id, { ...request.body })
        changes.publish('calendar', term.id)
        return reply.code(201).send(term)
      },
    )

    app.put(
      '/api/terms/:id',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Changes a term', params: Id, body: TermInput, response: { 200: Term } },
      },
      async (request) => {
        const term = await terms.update(request.params.id, request.body)
        if (term === null) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'term.change', term.id, { ...request.body })
        changes.publish('calendar', term.id)
        return term
      },
    )

    app.delete(
      '/api/terms/:id',
      {
        config: { access: 'schedule.write' },
        schema: { tags, summary: 'Removes a term', params: Id, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        if (!(await terms.remove(request.params.id))) throw new Failure('NOT_FOUND')
        await audit(userOf(request).name, 'term.remove', request.params.id, {})
        changes.publish('calendar', request.params.id)
        return reply.code(204).send(null)
      },
    )
  }
