import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { duration, type Instant, instant } from '../../protocol/time.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { type TemporaryFolder, temporaryFolder } from '../temporary.ts'
import { airingOf, buildPlayer, type Clip, IDENTITY, machineClock, makeClip } from './clip.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

interface Stand {
  readonly folder: TemporaryFolder
  readonly test: TestBrowser
  readonly dist: string
  readonly film: Clip
  readonly news: Clip
  readonly listening: Clip
}

let stand: Stand | null = null

beforeAll(async () => {
  const folder = await temporaryFolder()
  const dist = join(folder.path, 'dist')
  await buildPlayer(dist)
  const film = makeClip(folder.path, 'film', 40, 440)
  const news = makeClip(folder.path, 'news', 8, 660)
  const listening = makeClip(folder.path, 'listening', 8, 550, 'audio')
  stand = { folder, dist, film, news, listening, test: await launchBrowser() }
})
afterAll(async () => {
  await stand?.test.close()
  await stand?.folder.remove()
})

const ready = (): Stand => {
  if (stand === null) throw new Error('the stand was not set up')
  return stand
}

const openServer = ({ dist, film, news, listening }: Stand, port = 0): Promise<FakeServer> =>
  startFakeServer({ dist, identity: IDENTITY, clips: [film, news, listening], now: machineClock }, port)

/** A TV of its own, set up with its token; `localhost` is a secure origin even without TLS. */
const openTv = async ({ test }: Stand, server: FakeServer) => {
  const context = await test.browser.newContext({ viewport: { width: 1280, height: 720 } })
  const page = await context.newPage()
  await page.goto(`http://localhost:${server.port}/player/#token=token`)
  return { page, close: () => context.close() }
}

const seen = (page: Page, name: string, value: string) =>
  page.locator(`html[data-${name}="${value}"]`).waitFor({ state: 'attached', timeout: 30_000 })

const soon = (milliseconds: number): Instant => instant(Math.round(machineClock()) + milliseconds)

const publish = (server: FakeServer, version: number, airings: readonly ReturnType<typeof airingOf>[]) => {
  const ids = [...new Set(airings.flatMap(({ mediaId }) => mediaId ?? []))]
  const window = { start: soon(-3_600_000), end: soon(3_600_000) }
  server.publish({
    type: 'whole',
    version,
    window,
    airings: [...airings],
    media: ids.map((id) => ({ id, revision: 'r' })),
  })
}

/** Position on the screen minus the position that is due, in milliseconds. */
const errorAt = (page: Page, originMs: number): Promise<number> =>
  page.evaluate((origin) => {
    const video = document.querySelector('video[data-on-air="true"]')
    if (!(video instanceof HTMLVideoElement)) throw new Error('nothing is on the screen')
    return video.currentTime * 1000 - (performance.timeOrigin + performance.now() - origin)
  }, originMs)

/** A busy machine may come in late; the TV then corrects itself. */
const inStep = (page: Page, originMs: number) =>
  expect.poll(async () => Math.abs(await errorAt(page, originMs)), { timeout: 10_000 }).toBeLessThan(300)

it('a TV that is set up by its address joins in the middle, and after a reboot again, and goes on fetching', async () => {
  const server = await openServer(ready())
  const start = soon(-9000)
  const film = airingOf('film', 'film', '影片', start, 40_000)
  publish(server, 1, [film])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'state', 'playing')
  expect(new URL(tv.page.url()).hash).toBe('')
  await inStep(tv.page, start)
  await tv.page.reload()
  await seen(tv.page, 'state', 'playing')
  await inStep(tv.page, start)
  publish(server, 2, [film, airingOf('news', 'news', '新聞', instant(start + 90_000), 8000)])
  await seen(tv.page, 'version', '2')
  await seen(tv.page, 'held', '3')
  await tv.close()
  await server.close()
})

