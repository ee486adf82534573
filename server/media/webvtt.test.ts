import { expect, test } from 'vitest'
import { parseCues, webVttOf } from './webvtt.ts'

const SRT =
  '\uFEFF1\r\n00:00:01,500 --> 00:00:03,000 X1:40 X2:600\r\n大家好\r\n第二行\r\n\r\n2\r\n01:00:00,000 --> 01:00:02,000\r\n再見\r\n'
const VTT = 'WEBVTT - title\n\nNOTE a note\n\nintro\n00:05.25 --> 00:07.000 line:0\n<i>Hello</i>\n'

test('SubRip becomes WebVTT', () => {
  expect(webVttOf(parseCues(SRT))).toBe(
    'WEBVTT\n\n00:00:01.500 --> 00:00:03.000\n大家好\n第二行\n\n01:00:00.000 --> 01:00:02.000\n再見\n',
  )
})

test('WebVTT stays what it is, with its settings, without notes and names', () => {
  expect(webVttOf(parseCues(VTT))).toBe('WEBVTT\n\n00:00:05.250 --> 00:00:07.000 line:0\n<i>Hello</i>\n')
})

test.each([
  [700, ['00:00:02.200 --> 00:00:03.700', '01:00:00.700 --> 01:00:02.700']],
  [-2000, ['00:00:00.000 --> 00:00:01.000', '00:59:58.000 --> 01:00:00.000']],
  [-3000, ['00:59:57.000 --> 00:59:59.000']],
])('moved by %i ms; what would end before the start goes', (shiftMs, timings) => {
  const moved = webVttOf(parseCues(SRT), shiftMs)
  expect(moved.match(/^.*-->.*$/gm)).toEqual(timings)
})

test('there and back again is what it was', () => {
  const cues = parseCues(SRT)
  expect(parseCues(webVttOf(cues))).toEqual(cues.map((cue) => ({ ...cue, settings: '' })))
})

test.each(['', 'just words', '00:00:01,000 -> 00:00:02,000\nno', '00:00:02,000 --> 00:00:01,000\nbackwards'])(
  'no subtitles in %j',
  (text) => expect(parseCues(text)).toEqual([]),
)

test('an arrow in the words does not begin another cue', () => {
  const cues = [{ fromMs: 0, toMs: 1000, settings: '', text: 'a --> b' }]
  expect(parseCues(webVttOf(cues)).map(({ text }) => text)).toEqual(['a —> b'])
})
