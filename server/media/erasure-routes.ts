/** Deleting a programme for good, over HTTP. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import { Failure } from '../platform/failure.ts'
import type { Erased, Erasure } from './erasure.ts'
import { sayUses } from './media-uses.ts'

export interface ErasureRoutesDeps {
  readonly erasure: Pick<Erasure, 'erase'>
  readonly audit: ReturnType<typeof audit>
}

export const erasureRoutes =
  ({ erasure, audit }: ErasureRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.delete(
      '/api/media/:id/files',
      {
        config: { access: 'media.erase' },
        schema: {
          tags: ['media'],
          summary: 'Delete a programme that was put away, with all its files, for good',
          params: Type.Object({ id: Type.String({ maxLength: 100 }) }),
          response: { 200: Type.Object({ freedBytes: Type.Integer({ minimum: 0 }) }) },
        },
      },
      async (request) => {
        const { id } = request.params
        const result = await erasure.erase(id)
        if (result.type !== 'erased') throw refusalOf(result, request.language)
        await audit(userOf(request).name, 'media.erase', id, { bytes: result.bytes })
        return { freedBytes: result.bytes }
      },
    )
  }

const refusalOf = (result: Exclude<Erased, { type: 'erased' }>, language: Parameters<typeof sayUses>[1]): Failure => {
  switch (result.type) {
    case 'missing':
      return new Failure('NOT_FOUND')
    case 'not-archived':
      return new Failure('MEDIA_NOT_PUT_AWAY')
    case 'needed':
      return new Failure('MEDIA_STILL_NEEDED', { uses: sayUses(result.uses, language) }, { uses: result.uses })
    default:
      return result satisfies never
  }
}
