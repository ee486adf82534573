import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Access, may, PERMISSIONS, type Permission, type Role } from '../protocol/account.ts'
import { type Browserlike, startTestApp, type TestApp } from './app.ts'

const ROLES: readonly Role[] = ['admin', 'head', 'operator', 'assistant', 'teacher']

let app: TestApp
const people = new Map<Role, Browserlike>()
beforeAll(async () => {
  app = await startTestApp()
  for (const role of ROLES) people.set(role, await app.as(role))
})
afterAll(() => app.close())

const isPermission = (access: Access): access is Permission => access in PERMISSIONS
/** A path with a value for each parameter. */
const concrete = (url: string) =>
  url
    .replaceAll(/:date\b/g, '2026-11-23')
    .replaceAll(/:[A-Za-z0-9]+/g, 'nothing-here')
    .replaceAll('*', 'nothing-here')

const routes = () =>
  app.http.guardedRoutes.flatMap((route) =>
    [route.method]
      .flat()
      .map((method) => ({ method, url: concrete(route.url), access: route.config?.access ?? 'public' })),
  )

/** Probes only whether the door opens: an empty body stops at the parser behind it. */
const knock = (method: string, url: string, person?: Browserlike) => {
  const request = { method: method as 'GET', url, headers: { accept: 'application/json' } }
  return person === undefined ? app.http.inject(request) : person.inject(request)
}

describe('access', () => {
  it('lets nobody without an account, a TV or a key past a closed route', async () => {
    const open: string[] = []
    for (const { method, url, access } of routes()) {
      if (access === 'public' || method === 'OPTIONS') continue
      const { statusCode } = await knock(method, url)
      if (statusCode !== 401) open.push(`${method} ${url}: ${statusCode}`)
    }
    expect(open).toEqual([])
    expect(routes().length).toBeGreaterThan(10)
  })

  it.each(ROLES)('opens to %s what the table says and nothing else', async (role) => {
    const wrong: string[] = []
    for (const { method, url, access } of routes()) {
      if (!isPermission(access) || may(role, access) || method === 'OPTIONS') continue
      const { statusCode } = await knock(method, url, people.get(role))
      if (statusCode !== 403) wrong.push(`${method} ${url} (${access}): ${statusCode}`)
    }
    for (const { method, url, access } of routes()) {
      if (method !== 'GET' || !isPermission(access) || !may(role, access)) continue
      const { statusCode } = await knock(method, url, people.get(role))
      if (statusCode === 401 || statusCode === 403) wrong.push(`${method} ${url} (${access}): ${statusCode}`)
    }
    expect(wrong).toEqual([])
  })

  it('refuses a change without the CSRF token', async () => {
    const admin = await app.signIn()
    const answer = await app.http.inject({
      method: 'PATCH',
      url: '/api/settings',
      headers: { cookie: admin.cookie },
      payload: {},
    })
    expect(answer.statusCode).toBe(403)
    expect(answer.json()).toMatchObject({ code: 'CSRF_TOKEN_WRONG' })
  })

  it('ends a session for good when signed out', async () => {
    const person = await app.as('operator')
    expect((await person.inject({ method: 'GET', url: '/api/session' })).statusCode).toBe(200)
    expect((await person.inject({ method: 'DELETE', url: '/api/session' })).statusCode).toBe(204)
    expect((await person.inject({ method: 'GET', url: '/api/session' })).statusCode).toBe(401)
  })
})
