import { expect, test } from 'vitest'
import type { Recipe } from './arguments.ts'
import type { Track } from './length.ts'
import { isConformant, remuxCommand } from './remux.ts'
import type { PictureFacts, Source } from './source.ts'

const picture: PictureFacts = {
  ...{ index: 0, codec: 'h264', profile: 'High', level: 40, pixelFormat: 'yuv420p', width: 1280, height: 720 },
  ...{
    rotation: 0,
    pixelShape: 1,
    interlaced: false,
    hdr: false,
    matrix: 'bt709',
    averageFps: 30,
    realFps: 30,
    startSeconds: 0,
  },
}
const source: Source = {
  ...{ demuxer: 'mov', path: '/m/a.mp4', durationSeconds: 10, startSeconds: 0, bitRate: 3_000_000, picture },
  ...{ sound: [], subtitles: [], cover: null, title: '' },
}
const track: Track = {
  ...{ first: 0, end: 10, packets: 300, keyframes: [0, 2, 4, 6, 8], reordered: false, closed: true },
  ...{ trailing: 0, lastDuration: 0.05 },
}

test('what plays as it is and can be cut each 4 s is copied', () => {
  expect(isConformant(source, picture, track)).toBe(true)
  expect(isConformant(source, picture, { ...track, keyframes: [0, 4, 8.001] })).toBe(true)
  expect(isConformant(source, picture, { ...track, reordered: true, trailing: 2 })).toBe(true)
})

test('anything else is encoded', () => {
  const pictures: Partial<PictureFacts>[] = [
    ...[{ codec: 'hevc' }, { profile: 'High 10' }, { level: 42 }, { pixelFormat: 'yuv422p' }, { width: 2560 }],
    ...[{ rotation: 90 as const }, { pixelShape: 8 / 9 }, { interlaced: true }, { hdr: true }, { averageFps: 60 }],
  ]
  for (const facts of pictures) expect(isConformant(source, { ...picture, ...facts }, track)).toBe(false)
  const tracks: Partial<Track>[] = [
    ...[{ keyframes: [0, 2, 4, 6] }, { keyframes: [0, 4, 8.1] }, { closed: false }, { trailing: 4 }, { first: 0.04 }],
  ]
  for (const facts of tracks) expect(isConformant(source, picture, { ...track, ...facts })).toBe(false)
  expect(isConformant({ ...source, demuxer: 'matroska' }, picture, { ...track, reordered: true })).toBe(false)
  expect(isConformant({ ...source, demuxer: 'flv' }, picture, track)).toBe(false)
  expect(isConformant({ ...source, bitRate: 20_000_000 }, picture, track)).toBe(false)
  expect(isConformant(source, picture, undefined)).toBe(false)
})

test('the last picture lasts until the segment is full', () => {
  const recipe: Recipe = {
    ...{ source, track: null, gain: { type: 'none' }, segments: 3, posterSeconds: 1, folder: '/s' },
  }
  const { args } = remuxCommand(recipe, picture, track)
  expect(args[args.indexOf('-bsf:v') + 1]).toBe(
    'h264_mp4toannexb,setts=pts=PTS-STARTDTS:dts=DTS-STARTDTS:duration=if(eq(N\\,299)\\,round(DURATION*41.000000)\\,DURATION)',
  )
  expect(args[args.indexOf('-c:v') + 1]).toBe('copy')
})

test('B-frames after the last picture are left out, and it moves up into their place', () => {
  const recipe: Recipe = {
    ...{ source, track: null, gain: { type: 'none' }, segments: 3, posterSeconds: 1, folder: '/s' },
  }
  const { args } = remuxCommand(recipe, picture, { ...track, reordered: true, trailing: 2 })
  expect(args[args.indexOf('-bsf:v') + 1]).toBe(
    'h264_mp4toannexb,setts=pts=if(eq(N\\,297)\\,PTS-2*DURATION\\,PTS)-STARTDTS:dts=DTS-STARTDTS:duration=if(eq(N\\,297)\\,round(DURATION*43.000000)\\,DURATION),noise=drop=gt(n\\,297)',
  )
  expect(args).toContain('movflags=+negative_cts_offsets')
})
