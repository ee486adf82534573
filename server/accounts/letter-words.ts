/** What letters about one's account say, and their facts as a reader's language writes them. */
import type { Letter } from '../../protocol/mail.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenInstant } from '../mail/school-date.ts'

type AccountLetter = Extract<Letter, { readonly kind: 'invitation' | 'way-back' }>

export const ACCOUNT_LETTER_WORDS: Readonly<Record<AccountLetter['kind'], LetterWords>> = {
  invitation: {
    subject: { 'zh-TW': '{school}的播出系統邀請您', en: 'An invitation to the broadcast system of {school}' },
    lines: [
      {
        'zh-TW': '{name} 您好：已為您建立帳號。請用下面的連結設定密碼，連結只能用一次，{expiresAt} 失效。',
        en: 'Hello {name}: an account was made for you. Choose a password by the link below; it works once, until {expiresAt}.',
      },
    ],
    link: { text: { 'zh-TW': '設定密碼', en: 'Choose a password' }, path: '{path}' },
  },
  'way-back': {
    subject: { 'zh-TW': '重設密碼：{school}的播出系統', en: 'A new password for the broadcast system of {school}' },
    lines: [
      {
        'zh-TW': '{name} 您好：請用下面的連結設定新密碼，連結只能用一次，{expiresAt} 失效。',
        en: 'Hello {name}: choose a new password by the link below; it works once, until {expiresAt}.',
      },
      {
        'zh-TW': '不是您要求的？不必理會這封信，原來的密碼照常可用。',
        en: 'You did not ask for it? Leave this mail alone: your password stays as it is.',
      },
    ],
    link: { text: { 'zh-TW': '設定新密碼', en: 'Choose a new password' }, path: '{path}' },
  },
}

export const accountLetterParams = ({ name, path, expiresAt }: AccountLetter, style: DateStyle): TextParams => ({
  ...{ name, path, expiresAt: writtenInstant(expiresAt, style) },
})
