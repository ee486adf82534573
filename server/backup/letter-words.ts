/** What the letter about a safety copy that failed says, and its facts as a reader's language writes them. */
import { BACKUP_TROUBLE_WORDS } from '../../protocol/backup.ts'
import type { Letter } from '../../protocol/mail.ts'
import type { Sentence, TextParams } from '../../protocol/text.ts'
import type { LetterWords } from '../mail/letter-words.ts'
import { type DateStyle, writtenInstant } from '../mail/school-date.ts'

type BackupLetter = Extract<Letter, { readonly kind: 'backup-failing' }>

export const BACKUP_LETTER_WORDS: Readonly<Record<BackupLetter['kind'], LetterWords>> = {
  'backup-failing': {
    subject: { 'zh-TW': '備份沒有成功', en: 'The safety copy could not be made' },
    lines: [
      { 'zh-TW': '{trouble}', en: '{trouble}' },
      { 'zh-TW': '最近一份完好的備份：{newest}', en: 'The last good copy: {newest}' },
      { 'zh-TW': '一小時後會自動再試。', en: 'It is tried again in an hour.' },
    ],
    link: { text: { 'zh-TW': '查看備份', en: 'See the copies' }, path: '/#/settings' },
  },
}

const NO_COPY: Sentence = { 'zh-TW': '還沒有', en: 'there is none' }

export const backupLetterParams = ({ code, newest }: BackupLetter, style: DateStyle): TextParams => ({
  trouble: BACKUP_TROUBLE_WORDS[code][style.language],
  newest: newest === null ? NO_COPY[style.language] : writtenInstant(newest, style),
})
