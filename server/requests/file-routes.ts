/** Photos and files of a request: whoever may read it may see them and add to them. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may } from '../../protocol/account.ts'
import { Attachment } from '../../protocol/attachment.ts'
import { AttachmentQuery, attachmentIn, sendAttachment, takeAttachments } from '../attachments/attachment-body.ts'
import type { Attachments } from '../attachments/attachments.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import { Failure } from '../platform/failure.ts'
import type { RequestList } from './list.ts'
import { ownOrAny, shownName } from './routes.ts'

export interface RequestFileRoutesDeps {
  readonly list: RequestList
  readonly attachments: Attachments
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

const Id = Type.Object({ id: Type.String() })
const File = Type.Object({ id: Type.String(), file: Type.String() })
const tags = ['requests']

export const ofRequest = (id: string) => ({ subject: 'request', id })

export const requestFileRoutes =
  ({ list, attachments, changes, audit }: RequestFileRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/requests/:id/files/:file',
      { config: { access: 'requests.own' }, schema: { tags, summary: 'One photo or file', params: File } },
      async (request, reply) => {
        const { id } = await ownOrAny(list, request.params.id, userOf(request))
        const found = await attachments.read(ofRequest(id), request.params.file)
        if (found === null) throw new Failure('NOT_FOUND')
        return sendAttachment(reply, found)
      },
    )

    app.delete(
      '/api/requests/:id/files/:file',
      {
        config: { access: 'requests.own' },
        schema: { tags, summary: 'Takes one’s own file away', params: File, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const user = userOf(request)
        const { id } = await ownOrAny(list, request.params.id, user)
        const about = (await attachments.of(ofRequest(id))).find((each) => each.id === request.params.file)
        if (about === undefined) throw new Failure('NOT_FOUND')
        if (about.createdBy !== shownName(user) && !may(user.role, 'requests.write')) throw new Failure('NOT_ALLOWED')
        await attachments.remove(ofRequest(id), about.id)
        await audit(user.name, 'request.file-removed', id, { name: about.name })
        changes.publish('requests', id)
        return reply.code(204).send(null)
      },
    )

    await app.register(async (scope: Parameters<FastifyPluginAsyncTypebox>[0]) => {
      takeAttachments(scope)
      scope.post(
        '/api/requests/:id/files',
        {
          config: { access: 'requests.own', rateLimit: { max: 60, timeWindow: '1 minute' } },
          schema: {
            tags,
            summary: 'Adds a photo or file; the bytes are the body',
            params: Id,
            querystring: AttachmentQuery,
            response: { 201: Attachment },
          },
        },
        async (request, reply) => {
          const user = userOf(request)
          const { id } = await ownOrAny(list, request.params.id, user)
          const { name = '', caption = '' } = request.query
          const input = { bytes: attachmentIn(request.body), name, caption }
          const kept = await attachments.keep(ofRequest(id), input, shownName(user))
          await audit(user.name, 'request.file-added', id, { name: kept.name, bytes: kept.bytes })
          changes.publish('requests', id)
          return reply.code(201).send(kept)
        },
      )
    })
  }
