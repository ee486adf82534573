/** Steps of one time that a duty is done, over HTTP: answered, with a photo or file, and taken back. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { DutyOccurrence, StepDeed } from '../../protocol/duty-occurrence.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { requireNoPassword } from '../requests/form.ts'
import { doerOf, type TellingDeps, telling } from './doer.ts'
import type { OccurrenceStore } from './occurrences.ts'

export interface StepRoutesDeps extends TellingDeps {
  readonly occurrences: OccurrenceStore
}

const tags = ['duties']
const id = Type.String({ maxLength: 64 })
const StepPlace = Type.Object({ id, stepId: id })
const FilePlace = Type.Object({ id, fileId: id })

export const stepRoutes =
  ({ occurrences, changes, audit }: StepRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const told = telling({ changes, audit })

    app.put(
      '/api/duty-occurrences/:id/steps/:stepId',
      {
        config: { access: 'duties.do' },
        schema: {
          tags,
          summary: 'Answers a step; a critical one that fails opens a fault or a request',
          params: StepPlace,
          body: StepDeed,
          response: { 200: DutyOccurrence },
        },
      },
      async (request) => {
        const { params, body } = request
        // What was said may become a request, and goes out by mail.
        requireNoPassword(body.note ?? '', request.language)
        const done = await occurrences.answer(params.id, params.stepId, body, doerOf(userOf(request)))
        await told(request, 'duty.step', params.id, { step: params.stepId, result: body.result })
        if (done.followUps.some(({ stepId }) => stepId === params.stepId)) {
          changes.publish('faults')
          changes.publish('requests')
        }
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

    app.get(
      '/api/duty-occurrences/:id/files/:fileId',
      { config: { access: 'duties.read' }, schema: { tags, summary: 'A step’s photo or file', params: FilePlace } },
      async ({ params }, reply) => {
        const file = await occurrences.file(params.id, params.fileId)
        if (file === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, file)
      },
    )

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
          const by = doerOf(userOf(request))
          const done = await occurrences.answer(place.id, place.stepId, { result: 'ok' }, by, file)
          await told(request, 'duty.step', place.id, { step: place.stepId, result: 'ok' })
          return reply.send(done)
        },
      )
    })
  }
