import { expect, test } from 'vitest'
import { parsePosition } from './position.ts'

test.each([
  ['0:00', 0],
  ['12:30', 750_000],
  ['1:02:45', 3_765_000],
  [' 90 ', 5_400_000],
  ['12：30', 750_000],
  ['12:60', null],
  ['', null],
  ['1:2:3:4', null],
  ['half', null],
])('%j', (text, expected) => expect(parsePosition(text)).toBe(expected))
