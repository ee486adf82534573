/** How far apart three screens are after a minute: the player, which corrects itself, beside a bare `play()`. */
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
const SECONDS = 72
/** Readings are taken this often over the second half minute. */
const READ_FROM_MS = 30_000
const READ_UNTIL_MS = 66_000
const READ_EVERY_MS = 4000
const SET_UP_MS = 14_000
const TARGET_MS = 20

const row = (what: string, ours: number, peer: number, target: number | null): BenchRow => ({
  what,
  ours,
  peer,
  ratio: ours > 0 ? peer / ours : null,
  unit: 'ms',
  target: target === null ? '' : `≤ ${target} ms`,
  met: target === null ? null : ours <= target,
})

/** One list of the screens' errors for each reading. */
const readings = async (pages: readonly Page[], selector: string, startMs: number): Promise<number[][]> => {
  const taken: number[][] = []
  for (let after = READ_FROM_MS; after <= READ_UNTIL_MS; after += READ_EVERY_MS) {
    await untilTime(startMs + after)
    taken.push(await Promise.all(pages.map((page) => errorOf(page, selector, startMs, startMs + after))))
  }
  return taken
}

export const bench: Bench = {
  name: 'step',
  run: async () => {
    await using folder = await temporaryFolder()
    await using stack = new AsyncDisposableStack()
    const dist = join(folder.path, 'dist')
    await buildPlayer(dist)
    const clip = makeClip(folder.path, 'm', SECONDS, 440)
    const server = await startFakeServer({ dist, identity: IDENTITY, clips: [clip], now: machineClock })
    stack.defer(() => server.close())
    const pages: Page[] = []
    for (let count = 0; count < SCREENS; count++) {
      const { browser } = stack.use(await launchBrowser())
      pages.push(await browser.newPage({ viewport: { width: 1280, height: 720 } }))
    }
    const start = instant(Math.ceil(machineClock() / 1000) * 1000 + SET_UP_MS)
    server.publish({
      type: 'whole',
      version: 1,
      window: { start: instant(start - 60_000), end: instant(start + 600_000) },
      airings: [airingOf('airing', 'm', '影片', start, SECONDS * 1000 - 1000)],
      media: [{ id: 'm', revision: 'r' }],
    })
    const address = `http://127.0.0.1:${server.port}`
    await Promise.all(pages.map((page) => page.goto(`${address}/player/#token=token`)))
    const ours = await readings(pages, 'video[data-on-air="true"]', start)

    const [rendition] = clip.manifest.renditions
    const objects = rendition === undefined ? [] : [rendition.init, ...rendition.segments]
    await untilTime(start + SECONDS * 1000)
    const parts = objects.map(({ sha256 }) => `${address}/segments/${sha256}`)
    await Promise.all(pages.map((page) => loadPeer(page, parts)))
    const peerStart = Math.ceil(machineClock() / 1000) * 1000 + 2000
    const played = pages.map((page) => playPeer(page, peerStart))
    const peers = await readings(pages, '#peer', peerStart)
    await Promise.all(played)

    const line = (what: string, of: (errors: readonly number[]) => number, part: number, target: number | null) =>
      row(what, quantile(ours.map(of), part), quantile(peers.map(of), part), target)
    const offOf = (errors: readonly number[]) => Math.max(...errors.map(Math.abs))
    return [
      line(`spread of ${SCREENS} screens from 30 to 66 s, median of ${ours.length} readings`, spreadOf, 0.5, null),
      line(`spread of ${SCREENS} screens from 30 to 66 s, worst`, spreadOf, 1, TARGET_MS),
      line('furthest screen from where it should be, median', offOf, 0.5, null),
      line('furthest screen from where it should be, worst', offOf, 1, null),
    ]
  },
}
