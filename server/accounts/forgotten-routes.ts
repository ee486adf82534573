/** The password is forgotten: a letter with the way back in, and the same answer to everyone. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Forgotten, ForgottenAnswer } from '../../protocol/account.ts'
import type { AccountRoutesDeps } from './routes.ts'

/** A staff room of teachers behind one address still gets through; who tries names does not get far. */
const LIMIT = { max: 20, timeWindow: '10 minutes' } as const

export const forgottenRoutes =
  ({ links, record, changes, sendsMail }: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/forgotten',
      {
        config: { access: 'public', rateLimit: LIMIT },
        schema: {
          tags: ['session'],
          summary: 'A letter with a link to choose a new password',
          description: 'The answer and its time are the same whether or not there is such an account.',
          body: Forgotten,
          response: { 200: ForgottenAnswer },
        },
        /** Once the answer is out, so that its time tells nothing. */
        onResponse: async (request, reply) => {
          if (reply.statusCode !== 200 || !(await sendsMail())) return
          const user = await links.forgotten(request.body.who.trim())
          if (user === null) return
          await record(user.name, 'user.forgotten', user.id, { address: request.ip })
          changes.publish('users', user.id)
        },
      },
      async () => ({ byMail: await sendsMail() }),
    )
  }
