/** A channel in real players: hls.js in Chromium and ffmpeg, over boundaries and an edit of the plan. */
import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { expect, test } from 'vitest'
import { type MediaManifest, SEGMENT_MS, type StoredObject } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { createObjectStore } from '../../server/media/objects.ts'
import { prepare } from '../../server/media/prepare.ts'
import { createRunner } from '../../server/media/runner.ts'
import { findTools } from '../../server/media/tools.ts'
import { createChanges } from '../../server/platform/changes.ts'
import { createClock } from '../../server/platform/clock.ts'
import { channelRoutes } from '../../server/playout/channel-routes.ts'
import { segmentRoutes } from '../../server/playout/segments.ts'
import { objectPath } from '../../server/playout/segments-cache.ts'
import { launchBrowser } from '../browser.ts'
import { makeReordered } from '../clips/clips.ts'
import { temporaryFolder } from '../temporary.ts'

const execute = promisify(execFile)

const store = async (mediaDir: string, content: Buffer): Promise<StoredObject> => {
  const sha256 = createHash('sha256').update(content).digest('hex')
  await mkdir(dirname(objectPath(mediaDir, sha256)), { recursive: true })
  await writeFile(objectPath(mediaDir, sha256), content)
  return { sha256, bytes: content.length }
}

/**
 * A programme whose picture and sound begin at 0 and end on the grid; AAC's 1024 samples of priming come before 0. Its
 * parameter sets are in the segments too: ffmpeg takes them from no other initialization segment than the first.
 */
const programme = async (
  mediaDir: string,
  id: string,
  look: { readonly segments: number; readonly hertz: number; readonly size: string },
): Promise<MediaManifest> => {
  await using folder = await temporaryFolder()
  const seconds = (look.segments * SEGMENT_MS) / 1000
  const input = (source: string) => ['-f', 'lavfi', '-i', source]
  await execute('ffmpeg', [
    ...['-v', 'error', '-nostdin', ...input(`testsrc2=size=${look.size}:rate=30`)],
    ...[...input(`sine=frequency=${look.hertz}:sample_rate=48000`), '-t', String(seconds)],
    ...['-c:v', 'libx264', '-preset', 'ultrafast', '-profile:v', 'main', '-bf', '0', '-pix_fmt', 'yuv420p'],
    ...['-x264-params', 'repeat-headers=1'],
    ...['-g', '60', '-keyint_min', '60', '-sc_threshold', '0', '-c:a', 'aac', '-b:a', '64k', '-ac', '2'],
    ...['-af', 'asetpts=PTS+1024', '-f', 'hls', '-hls_time', String(SEGMENT_MS / 1000), '-hls_playlist_type', 'vod'],
    ...['-hls_segment_type', 'fmp4', '-hls_segment_filename', join(folder.path, '%03d.m4s')],
    join(folder.path, 'all.m3u8'),
  ])
  const names = (await readdir(folder.path)).filter((name) => name.endsWith('.m4s')).sort()
  if (names.length !== look.segments) throw new Error(`${id} has ${names.length} segments`)
  const init = await store(mediaDir, await readFile(join(folder.path, 'init.mp4')))
  const segments = []
  for (const name of names)
    segments.push({
      ...(await store(mediaDir, await readFile(join(folder.path, name)))),
      durationMs: duration(SEGMENT_MS),
    })
  const [width = 0, height = 0] = look.size.split('x').map(Number)
  const shape = { width, height, codecs: 'avc1.4d401f,mp4a.40.2', bandwidth: 900_000, averageBandwidth: 800_000 }
  return {
    mediaId: id,
    revision: '1',
    durationMs: duration(seconds * 1000),
    renditions: [{ name: '720p', ...shape, init, segments }],
    subtitles: [],
    poster: null,
    thumbnails: null,
    waveform: null,
  }
}

/** One that came with B-frames and is copied, by Nooncast's own preparation. */
const copied = async (mediaDir: string, id: string, segments: number): Promise<MediaManifest> => {
  await using folder = await temporaryFolder()
  const tools = await findTools({ ffmpegPath: null, ffprobePath: null })
  const runner = createRunner(tools, createClock())
  const file = await makeReordered(folder.path, (segments * SEGMENT_MS) / 1000)
  const work = join(folder.path, 'work')
  await mkdir(work)
  const result = await prepare({ run: runner.run, objects: createObjectStore(mediaDir) })({
    ...{ mediaId: id, file, folder: work, title: id, audioTrack: null, targetLufs: -23, truePeakLimitDbtp: -1 },
    ...{ signal: new AbortController().signal, onProgress: () => undefined },
  })
  if (result.type !== 'ready') throw new Error(JSON.stringify(result))
  expect(result.manifest.renditions.map(({ name }) => name)).toEqual(['720p'])
  return result.manifest
}

const airing = (start: number, end: number, mediaId: string): Airing => ({
  id: `${start}/${mediaId}`,
  group: 'school',
  start: instant(start),
  end: instant(end),
  kind: 'news',
  title: '',
  mediaId,
  offsetMs: duration(0),
  mediaDurationMs: duration(1_000_000),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
})

