import { expect, test } from 'vitest'
import { createScan, lengthsOf, segmentCount } from './length.ts'

const scanned = (...lines: string[]) => {
  const scan = createScan()
  for (const line of lines) scan.add(line)
  return scan.tracks()
}

test('a track ends with its last packet, in whatever order the packets come', () => {
  const tracks = scanned(
    '0,0.000000,-0.040000,0.040000,K_',
    '0,0.080000,0.000000,0.040000,__',
    '1,0.000000,0.000000,0.021333,K_',
    '0,0.040000,0.040000,0.040000,__',
    '',
    'x,N/A,N/A,N/A,__',
  )
  expect(tracks.get(0)).toEqual({
    first: 0,
    end: 0.12,
    packets: 3,
    keyframes: [0],
    reordered: true,
    closed: true,
    trailing: 1,
    lastDuration: 0.04,
  })
  expect(tracks.get(1)?.reordered).toBe(false)
})

test('a picture that refers across a keyframe, in either direction, opens the cut', () => {
  const closed = (...shown: string[]) =>
    scanned(...shown.map((at, index) => `0,${at.slice(1)},${index},1,${at[0]}_`)).get(0)?.closed
  expect(closed('K0', '_3', '_1', '_2', 'K4', '_5')).toBe(true)
  expect(closed('K0', '_2', '_1', 'K4', '_3', '_5')).toBe(false)
  expect(closed('K0', '_2', '_5', 'K4', '_6')).toBe(false)
})

test('without a presentation time (AVI) the decoding time counts', () => {
  expect(scanned('0,N/A,2.000000,0.5,K_').get(0)?.end).toBe(2.5)
})

test('the programme is as long as the picture, or as the sound where that is clearly longer', () => {
  const tracks = scanned('0,1,1,9,K_', '1,1,1,9.02,K_', '2,1,1,12,K_')
  expect(lengthsOf(tracks, 1, 0, 1)).toEqual({ picture: 9, sound: 9.02, programme: 9 })
  expect(lengthsOf(tracks, 1, 0, 2)).toEqual({ picture: 9, sound: 12, programme: 12 })
  expect(lengthsOf(tracks, 1, null, 2)).toEqual({ picture: null, sound: 12, programme: 12 })
  expect(lengthsOf(tracks, 1, 7, null)).toEqual({ picture: null, sound: null, programme: 0 })
})

test('segments are whole, and a hair past the grid starts none', () => {
  expect([0.2, 4, 4.01, 4.05, 8, 9].map((seconds) => segmentCount(seconds, 4))).toEqual([1, 1, 1, 2, 2, 3])
})
