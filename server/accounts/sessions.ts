/** Signed-in browsers, kept in the database so that signing out, or being signed out, really ends them. */
import fastifyCookie from '@fastify/cookie'
import fastifySession from '@fastify/session'
import type { FastifyInstance, FastifyRequest, Session } from 'fastify'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { User } from '../../protocol/account.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { secretHash } from '../platform/id.ts'
import { toUser } from './store.ts'

/** Without a request for this long a browser is signed out: a working day in the broadcast room. */
const IDLE_MS = 14 * 60 * 60 * 1000
const COOKIE = 'nooncast'

declare module 'fastify' {
  interface Session {
    userId?: string
    csrfToken?: string
  }
}

const Stored = Type.Object({
  cookie: Type.Record(Type.String(), Type.Unknown()),
  userId: Type.Optional(Type.String()),
  csrfToken: Type.Optional(Type.String()),
})

/** Registers cookies and sessions. @param secret signs the cookie; at least 32 characters */
export const registerSessions = async (
  app: FastifyInstance,
  deps: { readonly database: Database; readonly clock: Clock; readonly secret: string },
): Promise<void> => {
  await app.register(fastifyCookie)
  await app.register(fastifySession, {
    secret: deps.secret,
    cookieName: COOKIE,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', path: '/', maxAge: IDLE_MS },
    saveUninitialized: false,
    rolling: false,
    store: createSessionStore(deps.database, deps.clock),
  })
}

/** The store @fastify/session asks; the id is kept only as a hash. Expiry follows the server's clock. */
const createSessionStore = (database: Database, clock: Clock): fastifySession.SessionStore => ({
  get: (sessionId, callback) => {
    loadSession(database, clock, sessionId).then(
      (session) => callback(null, session),
      (error: unknown) => callback(error),
    )
  },
  set: (sessionId, session, callback) => {
    const data: Static<typeof Stored> = Value.Parse(Stored, Value.Clone({ ...session, cookie: {} }))
    const row = {
      userId: data.userId ?? null,
      data: { csrfToken: data.csrfToken ?? null },
      expiresAt: new Date(clock.now() + IDLE_MS),
    }
    database.session
      .upsert({ where: { id: secretHash(sessionId) }, create: { id: secretHash(sessionId), ...row }, update: row })
      .then(
        () => callback(),
        (error: unknown) => callback(error),
      )
  },
  destroy: (sessionId, callback) => {
    database.session.deleteMany({ where: { id: secretHash(sessionId) } }).then(
      () => callback(),
      (error: unknown) => callback(error),
    )
  },
})

const StoredData = Type.Object({ csrfToken: Type.Union([Type.String(), Type.Null()]) })

const loadSession = async (database: Database, clock: Clock, sessionId: string): Promise<Session | null> => {
  const row = await database.session.findUnique({ where: { id: secretHash(sessionId) } })
  if (row === null || row.expiresAt.getTime() <= clock.now() || !Value.Check(StoredData, row.data)) return null
  return {
    cookie: { originalMaxAge: IDLE_MS, maxAge: IDLE_MS, httpOnly: true, sameSite: 'lax', secure: 'auto', path: '/' },
    ...(row.userId === null ? {} : { userId: row.userId }),
    ...(row.data.csrfToken === null ? {} : { csrfToken: row.data.csrfToken }),
  }
}

interface SignedIn {
  readonly user: User
  readonly sessionId: string
}

const HALF = 0.5

/**
 * The account behind a request's session; its idle time starts again when half of it is gone.
 * `sessionId` is the stored hash: it may be logged and shown.
 */
export const sessionUser =
  (database: Database, clock: Clock) =>
  async (request: FastifyRequest): Promise<SignedIn | null> => {
    const userId = request.session.get('userId')
    return userId === undefined ? null : signedIn(database, clock, secretHash(request.session.sessionId))
  }

/** The same for a socket, from its `Cookie` header. */
export const socketUser =
  (app: FastifyInstance, database: Database, clock: Clock) =>
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
      : signedIn(database, clock, secretHash(sessionId))
  }

const signedIn = async (database: Database, clock: Clock, id: string): Promise<SignedIn | null> => {
  const row = await database.session.findUnique({ where: { id }, include: { user: true } })
  if (row?.user === null || row === null || row.user.disabledAt !== null) return null
  const left = row.expiresAt.getTime() - clock.now()
  if (left <= 0) return null
  if (left < IDLE_MS * HALF)
    await database.session.updateMany({ where: { id }, data: { expiresAt: new Date(clock.now() + IDLE_MS) } })
  return { user: toUser(row.user), sessionId: id }
}
