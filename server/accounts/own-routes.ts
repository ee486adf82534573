/** One's own account: name and language, password, where one is signed in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { FullName, MyAccount, SessionAnswer, SessionView, User } from '../../protocol/account.ts'
import { Language } from '../../protocol/text.ts'
import { sessionOf, userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { pageOf } from '../platform/page.ts'
import type { AccountRoutesDeps } from './routes.ts'
import { PASSWORD_LIMIT, Password } from './session-routes.ts'

const Id = Type.Object({ id: Type.String({ maxLength: 80 }) })
const Empty = Type.Null()
const tags = ['own account']

export const ownRoutes =
  (deps: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { accounts, book, record, signIn } = deps

    app.get(
      '/api/account',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'My account', response: { 200: MyAccount } },
      },
      async (request) => {
        const user = userOf(request)
        const row = await accounts.row(user.id)
        if (row === null) throw new Failure('NOT_FOUND')
        return {
          user,
          email: row.email,
          subject: row.subject,
        }
      },
    )

    app.patch(
      '/api/account',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Change my name or language',
          body: Type.Partial(Type.Object({ fullName: FullName, language: Language })),
          response: { 200: User },
        },
      },
      async (request) => {
        const user = await accounts.update(userOf(request).id, request.body)
        if (user === null) throw new Failure('NOT_FOUND')
        deps.changes.publish('users', user.id)
        return user
      },
    )

    app.put(
      '/api/session/password',
      {
        config: { access: 'signed-in', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'Change my password; signs me out elsewhere',
          body: Type.Object({ current: Password, next: Password }),
          response: { 200: SessionAnswer },
        },
      },
      async (request, reply) => {
        const user = userOf(request)
        const { current, next } = request.body
        const before = sessionOf(request)
        const row = await signIn.prove(request, { name: user.name, password: current })
        const ended = await accounts.setPassword(user.id, next)
        deps.endSockets(ended.filter((id) => id !== before))
        await record(user.name, 'user.password', user.id, {})
        const { answer, sessionId } = await signIn.complete(request, reply, row)
        deps.moveSockets(before, sessionId)
        return answer
      },
    )

    app.get(
      '/api/sessions',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'Where I am signed in', response: { 200: pageOf(SessionView) } },
      },
      async (request) => ({
        items: [...(await book.list(userOf(request).id, sessionOf(request)))],
        nextCursor: null,
      }),
    )

    app.delete(
      '/api/sessions',
      {
        config: { access: 'signed-in' },
        schema: {
          tags,
          summary: 'Sign me out everywhere but here',
          response: { 200: Type.Object({ ended: Type.Integer() }) },
        },
      },
      async (request) => {
        const user = userOf(request)
        const ended = await book.endAll(user.id, sessionOf(request))
        await record(user.name, 'session.end-others', user.id, { ended })
        return { ended }
      },
    )

    app.delete(
      '/api/sessions/:id',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'Sign me out there', params: Id, response: { 204: Empty } },
      },
      async (request, reply) => {
        const user = userOf(request)
        if (!(await book.end(user.id, request.params.id))) throw new Failure('NOT_FOUND')
        await record(user.name, 'session.end', user.id, {})
        return reply.code(204).send(null)
      },
    )
  }