it('A1 with the server dead a rebooted TV plays on the instant, and its report arrives afterwards', async () => {
  const server = await openServer(ready())
  const start = soon(14_000)
  publish(server, 1, [airingOf('noon', 'news', '新聞', start, 7000)])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'held', '3')
  await seen(tv.page, 'clock', 'measured')
  await tv.page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await server.close()
  await tv.page.reload()
  await seen(tv.page, 'state', 'slate')
  await seen(tv.page, 'state', 'playing')
  await tv.page.locator('html:not([data-first-frame=""])').waitFor({ state: 'attached' })
  await inStep(tv.page, start)
  await seen(tv.page, 'state', 'slate')
  const back = await openServer(ready(), server.port)
  await expect.poll(() => back.aired.find((report) => report.ended), { timeout: 20_000 }).toBeDefined()
  const report = back.aired.findLast((one) => one.airingId === 'noon')
  expect(Math.abs(Number(report?.firstFrameAt) - start)).toBeLessThan(300)
  expect(Number(report?.playedToMs)).toBeGreaterThan(5000)
  await tv.close()
  await back.close()
})

it('a listening test shows its title and the clock, and is heard', async () => {
  const server = await openServer(ready())
  const start = soon(7000)
  publish(server, 1, [{ ...airingOf('exam', 'listening', '英語聽力測驗', start, 7000), kind: 'listening', exam: true }])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'state', 'playing')
  await tv.page.locator('html:not([data-first-frame=""])').waitFor({ state: 'attached' })
  const words = await tv.page.locator('#stage').textContent()
  expect(words).toContain('英語聽力測驗')
  expect(words).toMatch(/\d\d:\d\d:\d\d/)
  const late = await tv.page.evaluate((origin) => {
    const heard = [...document.querySelectorAll('video')].find((video) => !video.paused)
    if (heard === undefined) throw new Error('nothing plays')
    return {
      volume: heard.volume,
      ms: heard.currentTime * 1000 - (performance.timeOrigin + performance.now() - origin),
    }
  }, start)
  expect(late.volume).toBe(IDENTITY.volume)
  expect(Math.abs(late.ms)).toBeLessThan(300)
  await tv.close()
  await server.close()
})

it('A1 a programme that goes on under another airing has a first frame of its own in each', async () => {
  const server = await openServer(ready())
  const start = soon(-5000)
  const whole = airingOf('before', 'film', '影片', start, 40_000)
  publish(server, 1, [whole])
  const tv = await openTv(ready(), server)
  const frameOf = (id: string) => server.aired.findLast((one) => one.airingId === id)?.firstFrameAt ?? null
  await expect.poll(() => frameOf('before'), { timeout: 20_000 }).not.toBeNull()
  const turn = soon(4000)
  const offsetMs = duration(turn - start)
  const rest = { offsetMs, mediaDurationMs: duration(40_000 - offsetMs) }
  publish(server, 2, [
    { ...whole, end: turn },
    { ...whole, ...rest, id: 'after', start: turn },
  ])
  await expect.poll(() => frameOf('after'), { timeout: 20_000 }).not.toBeNull()
  expect(Number(frameOf('before'))).toBeLessThan(turn)
  expect(Number(frameOf('after'))).toBeGreaterThanOrEqual(turn - 50)
  await inStep(tv.page, start)
  await tv.close()
  await server.close()
})

it('a programme that is due and can’t be had is reported as trouble', async () => {
  const server = await openServer(ready())
  publish(server, 1, [airingOf('lost', 'absent', '新聞', soon(-1000), 30_000)])
  const tv = await openTv(ready(), server)
  const told = () => server.reports.map(({ playback }) => playback).find(({ state }) => state === 'trouble')
  await expect.poll(told, { timeout: 15_000 }).toEqual({ state: 'trouble', airingId: 'lost', code: 'not-prepared' })
  await tv.close()
  await server.close()
})

it('a TV that can’t open its storage says so instead of staying dark', async () => {
  const server = await openServer(ready())
  const page = await ready().test.browser.newPage()
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no room', 'UnknownError')
    }
  })
  await page.goto(`http://localhost:${server.port}/player/`)
  await seen(page, 'state', 'trouble')
  expect(await page.locator('#stage').textContent()).toContain('播放器無法啟動')
  await page.close()
  await server.close()
})

it('a TV whose token is no good any more asks to be paired, once the server has said so twice', async () => {
  const server = await openServer(ready())
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'connection', 'connected')
  server.revoke()
  await tv.page.locator('html[data-code="CDFGHJKM"]').waitFor({ state: 'attached', timeout: 45_000 })
  await tv.close()
  await server.close()
})
