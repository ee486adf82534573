/** An office's answer by its link: no account, one purpose, once. The token comes in the body or a header, never in a URL. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { SupplyView } from '../../protocol/duty-occurrence.ts'
import { AttachmentQuery, attachmentIn, takeAttachments } from '../attachments/attachment-body.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import type { AwaitedStore } from './awaited.ts'

export interface SupplyRoutesDeps {
  readonly awaited: AwaitedStore
  readonly schoolName: () => Promise<string>
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const tags = ['duties']
const Token = Type.String({ minLength: 20, maxLength: 100 })
const config = { access: 'public', rateLimit: { max: 30, timeWindow: 60_000 } } as const

export const supplyRoutes =
  ({ awaited, schoolName, changes, audit }: SupplyRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/duty-supply/open',
      {
        config,
        schema: {
          tags,
          summary: 'What the office of a link is asked for',
          body: Type.Object({ token: Token }, { additionalProperties: false }),
          response: { 200: SupplyView },
        },
      },
      async ({ body }) => ({ ...(await awaited.opened(body.token)), schoolName: await schoolName() }),
    )

    app.post(
      '/api/duty-supply/answer',
      {
        config,
        schema: {
          tags,
          summary: 'The office answers; its link is used up',
          body: Type.Object(
            { token: Token, answer: Type.String({ maxLength: 2000 }) },
            { additionalProperties: false },
          ),
        },
      },
      async ({ body }, reply) => {
        const id = await awaited.supply(body.token, body.answer.trim())
        await audit('guest', 'duty.answered', id, {})
        changes.publish('duties', id)
        return reply.code(204).send()
      },
    )

    await app.register(async (files) => {
      takeAttachments(files)
      files.post(
        '/api/duty-supply/file',
        {
          config,
          schema: { tags, summary: 'A file of the office’s, before its answer', querystring: AttachmentQuery },
        },
        async (request, reply) => {
          const token = request.headers['x-guest-token']
          if (!Value.Check(Token, token)) throw new Failure('GUEST_LINK_INVALID')
          const { name = '' } = Value.Parse(AttachmentQuery, request.query)
          await awaited.supplyFile(token, { bytes: attachmentIn(request.body), name })
          return reply.code(204).send()
        },
      )
    })
  }
