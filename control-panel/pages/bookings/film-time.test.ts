import { expect, test } from 'vitest'
import { filmTime } from './film-time.ts'

test.each([
  ['', null],
  ['  ', null],
  ['12', 720_000],
  ['12:30', 750_000],
  ['12：30', 750_000],
  ['1:02:03', 3_723_000],
  ['12:75', undefined],
  ['1:2:3:4', undefined],
  ['-1', undefined],
  ['ten', undefined],
])('%j in a film', (text, expected) => {
  expect(filmTime(text)).toBe(expected)
})
