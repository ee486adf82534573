/** From a name and a password, and a second step where one is owed, to a session. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { HalfSession, SessionAnswer } from '../../protocol/account.ts'
import { Failure } from '../platform/failure.ts'
import { newSecret, secretHash } from '../platform/id.ts'
import { type Attempts, attemptKey } from './attempts.ts'
import { DEVICE_COOKIE, DEVICE_COOKIE_SECONDS, type KnownDevices } from './known-devices.ts'
import type { SecondFactors } from './second-factor-store.ts'
import { type AccountStore, toUser, type UserRow } from './store.ts'

export interface Proof {
  readonly name: string
  readonly password: string
}

/** An authenticator's code, or a code on paper instead of it. */
export type SecondProof = { readonly code: string } | { readonly recoveryCode: string }

/** What a right password leads to. */
export type Entered =
  | { readonly state: 'whole'; readonly answer: SessionAnswer; readonly sessionId: string }
  | { readonly state: 'half'; readonly answer: HalfSession }

export interface SignInDeps {
  readonly accounts: AccountStore
  readonly attempts: Attempts
  readonly secondFactors: SecondFactors
  readonly devices: KnownDevices
}

export type SignIn = ReturnType<typeof createSignIn>

export const createSignIn = (deps: SignInDeps) => {
  const { accounts, attempts, devices, secondFactors } = deps

  const countTry = (key: string): void => {
    const waitMs = attempts.begin(key)
    if (waitMs > 0) throw new Failure('TOO_MANY_REQUESTS', { seconds: Math.ceil(waitMs / 1000) })
  }

  /** A new session with a new id, so that one that was planted, or the one before, is worthless. Returns its CSRF token. */
  const fresh = async (
    request: FastifyRequest,
    whose: { readonly userId: string } | { readonly pendingUserId: string },
  ): Promise<string> => {
    await request.session.regenerate()
    const csrfToken = newSecret()
    if ('userId' in whose) request.session.set('userId', whose.userId)
    else request.session.set('pendingUserId', whose.pendingUserId)
    request.session.set('csrfToken', csrfToken)
    request.session.set('start', {
      address: request.ip,
      userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    })
    await request.session.save()
    return csrfToken
  }

  const complete = async (
    request: FastifyRequest,
    reply: FastifyReply,
    row: UserRow,
  ): Promise<{ answer: SessionAnswer; sessionId: string }> => {
    const csrfToken = await fresh(request, { userId: row.id })
    reply.setCookie(DEVICE_COOKIE, devices.remember(request.cookies[DEVICE_COOKIE], row.id), {
      path: '/api',
      httpOnly: true,
      sameSite: 'lax',
      secure: request.protocol === 'https',
      maxAge: DEVICE_COOKIE_SECONDS,
    })
    return { answer: { user: toUser(row), csrfToken }, sessionId: secretHash(request.session.sessionId) }
  }

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
      countTry(key)
      const right = await accounts.matches(row, proof.password)
      if (row === null || !right) throw new Failure('SIGN_IN_FAILED')
      attempts.passed(key)
      return row
    },

    /**
     * Whoever has the password must not guess the code: tries are counted for the account wherever they come from, and
     * apart for a browser it came in with before.
     * @throws Failure SECOND_FACTOR_WRONG, RECOVERY_CODE_WRONG, TOO_MANY_REQUESTS
     */
    proveSecond: async (request: FastifyRequest, row: UserRow, proof: SecondProof): Promise<void> => {
      const device = devices.idFor(request.cookies[DEVICE_COOKIE], row.id)
      const key = attemptKey(`${row.name} second step`, 'anywhere', device)
      countTry(key)
      if ('code' in proof) {
        if (!(await secondFactors.takesCode(row.id, proof.code))) throw new Failure('SECOND_FACTOR_WRONG')
      } else if (!(await secondFactors.takesRecoveryCode(row.id, proof.recoveryCode)))
        throw new Failure('RECOVERY_CODE_WRONG')
      attempts.passed(key)
    },

    /** After the password: a session, or half of one while the second step is owed. Every way in by password goes through here. */
    begin: async (request: FastifyRequest, reply: FastifyReply, row: UserRow): Promise<Entered> => {
      const next = await secondFactors.owed(row)
      if (next === null) return { state: 'whole', ...(await complete(request, reply, row)) }
      const csrfToken = await fresh(request, { pendingUserId: row.id })
      return { state: 'half', answer: { next, csrfToken } }
    },

    /** After everything that is owed, or to renew the session one has. */
    complete,
  }
}
