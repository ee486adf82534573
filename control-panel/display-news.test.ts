import { expect, test } from 'vitest'
import type { Display } from '../protocol/display.ts'
import { instant } from '../protocol/time.ts'
import { withNews } from './display-news.ts'

const tv = (id: string, volume: number): Display => ({
  id,
  name: id,
  groupId: null,
  volume,
  trimMs: 0,
  mutedUntil: null,
  hidden: null,
  building: '',
  floor: '',
  standby: false,
  createdAt: instant(0),
  status: { state: 'offline', since: null },
})

test('news stands in its own place; the others are the same objects, a TV that nobody knows is left out', () => {
  const held = [tv('a', 1), tv('b', 1)]
  const after = withNews(held, [tv('b', 0.5), tv('x', 1)])
  expect(after?.map(({ id, volume }) => [id, volume])).toEqual([
    ['a', 1],
    ['b', 0.5],
  ])
  expect(after?.[0]).toBe(held[0])
})

test('before anything was asked for, news changes nothing', () => {
  expect(withNews(undefined, [tv('a', 1)])).toBeUndefined()
})
