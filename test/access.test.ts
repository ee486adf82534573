import { io } from 'socket.io-client'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Access, may, PERMISSIONS, type Permission, type Role } from '../protocol/account.ts'
import { permissionFor } from '../protocol/act-permission.ts'
import type { ActRequest } from '../protocol/acts.ts'
import { duration, instant } from '../protocol/time.ts'
import { SOCKET_EVENTS } from '../server/platform/sockets.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from './app.ts'

const ROLES: readonly Role[] = ['admin', 'head', 'operator', 'assistant', 'teacher']

let app: TestApp
let address: string
let displayToken: string
let channelKey: string
const people = new Map<Role, Browserlike>()
beforeAll(async () => {
  app = await startTestApp()
  // Only the doors are tried: a booklet for each role would take half of the time.
  await app.press.stop()
  address = await app.listen()
  for (const role of ROLES) people.set(role, await app.as(role))
  displayToken = await pairTv()
  const made = await people.get('admin')?.inject({ method: 'POST', url: '/api/channel-keys', payload: { note: 'vlc' } })
  channelKey = made?.json<{ key: string }>().key ?? ''
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

const pairTv = async (): Promise<string> => {
  const facts = { appVersion: 'test', userAgent: 'test', width: 1920, height: 1080 }
  const able = { secureContext: true, serviceWorker: true, autoplay: true }
  const asked = await app.http.inject({
    method: 'POST',
    url: '/api/pairing',
    payload: { facts: { ...facts, ...able } },
  })
  const { pairingId, secret, userCode } = asked.json()
  const payload = { userCode, name: '101', groupId: 'school' }
  await people.get('admin')?.inject({ method: 'POST', url: '/api/displays/approve', payload })
  const claimed = await app.http.inject({ method: 'POST', url: '/api/pairing/claim', payload: { pairingId, secret } })
  return claimed.json<{ token: string }>().token
}

/** Does a namespace let this bearer in? */
const enters = (namespace: string, bearer: { cookie?: string; token?: string }) =>
  new Promise<boolean>((resolve) => {
    const socket = io(`${address}${namespace}`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      ...(bearer.cookie === undefined ? {} : { extraHeaders: { cookie: bearer.cookie } }),
      ...(bearer.token === undefined ? {} : { auth: { token: bearer.token } }),
    })
    const answer = (entered: boolean) => {
      socket.disconnect()
      resolve(entered)
    }
    socket.once('connect', () => answer(true))
    socket.once('connect_error', () => answer(false))
  })

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

  it('opens to a TV’s token and to a channel’s key what is theirs and nothing else', async () => {
    const wrong: string[] = []
    const bearers = [
      { headers: { authorization: `Bearer ${displayToken}` }, query: '', opens: ['display', 'viewer'] },
      { headers: {}, query: `?key=${channelKey}`, opens: ['viewer'] },
    ]
    for (const { headers, query, opens } of bearers)
      for (const { method, url, access } of routes()) {
        if (access === 'public' || method === 'OPTIONS') continue
        const request = { method: method as 'GET', url: `${url}${query}`, headers }
        if (opens.includes(access) && method !== 'GET') continue
        const { statusCode } = await app.http.inject(request)
        const refused = statusCode === 401 || statusCode === 403
        if (refused === opens.includes(access)) wrong.push(`${method} ${url} (${access}): ${statusCode}`)
      }
    expect(displayToken).toMatch(/^[\w-]{20,}$/)
    expect(channelKey).toMatch(/^[\w-]{10,}$/)
    expect(wrong).toEqual([])
  })

  it('opens to a right password without its second step nothing but that step', async () => {
    const admin = people.get('admin')
    const demanded = { method: 'PATCH', url: '/api/settings', payload: { secondFactorForAdmins: true } } as const
    expect((await admin?.inject(demanded))?.statusCode).toBe(200)
    const payload = { name: 'admin', password: ADMIN_PASSWORD }
    const begun = await app.http.inject({ method: 'POST', url: '/api/session', payload })
    const cookie = begun.cookies.map((one) => `${one.name}=${one.value}`).join('; ')
    const headers = { cookie, 'x-csrf-token': begun.json<{ csrfToken: string }>().csrfToken }
    expect(begun.json()).toMatchObject({ next: 'set-up' })
    const wrong: string[] = []
    for (const { method, url, access } of routes()) {
      if (access === 'public' || access === 'half-signed-in' || method === 'OPTIONS') continue
      const { statusCode } = await app.http.inject({ method: method as 'GET', url, headers })
      if (statusCode !== 401) wrong.push(`${method} ${url} (${access}): ${statusCode}`)
    }
    for (const namespace of new Set(SOCKET_EVENTS.map((each) => each.namespace)))
      if (await enters(namespace, { cookie })) wrong.push(namespace)
    expect(wrong).toEqual([])
    const asked = await app.http.inject({ method: 'GET', url: '/api/session/second-step', headers })
    expect(asked.json()).toMatchObject({ next: 'set-up' })
    const unguarded = await app.http.inject({
      method: 'POST',
      url: '/api/session/second-step/set-up',
      headers: { cookie },
    })
    expect(unguarded.json()).toMatchObject({ code: 'CSRF_TOKEN_WRONG' })
    await admin?.inject({ ...demanded, payload: { secondFactorForAdmins: false } })
  })

  it('opens every socket event to whom its table says', async () => {
    const bearers = [
      ...ROLES.map((role) => ({ who: role, type: 'signed-in', bearer: { cookie: people.get(role)?.cookie ?? '' } })),
      { who: 'TV', type: 'display', bearer: { token: displayToken } },
      { who: 'key', type: 'key', bearer: { token: channelKey } },
      { who: 'nobody', type: 'nobody', bearer: {} },
    ] as const
    const wrong: string[] = []
    for (const namespace of new Set(SOCKET_EVENTS.map((each) => each.namespace)))
      for (const { who, type, bearer } of bearers) {
        const entered = await enters(namespace, bearer)
        for (const { event, access } of SOCKET_EVENTS.filter((each) => each.namespace === namespace))
          if (entered !== (access === type)) wrong.push(`${namespace} ${event} ${who}: ${entered}`)
      }
    expect(wrong).toEqual([])
  })

  it.each(ROLES)('hears from %s the acts that the table of acts allows, and no other', async (role) => {
    const person = people.get(role)
    const [groups, displays] = [[] as string[], [] as string[]]
    const later = instant(app.clock.now() + 3 * 86_400_000)
    const words = { zh: '請', en: 'please' }
    const asked: readonly ActRequest[] = [
      { type: 'cut-in', groups, mediaId: 'none', start: null, end: null },
      { type: 'cut-in', groups, mediaId: 'none', start: later, end: null },
      { type: 'skip', groups, airingId: 'none' },
      { type: 'hold', groups },
      { type: 'end', groups },
      { type: 'extend', groups, until: later },
      { type: 'replay', displays: ['none'], mediaId: 'none', fromMs: duration(0), toMs: duration(1), start: null },
      { type: 'message', groups, displays, words, until: instant(app.clock.now() + 60_000) },
      { type: 'volume', groups: ['none'], displays, volume: 0.5 },
      { type: 'mute', groups: ['none'], displays, until: later },
      { type: 'standby', groups: ['none'], displays, on: true },
      { type: 'standby', groups, displays, on: false },
    ]
    const wrong: string[] = []
    for (const request of asked) {
      // `later` is days away: any midnight between tells the same.
      const allowed =
        may(role, 'playout.control') && may(role, permissionFor(request, instant(app.clock.now() + 60_000)))
      const answer = await person?.inject({ method: 'POST', url: '/api/acts', payload: { request } })
      if ((answer?.statusCode !== 403) !== allowed) wrong.push(`${request.type}: ${answer?.statusCode}`)
      if (answer?.statusCode !== 201 || may('assistant', permissionFor(request, instant(app.clock.now() + 60_000))))
        continue
      // Who may not do it may not take it back.
      const url = `/api/acts/${answer.json<{ act: { id: string } }>().act.id}/undo`
      const taken = await people.get('assistant')?.inject({ method: 'POST', url })
      if (taken?.statusCode !== 403) wrong.push(`undo ${request.type}: ${taken?.statusCode}`)
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
