import { join } from 'node:path'
import { expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { launchBrowser } from '../browser.ts'
import { temporaryFolder } from '../temporary.ts'
import { airingOf, buildPlayer, IDENTITY, machineClock, makeClip } from './clip.ts'
import { startFakeServer } from './fake-server.ts'

it('P5 a new TV on plain HTTP is paired, keeps its picture hidden as long as it was told, plays on the instant with the server dead, and says when', async () => {
  await using folder = await temporaryFolder()
  await using test = await launchBrowser({ flags: ['--host-resolver-rules=MAP nooncast.test 127.0.0.1'] })
  const dist = join(folder.path, 'dist')
  await buildPlayer(dist)
  const start = instant(Math.ceil(Date.now() / 1000) * 1000 + 16_000)
  const clip = makeClip(folder.path, 'm', 16, 440)
  const identity = { ...IDENTITY, hiddenUntil: instant(start + 3000) }
  const server = await startFakeServer({ dist, identity, clips: [clip], now: machineClock })
  const page = await test.browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.goto(`http://nooncast.test:${server.port}/player/`)
  const state = (name: string, value: string) =>
    page.locator(`html[data-${name}="${value}"]`).waitFor({ state: 'attached', timeout: 30_000 })
  await page.locator('html[data-code="CDFGHJKM"]').waitFor({ state: 'attached' })
  const shots = process.env.SCREENSHOTS
  if (shots) await page.screenshot({ path: join(shots, 'pairing.png') })
  server.approve()
  await state('state', 'hidden')
  const airing = airingOf('a', 'm', '午間新聞', start, 14_000)
  const window = { start: instant(start - 60_000), end: instant(start + 60_000) }
  server.publish({ type: 'whole', version: 1, window, airings: [airing], media: [{ id: 'm', revision: 'r' }] })
  await state('held', '5')
  await state('clock', 'measured')
  if (shots) await page.screenshot({ path: join(shots, 'hidden.png') })
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  await server.close()
  await state('playback', 'playing')
  const isCovered = () =>
    page.evaluate(() => [...document.querySelectorAll('video')].every((deck) => getComputedStyle(deck).opacity === '0'))
  expect(await isCovered()).toBe(true)
  await state('state', 'playing')
  expect(await isCovered()).toBe(false)
  await page.locator('html:not([data-first-frame=""])').waitFor({ state: 'attached' })
  const seen = await page.evaluate(() => ({ ...document.documentElement.dataset }))
  if (shots) await page.screenshot({ path: join(shots, 'playing.png') })
  if (shots) process.stdout.write(`${JSON.stringify(seen)} late ${Number(seen.firstFrame) - start}\n`)
  expect(Math.abs(Number(seen.firstFrame) - start)).toBeLessThan(250)
  expect(Math.abs(Number(seen.skew))).toBeLessThan(250)
})
