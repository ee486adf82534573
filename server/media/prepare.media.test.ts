import { execFile } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { MediaManifest, Rendition } from '../../protocol/media.ts'
import {
  CLIPS,
  makeBilingual,
  makeClip,
  makeCovered,
  makeDisguises,
  makeReordered,
  makeRotated,
  makeTruncated,
} from '../../test/clips/clips.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createClock } from '../platform/clock.ts'
import { createObjectStore, type ObjectStore } from './objects.ts'
import { type PrepareRequest, type PrepareResult, prepare } from './prepare.ts'
import { createRunner, type Runner } from './runner.ts'
import { findTools } from './tools.ts'

const execute = promisify(execFile)
let folder: TemporaryFolder
let runner: Runner
let objects: ObjectStore
let toneMapping = false
let count = 0

beforeAll(async () => {
  folder = await temporaryFolder()
  const tools = await findTools({ ffmpegPath: null, ffprobePath: null })
  toneMapping = tools.toneMapping
  runner = createRunner(tools, createClock())
  objects = createObjectStore(folder.path)
})
afterAll(async () => {
  await runner.stop()
  await folder.remove()
})

const scratch = async (): Promise<string> => {
  const path = join(folder.path, `scratch-${count++}`)
  await mkdir(path)
  return path
}

const prepared = async (file: string, options: Partial<PrepareRequest> = {}): Promise<PrepareResult> =>
  prepare({ run: runner.run, objects, toneMapping })({
    ...{ mediaId: 'm1', file, folder: await scratch(), title: '午間新聞: 100% [A]', audioTrack: null },
    ...{ targetLufs: -23, truePeakLimitDbtp: -1, signal: new AbortController().signal, onProgress: () => undefined },
    ...options,
  })

const ready = async (file: string, options: Partial<PrepareRequest> = {}) => {
  const result = await prepared(file, options)
  if (result.type !== 'ready') throw new Error(JSON.stringify(result))
  for (const rendition of result.manifest.renditions) await expectOnGrid(rendition, result.manifest)
  const { loudnessLufs, truePeakDbtp, warnings } = result.facts
  const off = warnings.some(({ code }) => code === 'loudness-off')
  if (loudnessLufs !== null && !off) expect(Math.abs(loudnessLufs + 23)).toBeLessThanOrEqual(0.5)
  if (truePeakDbtp !== null) expect(truePeakDbtp).toBeLessThanOrEqual(-1)
  return { ...result, codes: warnings.map(({ code }) => code) }
}

/** Seconds of each packet, decoded pictures, and whatever ffmpeg complains of, over a whole rendition. */
const expectOnGrid = async (rendition: Rendition, manifest: MediaManifest): Promise<void> => {
  const read = (sha256: string): Promise<Buffer> => readFile(objects.path(sha256))
  const init = await read(rendition.init.sha256)
  const bodies = await Promise.all(rendition.segments.map((segment) => read(segment.sha256)))
  const whole = join(folder.path, `whole-${count++}.mp4`)
  await writeFile(whole, Buffer.concat([init, ...bodies]))
  expect(manifest.durationMs).toBeLessThanOrEqual(rendition.segments.length * 4000)
  expect(manifest.durationMs).toBeGreaterThan((rendition.segments.length - 1) * 4000)
  expect(rendition.codecs).toMatch(rendition.name === 'audio' ? /^mp4a\.40\.2$/ : /^avc1\.[0-9a-f]{6},mp4a\.40\.2$/)

  const entries = 'stream=codec_type,start_time:packet=codec_type,pts_time,duration_time,flags'
  const { stdout } = await execute('ffprobe', ['-v', 'error', '-show_entries', entries, '-of', 'json', whole])
  const probed: { packets: { codec_type: string; pts_time: string; duration_time?: string; flags: string }[] } =
    JSON.parse(stdout)
  const starts = (kind: string): number[] =>
    probed.packets.filter((packet) => packet.codec_type === kind).map((packet) => Number(packet.pts_time))
  expect(starts('audio')[0]).toBe(0)
  const heardUntil = (starts('audio').at(-1) ?? 0) + 1024 / 48000
  expect(Math.abs(heardUntil - rendition.segments.length * 4)).toBeLessThan(0.022)
  if (rendition.name !== 'audio') {
    expect(firstShownAt(bodies[0])).toBe(0)
    const early = starts('video')[0] ?? Number.NaN
    const keys = probed.packets.filter((one) => one.codec_type === 'video' && one.flags.startsWith('K'))
    const at = keys.map((packet) => Math.round((Number(packet.pts_time) - early) * 1000) / 1000)
    for (const [cut] of rendition.segments.entries()) expect(at).toContain(cut * 4)
    expect(await segmentSeconds(init, bodies)).toEqual(rendition.segments.map(() => 4))
  }
  const decoded = await execute('ffmpeg', ['-v', 'error', '-xerror', '-i', whole, '-f', 'null', '-'])
  expect(decoded.stderr).toBe('')
}