/** Plays the channel and keeps what a viewer would notice. `playing` holds the result so far. */
const PAGE = `<!doctype html><meta charset="utf-8"><video id="video" muted playsinline width="640"></video>
<script src="/hls.js"></script><script type="module">
const video = document.getElementById('video')
const playing = { errors: [], fatal: [], inits: [], hole: 0, jump: 0, stall: 0, played: 0 }
window.playing = playing
const hls = new Hls()
hls.on(Hls.Events.ERROR, (_, { fatal, details }) => (fatal ? playing.fatal : playing.errors).push(details))
hls.on(Hls.Events.FRAG_CHANGED, (_, { frag }) => {
  const name = frag.initSegment.url.split('/').at(-1).replace('.mp4', '')
  if (playing.inits.at(-1) !== name) playing.inits.push(name)
})
hls.loadSource('/channels/school/index.m3u8')
hls.attachMedia(video)
video.play()
let last = null
let moved = null
setInterval(() => {
  const now = performance.now()
  const at = video.currentTime
  for (let index = 1; index < video.buffered.length; index++)
    playing.hole = Math.max(playing.hole, video.buffered.start(index) - video.buffered.end(index - 1))
  if (at === 0) return
  if (last !== null && at !== last.at) {
    playing.played += at - last.at
    playing.jump = Math.max(playing.jump, at - last.at - (now - last.now) / 1000)
    moved = now
  }
  if (moved !== null) playing.stall = Math.max(playing.stall, (now - moved) / 1000)
  last = { at, now }
}, 20)
</script>`

interface Playing {
  readonly errors: readonly string[]
  readonly fatal: readonly string[]
  readonly inits: readonly string[]
  readonly hole: number
  readonly jump: number
  readonly stall: number
  readonly played: number
}

/** The slate came again, or nothing more will. */
const over = (): boolean => window.playing.inits.length > 5 || window.playing.fatal.length > 0

declare global {
  interface Window {
    readonly playing: Playing
  }
}

test('hls.js and ffmpeg follow a channel over every boundary and an edit in mid-programme', async () => {
  await using folder = await temporaryFolder()
  const slate = await programme(folder.path, 'slate', { segments: 15, hertz: 100, size: '480x270' })
  const a = await programme(folder.path, 'a', { segments: 2, hertz: 300, size: '640x360' })
  const b = await copied(folder.path, 'b', 4)
  const c = await programme(folder.path, 'c', { segments: 5, hertz: 700, size: '426x240' })
  const manifests = new Map([a, b, c].map((one) => [one.mediaId, one]))

  const clock = createClock()
  const start = Math.ceil(clock.now() / SEGMENT_MS) * SEGMENT_MS
  const second = (offset: number): number => start + offset * 1000
  const planned = [
    airing(second(0), second(8), 'a'),
    airing(second(8), second(36), 'b'),
    airing(second(36), second(60), 'c'),
  ]
  // In the middle of b, off the grid: c follows at once, and a after it, used up long before its airing ends.
  const edited = [
    airing(second(0), second(8), 'a'),
    airing(second(8), second(14.5), 'b'),
    airing(second(14.5), second(24), 'c'),
    airing(second(24), second(120), 'a'),
  ]
  let rundown = { version: 1, airings: planned }
  const http = fastify({ forceCloseConnections: true })
    .withTypeProvider<TypeBoxTypeProvider>()
    .setValidatorCompiler(TypeBoxValidatorCompiler)
  const script = await readFile(join(import.meta.dirname, '../../node_modules/hls.js/dist/hls.min.js'))
  http.get('/', async (_, reply) => reply.type('text/html').send(PAGE))
  http.get('/hls.js', async (_, reply) => reply.type('text/javascript').send(script))
  await http.register(segmentRoutes({ mediaDir: folder.path }))
  await http.register(
    channelRoutes({
      clock,
      changes: createChanges(),
      timeZone: 'Asia/Taipei',
      rundownOf: (group) => (group === 'school' ? rundown : null),
      manifest: async (id) => manifests.get(id) ?? null,
      slate: () => slate,
    }),
  )
  const address = await http.listen({ host: '127.0.0.1', port: 0 })
  const endEdit = clock.at(instant(second(14.5)), () => {
    rundown = { version: 2, airings: edited }
  })
  try {
    await using running = await launchBrowser()
    const page = await running.browser.newPage()
    const channel = `${address}/channels/school/index.m3u8`
    const arguments_ = ['-v', 'error', '-nostdin', '-i', channel, '-t', '30', '-f', 'null', '-']
    const byFfmpeg = execute('ffmpeg', arguments_, { timeout: 90_000 })
    await page.goto(address)
    const [read] = await Promise.all([byFfmpeg, page.waitForFunction(over, null, { timeout: 90_000 })])
    const playing = await page.evaluate(() => window.playing)

    expect(playing.fatal).toEqual([])
    const names = new Map([slate, a, b, c].map((one) => [one.renditions[0]?.init.sha256, one.mediaId]))
    expect(playing.inits.map((init) => names.get(init))).toEqual(['slate', 'a', 'b', 'c', 'a', 'slate'])
    // A segment that failed to come would stand still for four seconds; less than two is a busy machine.
    expect(playing.stall).toBeLessThan(2)
    expect(playing.jump).toBeLessThan(0.25)
    expect(playing.hole).toBeLessThan(0.05)
    expect(read.stderr).not.toContain('error while decoding')
  } finally {
    endEdit()
    await http.close()
  }
})
