import { expect, test } from 'vitest'
import { type Outcome, warningsOf } from './warnings.ts'

const fine: Outcome = {
  ...{ source: { durationSeconds: 60, picture: null }, track: { channels: 2 }, heard: { lufs: -23.2 } },
  ...{ lengths: { picture: 60, sound: 60, programme: 60 }, damaged: false, skipped: 0 },
  ...{ toneMapping: true, targetLufs: -23 },
}
const codes = (facts: Partial<Outcome>) => warningsOf({ ...fine, ...facts }).map(({ code }) => code)

test('nothing to say of a sound programme', () => expect(codes({})).toEqual([]))

test('each thing worth knowing', () => {
  expect(codes({ heard: null })).toEqual(['silent'])
  expect(codes({ track: { channels: 6 } })).toEqual(['downmixed'])
  expect(codes({ lengths: { picture: 60, sound: 50, programme: 60 } })).toEqual(['audio-short'])
  expect(codes({ lengths: { picture: 50, sound: 60, programme: 60 } })).toEqual(['audio-long'])
  expect(codes({ damaged: true })).toEqual(['damaged'])
  expect(codes({ heard: { lufs: -24 } })).toEqual(['loudness-off'])
  expect(codes({ skipped: 1 })).toEqual(['subtitles-skipped'])
})

test('a torn file says how far it plays', () => {
  expect(warningsOf({ ...fine, source: { durationSeconds: 300, picture: null }, damaged: true })).toEqual([
    { code: 'damaged-tail', params: { minutes: 1, seconds: 0 } },
  ])
})