/** Length of the picture in each segment by the fragments' own words, whole milliseconds. */
const segmentSeconds = async (init: Buffer, bodies: readonly Buffer[]): Promise<number[]> => {
  const timescale = init.readUInt32BE(init.indexOf('mdhd') + 16)
  const trex = init.readUInt32BE(init.indexOf('trex') + 16)
  return bodies.map((body) => Math.round((trackLength(body, trex) / timescale) * 1000) / 1000)
}

/** Decoding time plus composition offset of the first picture, in its time scale, as a browser reads them. */
const firstShownAt = (body: Buffer = Buffer.alloc(0)): number => {
  const tfdt = body.indexOf('tfdt')
  const decoded = Number(body.readBigUInt64BE(tfdt + 8))
  const trun = body.indexOf('trun')
  const has = body.readUInt32BE(trun + 4) & 0xffffff
  if ((has & 0x800) === 0) return decoded
  const first = trun + 12 + (has & 1 ? 4 : 0) + (has & 4 ? 4 : 0)
  const before = [0x100, 0x200, 0x400].filter((bit) => has & bit).length * 4
  return decoded + body.readInt32BE(first + before)
}

/** Sum of the sample durations of the first track in all fragments (ISO/IEC 14496-12 §8.8.7, §8.8.8). */
const trackLength = (body: Buffer, trexDuration: number): number => {
  let sum = 0
  for (let tfhd = body.indexOf('tfhd'); tfhd >= 0; tfhd = body.indexOf('tfhd', tfhd + 4)) {
    if (body.readUInt32BE(tfhd + 8) !== 1) continue
    const flags = body.readUInt32BE(tfhd + 4) & 0xffffff
    const at = tfhd + 12 + (flags & 1 ? 8 : 0) + (flags & 2 ? 4 : 0)
    const usual = flags & 8 ? body.readUInt32BE(at) : trexDuration
    const trun = body.indexOf('trun', tfhd)
    const has = body.readUInt32BE(trun + 4) & 0xffffff
    const samples = body.readUInt32BE(trun + 8)
    const size = [0x100, 0x200, 0x400, 0x800].filter((bit) => has & bit).length * 4
    const first = trun + 12 + (has & 1 ? 4 : 0) + (has & 4 ? 4 : 0)
    for (let index = 0; index < samples; index++) sum += has & 0x100 ? body.readUInt32BE(first + index * size) : usual
  }
  return sum
}

describe('every sort of file becomes 4 s segments that begin at 0, at −23 LUFS', () => {
  const sizes: Partial<Record<keyof typeof CLIPS, readonly [number, number]>> = {
    'plain.mp4': [320, 180],
    'interview.avi': [320, 240],
    'old.wmv': [320, 240],
    'recorder.ts': [352, 288],
    'web.webm': [320, 180],
    'four-by-three.mpg': [384, 288],
    'upright.mp4': [180, 320],
    'sixty.mp4': [320, 180],
    'flash.flv': [320, 180],
    'deep.mkv': [320, 180],
    'old-phone.mp4': [176, 144],
  }
  /** H.264 of a single segment: nothing to cut, so nothing to encode. */
  const COPIED: ReadonlySet<string> = new Set(['upright.mp4', 'old-phone.mp4'])
  for (const name of Object.keys(sizes).filter((key): key is keyof typeof CLIPS => key in CLIPS))
    test(name, async () => {
      const { facts, manifest } = await ready(await makeClip(name, folder.path))
      expect([facts.width, facts.height]).toEqual(sizes[name])
      const copied = COPIED.has(name)
      expect(manifest.renditions.map((one) => one.name)).toEqual(copied ? ['720p'] : ['720p', '360p'])
      expect(facts.warnings).toEqual([])
      expect(manifest.thumbnails).not.toBeNull()
    })
})

test('a conformant source is copied, the last picture held to the end of its segment', async () => {
  const { manifest, facts } = await ready(await makeClip('conformant.mp4', folder.path))
  expect(manifest.renditions.map((one) => [one.name, one.segments.length])).toEqual([['720p', 3]])
  expect([facts.durationMs, facts.warnings]).toEqual([10_000, []])
})

test('one with B-frames too: pictures and sound begin at 0', async () => {
  const { manifest, facts } = await ready(await makeReordered(folder.path, 10))
  expect(manifest.renditions.map((one) => [one.name, one.segments.length])).toEqual([['720p', 3]])
  expect([facts.durationMs, facts.warnings]).toEqual([10_000, []])
})

test('noise, which the codec makes louder, is packaged again until it is right', async () => {
  expect((await ready(await makeClip('rain.wav', folder.path))).codes).toEqual([])
})

