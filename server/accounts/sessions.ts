/** Signed-in browsers, kept in the database so that signing out, or being signed out, really ends them. */
import fastifyCookie from '@fastify/cookie'
import fastifySession from '@fastify/session'
import type { FastifyInstance, Session } from 'fastify'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { secretHash } from '../platform/id.ts'

/** Without a request for this long a browser is signed out: a working day in the broadcast room. */
export const IDLE_MS = 14 * 60 * 60 * 1000
/** However busy, a person signs in again after this long; a month, as the room's wall screen must not close every week. */
export const LONGEST_SESSION_MS = 30 * 24 * 60 * 60 * 1000
/** For how long a right password waits for the second step. */
export const HALF_MS = 5 * 60 * 1000
export const COOKIE = 'nooncast'

/** How a session began; written once. */
export const SessionStart = Type.Object({
  address: Type.String(),
  userAgent: Type.String(),
})
export type SessionStart = Static<typeof SessionStart>

declare module 'fastify' {
  interface Session {
    userId?: string
    /** Owes the second step; such a session has no `userId`. */
    pendingUserId?: string
    csrfToken?: string
    start?: SessionStart
  }
}

const Stored = Type.Object({
  cookie: Type.Record(Type.String(), Type.Unknown()),
  userId: Type.Optional(Type.String()),
  pendingUserId: Type.Optional(Type.String()),
  csrfToken: Type.Optional(Type.String()),
  start: Type.Optional(SessionStart),
})

/**
 * Registers cookies and sessions. The cookie is out of reach of scripts, not sent along from other sites, and, where the
 * page came over HTTPS, never sent without it; on a LAN without HTTPS it must be, or nobody could sign in.
 * @param secret signs the cookie; at least 32 characters
 */
export const registerSessions = async (
  app: FastifyInstance,
  deps: { readonly database: Database; readonly clock: Clock; readonly secret: string },
): Promise<void> => {
  await app.register(fastifyCookie)
  await app.register(fastifySession, {
    secret: deps.secret,
    cookieName: COOKIE,
    cookie: { httpOnly: true, sameSite: 'lax', secure: 'auto', path: '/', maxAge: LONGEST_SESSION_MS },
    saveUninitialized: false,
    rolling: false,
    store: createSessionStore(deps.database, deps.clock),
  })
}

/** When a session that was used now ends. @param createdAt milliseconds since the Unix epoch, as the answer */
export const expiryOf = (createdAt: number, now: number): number =>
  Math.min(now + IDLE_MS, createdAt + LONGEST_SESSION_MS)

/** The store @fastify/session asks; the id is kept only as a hash. Expiry follows the server's clock. */
const createSessionStore = (database: Database, clock: Clock): fastifySession.SessionStore => ({
  get: (sessionId, callback) => {
    loadSession(database, clock, sessionId).then(
      (session) => callback(null, session),
      (error: unknown) => callback(error),
    )
  },
  set: (sessionId, session, callback) => {
    saveSession(database, clock, sessionId, session).then(
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

const saveSession = async (database: Database, clock: Clock, sessionId: string, session: Session): Promise<void> => {
  const data: Static<typeof Stored> = Value.Parse(Stored, Value.Clone({ ...session, cookie: {} }))
  const now = clock.now()
  const id = secretHash(sessionId)
  const row = {
    userId: data.userId ?? null,
    pendingUserId: data.pendingUserId ?? null,
    data: { csrfToken: data.csrfToken ?? null },
    ...(data.start === undefined ? {} : { ...data.start }),
  }
  const expiresAt = row.pendingUserId === null ? expiryOf(now, now) : now + HALF_MS
  const times = { createdAt: new Date(now), usedAt: new Date(now), expiresAt: new Date(expiresAt) }
  // The library writes a new session down before it is said whose it is.
  const update = row.pendingUserId === null ? row : { ...row, expiresAt: times.expiresAt }
  await database.session.upsert({ where: { id }, create: { id, ...row, ...times }, update })
}

const loadSession = async (database: Database, clock: Clock, sessionId: string): Promise<Session | null> => {
  const row = await database.session.findUnique({ where: { id: secretHash(sessionId) } })
  if (row === null || row.expiresAt.getTime() <= clock.now() || !Value.Check(StoredData, row.data)) return null
  const maxAge = LONGEST_SESSION_MS
  return {
    cookie: { originalMaxAge: maxAge, maxAge, httpOnly: true, sameSite: 'lax', secure: 'auto', path: '/' },
    ...(row.userId === null ? {} : { userId: row.userId }),
    ...(row.pendingUserId === null ? {} : { pendingUserId: row.pendingUserId }),
    ...(row.data.csrfToken === null ? {} : { csrfToken: row.data.csrfToken }),
  }
}
