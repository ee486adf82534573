/**
 * A whole noon on real parts: a file comes in over the network, ffmpeg prepares it, a TV is paired in Chromium, the
 * server is restarted at 12:03:50, the news starts at 12:04:00; next day the film, cut off in the middle, and on
 * Thursday it goes on where the TV confirmed it.
 */
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import type { AsRunEntry } from '../../protocol/as-run.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { createClock } from '../../server/platform/clock.ts'
import { startTestApp } from '../app.ts'
import { launchBrowser } from '../browser.ts'
import { clip, eventually, readyProgramme, upload } from '../programmes.ts'
import { temporaryFolder } from '../temporary.ts'

const school = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const MONDAY_NOON = school('2026-11-23T12:04:00')
const THURSDAY = '2026-11-26'
/** Chromium's first frame on a busy two-core machine; precision is measured by the bench, not here. */
const TOLERANCE_MS = 400

const attribute = (page: Page, name: string) => page.getAttribute('html', `data-${name}`)

/** Waits for what the TV says of itself. */
interface Wanted {
  readonly playing?: { readonly airing?: string; readonly beyondMs?: number }
  readonly complete?: true
}
const until = (page: Page, wanted: Wanted) =>
  page
    .waitForFunction(
      ({ playing, complete }) => {
        const says = document.documentElement.dataset
        if (complete && !(Number(says.needed) > 0 && says.held === says.needed)) return false
        if (playing === undefined) return true
        const there = says.airing?.includes(playing.airing ?? '') && Number(says.position) > (playing.beyondMs ?? 0)
        return says.playback === 'playing' && there
      },
      wanted,
      { timeout: 60_000 },
    )
    .catch(async (cause: unknown) => {
      const says = await page.evaluate(() => ({ ...document.documentElement.dataset }))
      throw new Error(`waited for ${JSON.stringify(wanted)}; the TV says ${JSON.stringify(says)}`, { cause })
    })

it('C1 C2 A1 plays a whole noon, and the film goes on where it stopped', { timeout: 300_000 }, async () => {
  await using folder = await temporaryFolder()
  await using test = await launchBrowser()
  const directory = folder.path
  const startAt = (text: string) => startTestApp({ clock: createClock(school(text)), directory })

  clip(join(directory, 'news.mp4'), 14, 440)
  clip(join(directory, 'film.mp4'), 60, 330)
  let app = await startAt('2026-11-23T09:00:00')
  const address = await app.listen()
  const port = Number(new URL(address).port)
  let admin = await app.signIn()
  await upload(address, admin, join(directory, 'news.mp4'), {
    filename: '2026-11-23 news.mp4',
    title: 'Monday news',
    kind: 'news',
    airDate: '2026-11-23',
  })
  await upload(address, admin, join(directory, 'film.mp4'), { filename: 'film.mp4', title: 'A film', kind: 'film' })
  await readyProgramme(address, admin, 'Monday news')
  const filmId = await readyProgramme(address, admin, 'A film')
  const series = await admin.inject({
    method: 'PUT',
    url: '/api/series/noon-film',
    payload: { title: 'Noon film', episodes: [filmId] },
  })
  expect(series.statusCode, series.body).toBe(200)

  const tv = await test.browser.newPage({ viewport: { width: 1280, height: 720 } })
  await tv.goto(`${address}/player/`)
  await tv.locator('html[data-code]:not([data-code=""])').waitFor({ state: 'attached' })
  const userCode = await attribute(tv, 'code')
  const approved = await admin.inject({
    method: 'POST',
    url: '/api/displays/approve',
    payload: { userCode, name: '101', groupId: 'school' },
  })
  expect(approved.statusCode, approved.body).toBe(201)
  await until(tv, { complete: true })

  /** The server dies and comes back at another instant, on the same data and address. */
  const restart = async (text: string) => {
    await app.close()
    app = await startAt(text)
    await app.listen(port)
    admin = await app.signIn()
  }
  const asRun = async (date: string): Promise<readonly AsRunEntry[]> =>
    (await admin.inject({ method: 'GET', url: `/api/as-run?date=${date}` })).json().items

  await restart('2026-11-23T12:03:48')
  await until(tv, { playing: {} })
  const news = await eventually(address, admin, async () => {
    const [entry] = await asRun('2026-11-23')
    return entry?.reported[0]?.firstFrameAt === undefined || entry.reported[0].firstFrameAt === null ? null : entry
  })
  expect(news.planned).toMatchObject({ title: 'Monday news', kind: 'news', start: MONDAY_NOON })
  expect(Math.abs((news.reported[0]?.firstFrameAt ?? 0) - MONDAY_NOON)).toBeLessThan(TOLERANCE_MS)

  await restart('2026-11-24T12:03:48')
  await until(tv, { playing: { airing: '2026-11-24', beyondMs: 9000 } })
  const confirmed = await eventually(address, admin, async () => {
    const { bookmarks } = (await admin.inject({ method: 'GET', url: '/api/series/noon-film' })).json()
    return bookmarks.length > 0 && bookmarks[0].positionMs >= 8000 ? bookmarks[0].positionMs : null
  })
  expect(confirmed % 4000).toBe(0)

  await restart(`${THURSDAY}T12:03:48`)
  const { airings } = (
    await admin.inject({ method: 'GET', url: `/api/rundown?from=${THURSDAY}&to=${THURSDAY}` })
  ).json()
  const film = airings.find((airing: { kind: string }) => airing.kind === 'film')
  expect(film).toMatchObject({ mediaId: filmId, start: `${THURSDAY}T12:04:00+08:00` })
  expect(film.offsetMs).toBeGreaterThanOrEqual(confirmed)
  await until(tv, { playing: { airing: THURSDAY } })
  expect(Number(await attribute(tv, 'position'))).toBeGreaterThanOrEqual(film.offsetMs - TOLERANCE_MS)
  await app.close()
})
