/** From a name and a password to a session. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SessionAnswer } from '../../protocol/account.ts'
import { Failure } from '../platform/failure.ts'
import { newSecret, secretHash } from '../platform/id.ts'
import { type Attempts, attemptKey } from './attempts.ts'
import { DEVICE_COOKIE, DEVICE_COOKIE_SECONDS, type KnownDevices } from './known-devices.ts'
import { type AccountStore, toUser, type UserRow } from './store.ts'

export interface Proof {
  readonly name: string
  readonly password: string
}

export interface SignInDeps {
  readonly accounts: AccountStore
  readonly attempts: Attempts
  readonly devices: KnownDevices
}

export type SignIn = ReturnType<typeof createSignIn>

export const createSignIn = (deps: SignInDeps) => {
  const { accounts, attempts, devices } = deps

  return {
    /**
     * The account whose proofs these are. Wrong names and wrong passwords get the same answer
     * in the same time.
     * @throws Failure SIGN_IN_FAILED, TOO_MANY_REQUESTS
     */
    prove: async (request: FastifyRequest, proof: Proof): Promise<UserRow> => {
      const row = await accounts.byName(proof.name)
      const device = devices.idFor(request.cookies[DEVICE_COOKIE], row?.id ?? '')
      const key = attemptKey(proof.name, request.ip, device)
      const waitMs = attempts.begin(key)
      if (waitMs > 0) throw new Failure('TOO_MANY_REQUESTS', { seconds: Math.ceil(waitMs / 1000) })
      const right = await accounts.matches(row, proof.password)
      if (row === null || !right) throw new Failure('SIGN_IN_FAILED')
      attempts.passed(key)
      return row
    },

    /** A new session with a new id, so that one that was planted, or the one before, is worthless. */
    begin: async (
      request: FastifyRequest,
      reply: FastifyReply,
      row: UserRow,
    ): Promise<{ answer: SessionAnswer; sessionId: string }> => {
      await request.session.regenerate()
      const csrfToken = newSecret()
      request.session.set('userId', row.id)
      request.session.set('csrfToken', csrfToken)
      request.session.set('start', {
        address: request.ip,
        userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
      })
      await request.session.save()
      reply.setCookie(DEVICE_COOKIE, devices.remember(request.cookies[DEVICE_COOKIE], row.id), {
        path: '/api',
        httpOnly: true,
        sameSite: 'lax',
        secure: request.protocol === 'https',
        maxAge: DEVICE_COOKIE_SECONDS,
      })
      return { answer: { user: toUser(row), csrfToken }, sessionId: secretHash(request.session.sessionId) }
    },
  }
}
