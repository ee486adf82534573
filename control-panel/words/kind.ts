/** Words of kinds of programmes, in both languages. */
import type { Same } from './shape.ts'

export const kindZh = {
  news: '新聞',
  film: '影片',
  'booked-film': '預約影片',
  listening: '聽力',
  notice: '公告',
  live: '直播',
  slate: '待機畫面',
  other: '其他',
} as const

export const kindEn: Same<typeof kindZh> = {
  news: 'News',
  film: 'Film',
  'booked-film': 'Booked film',
  listening: 'Listening',
  notice: 'Notice',
  live: 'Live',
  slate: 'Slate',
  other: 'Other',
}
