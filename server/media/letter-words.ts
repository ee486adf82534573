/** What the letter about a licence that ends says, and its facts as a reader's language writes them. */
import type { Letter } from '../../protocol/mail.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenDate } from '../mail/school-date.ts'

type LicenceLetter = Extract<Letter, { readonly kind: 'licence-ending' }>

export const LICENCE_LETTER_WORDS: Readonly<Record<LicenceLetter['kind'], LetterWords>> = {
  'licence-ending': {
    subject: { 'zh-TW': '授權即將到期：{title}，{until}', en: 'Licence ending: {title}, {until}' },
    lines: [
      {
        'zh-TW': '「{title}」的公播授權到 {until} 為止，之後不會再播出。',
        en: 'The public-screening licence of “{title}” ends on {until}; after that it is not shown any more.',
      },
    ],
    link: { text: { 'zh-TW': '查看節目', en: 'See the programme' }, path: '/#/library' },
  },
}

export const licenceLetterParams = ({ title, until }: LicenceLetter, style: DateStyle): TextParams => ({
  ...{ title, until: writtenDate(until, style) },
})
