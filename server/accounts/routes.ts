/** Signing in and out, the first account, and accounts for others. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { Role, SessionAnswer, User } from '../../protocol/account.ts'
import { Settings } from '../../protocol/settings.ts'
import { Language } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newSecret } from '../platform/id.ts'
import { pageOf } from '../platform/page.ts'
import { writeSettings } from '../platform/settings.ts'
import type { SetupLink } from './setup-link.ts'
import type { AccountStore } from './store.ts'

const Password = Type.String({ minLength: 1, maxLength: 256 })
const Name = Type.String({ minLength: 1, maxLength: 80, pattern: '^\\S+$' })
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const Empty = Type.Null()

/** Tries a minute from one address for one name: nobody is locked out by tries from elsewhere. */
const SIGN_IN_LIMIT = {
  max: 10,
  timeWindow: '1 minute',
  hook: 'preHandler',
  keyGenerator: (request: FastifyRequest) => `${request.ip} ${nameIn(request.body)}`,
} as const

const nameIn = (body: unknown): string => {
  const name: unknown = typeof body === 'object' && body !== null ? Reflect.get(body, 'name') : ''
  return typeof name === 'string' ? name.toLowerCase() : ''
}

export interface AccountRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly accounts: AccountStore
  readonly setupLink: SetupLink
  /** Drops the sockets of sessions that ended. */
  readonly endSessions: (sessionIds: readonly string[]) => void
}

export const accountRoutes =
  (deps: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const record = audit(deps.database, deps.clock)

    app.post(
      '/api/session',
      {
        config: { access: 'public', rateLimit: SIGN_IN_LIMIT },
        schema: {
          tags: ['session'],
          summary: 'Sign in',
          body: Type.Object({ name: Name, password: Password }),
          response: { 200: SessionAnswer },
        },
      },
      async (request) => {
        const user = await deps.accounts.withPassword(request.body.name, request.body.password)
        if (user === null) {
          await record(request.body.name, 'session.refused', '', { address: request.ip })
          throw new Failure('SIGN_IN_FAILED')
        }
        return signIn(request, user)
      },
    )

    app.get(
      '/api/session',
      {
        config: { access: 'signed-in' },
        schema: { tags: ['session'], summary: 'Who am I?', response: { 200: SessionAnswer } },
      },
      async (request) => ({ user: userOf(request), csrfToken: request.session.get('csrfToken') ?? '' }),
    )

    app.delete(
      '/api/session',
      { config: { access: 'signed-in' }, schema: { tags: ['session'], summary: 'Sign out', response: { 204: Empty } } },
      async (request, reply) => {
        if (request.principal.type === 'user') deps.endSessions([request.principal.sessionId])
        await request.session.destroy()
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/setup',
      {
        config: { access: 'public' },
        schema: {
          tags: ['session'],
          summary: 'Does this installation still need its first account?',
          response: { 200: Type.Object({ needed: Type.Boolean() }) },
        },
      },
      async () => ({ needed: (await deps.accounts.administrators()) === 0 }),
    )

    app.post(
      '/api/setup',
      {
        config: { access: 'public', rateLimit: { max: 20, timeWindow: '1 minute' } },
        schema: {
          tags: ['session'],
          summary: 'The first account, by the one-time link',
          body: Type.Object({
            token: Type.String({ maxLength: 100 }),
            name: Name,
            fullName: Type.Optional(Type.String({ maxLength: 80 })),
            password: Password,
            schoolName: Type.Optional(Settings.properties.schoolName),
          }),
          response: { 200: SessionAnswer },
        },
      },
      async (request) => {
        const { token, name, fullName = name, password, schoolName } = request.body
        if (!deps.setupLink.matches(token) || (await deps.accounts.administrators()) > 0)
          throw new Failure('SETUP_LINK_USED')
        const user = await deps.accounts.create({ name, fullName, password, role: 'admin', language: request.language })
        deps.setupLink.used()
        if (schoolName !== undefined) await writeSettings(deps.database, deps.clock, { schoolName })
        await record(name, 'setup.done', user.id, {})
        return signIn(request, user)
      },
    )

    app.put(
      '/api/session/password',
      {
        config: { access: 'signed-in', rateLimit: SIGN_IN_LIMIT },
        schema: {
          tags: ['session'],
          summary: 'Change my password; signs me out elsewhere',
          body: Type.Object({ current: Password, next: Password }),
          response: { 200: SessionAnswer },
        },
      },
      async (request) => {
        const user = userOf(request)
        if ((await deps.accounts.withPassword(user.name, request.body.current)) === null)
          throw new Failure('SIGN_IN_FAILED')
        deps.endSessions(await deps.accounts.setPassword(user.id, request.body.next))
        await record(user.name, 'user.password', user.id, {})
        return signIn(request, user)
      },
    )

    app.get(
      '/api/users',
      {
        config: { access: 'users.write' },
        schema: { tags: ['users'], summary: 'Accounts', response: { 200: pageOf(User) } },
      },
      async () => ({ items: [...(await deps.accounts.list())], nextCursor: null }),
    )

    app.post(
      '/api/users',
      {
        config: { access: 'users.write' },
        schema: {
          tags: ['users'],
          summary: 'A new account',
          body: Type.Object({
            name: Name,
            fullName: Type.String({ maxLength: 80 }),
            role: Role,
            password: Password,
            language: Type.Optional(Language),
          }),
          response: { 201: User },
        },
      },
      async (request, reply) => {
        const user = await deps.accounts.create({ language: 'zh-TW', ...request.body })
        await record(userOf(request).name, 'user.create', user.id, { name: user.name, role: user.role })
        deps.changes.publish('users', user.id)
        return reply.code(201).send(user)
      },
    )

    app.patch(
      '/api/users/:id',
      {
        config: { access: 'users.write' },
        schema: {
          tags: ['users'],
          summary: 'Change an account',
          params: Id,
          body: Type.Partial(
            Type.Object({
              fullName: Type.String({ maxLength: 80 }),
              role: Role,
              language: Language,
              password: Password,
            }),
          ),
          response: { 200: User },
        },
      },
      async (request) => {
        const { password, ...patch } = request.body
        const user = await deps.accounts.update(request.params.id, patch)
        if (user === null) throw new Failure('NOT_FOUND')
        if (password !== undefined) deps.endSessions(await deps.accounts.setPassword(user.id, password))
        await record(userOf(request).name, 'user.change', user.id, {
          ...patch,
          password: password === undefined ? 'same' : 'new',
        })
        deps.changes.publish('users', user.id)
        return user
      },
    )

    app.delete(
      '/api/users/:id',
      {
        config: { access: 'users.write' },
        schema: { tags: ['users'], summary: 'Disable an account', params: Id, response: { 204: Empty } },
      },
      async (request, reply) => {
        const ended = await deps.accounts.disable(request.params.id)
        if (ended === null) throw new Failure('NOT_FOUND')
        deps.endSessions(ended)
        await record(userOf(request).name, 'user.disable', request.params.id, {})
        deps.changes.publish('users', request.params.id)
        return reply.code(204).send(null)
      },
    )
  }

/** A new session id at every sign-in, so that one that was planted is worthless. */
const signIn = async (request: FastifyRequest, user: User): Promise<SessionAnswer> => {
  await request.session.regenerate()
  const csrfToken = newSecret()
  request.session.set('userId', user.id)
  request.session.set('csrfToken', csrfToken)
  await request.session.save()
  return { user, csrfToken }
}
