/**
 * The wall with 300 rooms that each report once a second: what a browser's page spends on it, when a tenth of the tiles
 * comes to say something else each second, and when every tile does, which no noon brings about.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { io, type Socket } from 'socket.io-client'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { DisplayToServer, ServerToDisplay } from '../../protocol/events.ts'
import { PROTOCOL_VERSION } from '../../protocol/events.ts'
import { ADMIN_PASSWORD, type Browserlike, startTestApp, type TestApp } from '../app.ts'
import { launchBrowser } from '../browser.ts'
import type { Bench, BenchRow } from './bench.ts'

const ROOMS = 300
const PER_FLOOR = 15
const SETTLE_MS = 5000
const MEASURED_MS = 20_000
/** Share of one core, in percent. */
const TARGET = 5

const FACTS = {
  appVersion: 'bench',
  userAgent: 'bench',
  width: 1920,
  height: 1080,
  secureContext: true,
  serviceWorker: true,
  autoplay: true,
}
const NEEDED = 9
/** Segments that a room holds at its `turn`th report. */
type Held = (turn: number) => number
const aTenth: Held = (turn) => NEEDED - (Math.floor(turn / 10) % 2)
const everyone: Held = (turn) => turn % (NEEDED + 1)

type Line = Socket<ServerToDisplay, DisplayToServer>

/** Takes a TV in and connects it. */
const connectTv = async (
  app: TestApp,
  admin: Browserlike,
  address: string,
  index: number,
  held: () => Held,
): Promise<Line> => {
  const inject = (url: string, payload: object) =>
    admin.inject({ method: 'POST', url, payload, remoteAddress: `10.0.${index >> 4}.1` })
  const { pairingId, secret, userCode } = (await inject('/api/pairing', { facts: FACTS })).json()
  const payload = { userCode, name: String(101 + index), groupId: 'school' }
  const { id } = (await inject('/api/displays/approve', payload)).json()
  const floor = String(1 + Math.floor(index / PER_FLOOR))
  await admin.inject({ method: 'PATCH', url: `/api/displays/${id}`, payload: { floor } })
  const { token } = (await inject('/api/pairing/claim', { pairingId, secret })).json()
  const socket: Line = io(`${address}/display`, { transports: ['websocket'], auth: { token }, forceNew: true })
  socket.on('plan', ({ version }, ack) => ack({ held: version }))
  socket.emit('hello', { protocol: PROTOCOL_VERSION, facts: FACTS, held: 0 })
  // Room by room a step apart, so that each second is like the other.
  let turn = index
  const timer = setInterval(() => {
    turn++
    socket.emit('report', {
      at: app.clock.now(),
      version: 1,
      playback: { state: 'slate' },
      segmentsHeld: held()(turn),
      segmentsNeeded: NEEDED,
      clockErrorMs: 0.3,
      driftPpm: 4,
      volume: 1,
      muted: false,
      stalls: 0,
      storageBytes: turn,
    })
  }, 1000)
  socket.on('disconnect', () => clearInterval(timer))
  return socket
}

const Metrics = Type.Object({ metrics: Type.Array(Type.Object({ name: Type.String(), value: Type.Number() })) })

export const bench: Bench = {
  name: 'wall',
  run: async () => {
    const app = await startTestApp()
    const sockets: Line[] = []
    let held = aTenth
    await using chromium = await launchBrowser()
    try {
      const address = await app.listen()
      const admin = await app.signIn()
      for (let index = 0; index < ROOMS; index++) sockets.push(await connectTv(app, admin, address, index, () => held))
      const page = await chromium.browser.newPage({ viewport: { width: 1920, height: 1080 }, locale: 'zh-TW' })
      await page.goto(`${address}/`)
      await page.getByLabel('帳號').fill('admin')
      await page.getByLabel('密碼').fill(ADMIN_PASSWORD)
      await page.getByRole('button', { name: '登入' }).click()
      await page
        .locator('.tile')
        .nth(ROOMS - 1)
        .waitFor()
      await page.evaluate(
        'window.shift = 0; new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shift += entry.value }).observe({ type: "layout-shift" })',
      )
      const devtools = await page.context().newCDPSession(page)
      await devtools.send('Performance.enable')
      const spent = async (): Promise<number> => {
        const { metrics } = Value.Parse(Metrics, await devtools.send('Performance.getMetrics'))
        return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
      }
      const none = { peer: null, ratio: null }
      const share = async (what: string, how: Held): Promise<BenchRow> => {
        held = how
        await pause(SETTLE_MS)
        const before = await spent()
        await pause(MEASURED_MS)
        const ours = ((await spent()) - before) / (MEASURED_MS / 100_000)
        return { what, ours, ...none, unit: '% of a core', target: `≤ ${TARGET} %`, met: ours <= TARGET }
      }
      const shares = [
        await share('300 rooms report each second, 30 tiles change', aTenth),
        await share('300 rooms report each second, 300 tiles change', everyone),
      ]
      const shift = Value.Parse(Type.Number(), await page.evaluate('window.shift'))
      return [...shares, { what: 'layout shift', ours: shift, ...none, unit: '', target: '0', met: shift === 0 }]
    } finally {
      for (const socket of sockets) socket.disconnect()
      await app.close()
    }
  },
}
