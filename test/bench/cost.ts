/** What one TV costs: the server that serves 300 of them, and the machine behind the screen. */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { io, type Socket } from 'socket.io-client'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { DisplayToServer, ServerToDisplay } from '../../protocol/events.ts'
import { PROTOCOL_VERSION } from '../../protocol/events.ts'
import { instant } from '../../protocol/time.ts'
import { launchBrowser } from '../browser.ts'
import { airingOf, buildPlayer, IDENTITY, machineClock, makeClip } from '../player/clip.ts'
import { startFakeServer } from '../player/fake-server.ts'
import { temporaryFolder } from '../temporary.ts'
import type { Bench, BenchRow } from './bench.ts'
import { end, onCore, SERVER_CORE } from './load.ts'
import { loadPeer, playPeer, untilTime } from './screens.ts'

const TELEVISIONS = 300
const SETTLE_MS = 20_000
const MEASURED_MS = 60_000
/** As the player does it: a report each five seconds, thirty questions about the time each minute. */
const REPORT_MS = 5000
const CLOCK_QUESTIONS = 30
const CLOCK_EVERY_MS = 60_000
const FACTS = {
  appVersion: 'bench',
  userAgent: 'bench',
  width: 1920,
  height: 1080,
  secureContext: true,
  serviceWorker: true,
  autoplay: true,
}

const Ready = Type.Object({ address: Type.String(), tokens: Type.Array(Type.String()) })
const Spent = Type.Object({ cpuMs: Type.Number(), heapBytes: Type.Number() })
type Line = Socket<ServerToDisplay, DisplayToServer>

const only = (what: string, ours: number, unit: string): BenchRow => ({
  what,
  ours,
  peer: null,
  ratio: null,
  unit,
  target: '',
  met: null,
})

/** A TV as the server sees it; `told` is called with each plan. */
const televise = async (address: string, token: string, index: number, told: () => void): Promise<Line> => {
  const socket: Line = io(`${address}/display`, { transports: ['websocket'], auth: { token }, forceNew: true })
  let version = 0
  socket.on('plan', (plan, ack) => {
    version = plan.version
    ack({ held: version })
    told()
  })
  socket.emit('hello', { protocol: PROTOCOL_VERSION, facts: FACTS, held: 0 })
  const report = () =>
    socket.emit('report', {
      at: instant(Math.round(machineClock())),
      version,
      playback: { state: 'slate' },
      segmentsHeld: 0,
      segmentsNeeded: 0,
      clockErrorMs: 0.3,
      driftPpm: 4,
      volume: 1,
      muted: false,
      stalls: 0,
      storageBytes: index,
    })
  const ask = () => {
    for (let count = 0; count < CLOCK_QUESTIONS; count++) socket.emit('clock', () => undefined)
  }
  // Spread over the period, as TVs that were switched on at different moments are.
  const spread = index / TELEVISIONS
  setTimeout(() => every(socket, REPORT_MS, report), spread * REPORT_MS)
  setTimeout(() => every(socket, CLOCK_EVERY_MS, ask), spread * CLOCK_EVERY_MS)
  await new Promise<void>((resolve) => socket.once('connect', () => resolve()))
  return socket
}

const every = (socket: Line, periodMs: number, act: () => void): void => {
  act()
  const timer = setInterval(act, periodMs)
  socket.on('disconnect', () => clearInterval(timer))
}

