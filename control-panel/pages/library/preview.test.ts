import { expect, test } from 'vitest'
import { previewAct } from './preview-keys.ts'
import { partMs, withIn, withOut } from './trim.ts'

test.each([
  ['the segment’s start', withIn({ inMs: 0, outMs: null }, 9999), { inMs: 8000, outMs: null }],
  ['an end before it goes', withIn({ inMs: 0, outMs: 8000 }, 8000), { inMs: 8000, outMs: null }],
  ['the segment’s end', withOut({ inMs: 0, outMs: null }, 8000, 60_000), { inMs: 0, outMs: 12_000 }],
  ['the last segment is to the end', withOut({ inMs: 4000, outMs: 8000 }, 9000, 10_500), { inMs: 4000, outMs: null }],
  ['a start after it goes', withOut({ inMs: 8000, outMs: null }, 3000, 60_000), { inMs: 0, outMs: 4000 }],
])('a mark: %s', (_name, trim, expected) => expect(trim).toEqual(expected))

test.each([
  [{ inMs: 4000, outMs: null }, 6500],
  [{ inMs: 0, outMs: 8000 }, 8000],
  [{ inMs: 8000, outMs: 40_000 }, 2500],
])('the length of %o', (trim, expected) => expect(partMs(trim, 10_500)).toBe(expected))

test.each([
  [' ', false, { type: 'play' }],
  ['ArrowRight', false, { type: 'move', byMs: 1000 / 30 }],
  ['ArrowLeft', true, { type: 'move', byMs: -1000 }],
  ['o', false, { type: 'mark', edge: 'out' }],
  ['End', false, { type: 'jump', toMs: 5000 }],
  ['x', false, null],
])('key %j', (key, shift, expected) => expect(previewAct(key, shift, 5000)).toEqual(expected))
