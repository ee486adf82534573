import { expect, it } from 'vitest'
import { drift, nameSize, noticeSize, wordsOf } from './stage.ts'

const NOON = Date.UTC(2026, 10, 24, 4, 4)
const slate = { type: 'slate', schoolName: '臺中一中', roomName: '一年三班', why: null, poster: null } as const

it('says what comes next, or that nothing does', () => {
  const next = wordsOf({ ...slate, nextTitle: '午間新聞', nextAt: NOON }, 'Asia/Taipei', NOON - 300_001)
  expect(next.school).toBe('臺中一中　一年三班')
  expect(next.detail).toEqual({ zh: '接下來', en: 'Next' })
  expect(next.headline).toEqual({ zh: '12:04　午間新聞', en: '' })
  const over = wordsOf({ ...slate, nextTitle: null, nextAt: null }, 'Asia/Taipei', NOON)
  expect(over.headline).toEqual({ zh: '今天沒有其他節目', en: 'Nothing more on today' })
})

it('counts the last five minutes down, and no further than to nothing', () => {
  const left = (ms: number) =>
    wordsOf({ ...slate, nextTitle: '午間新聞', nextAt: NOON }, 'Asia/Taipei', NOON - ms).detail
  expect(left(300_000)).toEqual({ zh: '接下來　還有 5:00', en: 'Next in 5:00' })
  expect(left(8200)?.en).toBe('Next in 0:09')
  expect(left(0)?.en).toBe('Next')
})

it('says since when there is trouble, and what happens next', () => {
  const what = { zh: '播不出來', en: 'Can’t be shown' }
  const words = wordsOf(
    {
      type: 'trouble',
      what,
      next: { zh: '一直重試。', en: 'Trying on.' },
      since: NOON,
      room: '一年三班',
      report: null,
    },
    'Asia/Taipei',
    NOON,
  )
  expect(words.headline).toEqual(what)
  expect(words.detail).toEqual({ zh: '12:04 起。一直重試。', en: 'Since 12:04. Trying on.' })
})

it('writes a TV’s name as large as fits on one line', () => {
  expect(nameSize('一年三班')).toBe(16)
  expect(nameSize('行政大樓三樓視聽教室')).toBe(8)
  expect(nameSize('Room 301')).toBe(16)
})

it('drifts within 1.5 % of the screen', () => {
  expect(drift(5 * 60_000)).toBe('translate(1.50vw, 1.33vh)')
})

it('P4 an emergency’s lines are a twelfth of the height and more, and smaller only where they would not fit', () => {
  const drill = { zh: '地震演習：趴下、掩護、穩住', en: 'Earthquake drill: drop, cover, hold on' }
  for (const aspect of [16 / 9, 4 / 3]) expect(noticeSize(drill, aspect) * 0.84).toBeGreaterThanOrEqual(100 / 12)
  const essay = { zh: '字'.repeat(200), en: 'word '.repeat(40) }
  expect(noticeSize(essay, 16 / 9)).toBeLessThan(noticeSize(drill, 16 / 9))
})
