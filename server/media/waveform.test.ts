import { expect, test } from 'vitest'
import { parseWaveform, stretchMs } from './waveform.ts'

test('levels become amplitudes, and the padding after the end is not drawn', () => {
  const printed = ['0.0', '-6.0206', '-inf', '1.5', '-20']
    .map((level, frame) => `frame:${frame} pts:0 pts_time:0\nlavfi.astats.Overall.Peak_level=${level}`)
    .join('\n')
  expect(parseWaveform(printed, 390)).toEqual({ peaks: [1, 0.5, 0, 1], everyMs: 100 })
})

test('at most two thousand strokes', () => {
  expect([5_000, 200_000, 3_600_000].map(stretchMs)).toEqual([100, 100, 1800])
})
