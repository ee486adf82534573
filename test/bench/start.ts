/** How far apart three screens start: three browsers, each with the player's own start, beside a bare `play()`. */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { instant } from '../../protocol/time.ts'
import { launchBrowser } from '../browser.ts'
import { airingOf, buildPlayer, IDENTITY, machineClock, makeClip } from '../player/clip.ts'
import { startFakeServer } from '../player/fake-server.ts'
import { temporaryFolder } from '../temporary.ts'
import type { Bench, BenchRow } from './bench.ts'
import { errorOf, loadPeer, playPeer, quantile, spreadOf, untilTime } from './screens.ts'

const SCREENS = 3
/** `BENCH_STARTS=3 npm run bench start` for a quick look. */
const STARTS = Number(process.env.BENCH_STARTS ?? 20)
/** A start of ours, time to rehearse the next, a start of the peer's: each alone in its seconds. */
const EVERY_MS = 16_000
const PEER_AFTER_MS = 6500
const PLAYED_MS = 3500
/** Time for three pages to load, fetch and learn the clock. */
const SET_UP_MS = 14_000
const TARGET_MS = 15

const latenessOf = (errors: readonly number[]): number => Math.abs(quantile(errors, 0.5))

const row = (what: string, ours: number, peer: number, target: number | null): BenchRow => ({
  what,
  ours,
  peer,
  ratio: ours > 0 ? peer / ours : null,
  unit: 'ms',
  target: target === null ? '' : `≤ ${target} ms`,
  met: target === null ? null : ours <= target,
})

export const bench: Bench = {
  name: 'start',
  run: async () => {
    await using folder = await temporaryFolder()
    await using stack = new AsyncDisposableStack()
    const dist = join(folder.path, 'dist')
    await buildPlayer(dist)
    const clip = makeClip(folder.path, 'm', 4, 440)
    const server = await startFakeServer({ dist, identity: IDENTITY, clips: [clip], now: machineClock })
    stack.defer(() => server.close())
    const pages: Page[] = []
    for (let count = 0; count < SCREENS; count++) {
      const { browser } = stack.use(await launchBrowser())
      pages.push(await browser.newPage({ viewport: { width: 1280, height: 720 } }))
    }
    const first = Math.ceil(machineClock() / 1000) * 1000 + SET_UP_MS
    const starts = Array.from({ length: STARTS }, (_, index) => instant(first + index * EVERY_MS))
    server.publish({
      type: 'whole',
      version: 1,
      window: { start: instant(first - 60_000), end: instant(first + STARTS * EVERY_MS + 60_000) },
      airings: starts.map((start, index) => airingOf(`airing-${index}`, 'm', '午間新聞', start, PLAYED_MS)),
      media: [{ id: 'm', revision: 'r' }],
    })
    const address = `http://127.0.0.1:${server.port}`
    await Promise.all(pages.map((page) => page.goto(`${address}/player/#token=token`)))
    const [rendition] = clip.manifest.renditions
    const objects = rendition === undefined ? [] : [rendition.init, ...rendition.segments]
    const parts = objects.map(({ sha256 }) => `${address}/segments/${sha256}`)

    const ours: number[][] = []
    const peers: number[][] = []
    for (const start of starts) {
      await untilTime(start - 1000)
      ours.push(await Promise.all(pages.map((page) => errorOf(page, 'video[data-on-air="true"]', start))))
      const peerStart = start + PEER_AFTER_MS
      await untilTime(start + PEER_AFTER_MS - 2500)
      await Promise.all(pages.map((page) => loadPeer(page, parts)))
      const played = pages.map((page) => playPeer(page, peerStart))
      peers.push(await Promise.all(pages.map((page) => errorOf(page, '#peer', peerStart))))
      await Promise.all(played)
      await Promise.all(pages.map((page) => page.evaluate(() => document.getElementById('peer')?.remove())))
    }
    const over = (of: (errors: readonly number[]) => number, part: number) =>
      [ours, peers].map((runs) => quantile(runs.map(of), part))
    const line = (what: string, of: (errors: readonly number[]) => number, part: number, target: number | null) => {
      const [mine = Number.NaN, other = Number.NaN] = over(of, part)
      return row(what, mine, other, target)
    }
    return [
      line(`spread of ${SCREENS} screens over the first second, median of ${STARTS}`, spreadOf, 0.5, null),
      line(`spread of ${SCREENS} screens over the first second, p95 of ${STARTS}`, spreadOf, 0.95, TARGET_MS),
      line(`off the instant (middle screen), median of ${STARTS}`, latenessOf, 0.5, null),
      line(`off the instant (middle screen), p95 of ${STARTS}`, latenessOf, 0.95, null),
    ]
  },
}
