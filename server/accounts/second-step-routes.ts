/** The second step of signing in: all that a session can do while it is owed. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  AuthenticatorCode,
  AuthenticatorKey,
  HalfSession,
  RecoveryCode,
  SessionAnswer,
  SetUpAnswer,
} from '../../protocol/account.ts'
import { halfUserOf } from '../platform/access.ts'
import { Failure } from '../platform/failure.ts'
import type { AccountRoutesDeps } from './routes.ts'
import { PASSWORD_LIMIT } from './session-routes.ts'
import type { UserRow } from './store.ts'

const tags = ['session']

export const secondStepRoutes =
  ({ accounts, secondFactors, signIn, record, changes }: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    /** Who owes what. @throws Failure NOT_SIGNED_IN when nothing is owed any more: begin again */
    const owing = async (request: FastifyRequest, expected?: HalfSession['next']) => {
      const row = await accounts.row(halfUserOf(request))
      const next = row === null ? null : await secondFactors.owed(row)
      if (row === null || next === null || (expected !== undefined && next !== expected))
        throw new Failure('NOT_SIGNED_IN')
      return { row, next }
    }
    /** Writes a refusal down. */
    const noted = (request: FastifyRequest, row: UserRow, step: Promise<void>) =>
      step.catch(async (error: unknown) => {
        if (error instanceof Failure)
          await record(row.name, 'session.refused', row.id, { address: request.ip, code: error.code })
        throw error
      })

    app.get(
      '/api/session/second-step',
      {
        config: { access: 'half-signed-in' },
        schema: { tags, summary: 'What is still owed?', response: { 200: HalfSession } },
      },
      async (request) => {
        const { next } = await owing(request)
        return { next, csrfToken: request.session.get('csrfToken') ?? '' }
      },
    )

    app.post(
      '/api/session/second-step',
      {
        config: { access: 'half-signed-in', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'The authenticator’s code, or a recovery code',
          body: Type.Union([Type.Object({ code: AuthenticatorCode }), Type.Object({ recoveryCode: RecoveryCode })]),
          response: { 200: SessionAnswer },
        },
      },
      async (request, reply) => {
        const { row } = await owing(request, 'code')
        const { body } = request
        await noted(request, row, signIn.proveSecond(request, row, body))
        const { answer } = await signIn.complete(request, reply, row)
        const by = 'code' in body ? 'code' : 'recovery code'
        await record(row.name, 'session.begin', row.id, { address: request.ip, secondStep: by })
        return answer
      },
    )

    app.post(
      '/api/session/second-step/set-up',
      {
        config: { access: 'half-signed-in', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'A key for the authenticator the school demands',
          response: { 200: AuthenticatorKey },
        },
      },
      async (request) => secondFactors.begin((await owing(request, 'set-up')).row),
    )

    app.put(
      '/api/session/second-step/set-up',
      {
        config: { access: 'half-signed-in', rateLimit: PASSWORD_LIMIT },
        schema: {
          tags,
          summary: 'Confirm it by a code, and come in',
          body: Type.Object({ code: AuthenticatorCode }),
          response: { 200: SetUpAnswer },
        },
      },
      async (request, reply) => {
        const { row } = await owing(request, 'set-up')
        const recoveryCodes = await secondFactors.confirm(row.id, request.body.code)
        await record(row.name, 'second-factor.on', row.id, {})
        changes.publish('users', row.id)
        const { answer } = await signIn.complete(request, reply, row)
        await record(row.name, 'session.begin', row.id, { address: request.ip, secondStep: 'set up' })
        return { session: answer, recoveryCodes }
      },
    )

    app.delete(
      '/api/session/second-step',
      {
        config: { access: 'half-signed-in' },
        schema: { tags, summary: 'Begin again', response: { 204: Type.Null() } },
      },
      async (request, reply) => {
        await request.session.destroy()
        return reply.code(204).send(null)
      },
    )
  }
