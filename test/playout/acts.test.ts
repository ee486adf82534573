import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Act } from '../../protocol/acts.ts'
import type { DisplayIdentity } from '../../protocol/display.ts'
import { QUIET_REPORT, SOME_FACTS } from '../../protocol/display-fixture.ts'
import { type DisplayToServer, PROTOCOL_VERSION, type ServerToDisplay } from '../../protocol/events.ts'
import { applyPlan, type HeldPlan } from '../../protocol/plan.ts'
import { onAirAt } from '../../protocol/rundown.ts'
import { instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { type Database, openDatabase } from '../../server/platform/database.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'

/** Monday, in the middle of the noon news. */
const NOON = instant(Date.parse('2026-11-23T12:10:00+08:00'))
const MINUTE = 60_000

let app: TestApp
let operator: Browserlike
let database: Database
let tvs: Tv[]
let address: string
beforeEach(async () => {
  app = await startTestApp({ clock: createClock(NOON) })
  operator = await app.signIn()
  database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, app.clock)
  address = await app.listen()
  tvs = []
  await programme('news', 'news', 40, '2026-11-23')
  await programme('film', 'film', 30, null)
})
afterEach(async () => {
  for (const { socket } of tvs) socket.disconnect()
  await database.$disconnect()
  await app.close()
})

const programme = async (id: string, kind: string, minutes: number, airDate: string | null) => {
  const at = new Date(NOON - 3 * 3_600_000)
  await database.media.create({
    data: {
      id,
      title: `the ${id}`,
      kind,
      state: 'ready',
      durationMs: minutes * MINUTE,
      airDate,
      revision: '1',
      warnings: [],
      audioTracks: [],
      originalName: '',
      originalPath: '',
      bytes: 1,
      createdAt: at,
      readyAt: at,
    },
  })
}

interface Tv {
  readonly id: string
  readonly socket: Socket<ServerToDisplay, DisplayToServer>
  plan: HeldPlan | null
  identity: DisplayIdentity | null
}

/** A TV that does what it is told, and says so. */
const connectTv = async (name: string, groupId = 'school'): Promise<Tv> => {
  const facts = SOME_FACTS
  const { pairingId, secret, userCode } = (
    await app.http.inject({ method: 'POST', url: '/api/pairing', payload: { facts } })
  ).json()
  await operator.inject({ method: 'POST', url: '/api/displays/approve', payload: { userCode, name, groupId } })
  const claimed = await app.http.inject({ method: 'POST', url: '/api/pairing/claim', payload: { pairingId, secret } })
  const { token, displayId } = claimed.json()
  const socket: Socket<ServerToDisplay, DisplayToServer> = io(`${address}/display`, {
    transports: ['websocket'],
    auth: { token },
    forceNew: true,
  })
  const tv: Tv = { id: displayId, socket, plan: null, identity: null }
  const report = () =>
    socket.emit('report', {
      ...QUIET_REPORT,
      at: app.clock.now(),
      version: tv.plan?.version ?? 0,
      ...(tv.identity?.toldAt === undefined ? {} : { toldAt: tv.identity.toldAt }),
    })
  socket.on('identity', (identity) => {
    tv.identity = identity
    report()
  })
  socket.on('plan', (message, ack) => {
    const applied = applyPlan(tv.plan, message)
    if (applied === 'need-whole') return ack({ need: 'whole' })
    tv.plan = applied.held
    ack({ held: tv.plan.version })
    report()
  })
  socket.on('command', (_command, ack) => ack({ done: true }))
  socket.emit('hello', { protocol: PROTOCOL_VERSION, facts, held: 0 })
  tvs.push(tv)
  await expect.poll(() => tv.plan).not.toBeNull()
  return tv
}

const does = async (request: object, who = operator) => {
  const answer = await who.inject({ method: 'POST', url: '/api/acts', payload: { request, why: 'the head asked' } })
  return { status: answer.statusCode, ...answer.json<{ act: Act; code: string }>() }
}
const undo = async (id: string) => (await operator.inject({ method: 'POST', url: `/api/acts/${id}/undo` })).statusCode
/** What a TV shows at an instant, by the plan it holds. */
const shows = (tv: Tv, at: number = app.clock.now()) =>
  tv.plan && onAirAt(tv.plan, instant(at), tv.plan.airings[0]?.group ?? '')
const news = async () => {
  // A change that the publisher hears of: the programme of today came in.
  await operator.inject({ method: 'PATCH', url: '/api/groups/school', payload: { name: '全校' } })
}

