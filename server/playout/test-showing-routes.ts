/** The test picture on a TV, over HTTP: asked for once, shown when it can be. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { TestShowing } from '../../protocol/test-showing.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { pageOf } from '../platform/page.ts'
import type { TestShowings } from './test-showings.ts'

const tags = ['acts']
const DisplayId = Type.String({ minLength: 1, maxLength: 60 })

export const testShowingRoutes =
  (showings: TestShowings): FastifyPluginAsyncTypebox =>
  async (app) => {
    const page = async (language: Parameters<TestShowings['list']>[0]) => ({
      items: [...(await showings.list(language))],
      nextCursor: null,
    })
    app.get(
      '/api/test-pictures',
      {
        config: { access: 'playout.control' },
        schema: {
          tags,
          summary: 'Test pictures that wait, and what became of those of the last ten minutes',
          response: { 200: pageOf(TestShowing) },
        },
      },
      ({ language }) => page(language),
    )

    app.post(
      '/api/test-pictures',
      {
        config: { access: 'playout.control', rateLimit: { max: 30, timeWindow: '1 minute' } },
        schema: {
          tags,
          summary:
            'The test picture on a TV for half a minute: now, or by itself when it is prepared and the TV answers',
          body: Type.Object({ displayId: DisplayId }),
          response: { 200: pageOf(TestShowing) },
        },
      },
      async (request) => {
        await showings.ask(request.body.displayId, userOf(request).name)
        return page(request.language)
      },
    )

    app.delete(
      '/api/test-pictures/:displayId',
      {
        config: { access: 'playout.control' },
        schema: {
          tags,
          summary: 'The test picture that waits for this TV is no longer wanted',
          params: Type.Object({ displayId: DisplayId }),
          response: { 200: pageOf(TestShowing) },
        },
      },
      async (request) => {
        if (!(await showings.cancel(request.params.displayId))) throw new Failure('NOT_FOUND')
        return page(request.language)
      },
    )
  }
