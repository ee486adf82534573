/** The holder of a one-time link chooses a password. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { LinkView } from '../../protocol/account.ts'
import type { AccountRoutesDeps } from './routes.ts'
import { Password } from './session-routes.ts'

/** In a body and never in an address, which proxies write down. */
const Token = Type.String({ minLength: 20, maxLength: 100 })
const LIMIT = { max: 30, timeWindow: '1 minute' } as const
const tags = ['session']

export const linkRoutes =
  ({ accounts, links, record, endSockets, changes }: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.post(
      '/api/link',
      {
        config: { access: 'public', rateLimit: LIMIT },
        schema: {
          tags,
          summary: 'Whose link is this?',
          body: Type.Object({ token: Token }),
          response: { 200: LinkView },
        },
      },
      async (request) => links.look(request.body.token),
    )

    app.put(
      '/api/link',
      {
        config: { access: 'public', rateLimit: LIMIT },
        schema: {
          tags,
          summary: 'Choose the password, once; then sign in with it',
          description: 'Every session of the account ends. A second factor is asked for as always.',
          body: Type.Object({ token: Token, password: Password }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { token, password } = request.body
        const userId = await links.use(token, async (id) => endSockets(await accounts.setPassword(id, password)))
        const row = await accounts.row(userId)
        await record(row?.name ?? '', 'user.password', userId, { by: 'link', address: request.ip })
        changes.publish('users', userId)
        return reply.code(204).send(null)
      },
    )
  }
