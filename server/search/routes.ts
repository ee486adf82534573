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

/** A word holds a letter or a digit: signs alone find nothing. */
const wordsOf = (q: string): readonly string[] => {
  const words = q.normalize('NFKC').split(/\s+/u).filter(Boolean)
  return words.every((word) => /[\p{L}\p{N}]/u.test(word)) ? words.slice(0, MOST_WORDS) : []
}

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
        const words = wordsOf(request.query.q)
        if (words.length === 0) return { items: [], nextCursor: null }
        const found = await Promise.all(
          sources.filter(({ permission }) => may(role, permission)).map(({ find }) => find(words, request.language)),
        )
        return { items: found.flat(), nextCursor: null }
      },
    )
  }