describe('acts', () => {
  it('P1 a cut-in starts on the grid in the groups chosen, and undo gives the time back', async () => {
    const grade = (
      await operator.inject({ method: 'POST', url: '/api/groups', payload: { name: '一年級', parentId: 'school' } })
    ).json().id
    const [first, other] = [await connectTv('101', grade), await connectTv('201')]
    await news()
    await expect.poll(() => shows(other)?.airing.title).toBe('the news')
    const { status, act } = await does({ type: 'cut-in', groups: [grade], mediaId: 'film', start: null, end: null })
    expect(status).toBe(201)
    await expect
      .poll(() => shows(first, app.clock.now() + 15_000)?.airing)
      .toMatchObject({ title: 'the film', offsetMs: 0 })
    expect((shows(first, app.clock.now() + 15_000)?.airing.start ?? 1) % 4000).toBe(0)
    expect(shows(other, app.clock.now() + 15_000)?.airing.title).toBe('the news')
    expect(await undo(act.id)).toBe(200)
    await expect.poll(() => shows(first, app.clock.now() + 15_000)?.airing.title).toBe('the news')
    expect(await undo(act.id)).toBe(409)
  })

  it('hold shows the slate until resumed; then the news is rejoined where it would be (P3)', async () => {
    const tv = await connectTv('101')
    await news()
    await expect.poll(() => shows(tv)?.positionMs).toBeGreaterThan(6 * MINUTE - 1)
    const { act } = await does({ type: 'hold', groups: [] })
    await expect.poll(() => shows(tv)?.airing.reasons.map(({ code }) => code)).toContain('held')
    expect(await does({ type: 'hold', groups: [] })).toMatchObject({ status: 409, code: 'ACT_HELD' })
    expect(await undo(act.id)).toBe(200)
    await expect.poll(() => shows(tv)?.airing.title).toBe('the news')
    expect((await does({ type: 'hold', groups: [], airingId: 'another' })).code).toBe('CONFLICT')
  })

  it('P6 a skip leaves what the rules put in its place, told before; followed, kept with its reason, undone', async () => {
    const [tv, gone] = [await connectTv('101'), await connectTv('203')]
    gone.socket.disconnect()
    await news()
    await expect.poll(() => shows(tv)?.airing.title).toBe('the news')
    const airingId = shows(tv)?.airing.id ?? ''
    const request = { type: 'skip', groups: [], airingId }
    const told = await operator.inject({ method: 'POST', url: '/api/acts/instead', payload: { request } })
    expect(told.json().items).toMatchObject([{ airing: { kind: 'slate', reasons: [{ code: 'skipped' }] } }])
    expect(shows(tv)?.airing.title).toBe('the news')
    const { act, status } = await does(request)
    expect(status).toBe(201)
    expect(act).toMatchObject({ why: 'the head asked', undoable: true, until: NOON + 10 * MINUTE })
    await expect.poll(() => shows(tv)?.airing.reasons.map(({ code }) => code)).toEqual(['skipped'])
    await expect.poll(() => shows(tv, NOON + 9 * MINUTE)?.airing.kind).toBe('slate')
    expect(act.awaits.displays).toHaveLength(2)
    expect(await does(request)).toMatchObject({ status: 409, code: 'ACT_NOT_PLANNED' })
    expect(await undo(act.id)).toBe(200)
    await expect.poll(() => shows(tv)?.airing.title).toBe('the news')
    const log = await operator.inject({ method: 'GET', url: '/api/audit?q=act.skip' })
    expect(log.json().items).toMatchObject([{ details: { why: 'the head asked' } }])
  })

  it('P6 only what is planned today can be skipped', async () => {
    const tv = await connectTv('101')
    await programme('later', 'news', 10, '2026-11-25')
    await news()
    await expect.poll(() => tv.plan?.airings.some(({ mediaId }) => mediaId === 'later')).toBe(true)
    const airingId = tv.plan?.airings.find(({ mediaId }) => mediaId === 'later')?.id
    expect(await does({ type: 'skip', groups: [], airingId })).toMatchObject({ status: 409, code: 'ACT_NOT_PLANNED' })
  })

  it('extending goes on with the same picture on the same timeline beyond the slot', async () => {
    const tv = await connectTv('101')
    await news()
    await expect.poll(() => shows(tv)?.airing.title).toBe('the news')
    const end = shows(tv)?.airing.end ?? 0
    const until = end + 5 * MINUTE
    expect((await does({ type: 'extend', groups: [], until })).status).toBe(201)
    const origin = (at: number) => at - (shows(tv, at)?.positionMs ?? 0)
    await expect.poll(() => shows(tv, end)?.airing.title).toBe('the news')
    expect(origin(end + MINUTE)).toBe(origin(end - MINUTE))
    expect(shows(tv, until)?.positionMs).toBeNull()
  })

  it('C4 an exam refuses everything but an emergency; P4 which lasts until all-clear', async () => {
    const tv = await connectTv('101')
    const slot = {
      name: '段考聽力',
      kind: 'listening',
      weekdays: [],
      dates: ['2026-11-23'],
      startTime: '12:08',
      endTime: '12:30',
      audience: [],
      source: { type: 'media', mediaIds: ['film'] },
      fallback: [],
      validFrom: null,
      validUntil: null,
      yearRound: true,
      exam: true,
    }
    const made = await operator.inject({ method: 'POST', url: '/api/slots', payload: slot })
    expect(made.statusCode, made.body).toBe(201)
    await expect.poll(() => shows(tv)?.airing.exam).toBe(true)
    for (const request of [
      { type: 'cut-in', groups: [], mediaId: 'news', start: null, end: null },
      { type: 'message', groups: [], displays: [tv.id], words: { zh: '請', en: 'please' }, until: NOON + 20 * MINUTE },
      { type: 'volume', groups: [], displays: [], volume: 0.2 },
      { type: 'replay', displays: [tv.id], mediaId: 'film', fromMs: 0, toMs: 10_000, start: null },
    ])
      expect(await does(request)).toMatchObject({ status: 409, code: 'ACT_EXAM' })
    const payload = { request: { groups: [], notice: { zh: '地震', en: 'Earthquake', exercise: true }, mediaId: null } }
    const assistant = await app.as('assistant')
    expect((await assistant.inject({ method: 'POST', url: '/api/emergency', payload })).statusCode).toBe(403)
    const emergency = await operator.inject({ method: 'POST', url: '/api/emergency', payload })
    expect(emergency.statusCode, emergency.body).toBe(201)
    await expect
      .poll(() => shows(tv)?.airing)
      .toMatchObject({ emergency: true, notice: { exercise: true, en: 'Earthquake' } })
    const { id } = emergency.json().act
    expect((await assistant.inject({ method: 'POST', url: `/api/acts/${id}/undo` })).statusCode).toBe(403)
    expect(await undo(id)).toBe(200)
    await expect.poll(() => shows(tv)?.airing.exam).toBe(true)
  })

  it('one room hears a part again: only that TV is told, and its report of it is kept (A1)', async () => {
    const [one, other] = [await connectTv('101'), await connectTv('102')]
    const { act, status } = await does({
      type: 'replay',
      displays: [one.id],
      mediaId: 'film',
      fromMs: 61_000,
      toMs: 71_000,
      start: null,
    })
    expect(status).toBe(201)
    await expect.poll(() => one.identity?.replay).toMatchObject({ id: `replay.${act.id}`, fromMs: 61_000 })
    expect(other.identity?.replay ?? null).toBeNull()
    const report = {
      airingId: `replay.${act.id}`,
      firstFrameAt: NOON,
      skewMs: 3,
      stalls: 0,
      playedFromMs: null,
      playedToMs: null,
      ended: true,
    }
    expect(await one.socket.emitWithAck('aired', [report])).toEqual({ stored: 1, unknown: 0 })
  })

  it('is followed from asked to confirmed, and a TV that comes back is told the same', async () => {
    const [here, gone] = [await connectTv('101'), await connectTv('203')]
    gone.socket.disconnect()
    const request = {
      type: 'message',
      groups: [],
      displays: [],
      words: { zh: '放學後集合', en: 'Meet after school' },
      until: NOON + 20 * MINUTE,
    }
    const { act } = await does(request)
    expect(act.awaits.displays).toHaveLength(2)
    await expect.poll(() => here.identity?.messages).toMatchObject([{ words: { en: 'Meet after school' } }])
    gone.socket.connect()
    gone.socket.emit('hello', {
      protocol: PROTOCOL_VERSION,
      facts: {
        appVersion: '',
        userAgent: '',
        width: 0,
        height: 0,
        secureContext: true,
        serviceWorker: true,
        autoplay: true,
      },
      held: 0,
    })
    await expect.poll(() => gone.identity?.messages).toHaveLength(1)
    expect(await undo(act.id)).toBe(200)
    await expect.poll(() => here.identity?.messages).toEqual([])
    const log = await (await app.signIn()).inject({ method: 'GET', url: '/api/audit?q=act.' })
    expect(log.json().items.map((entry: { action: string }) => entry.action)).toEqual(['act.undo', 'act.message'])
  })

  it('volume is set for a group, held below the ceiling, and given back by undo', async () => {
    const tv = await connectTv('101')
    await (await app.signIn()).inject({ method: 'PATCH', url: '/api/settings', payload: { volumeCeiling: 0.6 } })
    const { act } = await does({ type: 'volume', groups: ['school'], displays: [], volume: 0.9 })
    await expect.poll(() => tv.identity?.volume).toBe(0.6)
    await does({ type: 'volume', groups: ['school'], displays: [], volume: 0.3 })
    await expect.poll(() => tv.identity?.volume).toBe(0.3)
    expect(await undo(act.id)).toBe(200)
    await expect.poll(() => tv.identity?.volume).toBe(0.6)
    expect(await does({ type: 'identify', groups: [], displays: [tv.id] })).toMatchObject({ status: 201, confirmed: 1 })
  })
})