/** The server with no TV connected, then with all of them. */
const ofTheServer = async (): Promise<readonly BenchRow[]> => {
  const file = fileURLToPath(new URL('televisions-server.ts', import.meta.url))
  const args = ['--expose-gc', file, String(TELEVISIONS)]
  const [program, words] = onCore(SERVER_CORE, process.execPath, args)
  const child = spawn(program, words, { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  const sockets: Line[] = []
  try {
    const answer = async () => (await once(child, 'message'))[0]
    const { address, tokens } = Value.Parse(Ready, await answer())
    const spent = async () => {
      const heard = answer()
      child.send({ ask: 'spent' })
      return Value.Parse(Spent, await heard)
    }
    const over = async () => {
      const before = await spent()
      await pause(MEASURED_MS)
      const after = await spent()
      return { cpuMs: after.cpuMs - before.cpuMs, heapBytes: after.heapBytes }
    }
    let heard: () => void = () => undefined
    await pause(SETTLE_MS)
    const idle = await over()
    for (const [index, token] of tokens.entries()) sockets.push(await televise(address, token, index, () => heard()))
    await pause(SETTLE_MS)
    const busy = await over()

    let told = 0
    const all = new Promise<void>((resolve) => {
      heard = () => ++told === TELEVISIONS && resolve()
    })
    const edited = performance.now()
    child.send({ ask: 'edit' })
    await all
    const pushedMs = performance.now() - edited
    return [
      only(`server, ${TELEVISIONS} TVs connected`, busy.cpuMs / (MEASURED_MS / 100), '% of a core'),
      only('server, for each TV', (busy.cpuMs - idle.cpuMs) / TELEVISIONS, 'ms of CPU a minute'),
      only('server, for each TV', (busy.heapBytes - idle.heapBytes) / TELEVISIONS / 1000, 'kB of memory'),
      only(`an edit of the week, until all ${TELEVISIONS} TVs hold it`, pushedMs, 'ms'),
    ]
  } finally {
    for (const socket of sockets) socket.disconnect()
    await end(child)
  }
}

/** Clock ticks of `/proc/PID/stat` per second: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100

/** Memory of one process with what it shares divided among those that share it (proc(5), `smaps_rollup`); kilobytes. */
const proportional = (pid: number): number =>
  Number(/^Pss:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0)

/** CPU milliseconds and memory of this process's descendants, from Linux' `/proc`. */
const descendants = (): { readonly cpuMs: number; readonly bytes: number } => {
  const processes = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
        // The program's name stands in brackets and may hold spaces.
        const fields = stat
          .slice(stat.lastIndexOf(')') + 2)
          .split(' ')
          .map(Number)
        return [{ pid: Number(pid), parent: fields[1] ?? 0, ticks: (fields[11] ?? 0) + (fields[12] ?? 0) }]
      } catch {
        // It ended between the listing and the reading.
        return []
      }
    })
  const family = new Set([process.pid])
  for (let before = 0; before !== family.size; ) {
    before = family.size
    for (const { pid, parent } of processes) if (family.has(parent)) family.add(pid)
  }
  family.delete(process.pid)
  const chosen = processes.filter(({ pid }) => family.has(pid))
  const ticks = chosen.reduce((total, one) => total + one.ticks, 0)
  const kilobytes = chosen.reduce((total, { pid }) => total + proportional(pid), 0)
  return { cpuMs: (ticks * 1000) / TICKS_PER_SECOND, bytes: kilobytes * 1024 }
}

const SECONDS = 60
const SET_UP_MS = 25_000
const READ_AFTER_MS = 5000
const READ_MS = 40_000

/** Percent of a core that the browser spends over `READ_MS` from now on. */
const share = async (): Promise<number> => {
  const before = descendants().cpuMs
  await pause(READ_MS)
  return (descendants().cpuMs - before) / (READ_MS / 100)
}

/** A browser as a TV: its slate, a programme, and the same programme in a bare element. */
const ofTheTv = async (): Promise<readonly BenchRow[]> => {
  await using folder = await temporaryFolder()
  await using stack = new AsyncDisposableStack()
  const dist = join(folder.path, 'dist')
  await buildPlayer(dist)
  const clip = makeClip(folder.path, 'm', SECONDS, 440, '720p', [1280, 720])
  const server = await startFakeServer({ dist, identity: IDENTITY, clips: [clip], now: machineClock })
  stack.defer(() => server.close())
  const { browser } = stack.use(await launchBrowser())
  const page: Page = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  const address = `http://127.0.0.1:${server.port}`
  await page.goto(`${address}/player/#token=token`)
  await pause(READ_AFTER_MS)
  const slate = await share()
  const start = instant(Math.ceil(machineClock() / 1000) * 1000 + SET_UP_MS)
  server.publish({
    type: 'whole',
    version: 1,
    window: { start: instant(start - 60_000), end: instant(start + 600_000) },
    airings: [airingOf('airing', 'm', '影片', start, SECONDS * 1000 - 1000)],
    media: [{ id: 'm', revision: 'r' }],
  })
  await untilTime(start + READ_AFTER_MS)
  const ours = await share()
  const { bytes } = descendants()
  await page.close()

  const bare = await browser.newPage({ viewport: { width: 1280, height: 720 } })
  // Any page of the same origin without a player on it.
  await bare.goto(`${address}/api/pairing`)
  const [rendition] = clip.manifest.renditions
  const objects = rendition === undefined ? [] : [rendition.init, ...rendition.segments]
  await loadPeer(
    bare,
    objects.map(({ sha256 }) => `${address}/segments/${sha256}`),
  )
  await bare.evaluate(() => {
    const video = document.getElementById('peer')
    if (video !== null) video.style.cssText = 'position:absolute;left:0;top:0;width:1280px;height:720px'
  })
  const peerStart = machineClock() + 1000
  await playPeer(bare, peerStart)
  await untilTime(peerStart + READ_AFTER_MS)
  const peer = await share()
  const unit = '% of a core'
  return [
    only('a TV between programmes', slate, unit),
    {
      what: 'a TV with a 720p programme, decoded in software, against a bare element',
      ours,
      peer,
      ratio: peer / ours,
      unit,
      target: '',
      met: null,
    },
    only('a TV with a programme, all its processes', bytes / 1e6, 'MB of memory'),
  ]
}

export const bench: Bench = {
  name: 'cost',
  run: async () => [...(await ofTheServer()), ...(await ofTheTv())],
}
