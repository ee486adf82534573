import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DisplayFacts, DisplayIdentity } from '../../protocol/display.ts'
import type { DisplayToServer, PlanMessage, ServerToDisplay } from '../../protocol/events.ts'
import { PROTOCOL_VERSION } from '../../protocol/events.ts'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'

const FACTS: DisplayFacts = {
  appVersion: 'test',
  userAgent: 'test',
  width: 1920,
  height: 1080,
  secureContext: true,
  serviceWorker: true,
  autoplay: true,
}

const MONDAY_MORNING = instant(Date.parse('2026-11-23T09:00:00+08:00'))

let app: TestApp
let address: string
let admin: Browserlike
let sockets: Socket<ServerToDisplay, DisplayToServer>[]
beforeEach(async () => {
  sockets = []
  app = await startTestApp({ clock: createClock(MONDAY_MORNING) })
  address = await app.listen()
  admin = await app.signIn()
})
afterEach(async () => {
  for (const socket of sockets) socket.disconnect()
  await app.close()
})

/** Pairs a TV as it would itself: ask, be approved, claim. */
const pairTv = async (name: string, groupId: string | null = 'school') => {
  const asked = await app.http.inject({ method: 'POST', url: '/api/pairing', payload: { facts: FACTS } })
  const { pairingId, secret, userCode } = asked.json()
  const claim = () => app.http.inject({ method: 'POST', url: '/api/pairing/claim', payload: { pairingId, secret } })
  expect((await claim()).json()).toEqual({ state: 'waiting' })
  const typed = `${userCode.slice(0, 4)} ${userCode.slice(4).toLowerCase()}`
  const approved = await admin.inject({
    method: 'POST',
    url: '/api/displays/approve',
    payload: { userCode: typed, name, groupId },
  })
  expect(approved.statusCode).toBe(201)
  const token: string = (await claim()).json().token
  expect((await claim()).json()).toEqual({ state: 'expired' })
  return { token, displayId: approved.json().id as string }
}

const connect = (token: string) => {
  const socket: Socket<ServerToDisplay, DisplayToServer> = io(`${address}/display`, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
    reconnection: false,
  })
  sockets.push(socket)
  return socket
}

const planOf = (
  socket: Socket<ServerToDisplay, DisplayToServer>,
  answer: (plan: PlanMessage) => { held: number } | { need: 'whole' } = ({ version }) => ({ held: version }),
) =>
  new Promise<PlanMessage>((resolve) => {
    socket.once('plan', (plan, ack) => {
      ack(answer(plan))
      resolve(plan)
    })
  })
const hello = (socket: Socket<ServerToDisplay, DisplayToServer>, held = 0) =>
  socket.emit('hello', { protocol: PROTOCOL_VERSION, facts: FACTS, held })

