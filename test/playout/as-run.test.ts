import { join } from 'node:path'
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { AiringReport, Observation } from '../../protocol/display.ts'
import type { DisplayToServer, ServerToDisplay } from '../../protocol/events.ts'
import { duration, instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { openDatabase } from '../../server/platform/database.ts'
import { type Browserlike, startTestApp, type TestApp } from '../app.ts'

const NOON = instant(Date.parse('2026-11-23T12:04:00+08:00'))
const FACTS = {
  ...{ appVersion: 'test', userAgent: 'test', width: 1920, height: 1080 },
  ...{ secureContext: true, serviceWorker: true, autoplay: true },
}

let app: TestApp
let admin: Browserlike
let tv: Socket<ServerToDisplay, DisplayToServer>
beforeAll(async () => {
  app = await startTestApp({ clock: createClock(NOON) })
  admin = await app.signIn()
  const address = await app.listen()
  await recordNoon()
  tv = io(`${address}/display`, { transports: ['websocket'], auth: { token: await pair() }, forceNew: true })
  await new Promise<void>((resolve) => tv.once('connect', () => resolve()))
})
afterAll(async () => {
  tv.disconnect()
  await app.close()
})

/** News that began at noon. */
const recordNoon = async (): Promise<void> => {
  const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, app.clock)
  const end = instant(NOON + 960_000)
  const planned = {
    ...{ id: 'noon', group: 'school', start: NOON, end, kind: 'news', title: '午間新聞', mediaId: 'm' },
    ...{ offsetMs: 0, mediaDurationMs: 900_000, slotId: null, series: null, exam: false, emergency: false },
    reasons: [],
  }
  await database.asRun.create({
    data: {
      ...{ airingId: 'noon', groupId: 'school', mediaId: 'm', start: new Date(NOON), end: new Date(end) },
      ...{ planned, commanded: { frozen: 'at-start', lateMs: 2 }, frozenAt: new Date(NOON) },
    },
  })
  await database.$disconnect()
}

const pair = async (): Promise<string> => {
  const { pairingId, secret, userCode } = (
    await app.http.inject({ method: 'POST', url: '/api/pairing', payload: { facts: FACTS } })
  ).json()
  const payload = { userCode, name: '101', groupId: 'school' }
  expect((await admin.inject({ method: 'POST', url: '/api/displays/approve', payload })).statusCode).toBe(201)
  const claimed = await app.http.inject({ method: 'POST', url: '/api/pairing/claim', payload: { pairingId, secret } })
  return claimed.json().token
}

const report: AiringReport = {
  ...{ airingId: 'noon', firstFrameAt: NOON, skewMs: 3, stalls: 0, ended: false },
  ...{ playedFromMs: duration(0), playedToMs: duration(400_000) },
}
const spell = (kind: Observation['kind'], from: number, to: number): Observation => ({
  ...{ kind, fromMs: duration(from * 1000), toMs: duration(to * 1000) },
})
const send = (observed: Observation[]) => tv.timeout(5000).emitWithAck('aired', [{ ...report, observed }])
const read = async () => (await admin.inject({ method: 'GET', url: '/api/as-run?date=2026-11-23' })).json().items[0]

it('A1 what a TV observed is kept in a column of its own: late, said again, and grown meanwhile', async () => {
  const before = await read()
  expect(before.observed).toEqual([])
  await send([spell('black', 126, 140)])
  await send([spell('black', 126, 150), spell('silence', 300, 320)])
  await send([spell('black', 126, 140)])
  const { planned, commanded, reported, observed } = await read()
  expect(observed).toEqual([
    { ...spell('black', 126, 150), displays: ['101'] },
    { ...spell('silence', 300, 320), displays: ['101'] },
  ])
  expect({ planned, commanded }).toEqual({ planned: before.planned, commanded: before.commanded })
  expect(reported).toMatchObject([{ displayName: '101', firstFrameAt: NOON, skewMs: 3, playedToMs: 400_000 }])
})

it('A1 a report with an observation that nobody can make is not believed, and holds up no other', async () => {
  const before = await read()
  const wrong = { ...spell('black', 500, 520), kind: 'boring' }
  const sent = [{ ...report, observed: [wrong] }, report]
  const answer = await new Promise((resolve) => Reflect.apply(tv.emit, tv, ['aired', sent, resolve]))
  expect(answer).toMatchObject({ stored: 1, refused: [0] })
  expect((await read()).observed).toEqual(before.observed)
})

it('A1 the spreadsheet says it in the reader’s language', async () => {
  const csv = async (language: string) =>
    (
      await admin.inject({
        method: 'GET',
        url: '/api/as-run.csv?date=2026-11-23',
        headers: { 'accept-language': language },
      })
    ).body
  expect(await csv('zh-TW')).toContain('黑畫面 2:06–2:30; 無聲 5:00–5:20')
  expect(await csv('en')).toContain('black 2:06–2:30; silence 5:00–5:20')
})
