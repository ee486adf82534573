/**
 * Who asks, and may they? Every route names its access in `config.access`; one that doesn't can't be registered.
 */
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify'
import { type Access, may, type User } from '../../protocol/account.ts'
import { type Language, preferredLanguage } from '../../protocol/text.ts'
import { Failure } from './failure.ts'
import { sameText } from './id.ts'

/** A person's session, looked up. */
export interface SignedIn {
  readonly user: User
  readonly sessionId: string
}

export type Principal =
  | { readonly type: 'nobody' }
  | ({ readonly type: 'user' } & SignedIn)
  /** Owes the second step of signing in; looked up only for the routes of that step, a nobody for all others. */
  | { readonly type: 'half'; readonly userId: string }
  | { readonly type: 'display'; readonly displayId: string; readonly groupId: string | null }
  | { readonly type: 'key'; readonly keyId: string }

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: Access
  }
  interface FastifyInstance {
    /** Every route of the app; each names its access. */
    guardedRoutes: readonly RouteOptions[]
  }
  interface FastifyRequest {
    principal: Principal
    language: Language
  }
}

/** How each kind of credential is looked up; absent credentials are not asked about. */
export interface Credentials {
  readonly user: (request: FastifyRequest) => Promise<SignedIn | null>
  /** Whose password was right in this browser while the second step is missing. */
  readonly half: (request: FastifyRequest) => Promise<string | null>
  readonly display: (token: string) => Promise<{ displayId: string; groupId: string | null } | null>
  readonly key: (key: string) => Promise<string | null>
}

const SAFE_METHODS: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS'])

const isNobody = ({ type }: Principal): boolean => type === 'nobody' || type === 'half'

/** The rule itself: may this principal use a route of this access? */
export const allowed = (principal: Principal, access: Access): 'yes' | 'sign-in' | 'no' => {
  switch (access) {
    case 'public':
      return 'yes'
    case 'viewer':
      return isNobody(principal) ? 'sign-in' : 'yes'
    case 'display':
      return principal.type === 'display' ? 'yes' : isNobody(principal) ? 'sign-in' : 'no'
    case 'half-signed-in':
      return principal.type === 'half' ? 'yes' : 'sign-in'
    case 'signed-in':
      return principal.type === 'user' ? 'yes' : 'sign-in'
    default:
      if (principal.type !== 'user') return isNobody(principal) ? 'sign-in' : 'no'
      return may(principal.user.role, access) ? 'yes' : 'no'
  }
}

/** Puts the rule before every route of the app. Registered before all routes. */
export const guardRoutes = (app: FastifyInstance, credentials: Credentials): void => {
  app.decorateRequest('principal')
  app.decorateRequest('language')
  const routes: RouteOptions[] = []
  app.addHook('onRoute', (route) => {
    routes.push(route)
  })
  app.addHook('onReady', async () => {
    for (const route of routes)
      if (route.config?.access === undefined) throw new Error(`${String(route.method)} ${route.url} names no access`)
  })
  app.decorate('guardedRoutes', routes)
  app.addHook('onRequest', async (request) => {
    request.principal = { type: 'nobody' }
    request.language = preferredLanguage(request.headers['accept-language'])
    const access = request.routeOptions.config.access
    if (access === undefined || access === 'public') return
    request.principal =
      access === 'half-signed-in' ? await halfOf(request, credentials) : await principalOf(request, credentials)
    const answer = allowed(request.principal, access)
    if (answer === 'sign-in') throw new Failure('NOT_SIGNED_IN')
    if (answer === 'no') throw new Failure('NOT_ALLOWED')
    const { type } = request.principal
    if ((type === 'user' || type === 'half') && !SAFE_METHODS.has(request.method)) requireCsrfToken(request)
  })
}

const principalOf = async (request: FastifyRequest, credentials: Credentials): Promise<Principal> => {
  const token = bearerToken(request)
  if (token !== null) {
    const display = await credentials.display(token)
    return display === null ? { type: 'nobody' } : { type: 'display', ...display }
  }
  const user = await credentials.user(request)
  if (user !== null) return { type: 'user', ...user }
  const key = queryText(request, 'key')
  const keyId = key === null ? null : await credentials.key(key)
  return keyId === null ? { type: 'nobody' } : { type: 'key', keyId }
}

const halfOf = async (request: FastifyRequest, credentials: Credentials): Promise<Principal> => {
  const userId = await credentials.half(request)
  return userId === null ? { type: 'nobody' } : { type: 'half', userId }
}

const bearerToken = (request: FastifyRequest): string | null =>
  /^Bearer ([\w-]{20,100})$/.exec(request.headers.authorization ?? '')?.[1] ?? queryText(request, 'token')

const queryText = (request: FastifyRequest, name: string): string | null => {
  const query: unknown = request.query
  if (typeof query !== 'object' || query === null) return null
  const value: unknown = Reflect.get(query, name)
  return typeof value === 'string' && value.length <= 200 ? value : null
}

const requireCsrfToken = (request: FastifyRequest): void => {
  const sent = request.headers['x-csrf-token']
  const expected = request.session.get('csrfToken')
  if (typeof sent !== 'string' || expected === undefined || !sameText(sent, expected))
    throw new Failure('CSRF_TOKEN_WRONG')
}

/** The account behind a request whose access demands one. */
export const userOf = (request: FastifyRequest): User => {
  if (request.principal.type !== 'user') throw new Failure('NOT_SIGNED_IN')
  return request.principal.user
}

/** The account that owes the second step, behind a request of that step. */
export const halfUserOf = (request: FastifyRequest): string => {
  if (request.principal.type !== 'half') throw new Failure('NOT_SIGNED_IN')
  return request.principal.userId
}

/** The id of the session that asks. */
export const sessionOf = (request: FastifyRequest): string => {
  if (request.principal.type !== 'user') throw new Failure('NOT_SIGNED_IN')
  return request.principal.sessionId
}

/** For a scope of a library's own routes, which can't name their access themselves: open to all, not in the API's description. */
export const openScope = (scope: FastifyInstance): void => {
  scope.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' }
    route.schema = { ...route.schema, hide: true }
  })
}
