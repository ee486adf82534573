/** Accounts for others: made, invited, changed, disabled, helped back in. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  Account,
  AccountName,
  AccountWithLink,
  Email,
  FullName,
  MadeLink,
  Role,
  SessionView,
  Subject,
  User,
} from '../../protocol/account.ts'
import { Language } from '../../protocol/text.ts'
import { sessionOf, userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { PageQuery, pageOf } from '../platform/page.ts'
import type { AccountRoutesDeps } from './routes.ts'
import { Password } from './session-routes.ts'

const Id = Type.Object({ id: Type.String({ maxLength: 80 }) })
const Empty = Type.Null()
const tags = ['users']
const MaybeEmail = Type.Union([Email, Type.Null()])

export const userRoutes =
  (deps: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { accounts, book, changes, links, record } = deps
    const accountOf = async (id: string): Promise<Account> => {
      const account = await accounts.account(id)
      if (account === null) throw new Failure('NOT_FOUND')
      return account
    }

    app.get(
      '/api/users',
      {
        config: { access: 'users.write' },
        schema: { tags, summary: 'Accounts', querystring: PageQuery, response: { 200: pageOf(Account) } },
      },
      async ({ query }) => ({ items: [...(await accounts.list(query.q))], nextCursor: null }),
    )

    app.post(
      '/api/users',
      {
        config: { access: 'users.write' },
        schema: {
          tags,
          summary: 'A new account with a password; an invitation is the better way',
          body: Type.Object({
            name: AccountName,
            fullName: FullName,
            role: Role,
            password: Password,
            language: Type.Optional(Language),
          }),
          response: { 201: Account },
        },
      },
      async (request, reply) => {
        const user = await accounts.create({ language: 'zh-TW', ...request.body })
        await record(userOf(request).name, 'user.create', user.id, { name: user.name, role: user.role })
        changes.publish('users', user.id)
        return reply.code(201).send(await accountOf(user.id))
      },
    )

    app.post(
      '/api/invitations',
      {
        config: { access: 'users.write' },
        schema: {
          tags,
          summary: 'A new account whose holder chooses the password through a one-time link',
          body: Type.Object({
            name: AccountName,
            fullName: FullName,
            role: Role,
            email: Type.Optional(MaybeEmail),
            subject: Type.Optional(Subject),
            language: Type.Optional(Language),
          }),
          response: { 201: AccountWithLink },
        },
      },
      async (request, reply) => {
        const by = userOf(request).name
        const user = await accounts.create({ language: 'zh-TW', ...request.body, password: null })
        const link = await links.make(user.id, by)
        if (link === null) throw new Failure('CONFLICT')
        await record(by, 'user.invite', user.id, { name: user.name, role: user.role })
        changes.publish('users', user.id)
        return reply.code(201).send({ account: await accountOf(user.id), link })
      },
    )

    app.patch(
      '/api/users/:id',
      {
        config: { access: 'users.write' },
        schema: {
          tags,
          summary: 'Change an account',
          params: Id,
          body: Type.Partial(
            Type.Object({
              fullName: FullName,
              role: Role,
              language: Language,
              email: MaybeEmail,
              subject: Subject,
              office: User.properties.office,
              password: Password,
            }),
          ),
          response: { 200: Account },
        },
      },
      async (request) => {
        const { password, ...patch } = request.body
        const user = await accounts.update(request.params.id, patch)
        if (user === null) throw new Failure('NOT_FOUND')
        if (password !== undefined) deps.endSockets(await accounts.setPassword(user.id, password))
        // What an open socket was let in for may no longer hold.
        else if (patch.role !== undefined) await book.endAll(user.id)
        await record(userOf(request).name, 'user.change', user.id, {
          ...patch,
          password: password === undefined ? 'same' : 'new',
        })
        changes.publish('users', user.id)
        return accountOf(user.id)
      },
    )

    app.delete(
      '/api/users/:id',
      {
        config: { access: 'users.write' },
        schema: { tags, summary: 'Disable an account', params: Id, response: { 204: Empty } },
      },
      async (request, reply) => {
        const ended = await accounts.disable(request.params.id)
        if (ended === null) throw new Failure('NOT_FOUND')
        deps.endSockets(ended)
        await record(userOf(request).name, 'user.disable', request.params.id, {})
        changes.publish('users', request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.post(
      '/api/users/:id/enable',
      {
        config: { access: 'users.write' },
        schema: { tags, summary: 'Take a disabled account back', params: Id, response: { 200: Account } },
      },
      async (request) => {
        const user = await accounts.enable(request.params.id)
        if (user === null) throw new Failure('NOT_FOUND')
        await record(userOf(request).name, 'user.enable', user.id, {})
        changes.publish('users', user.id)
        return accountOf(user.id)
      },
    )

    app.post(
      '/api/users/:id/link',
      {
        config: { access: 'users.write' },
        schema: {
          tags,
          summary: 'A new one-time link to choose a password: the invitation again, or the way back in',
          params: Id,
          response: { 201: MadeLink },
        },
      },
      async (request, reply) => {
        const by = userOf(request).name
        const link = await links.make(request.params.id, by)
        if (link === null) throw new Failure('NOT_FOUND')
        await record(by, `user.${link.purpose}`, request.params.id, {})
        changes.publish('users', request.params.id)
        return reply.code(201).send(link)
      },
    )

    app.delete(
      '/api/users/:id/link',
      {
        config: { access: 'users.write' },
        schema: { tags, summary: 'Withdraw an account’s link', params: Id, response: { 204: Empty } },
      },
      async (request, reply) => {
        if ((await links.revoke(request.params.id)) === 0) throw new Failure('NOT_FOUND')
        await record(userOf(request).name, 'user.link-withdrawn', request.params.id, {})
        changes.publish('users', request.params.id)
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/users/:id/sessions',
      {
        config: { access: 'users.write' },
        schema: { tags, summary: 'Where an account is signed in', params: Id, response: { 200: pageOf(SessionView) } },
      },
      async (request) => ({
        items: [...(await book.list(request.params.id, sessionOf(request)))],
        nextCursor: null,
      }),
    )

    app.delete(
      '/api/users/:id/sessions',
      {
        config: { access: 'users.write' },
        schema: {
          tags,
          summary: 'Sign an account out everywhere',
          params: Id,
          response: { 200: Type.Object({ ended: Type.Integer() }) },
        },
      },
      async (request) => {
        const ended = await book.endAll(request.params.id, sessionOf(request))
        await record(userOf(request).name, 'session.end-all', request.params.id, { ended })
        return { ended }
      },
    )
  }
