/** What letters about duties say, and their facts as a reader's language writes them. */
import type { Letter } from '../../protocol/mail.ts'
import type { Sentence, TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenDate } from '../mail/school-date.ts'

type DutyLetter = Extract<Letter, { readonly kind: `duty-${string}` }>

export const DUTY_LETTER_WORDS: Readonly<Record<DutyLetter['kind'], LetterWords>> = {
  'duty-late': {
    subject: { 'zh-TW': '公務逾期：{duty}', en: 'Late: {duty}' },
    lines: [
      {
        'zh-TW': '「{duty}」應在 {due} 完成，到現在還沒有做，也沒有說明原因。',
        en: '“{duty}” was to be done by {due}. It is still open, and nobody has said why.',
      },
    ],
    link: { text: { 'zh-TW': '看是誰負責', en: 'See who looks after it' }, path: '/#/duties' },
  },
  'duty-missed': {
    subject: { 'zh-TW': '公務沒做：{duty}（{due}）', en: 'Missed: {duty}, {due}' },
    lines: [
      {
        'zh-TW': '「{duty}」應在 {due} 完成，沒有人做，時間也過了，已不能補做。今年的紀錄記為「沒做」。',
        en: '“{duty}” was to be done by {due}. Nobody did it, and its time is over. It counts as missed in this year’s record.',
      },
    ],
    link: { text: { 'zh-TW': '看是誰負責', en: 'See who looked after it' }, path: '/#/duties' },
  },
  'duty-asked': {
    subject: { 'zh-TW': '請提供資料：{duty}（{due} 前）', en: 'Please supply: {duty}, by {due}' },
    lines: [
      { 'zh-TW': '{office} 您好：', en: 'To {office}:' },
      { 'zh-TW': '{again}', en: '{again}' },
      {
        'zh-TW': '圖書館資訊媒體組辦理「{duty}」，需要貴單位提供：',
        en: 'For “{duty}” the information and media section needs from your office:',
      },
      { 'zh-TW': '{what}', en: '{what}' },
      {
        'zh-TW': '我們要在 {due} 前完成。請用下面的連結回覆，不需要帳號；連結只能用一次。',
        en: 'It has to be complete by {due}. Answer by the link below; no account is needed, and it works once.',
      },
    ],
    link: { text: { 'zh-TW': '回覆', en: 'Answer' }, path: '{path}' },
  },
}

const ASKED_AGAIN: Sentence = {
  'zh-TW': '這是再次提醒：先前的詢問還沒有收到回覆。',
  en: 'This is a reminder: we have no answer to our last letter yet.',
}

export const dutyLetterParams = (letter: DutyLetter, style: DateStyle): TextParams => {
  const { duty } = letter
  const due = writtenDate(letter.due, style)
  if (letter.kind !== 'duty-asked') return { duty, due }
  const { office, what, path } = letter
  return { duty, due, office, what, path, again: letter.again ? ASKED_AGAIN[style.language] : '' }
}
