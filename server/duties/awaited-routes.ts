/** What offices are asked for, over HTTP: asked, asked again, come, or not after all. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Awaited } from '../../protocol/duty-occurrence.ts'
import { Language } from '../../protocol/text.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import type { AwaitedStore } from './awaited.ts'
import { nameOf, type TellingDeps, telling } from './doer.ts'

export interface AwaitedRoutesDeps extends TellingDeps {
  readonly awaited: AwaitedStore
}

const tags = ['duties']
const id = Type.String({ maxLength: 64 })
const Id = Type.Object({ id })
const FilePlace = Type.Object({ id, fileId: id })
const Wish = Type.Object(
  {
    office: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    what: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
    email: Type.String({ maxLength: 254, pattern: '^([^\\s@]+@[^\\s@]+)?$' }),
    language: Type.Optional(Language),
  },
  { additionalProperties: false },
)
const Answer = Type.Object({ answer: Type.String({ maxLength: 2000 }) }, { additionalProperties: false })

export const awaitedRoutes =
  ({ awaited, changes, audit }: AwaitedRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const told = telling({ changes, audit })

    app.post(
      '/api/duty-occurrences/:id/awaited',
      {
        config: { access: 'duties.do' },
        schema: {
          tags,
          summary: 'Something to ask an office; it is asked at once',
          params: Id,
          body: Wish,
          response: { 201: Type.Object({ awaited: Awaited, mailed: Type.Boolean() }) },
        },
      },
      async (request, reply) => {
        const added = await awaited.add(request.params.id, request.body)
        const asked = await awaited.ask(added.id, nameOf(userOf(request)))
        await told(request, 'duty.ask', added.id, { office: added.office, what: added.what })
        return reply.code(201).send(asked)
      },
    )

    app.post(
      '/api/duty-awaited/:id/ask',
      {
        config: { access: 'duties.do' },
        schema: {
          tags,
          summary: 'Asks the office, or asks again',
          params: Id,
          response: { 200: Type.Object({ awaited: Awaited, mailed: Type.Boolean() }) },
        },
      },
      async (request) => {
        const asked = await awaited.ask(request.params.id, nameOf(userOf(request)))
        await told(request, 'duty.ask', request.params.id, { office: asked.awaited.office })
        return asked
      },
    )

    app.post(
      '/api/duty-awaited/:id/answer',
      {
        config: { access: 'duties.do' },
        schema: { tags, summary: 'The office has answered', params: Id, body: Answer, response: { 200: Awaited } },
      },
      async (request) => {
        const answered = await awaited.answer(request.params.id, request.body.answer, nameOf(userOf(request)))
        await told(request, 'duty.answered', answered.id, { office: answered.office })
        return answered
      },
    )

    app.post(
      '/api/duty-awaited/:id/reopen',
      {
        config: { access: 'duties.do' },
        schema: { tags, summary: 'It had not come after all', params: Id, response: { 200: Awaited } },
      },
      async (request) => {
        const opened = await awaited.reopen(request.params.id)
        await told(request, 'duty.unanswered', opened.id, { office: opened.office })
        return opened
      },
    )

    app.delete(
      '/api/duty-awaited/:id',
      {
        config: { access: 'duties.do' },
        schema: { tags, summary: 'Asks no more for what was added', params: Id },
      },
      async (request, reply) => {
        await awaited.remove(request.params.id)
        await told(request, 'duty.ask-remove', request.params.id, {})
        return reply.code(204).send()
      },
    )

    app.get(
      '/api/duty-awaited/:id/files/:fileId',
      { config: { access: 'duties.read' }, schema: { tags, summary: 'What an office sent', params: FilePlace } },
      async ({ params }, reply) => {
        const file = await awaited.file(params.id, params.fileId)
        if (file === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, file)
      },
    )

    await app.register(async (files) => {
      takeAttachments(files)
      files.post(
        '/api/duty-awaited/:id/file',
        {
          config: { access: 'duties.do' },
          schema: { tags, summary: 'What an office sent, as a file', params: Id, querystring: AttachmentQuery },
        },
        async (request, reply) => {
          const place = Value.Parse(Id, request.params)
          const file = {
            bytes: attachmentIn(request.body),
            name: Value.Parse(AttachmentQuery, request.query).name ?? '',
          }
          const answered = await awaited.answer(place.id, '', nameOf(userOf(request)), file)
          await told(request, 'duty.answered', place.id, { office: answered.office })
          return reply.send(answered)
        },
      )
    })
  }
