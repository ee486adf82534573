import { expect, test } from 'vitest'
import { days, inputs, news } from '../schedule/inputs-fixture.ts'
import { resolveRundown } from '../schedule/resolve.ts'
import { localDate } from '../schedule/wall-clock.ts'
import { airingsOf } from './whereabouts.ts'

test('an airing that many groups share is told once, with its groups; others’ are left out', () => {
  const groups = ['b', 'a'].map((id) => ({ id, parentId: null }))
  const media = [news('2026-11-23'), news('2026-11-25')]
  const { airings } = resolveRundown(inputs({ groups, media }), days('2026-11-23', '2026-11-27'))
  const found = airingsOf('news-2026-11-25', airings, (at) => localDate(at, 'Asia/Taipei'))
  expect(found.map(({ date, kind, groups: for_ }) => [date, kind, for_])).toEqual([
    ['2026-11-25', 'news', ['a', 'b']],
    ['2026-11-27', 'news', ['a', 'b']],
  ])
})
