import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import { expect, it } from 'vitest'
import { duration, instant } from '../../protocol/time.ts'
import { launchBrowser } from '../browser.ts'
import { temporaryFolder } from '../temporary.ts'
import { sha256, startFakeServer } from './fake-server.ts'

/** Four segments of 4 s, picture and sound. */
const packageClip = (folder: string) => {
  const filter = 'testsrc2=size=320x180:rate=25'
  const sound = 'sine=frequency=440:sample_rate=48000'
  const hls = '-f hls -hls_time 4 -hls_segment_type fmp4 -hls_list_size 0'.split(' ')
  const codec = '-t 16 -c:v libx264 -preset ultrafast -bf 0 -g 50 -sc_threshold 0 -pix_fmt yuv420p -c:a aac'.split(' ')
  const inputs = ['-v', 'error', '-f', 'lavfi', '-i', filter, '-f', 'lavfi', '-i', sound]
  execFileSync('ffmpeg', [...inputs, ...codec, ...hls, join(folder, 'clip.m3u8')])
  const read = (name: string) => readFileSync(join(folder, name))
  const init = read('init.mp4')
  const names = readdirSync(folder).filter((name) => name.endsWith('.m4s'))
  const segments = names.sort().map(read)
  return { init, segments }
}

it('a new TV on plain HTTP is paired and plays on the instant with the server dead, and says when', async () => {
  await using folder = await temporaryFolder()
  await using test = await launchBrowser({ flags: ['--host-resolver-rules=MAP nooncast.test 127.0.0.1'] })
  const dist = join(folder.path, 'dist')
  await build({ configFile: 'player/vite.config.ts', logLevel: 'error', build: { outDir: dist } })
  const { init, segments } = packageClip(folder.path)
  const objects = new Map([init, ...segments].map((data) => [sha256(data), data]))
  const stored = (data: Buffer) => ({ sha256: sha256(data), bytes: data.length })
  const start = instant(Math.ceil(Date.now() / 1000) * 1000 + 16_000)
  const server = await startFakeServer(
    dist,
    {
      displayId: 'd',
      name: '一年三班',
      groupId: 'g',
      groupName: '一年級',
      schoolName: '臺中一中',
      timeZone: 'Asia/Taipei',
      volume: 0.5,
      mutedUntil: null,
      rehearsal: false,
      trimMs: 0,
    },
    {
      mediaId: 'm',
      revision: 'r',
      durationMs: duration(16_000),
      renditions: [
        {
          name: '720p',
          width: 320,
          height: 180,
          codecs: 'avc1.42c00d,mp4a.40.2',
          bandwidth: 500_000,
          averageBandwidth: 500_000,
          init: stored(init),
          segments: segments.map((data) => ({ ...stored(data), durationMs: duration(4000) })),
        },
      ],
      subtitles: [],
      poster: null,
      thumbnails: null,
      waveform: null,
    },
    objects,
    () => performance.timeOrigin + performance.now(),
  )
  const page = await test.browser.newPage({ viewport: { width: 1280, height: 720 } })
  await page.goto(`http://nooncast.test:${server.port}/player/`)
  const state = (name: string, value: string) =>
    page.locator(`html[data-${name}="${value}"]`).waitFor({ state: 'attached', timeout: 30_000 })
  await page.locator('html[data-code="CDFGHJKM"]').waitFor({ state: 'attached' })
  const shots = process.env.SCREENSHOTS
  if (shots) await page.screenshot({ path: join(shots, 'pairing.png') })
  server.approve()
  await state('state', 'slate')
  const airing = {
    id: 'a',
    group: 'g',
    start,
    end: instant(start + 16_000),
    kind: 'news' as const,
    title: '午間新聞',
    mediaId: 'm',
    offsetMs: duration(0),
    mediaDurationMs: duration(14_000),
    slotId: null,
    series: null,
    exam: false,
    emergency: false,
    reasons: [{ code: 'news', params: {} }],
  }
  const window = { start: instant(start - 60_000), end: instant(start + 60_000) }
  server.publish({ type: 'whole', version: 1, window, airings: [airing], media: [{ id: 'm', revision: 'r' }] })
  await state('held', '5')
  await state('clock', 'measured')
  if (shots) await page.screenshot({ path: join(shots, 'slate.png') })
  expect(await page.evaluate(() => isSecureContext)).toBe(false)
  await server.close()
  await state('state', 'playing')
  await page.locator('html:not([data-first-frame=""])').waitFor({ state: 'attached' })
  const seen = await page.evaluate(() => ({ ...document.documentElement.dataset }))
  if (shots) await page.screenshot({ path: join(shots, 'playing.png') })
  if (shots) process.stdout.write(`${JSON.stringify(seen)} late ${Number(seen.firstFrame) - start}\n`)
  expect(Math.abs(Number(seen.firstFrame) - start)).toBeLessThan(250)
  expect(Math.abs(Number(seen.skew))).toBeLessThan(250)
})
