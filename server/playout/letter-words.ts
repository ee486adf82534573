/** What the letter about a noon that is not safe says, and its facts as a reader's language writes them. */
import type { Letter } from '../../protocol/mail.ts'
import { type Language, type Sentence, say, type TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenInstant } from '../mail/school-date.ts'

type NoonAlarm = Extract<Letter, { readonly kind: 'noon-alarm' }>

export const NOON_ALARM_WORDS: Readonly<Record<NoonAlarm['kind'], LetterWords>> = {
  'noon-alarm': {
    subject: { 'zh-TW': '中午可能播不出來：{title}，{start}', en: 'Noon is not safe: {title}, {start}' },
    lines: [
      {
        'zh-TW': '{start} 的「{title}」：{total} 台電視中有 {ready} 台就緒，還沒有人查看。',
        en: '“{title}” at {start}: {ready} of {total} TVs are ready, and nobody has looked yet.',
      },
      { 'zh-TW': '需要處理：{rooms}', en: 'These need someone: {rooms}' },
    ],
    link: { text: { 'zh-TW': '查看播出頁', en: 'See what is on the air' }, path: '/#/' },
  },
}

/** Rooms that are named; the others are counted. */
const MOST_ROOMS = 12
const NOT_SAID: Sentence = { 'zh-TW': '時間未定', en: 'no time yet' }

export const noonAlarmParams = (letter: NoonAlarm, style: DateStyle): TextParams => ({
  title: letter.title,
  start: letter.start === null ? NOT_SAID[style.language] : writtenInstant(letter.start, style),
  ready: letter.ready,
  total: letter.total,
  rooms: roomsOf(letter.rooms, style.language),
})

const roomsOf = (rooms: readonly string[], language: Language): string => {
  const named = rooms.slice(0, MOST_ROOMS).join(language === 'zh-TW' ? '、' : ', ')
  const more = rooms.length - MOST_ROOMS
  return more <= 0
    ? named
    : say({ 'zh-TW': '{named} 等 {count} 間', en: '{named} and {more} more' }, language, {
        named,
        more,
        count: rooms.length,
      })
}
