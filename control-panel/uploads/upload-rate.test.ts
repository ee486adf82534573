import { expect, test } from 'vitest'
import { rateOf, remainingOf, type Sample, sizeOf, withSample } from './upload-rate.ts'

const samples = (...each: [number, number][]): readonly Sample[] =>
  each.reduce<readonly Sample[]>((held, [at, sent]) => withSample(held, { at, sent }), [])

test.each<[string, readonly Sample[], number | null]>([
  ['nothing yet', [], null],
  ['too short to tell', samples([0, 0], [900, 500]), null],
  ['even', samples([0, 0], [1000, 4000], [2000, 8000]), 4000],
  ['the past is forgotten', samples([0, 0], [1000, 1000], [9500, 1000], [10_500, 3000]), 2000],
  ['what was sent is sent again after a cut', samples([0, 0], [1000, 9000], [2000, 5000], [4000, 7000]), 1750],
])('the rate: %s', (_name, given, expected) => expect(rateOf(given)).toBe(expected))

test.each([
  [null, 100, null],
  [0, 100, null],
  [50, 100, 2000],
])('at %s a second, %i bytes', (rate, left, expected) => expect(remainingOf(rate, left)).toBe(expected))

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.00 kB'],
  [12_345, '12.3 kB'],
  [999_600, '1.00 MB'],
  [123_456_789, '123 MB'],
  [4_700_000_000, '4.70 GB'],
])('%i bytes are %s', (bytes, expected) => expect(sizeOf(bytes)).toBe(expected))
