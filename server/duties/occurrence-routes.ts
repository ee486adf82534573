/** One time that a duty is done, over HTTP: its steps, its end, and what it asks of offices. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { User } from '../../protocol/account.ts'
import { Awaited, DutyOccurrence, StepDeed } from '../../protocol/duty.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import type { AwaitedStore } from './awaited.ts'
import type { OccurrenceStore } from './occurrences.ts'

export interface OccurrenceRoutesDeps {
  readonly occurrences: OccurrenceStore
  readonly awaited: AwaitedStore
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const tags = ['duties']
const id = Type.String({ maxLength: 64 })
const Id = Type.Object({ id })
const StepPlace = Type.Object({ id, stepId: id })
const Ids = Type.Array(id, { maxItems: 500, uniqueItems: true })
const FilePlace = Type.Object({ id, fileId: id })
const Reason = Type.Object(
  { reason: Type.String({ minLength: 1, maxLength: 500, pattern: '\\S' }) },
  { additionalProperties: false },
)
const Wish = Type.Object(
  {
    office: Type.String({ minLength: 1, maxLength: 60, pattern: '\\S' }),
    what: Type.String({ minLength: 1, maxLength: 300, pattern: '\\S' }),
    email: Type.String({ maxLength: 254, pattern: '^([^\\s@]+@[^\\s@]+)?$' }),
  },
  { additionalProperties: false },
)
const Answer = Type.Object({ answer: Type.String({ maxLength: 2000 }) }, { additionalProperties: false })

/** As it is shown beside what was done. */
const nameOf = ({ fullName, name }: User): string => (fullName === '' ? name : fullName)

export const occurrenceRoutes =
  ({ occurrences, awaited, changes, audit }: OccurrenceRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const told = async (request: FastifyRequest, act: string, subject: string, details: Record<string, string>) => {
      await audit(userOf(request).name, act, subject, details)
      changes.publish('duties', subject)
    }

    app.get(
      '/api/duty-occurrences/:id',
      {
        config: { access: 'duties.read' },
        schema: { tags, summary: 'One time, with its steps', params: Id, response: { 200: DutyOccurrence } },
      },
      ({ params }) => occurrences.get(params.id),
    )

    app.put(
      '/api/duty-occurrences/:id/steps/:stepId',
      {
        config: { access: 'duties.do' },
        schema: {
          tags,
          summary: 'Answers a step; a critical one that fails opens a fault',
          params: StepPlace,
          body: StepDeed,
          response: { 200: DutyOccurrence },
        },
      },
      async (request) => {
        const { params, body } = request
        const done = await occurrences.answer(params.id, params.stepId, body, nameOf(userOf(request)))
        await told(request, 'duty.step', params.id, { step: params.stepId, result: body.result })
        if (body.result === 'failed') changes.publish('faults')
        return done
      },
    )

    app.delete(
      '/api/duty-occurrences/:id/steps/:stepId',
      {
        config: { access: 'duties.do' },
        schema: { tags, summary: 'Takes an answer back', params: StepPlace, response: { 200: DutyOccurrence } },
      },
      async (request) => {
        const { params } = request
        const done = await occurrences.retract(params.id, params.stepId)
        await told(request, 'duty.step-retract', params.id, { step: params.stepId })
        return done
      },
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

    const fileRoute = (
      path: string,
      summary: string,
      read: (id: string, fileId: string) => ReturnType<Attachments['read']>,
    ) =>
      app.get(
        path,
        { config: { access: 'duties.read' }, schema: { tags, summary, params: FilePlace } },
        async ({ params }, reply) => {
          const file = await read(params.id, params.fileId)
          if (file === null) throw new Failure('NOT_FOUND')
          return sendAttachment(reply, file)
        },
      )
    fileRoute('/api/duty-occurrences/:id/files/:fileId', 'A step’s photo or file', occurrences.file)
    fileRoute('/api/duty-awaited/:id/files/:fileId', 'What an office sent', awaited.file)

    await app.register(async (files) => {
      takeAttachments(files)
      files.post(
        '/api/duty-occurrences/:id/steps/:stepId/file',
        {
          config: { access: 'duties.do' },
          schema: {
            tags,
            summary: 'A photo or file that answers a step',
            params: StepPlace,
            querystring: AttachmentQuery,
          },
        },
        async (request, reply) => {
          const { params, query } = request
          const file = { bytes: attachmentIn(request.body), name: Value.Parse(AttachmentQuery, query).name ?? '' }
          const place = Value.Parse(StepPlace, params)
          const by = nameOf(userOf(request))
          const done = await occurrences.answer(place.id, place.stepId, { result: 'ok' }, by, file)
          await told(request, 'duty.step', place.id, { step: place.stepId, result: 'ok' })
          return reply.send(done)
        },
      )
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
