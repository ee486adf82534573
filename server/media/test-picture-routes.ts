/** The test picture, over HTTP: made when it is asked for, then shown like any part of a programme. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Media } from '../../protocol/media.ts'
import type { TestPicture } from './test-picture.ts'

export const testPictureRoutes =
  (testPicture: TestPicture): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/test-picture',
      {
        config: { access: 'displays.write', rateLimit: { max: 30, timeWindow: '1 minute' } },
        schema: {
          tags: ['displays'],
          summary: 'The test picture; drawn and prepared when it is not there yet',
          response: { 200: Media },
        },
      },
      (request) => testPicture(request.language),
    )
  }
