/** TVs to be tried out: a built player, a browser, three programmes, and servers that come and go. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { DisplayIdentity } from '../../protocol/display.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { launchBrowser, type TestBrowser } from '../browser.ts'
import { temporaryFolder } from '../temporary.ts'
import { type airingOf, buildPlayer, type Clip, IDENTITY, machineClock, makeClip, packClip } from './clip.ts'
import { type FakeServer, startFakeServer } from './fake-server.ts'

export interface Stand {
  readonly test: TestBrowser
  readonly dist: string
  readonly film: Clip
  readonly news: Clip
  readonly listening: Clip
  /** Picture and sound for 3 s, black and silent for 15 s, a still picture with sound for 14 s, then as at first. */
  readonly faulty: Clip
  remove(): Promise<void>
}

/** Flat colours, so that a keyframe in between changes nothing. */
const FAULTY_PICTURE = [
  'testsrc2=size=320x180:rate=25',
  "drawbox=color=black:t=fill:enable='between(t,3,18)'",
  "drawbox=color=gray:t=fill:enable='between(t,18,32)'",
].join(',')
const FAULTY_SOUND = "sine=frequency=440:sample_rate=48000,volume=0:enable='between(t,3,18)'"

export const buildStand = async (): Promise<Stand> => {
  const folder = await temporaryFolder()
  const dist = join(folder.path, 'dist')
  await buildPlayer(dist)
  const film = makeClip(folder.path, 'film', 40, 440)
  const news = makeClip(folder.path, 'news', 8, 660)
  const listening = makeClip(folder.path, 'listening', 8, 550, 'audio')
  const faulty = packClip(folder.path, 'faulty', 36, { picture: FAULTY_PICTURE, sound: FAULTY_SOUND })
  const test = await launchBrowser()
  const remove = async () => {
    await test.close()
    await folder.remove()
  }
  return { dist, film, news, listening, faulty, test, remove }
}

/** @param more what its TVs are told of themselves beside the usual */
export const openServer = (
  { dist, film, news, listening, faulty }: Stand,
  port = 0,
  more: Partial<DisplayIdentity> = {},
): Promise<FakeServer> =>
  startFakeServer(
    { dist, identity: { ...IDENTITY, ...more }, clips: [film, news, listening, faulty], now: machineClock },
    port,
  )

/** A TV of its own, set up with its token; `localhost` is a secure origin even without TLS. */
export const openTv = async ({ test }: Stand, server: FakeServer) => {
  const context = await test.browser.newContext({ viewport: { width: 1280, height: 720 } })
  const page = await context.newPage()
  await page.goto(`http://localhost:${server.port}/player/#token=token`)
  return { page, close: () => context.close() }
}

export const seen = (page: Page, name: string, value: string) =>
  page.locator(`html[data-${name}="${value}"]`).waitFor({ state: 'attached', timeout: 30_000 })

export const soon = (milliseconds: number): Instant => instant(Math.round(machineClock()) + milliseconds)

export const publish = (server: FakeServer, version: number, airings: readonly ReturnType<typeof airingOf>[]) => {
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
export const errorAt = (page: Page, originMs: number): Promise<number> =>
  page.evaluate((origin) => {
    const video = document.querySelector('video[data-on-air="true"]')
    if (!(video instanceof HTMLVideoElement)) throw new Error('nothing is on the screen')
    return video.currentTime * 1000 - (performance.timeOrigin + performance.now() - origin)
  }, originMs)

/** A busy machine may come in late; the TV then corrects itself. */
export const inStep = (page: Page, originMs: number) =>
  expect.poll(async () => Math.abs(await errorAt(page, originMs)), { timeout: 10_000 }).toBeLessThan(300)