test('high definition that says nothing of its colours keeps them', async () => {
  const file = await makeClip('untagged.avi', folder.path)
  const { manifest } = await ready(file)
  const [high] = manifest.renditions
  if (high === undefined) throw new Error('no rung')
  const parts = await Promise.all([high.init, ...high.segments].map(({ sha256 }) => readFile(objects.path(sha256))))
  const made = join(folder.path, 'untagged-made.mp4')
  await writeFile(made, Buffer.concat(parts))
  const compared = ['-hide_banner', '-i', made, '-i', file, '-t', '1', '-lavfi', 'psnr', '-f', 'null', '-']
  const { stderr } = await execute('ffmpeg', compared)
  // A wrong matrix leaves the bars at 31 dB, the codec alone above 55.
  expect(Number(/PSNR y:([\d.]+)/.exec(stderr)?.[1])).toBeGreaterThan(45)
})

test('a telephone video stands upright', async () => {
  const { facts } = await ready(await makeRotated(folder.path))
  expect([facts.width, facts.height]).toEqual([180, 320])
})

test('two sound tracks: the default one airs, or the one that was chosen; subtitles become WebVTT', async () => {
  const file = await makeBilingual(folder.path)
  const byDefault = await ready(file)
  expect(byDefault.facts.audioTrack).toBe(1)
  expect(byDefault.facts.audioTracks.map((track) => [track.language, track.default])).toEqual([
    ['eng', false],
    ['zho', true],
  ])
  const [words] = byDefault.manifest.subtitles
  expect(words?.language).toBe('zho')
  expect(await readFile(objects.path(words?.sha256 ?? ''), 'utf8')).toMatch(
    /00:01\.0\d\d --> 00:02\.0\d\d\n各位同學午安/,
  )
  const chosen = await ready(file, { audioTrack: 0 })
  expect(chosen.facts.audioTrack).toBe(0)
  expect(chosen.manifest.revision).not.toBe(byDefault.manifest.revision)
  expect(await prepared(file, { audioTrack: 5 })).toEqual({
    ...{ type: 'refused', code: 'MEDIA_TRACK_UNKNOWN', params: { index: 5 } },
  })
})

test('5.1 is mixed to stereo, and says so', async () => {
  expect((await ready(await makeClip('surround.mkv', folder.path))).codes).toEqual(['downmixed'])
})

test('no sound, silence, and sound shorter than the picture', async () => {
  const mute = await ready(await makeClip('mute.mp4', folder.path))
  expect([mute.facts.hasAudio, mute.codes, mute.manifest.waveform]).toEqual([false, ['silent'], null])
  const silent = await ready(await makeClip('silent.mp4', folder.path))
  expect([silent.facts.hasAudio, silent.facts.loudnessLufs, silent.codes]).toEqual([true, null, ['silent']])
  const short = await ready(await makeClip('short-sound.mp4', folder.path))
  expect([short.facts.durationMs, short.codes]).toEqual([6000, ['audio-short']])
})

test('a whisper with clicks is lifted, its peaks held below the limit', async () => {
  const { facts } = await ready(await makeClip('whisper.mp4', folder.path))
  expect(facts.truePeakDbtp).toBeLessThanOrEqual(-1)
})

test('sound alone stays sound, with a card or its cover for other clients', async () => {
  for (const file of [
    await makeClip('loud.wav', folder.path),
    await makeClip('listening.flac', folder.path),
    await makeCovered(folder.path),
  ]) {
    const { facts, manifest } = await ready(file)
    expect(manifest.renditions.map((one) => [one.name, one.segments.length])).toEqual([
      ['audio', 2],
      ['360p', 2],
    ])
    expect([facts.hasVideo, facts.width, manifest.thumbnails]).toEqual([false, null, null])
    const waveform: { peaks: number[]; everyMs: number } = JSON.parse(
      await readFile(objects.path(manifest.waveform?.sha256 ?? ''), 'utf8'),
    )
    expect([waveform.everyMs, Math.round(waveform.peaks.length / 10)]).toEqual([100, 5])
    expect(Math.max(...waveform.peaks)).toBeGreaterThan(0.05)
  }
})

test('a torn file airs as far as it goes', async () => {
  const { codes, facts } = await ready(await makeTruncated(folder.path))
  expect(codes).toContain('damaged-tail')
  expect(facts.durationMs).toBeGreaterThan(4000)
  expect(facts.durationMs).toBeLessThan(8000)
})

test('disguises are refused before a decoder sees them', async () => {
  for (const [code, file] of Object.entries(await makeDisguises(folder.path)))
    expect(await prepared(file), code).toMatchObject({ type: 'refused', code: code.replace('_CONCAT', '') })
})

test('bytes that only begin as a film are refused as unreadable', async () => {
  const file = join(folder.path, 'rubbish.mp4')
  await writeFile(file, Buffer.concat([Buffer.from('\0\0\0\u0018ftypisom'), Buffer.alloc(5000, 7)]))
  expect(await prepared(file)).toMatchObject({ type: 'refused', code: 'MEDIA_UNREADABLE' })
})

test('a cancelled preparation stops and stores nothing', async () => {
  const control = new AbortController()
  const onProgress = ({ step }: { step: string }): void => {
    if (step === 'encode') control.abort()
  }
  const file = await makeClip('plain.mp4', folder.path)
  expect(await prepared(file, { signal: control.signal, onProgress })).toEqual({ type: 'cancelled' })
})
