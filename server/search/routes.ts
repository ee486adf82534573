/** The search over HTTP: everyone searches what they may see, and nothing else. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { may } from '../../protocol/account.ts'
import { Found } from '../../protocol/search.ts'
import { userOf } from '../platform/access.ts'
import type { Source } from './sources.ts'

const Query = Type.Object({ q: Type.String({ maxLength: 100 }) })
/** More words than anybody types; each is looked for in every text. */
const MOST_WORDS = 8

export const searchRoutes =
  (sources: readonly Source[]): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/search',
      {
        config: { access: 'signed-in' },
        schema: {
          tags: ['search'],
          summary: 'Everything the reader may see in which every word stands',
          querystring: Query,
          response: { 200: Type.Object({ items: Type.Array(Found), nextCursor: Type.Null() }) },
        },
      },
      async (request) => {
        const { role } = userOf(request)
        const words = request.query.q.normalize('NFKC').split(/\s+/u).filter(Boolean).slice(0, MOST_WORDS)
        if (words.length === 0) return { items: [], nextCursor: null }
        const found = await Promise.all(
          sources.filter(({ permission }) => may(role, permission)).map(({ find }) => find(words, request.language)),
        )
        return { items: found.flat(), nextCursor: null }
      },
    )
  }