describe('a TV', () => {
  it('is paired by its code, told its name and given the whole plan', async () => {
    const { token } = await pairTv('101')
    const socket = connect(token)
    const identity = new Promise<DisplayIdentity>((resolve) => socket.once('identity', resolve))
    const plan = planOf(socket)
    hello(socket)
    expect(await identity).toMatchObject({ name: '101', groupId: 'school', timeZone: 'Asia/Taipei', rehearsal: true })
    expect(await plan).toMatchObject({ type: 'whole' })
    expect((await plan).type === 'whole' && (await plan)).toHaveProperty('airings.length')
  })

  it('that comes back with the current version is sent nothing until a change, then only the difference', async () => {
    const { token } = await pairTv('102')
    const first = connect(token)
    const whole = planOf(first)
    hello(first)
    const { version } = await whole
    first.disconnect()
    const second = connect(token)
    const next = planOf(second)
    const known = new Promise((resolve) => second.once('identity', resolve))
    hello(second, version)
    await known
    const cut = await admin.inject({
      method: 'PUT',
      url: '/api/calendar/2026-11-25',
      payload: { type: 'suspended', pattern: null, note: '颱風' },
    })
    expect(cut.statusCode).toBe(200)
    expect(await next).toMatchObject({ type: 'difference', base: version })
  })

  it('that can’t apply a difference gets the whole', async () => {
    const { token } = await pairTv('103')
    const socket = connect(token)
    const whole = planOf(socket)
    hello(socket)
    await whole
    const difference = planOf(socket, () => ({ need: 'whole' }))
    await admin.inject({
      method: 'PUT',
      url: '/api/calendar/2026-11-25',
      payload: { type: 'exam', pattern: null, note: '' },
    })
    expect((await difference).type).toBe('difference')
    expect((await planOf(socket)).type).toBe('whole')
  })

  it('confirms an order, and one that is off is said to be off', async () => {
    const { token, displayId } = await pairTv('104')
    const url = `/api/displays/${displayId}/identify`
    expect((await admin.inject({ method: 'POST', url })).json()).toEqual({ confirmed: false })
    const socket = connect(token)
    socket.on('command', (_command, ack) => ack({ done: true }))
    const plan = planOf(socket)
    hello(socket)
    await plan
    expect((await admin.inject({ method: 'POST', url })).json()).toEqual({ confirmed: true })
    const seen = await admin.inject({ method: 'GET', url: `/api/displays/${displayId}` })
    expect(seen.json()).toMatchObject({ status: { state: 'online' } })
  })

  it('that was unpaired is cut off and its token opens nothing', async () => {
    const { token, displayId } = await pairTv('105')
    const socket = connect(token)
    socket.on('command', (_command, ack) => ack({ done: true }))
    const plan = planOf(socket)
    hello(socket)
    await plan
    const off = new Promise((resolve) => socket.once('disconnect', resolve))
    expect((await admin.inject({ method: 'DELETE', url: `/api/displays/${displayId}` })).statusCode).toBe(204)
    await off
    const again = connect(token)
    const refused = await new Promise<Error>((resolve) => again.once('connect_error', resolve))
    expect(refused.message).toBe('NOT_SIGNED_IN')
    const self = await app.http.inject({
      method: 'GET',
      url: '/api/display/self',
      headers: { authorization: `Bearer ${token}` },
    })
    expect(self.statusCode).toBe(401)
  })

  it('whose message can’t be read is neither believed nor a crash', async () => {
    const { token, displayId } = await pairTv('106')
    const socket = connect(token)
    const plan = planOf(socket)
    hello(socket)
    await plan
    Reflect.apply(socket.emit, socket, ['report', { at: 'noon' }])
    const serverMs = await new Promise<number>((resolve) => socket.emit('clock', resolve))
    expect(Math.abs(serverMs - app.clock.now())).toBeLessThan(2000)
    const seen = await admin.inject({ method: 'GET', url: `/api/displays/${displayId}` })
    expect(seen.json().status.report).toBeNull()
  })
})

describe('a panel', () => {
  it('is refused without a session, hears of changes with one, and is cut off when signed out', async () => {
    const stranger = io(`${address}/panel`, { transports: ['websocket'], forceNew: true, reconnection: false })
    expect((await new Promise<Error>((resolve) => stranger.once('connect_error', resolve))).message).toBe(
      'NOT_SIGNED_IN',
    )
    const panel = io(`${address}/panel`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: admin.cookie },
    })
    await new Promise((resolve) => panel.once('connect', resolve as () => void))
    const changed = new Promise<{ topic: string }[]>((resolve) => panel.once('changed', resolve))
    await pairTv('107')
    expect((await changed).map(({ topic }) => topic)).toContain('displays')
    const off = new Promise((resolve) => panel.once('disconnect', resolve))
    await admin.inject({ method: 'DELETE', url: '/api/session' })
    await off
    panel.disconnect()
  })

  it('of another origin is not let in', async () => {
    const panel = io(`${address}/panel`, {
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      extraHeaders: { cookie: admin.cookie, origin: 'http://elsewhere.example' },
    })
    expect(await new Promise<Error>((resolve) => panel.once('connect_error', resolve))).toBeInstanceOf(Error)
    panel.disconnect()
  })
})
