import { expect, test } from 'vitest'
import { duration } from '../../protocol/time.ts'
import { codecsOf, revisionOf } from './manifest.ts'

/** An avcC box's start and an esds box, as ffmpeg writes them. */
const AVC = Buffer.from([...Buffer.from('\0\0\0\u002favcC', 'latin1'), 1, 0x4d, 0x40, 0x1f, 0xff])
const ESDS = Buffer.from([
  ...[...Buffer.from('\0\0\0\u0036esds', 'latin1'), 0, 0, 0, 0, 3, 0x80, 0x80, 0x80, 0x25, 0, 2, 0, 4, 0x80, 0x80],
  ...[0x80, 0x17, 0x40, 0x15, 0, 0, 0, 0, 1, 0xf4, 0, 0, 1, 0xf4, 0, 5, 0x80, 0x80, 0x80, 5, 0x11, 0x90, 0x56, 0xe5, 0],
])

test('codecs as RFC 6381 writes them', () => {
  expect(codecsOf(Buffer.concat([AVC, ESDS]))).toBe('avc1.4d401f,mp4a.40.2')
  expect(codecsOf(ESDS)).toBe('mp4a.40.2')
})

test('the revision changes with any object and with nothing else', () => {
  const object = (digit: string) => ({ sha256: digit.repeat(64), bytes: 1 })
  const content = (segment: string) => ({
    renditions: [
      {
        ...{ name: '720p' as const, width: 2, height: 2, codecs: '', bandwidth: 1, averageBandwidth: 1 },
        ...{ init: object('a'), segments: [{ ...object(segment), durationMs: duration(4000) }] },
      },
    ],
    ...{ subtitles: [], poster: object('c'), thumbnails: null, waveform: null },
  })
  expect(revisionOf(content('b'))).toBe(revisionOf(content('b')))
  expect(revisionOf(content('b'))).not.toBe(revisionOf(content('d')))
  expect(revisionOf({ ...content('b'), poster: null })).not.toBe(revisionOf(content('b')))
})
