/** Signing in and out, and the first account. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { AccountName, FullName, LONGEST_PASSWORD, SessionAnswer, SignInAnswer } from '../../protocol/account.ts'
import { Settings } from '../../protocol/settings.ts'
import { sessionOf, userOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import { writeSettings } from '../platform/settings.ts'
import type { AccountRoutesDeps } from './routes.ts'

export const Password = Type.String({ minLength: 1, maxLength: LONGEST_PASSWORD })
const Empty = Type.Null()
const tags = ['session']

/** What a password costs to check must not be had for nothing; the waits after wrong ones are `attempts`’. */
export const PASSWORD_LIMIT = { max: 120, timeWindow: '1 minute', hook: 'preHandler' } as const

export const sessionRoutes =
  (deps: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { signIn, accounts, record, setupLink } = deps

    /** Proves, and writes a refusal down. */
    const proven = (request: FastifyRequest, proof: { name: string; password: string }) =>
      signIn.prove(request, proof).catch(async (error: unknown) => {
        if (error instanceof Failure)
          await record(proof.name, 'session.refused', '', { address: request.ip, code: error.code })
        throw error
      })

    app.post(
      '/api/session',
      {
        config: { access: 'public', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'Sign in; or half of it, when a second step is owed',
          body: Type.Object({ name: AccountName, password: Password }),
          response: { 200: SignInAnswer },
        },
      },
      async (request, reply) => {
        const row = await proven(request, request.body)
        const entered = await signIn.begin(request, reply, row)
        if (entered.state === 'whole') await record(row.name, 'session.begin', row.id, { address: request.ip })
        return entered.answer
      },
    )

    app.get(
      '/api/session',
      {
        config: { access: 'signed-in' },
        schema: { tags, summary: 'Who am I?', response: { 200: SessionAnswer } },
      },
      async (request): Promise<Static<typeof SessionAnswer>> => ({
        user: userOf(request),
        csrfToken: request.session.get('csrfToken') ?? '',
      }),
    )

    app.delete(
      '/api/session',
      { config: { access: 'signed-in' }, schema: { tags, summary: 'Sign out', response: { 204: Empty } } },
      async (request, reply) => {
        deps.endSockets([sessionOf(request)])
        await request.session.destroy()
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/setup',
      {
        config: { access: 'public' },
        schema: {
          tags,
          summary: 'Does this installation still need its first account?',
          response: { 200: Type.Object({ needed: Type.Boolean() }) },
        },
      },
      async () => ({ needed: (await accounts.administrators()) === 0 }),
    )

    app.post(
      '/api/setup',
      {
        config: { access: 'public', rateLimit: { max: 20, timeWindow: '1 minute' } },
        schema: {
          tags,
          summary: 'The first account, by the one-time link',
          body: Type.Object({
            token: Type.String({ maxLength: 100 }),
            name: AccountName,
            fullName: Type.Optional(FullName),
            password: Password,
            schoolName: Type.Optional(Settings.properties.schoolName),
          }),
          response: { 200: SignInAnswer },
        },
      },
      async (request, reply) => {
        const { token, name, fullName = name, password, schoolName } = request.body
        if (!setupLink.matches(token) || (await accounts.administrators()) > 0) throw new Failure('SETUP_LINK_USED')
        const user = await accounts.create({ name, fullName, password, role: 'admin', language: request.language })
        setupLink.used()
        if (schoolName !== undefined) await writeSettings(deps.database, deps.clock, { schoolName })
        await record(name, 'setup.done', user.id, {})
        const row = await accounts.byName(name)
        if (row === null) throw new Failure('CONFLICT')
        return (await signIn.begin(request, reply, row)).answer
      },
    )
  }
