/** One's own second step: on, off, new recovery codes; and taking it off someone who lost the phone. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { AuthenticatorCode, AuthenticatorKey, RecoveryCodes, SecondFactorView } from '../../protocol/account.ts'
import { userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import type { AccountRoutesDeps } from './routes.ts'
import { PASSWORD_LIMIT, Password } from './session-routes.ts'

const tags = ['own account']
const WithPassword = Type.Object({ password: Password })
const Codes = Type.Object({ recoveryCodes: RecoveryCodes })

export const secondFactorRoutes =
  ({ secondFactors, signIn, record, changes, book }: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.get(
      '/api/account/second-factor',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'My second step', response: { 200: SecondFactorView } },
      },
      async (request) => secondFactors.look(userOf(request)),
    )

    app.post(
      '/api/account/second-factor',
      {
        config: { access: 'signed-in', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'A key for my authenticator; a code then turns it on',
          description: 'Asks for the password, so that an unattended browser can’t lock its owner out.',
          body: WithPassword,
          response: { 200: AuthenticatorKey },
        },
      },
      async (request) => {
        const user = userOf(request)
        await signIn.prove(request, { name: user.name, password: request.body.password })
        return secondFactors.begin(user)
      },
    )

    app.put(
      '/api/account/second-factor',
      {
        config: { access: 'signed-in', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'Turn it on by a code of it',
          body: Type.Object({ code: AuthenticatorCode }),
          response: { 200: Codes },
        },
      },
      async (request) => {
        const user = userOf(request)
        const recoveryCodes = await secondFactors.confirm(user.id, request.body.code)
        await record(user.name, 'second-factor.on', user.id, {})
        changes.publish('users', user.id)
        return { recoveryCodes }
      },
    )

    app.post(
      '/api/account/second-factor/recovery-codes',
      {
        config: { access: 'signed-in', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'New recovery codes; the old ones stop working',
          body: WithPassword,
          response: { 200: Codes },
        },
      },
      async (request) => {
        const user = userOf(request)
        await signIn.prove(request, { name: user.name, password: request.body.password })
        const recoveryCodes = await secondFactors.renewRecoveryCodes(user.id)
        await record(user.name, 'second-factor.codes', user.id, {})
        changes.publish('users', user.id)
        return { recoveryCodes }
      },
    )

    app.post(
      '/api/account/second-factor/off',
      {
        config: { access: 'signed-in', rateLimit: PASSWORD_LIMIT },
        schema: { tags, summary: 'Turn it off', body: WithPassword, response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        const user = userOf(request)
        await signIn.prove(request, { name: user.name, password: request.body.password })
        if ((await secondFactors.look(user)).required) throw new Failure('SECOND_FACTOR_REQUIRED')
        if (!(await secondFactors.remove(user.id))) throw new Failure('NOT_FOUND')
        await record(user.name, 'second-factor.off', user.id, {})
        changes.publish('users', user.id)
        return reply.code(204).send(null)
      },
    )

    app.delete(
      '/api/users/:id/second-factor',
      {
        config: { access: 'users.write' },
        schema: {
          tags: ['users'],
          summary: 'Take the second step off an account whose holder lost the phone',
          params: Type.Object({ id: Type.String({ maxLength: 80 }) }),
          response: { 204: Type.Null() },
        },
      },
      async (request, reply) => {
        const { id } = request.params
        if (!(await secondFactors.remove(id))) throw new Failure('NOT_FOUND')
        await book.endHalves(id)
        await record(userOf(request).name, 'user.second-factor-off', id, {})
        changes.publish('users', id)
        return reply.code(204).send(null)
      },
    )
  }
