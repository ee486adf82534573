/** Short programmes as a school's server would hand them out, made with ffmpeg. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import type { DisplayIdentity } from '../../protocol/display.ts'
import type { MediaManifest, Rendition } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, type Instant, instant } from '../../protocol/time.ts'
import { sha256 } from './fake-server.ts'

export interface Clip {
  readonly manifest: MediaManifest
  readonly init: Buffer
  readonly segments: readonly Buffer[]
}

/** A programme of whole 4 s segments; `hz` is its tone, so that two of them differ; `size` is that of its picture. */
export const makeClip = (
  under: string,
  mediaId: string,
  seconds: number,
  hz: number,
  what: '720p' | 'audio' = '720p',
  size: readonly [width: number, height: number] = [320, 180],
): Clip => {
  const picture = what === 'audio' ? null : `testsrc2=size=${size.join('x')}:rate=25`
  return packClip(under, mediaId, seconds, { picture, sound: `sine=frequency=${hz}:sample_rate=48000` }, size)
}

/** The same from any two of ffmpeg's sources; without a picture it is for the ear alone. */
export const packClip = (
  under: string,
  mediaId: string,
  seconds: number,
  source: { readonly picture: string | null; readonly sound: string },
  size: readonly [width: number, height: number] = [320, 180],
): Clip => {
  const what: Rendition['name'] = source.picture === null ? 'audio' : '720p'
  const folder = join(under, mediaId)
  mkdirSync(folder)
  const picture = source.picture === null ? [] : ['-f', 'lavfi', '-i', source.picture]
  const x264 = '-c:v libx264 -preset ultrafast -bf 0 -g 50 -sc_threshold 0 -pix_fmt yuv420p'.split(' ')
  const sound = ['-f', 'lavfi', '-i', source.sound]
  const hls = '-f hls -hls_time 4 -hls_segment_type fmp4 -hls_list_size 0'.split(' ')
  const coded = [...(what === 'audio' ? [] : x264), '-c:a', 'aac', '-t', String(seconds)]
  execFileSync('ffmpeg', ['-v', 'error', ...picture, ...sound, ...coded, ...hls, join(folder, 'clip.m3u8')])
  const read = (name: string) => readFileSync(join(folder, name))
  const init = read('init.mp4')
  const names = readdirSync(folder).filter((name) => name.endsWith('.m4s'))
  const order = new Intl.Collator('en', { numeric: true })
  const segments = names.sort(order.compare).map(read)
  const stored = (data: Buffer) => ({ sha256: sha256(data), bytes: data.length })
  const rendition = {
    name: what,
    width: what === 'audio' ? 0 : size[0],
    height: what === 'audio' ? 0 : size[1],
    codecs: what === 'audio' ? 'mp4a.40.2' : 'avc1.42c01f,mp4a.40.2',
    bandwidth: 500_000,
    averageBandwidth: 500_000,
    init: stored(init),
    segments: segments.map((data) => ({ ...stored(data), durationMs: duration(4000) })),
  }
  const manifest: MediaManifest = {
    mediaId,
    revision: 'r',
    durationMs: duration(seconds * 1000),
    renditions: [rendition],
    subtitles: [],
    poster: null,
    thumbnails: null,
    waveform: null,
  }
  return { manifest, init, segments }
}

/** The player as it is served, built into `dist`. */
export const buildPlayer = async (dist: string): Promise<void> => {
  await build({ configFile: 'player/vite.config.ts', logLevel: 'error', build: { outDir: dist } })
}

export const IDENTITY: DisplayIdentity = {
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
  fetchRateMbps: 50,
}

/** An airing of a programme from its beginning. */
export const airingOf = (id: string, mediaId: string, title: string, start: Instant, durationMs: number): Airing => ({
  id,
  group: 'g',
  start,
  end: instant(start + durationMs + 500),
  kind: 'news',
  title,
  mediaId,
  offsetMs: duration(0),
  mediaDurationMs: duration(durationMs),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [{ code: 'news', params: { title } }],
})

/** This machine's clock, as the browsers on it read it too: milliseconds with a fraction. */
export const machineClock = (): number => performance.timeOrigin + performance.now()
