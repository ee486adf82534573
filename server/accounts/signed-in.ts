/** Whose session is it? Asked by every request and by every socket that connects. */
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { SignedIn } from '../platform/access.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { secretHash } from '../platform/id.ts'
import { COOKIE, expiryOf, HALF_MS } from './sessions.ts'
import { toUser } from './store.ts'

/** The last use is written down at most this often. */
const USED_EVERY_MS = 60_000

export interface SignedInDeps {
  readonly database: Database
  readonly clock: Clock
}

/** The account behind a request's session. `sessionId` is the stored hash: it may be logged and shown. */
export const sessionUser =
  (deps: SignedInDeps) =>
  async (request: FastifyRequest): Promise<SignedIn | null> => {
    const userId = request.session.get('userId')
    return userId === undefined ? null : signedIn(deps, secretHash(request.session.sessionId))
  }

/** The account whose password was right in a browser that still owes the second step. */
export const halfUser =
  ({ database, clock }: SignedInDeps) =>
  async (request: FastifyRequest): Promise<string | null> => {
    if (request.session.get('pendingUserId') === undefined) return null
    const row = await database.session.findFirst({
      // From its beginning, whatever was written down since.
      where: { id: secretHash(request.session.sessionId), createdAt: { gt: new Date(clock.now() - HALF_MS) } },
      include: { pendingUser: true },
    })
    const user = row?.pendingUser ?? null
    return user === null || user.disabledAt !== null ? null : user.id
  }

/** The same as `sessionUser` for a socket, from its `Cookie` header. */
export const socketUser =
  (app: FastifyInstance, deps: SignedInDeps) =>
  async (cookieHeader: string | undefined): Promise<SignedIn | null> => {
    const cookie = app.parseCookie(cookieHeader ?? '')[COOKIE]
    if (cookie === undefined) return null
    const holder: { session?: { sessionId?: string; userId?: string } } = {}
    await new Promise<void>((resolve, reject) => {
      app.decryptSession(cookie, holder, (error) => (error ? reject(error) : resolve()))
    })
    const sessionId = holder.session?.sessionId
    return sessionId === undefined || holder.session?.userId === undefined
      ? null
      : signedIn(deps, secretHash(sessionId))
  }

const signedIn = async (deps: SignedInDeps, id: string): Promise<SignedIn | null> => {
  const { database, clock } = deps
  const row = await database.session.findUnique({ where: { id }, include: { user: true } })
  const now = clock.now()
  if (row?.user === null || row === null || row.user.disabledAt !== null || row.expiresAt.getTime() <= now) return null
  if (now - row.usedAt.getTime() >= USED_EVERY_MS) {
    const expiresAt = new Date(expiryOf(row.createdAt.getTime(), now))
    await database.session.updateMany({ where: { id }, data: { usedAt: new Date(now), expiresAt } })
  }
  return { user: toUser(row.user), sessionId: id }
}
