/** Packaged programmes for tests, as a preparation would describe them. */
import type { MediaManifest, Rendition, StoredObject } from '../../protocol/media.ts'
import { duration } from '../../protocol/time.ts'
import type { PrepareResult } from './prepare.ts'

const object = (digit: string): StoredObject => ({ sha256: digit.repeat(64), bytes: 1000 })

const rendition = (name: Rendition['name'], width: number, height: number): Rendition => ({
  name,
  width,
  height,
  codecs: width === 0 ? 'mp4a.40.2' : 'avc1.64001f,mp4a.40.2',
  bandwidth: 2_000_000,
  averageBandwidth: 1_500_000,
  init: object('a'),
  segments: [
    { ...object('b'), durationMs: duration(4000) },
    { ...object('c'), durationMs: duration(4000) },
  ],
})

/** Six and a half seconds with picture, sound and one subtitle track. */
export const someManifest = (mediaId: string, revision = 'r1'): MediaManifest => ({
  mediaId,
  revision,
  durationMs: duration(6500),
  renditions: [rendition('360p', 640, 360), rendition('720p', 1280, 720)],
  subtitles: [{ ...object('d'), language: 'zh', name: '中文 "全"' }],
  poster: object('e'),
  thumbnails: null,
  waveform: null,
})

export const someResult = (mediaId: string, revision = 'r1'): PrepareResult => ({
  type: 'ready',
  manifest: someManifest(mediaId, revision),
  facts: {
    durationMs: duration(6500),
    hasVideo: true,
    hasAudio: true,
    width: 1280,
    height: 720,
    audioTracks: [
      { index: 0, language: 'zh', title: null, channels: 2, default: true },
      { index: 1, language: 'en', title: null, channels: 2, default: false },
    ],
    audioTrack: 0,
    loudnessLufs: -23.1,
    truePeakDbtp: -2.5,
    warnings: [{ code: 'audio-short', params: { seconds: 3 } }],
  },
})
