/** Ready-made answers, questions and requests, as the section keeps them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { RequestTemplate, TemplateInput } from '../../protocol/request.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { requireNoPassword } from './form.ts'

export interface TemplateRoutesDeps {
  readonly database: Database
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String() })
const tags = ['requests']

export const templateRoutes =
  ({ database, changes, audit }: TemplateRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    /** @throws Failure NOT_FOUND */
    const held = async (id: string): Promise<RequestTemplate> => {
      const row = await database.requestTemplate.findUnique({ where: { id } })
      if (row === null) throw new Failure('NOT_FOUND')
      return Value.Parse(RequestTemplate, row)
    }
    const done = async (by: string, act: string, { id, name }: RequestTemplate): Promise<void> => {
      await audit(by, `request-template.${act}`, id, { name })
      changes.publish('requests')
    }
    /** A request without its kind could not be filed. @throws Failure INPUT_INVALID, REQUEST_PASSWORD */
    const require = (input: TemplateInput, language: 'zh-TW' | 'en'): void => {
      if (input.use === 'request' && input.kind === null)
        throw new Failure('INPUT_INVALID', { field: 'kind', problem: 'null' })
      requireNoPassword(input.words, language)
    }

    app.get(
      '/api/request-templates',
      {
        config: { access: 'requests.own' },
        schema: {
          tags,
          summary: 'Ready-made requests; for the section answers and questions too',
          response: { 200: Type.Object({ items: Type.Array(RequestTemplate) }) },
        },
      },
      async (request) => {
        const rows = await database.requestTemplate.findMany({ orderBy: [{ use: 'asc' }, { name: 'asc' }] })
        const items = rows.map((row) => Value.Parse(RequestTemplate, row))
        return { items: userOf(request).role === 'teacher' ? items.filter(({ use }) => use === 'request') : items }
      },
    )

    app.post(
      '/api/request-templates',
      {
        config: { access: 'requests.write' },
        schema: { tags, summary: 'A new template', body: TemplateInput, response: { 201: RequestTemplate } },
      },
      async (request, reply) => {
        const { version: _seen, ...input } = request.body
        require(input, request.language)
        const made = await held((await database.requestTemplate.create({ data: { id: newId(), ...input } })).id)
        await done(userOf(request).name, 'add', made)
        return reply.code(201).send(made)
      },
    )

    app.put(
      '/api/request-templates/:id',
      {
        config: { access: 'requests.write' },
        schema: {
          tags,
          summary: 'Changes a template',
          params: Id,
          body: TemplateInput,
          response: { 200: RequestTemplate },
        },
      },
      async (request) => {
        const { id } = request.params
        const { version, ...input } = request.body
        require(input, request.language)
        await held(id)
        const { count } = await database.requestTemplate.updateMany({
          where: { id, ...(version === undefined ? {} : { version }) },
          data: { ...input, version: { increment: 1 } },
        })
        if (count === 0) throw new Failure('TEMPLATE_CHANGED')
        const changed = await held(id)
        await done(userOf(request).name, 'change', changed)
        return changed
      },
    )

    app.delete(
      '/api/request-templates/:id',
      {
        config: { access: 'requests.write' },
        schema: { tags, summary: 'Removes a template', params: Id, response: { 200: RequestTemplate } },
      },
      async (request) => {
        const gone = await held(request.params.id)
        await database.requestTemplate.delete({ where: { id: gone.id } })
        await done(userOf(request).name, 'remove', gone)
        return gone
      },
    )
  }
