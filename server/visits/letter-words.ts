/** What letters about calls and visits say, and their facts as a reader's language writes them. */
import type { Letter } from '../../protocol/mail.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenInstant } from '../mail/school-date.ts'

export type VisitLetter = Extract<
  Letter,
  { readonly kind: 'vendor-call' | 'vendor-call-withdrawn' | 'visit-link' | 'visit-late' | 'visit-missed' }
>

const VISIT = { text: { 'zh-TW': '查看這次到校', en: 'See the visit' }, path: '/#/visits/{visitId}' }

export const VISIT_LETTER_WORDS: Readonly<Record<VisitLetter['kind'], LetterWords>> = {
  'vendor-call': {
    subject: { 'zh-TW': '{school}報修：{count} 件請到校維修', en: 'Repairs at {school}: {count} to be looked at' },
    lines: [{ 'zh-TW': '{words}', en: '{words}' }],
    link: null,
  },
  'vendor-call-withdrawn': {
    subject: {
      'zh-TW': '{school}報修：{count} 件不用到校了',
      en: 'Repairs at {school}: {count} need no visit any more',
    },
    lines: [{ 'zh-TW': '{words}', en: '{words}' }],
    link: null,
  },
  'visit-link': {
    subject: { 'zh-TW': '{school}到校維修：{start}', en: 'Repair visit at {school}: {start}' },
    lines: [
      {
        'zh-TW':
          '{vendor}您好：{start} 到校要修的設備、地點、照片與維修紀錄都在下面的連結。到校時請按「我到了」，修好後在同一頁填寫結果並簽名。',
        en: 'To {vendor}: what is to be repaired on {start}, where, with photos and history, is behind the link below. Press “I am here” when you arrive; write down the result and sign on the same page.',
      },
      {
        'zh-TW': '不需要帳號；連結到 {expiresAt} 為止有效，請不要轉寄給別人。',
        en: 'No account is needed. The link is good until {expiresAt}; please do not pass it on.',
      },
    ],
    link: { text: { 'zh-TW': '開啟維修單', en: 'Open the visit' }, path: '{path}' },
  },
  'visit-late': {
    subject: { 'zh-TW': '廠商還沒到：{vendor}，{start}', en: 'Nobody has come yet: {vendor}, {start}' },
    lines: [
      {
        'zh-TW': '{vendor}約好 {start} 到校，到現在沒有人按「到了」。請打電話確認，或改約時間。',
        en: '{vendor} agreed to come on {start}, and nobody has said that they are here. Call them, or agree on another time.',
      },
    ],
    link: VISIT,
  },
  'visit-missed': {
    subject: { 'zh-TW': '廠商沒有來：{vendor}，{start}', en: 'Nobody came: {vendor}, {start}' },
    lines: [
      {
        'zh-TW': '{vendor}約好 {start} 到校，整段時間都沒有人來。這次列為未到，要修的設備等著再約。',
        en: '{vendor} agreed to come on {start}, and nobody came. The visit counts as missed; its faults wait for another one.',
      },
    ],
    link: VISIT,
  },
}

export const visitLetterParams = (letter: VisitLetter, style: DateStyle): TextParams => {
  switch (letter.kind) {
    case 'vendor-call':
    case 'vendor-call-withdrawn':
      return { words: letter.words, count: letter.count }
    case 'visit-link':
      return {
        ...{ vendor: letter.vendor, path: letter.path },
        start: writtenInstant(letter.start, style),
        expiresAt: writtenInstant(letter.expiresAt, style),
      }
    case 'visit-late':
    case 'visit-missed':
      return { vendor: letter.vendor, visitId: letter.visitId, start: writtenInstant(letter.start, style) }
    default:
      return letter satisfies never
  }
}
