import { expect, test } from 'vitest'
import { instant } from '../../../protocol/time.ts'
import { untilChoices, untilTyped } from './until.ts'

const at = (time: string) => instant(Date.parse(`2026-11-23T${time}+08:00`))
const MIDNIGHT = at('24:00:00')
const airing = (kind: 'news' | 'slate', start: string, end: string) => ({
  kind,
  title: kind === 'news' ? '午間新聞' : '',
  start: at(start),
  end: at(end),
})
const DAY = [
  airing('slate', '00:00:00', '12:04:00'),
  airing('news', '12:04:00', '12:20:00'),
  airing('slate', '12:20:00', '24:00:00'),
]

test('P5 what is likely, soonest first: the programme’s end, a lesson in whole minutes, the day', () => {
  expect(untilChoices(DAY, at('12:05:10'), MIDNIGHT)).toEqual([
    { type: 'programme', until: at('12:20:00'), title: '午間新聞' },
    { type: 'lesson', until: at('12:56:00') },
    { type: 'day', until: MIDNIGHT },
  ])
  expect(untilChoices(DAY, at('08:00:00'), MIDNIGHT).map(({ type }) => type)).toEqual(['lesson', 'programme', 'day'])
  expect(untilChoices(DAY, at('12:20:00'), MIDNIGHT).map(({ type }) => type)).toEqual(['lesson', 'day'])
})

test('P5 never beyond today', () => {
  expect(untilChoices(DAY, at('23:30:00'), MIDNIGHT)).toEqual([{ type: 'day', until: MIDNIGHT }])
})

test('P5 a time typed in is one of today, and not over', () => {
  const now = at('12:05:10')
  const since = (12 * 60 + 5) * 60_000 + 10_000
  expect(untilTyped('12:20', now, since)).toBe(at('12:20:00'))
  for (const wrong of ['12:05', '', '25:00', 'noon']) expect(untilTyped(wrong, now, since), wrong).toBeNull()
})
