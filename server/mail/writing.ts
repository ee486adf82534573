/** A letter's facts turned into words, as plain text and as simple HTML. Pure. */
import { type Letter, TOPICS } from '../../protocol/mail.ts'
import { type Language, type Sentence, say, type TextParams } from '../../protocol/text.ts'
import { accountLetterParams } from '../accounts/letter-words.ts'
import { backupLetterParams } from '../backup/letter-words.ts'
import { bookingLetterParams } from '../bookings/letter-words.ts'
import { digestLayout } from '../digest/letter-words.ts'
import { dutyLetterParams } from '../duties/letter-words.ts'
import { faultLetterParams } from '../faults/letter-words.ts'
import { licenceLetterParams } from '../media/letter-words.ts'
import { noonAlarmParams } from '../playout/letter-words.ts'
import { requestLetterParams } from '../requests/letter-words.ts'
import { slipParams } from '../slips/letter-words.ts'
import { visitLetterParams } from '../visits/letter-words.ts'
import { layOut, type WrittenLetter } from './layout.ts'
import type { DateStyle } from './school-date.ts'
import { LETTER_WORDS } from './words.ts'

export interface Writer extends DateStyle {
  readonly schoolName: string
  /** What links begin with; no slash at the end. */
  readonly panelAddress: string
}

/** Of a letter that can't be declined: its reader may have no account. */
const SHORT_FOOT: Sentence = { 'zh-TW': '{school}直播室', en: 'The broadcast room of {school}' }
const FOOT: Sentence = {
  'zh-TW': '{school}直播室。不想收到這類信件，請到「設定」的「我的信件」。',
  en: 'The broadcast room of {school}. To decline such mail, see “My mail” under Settings.',
}

/** The facts, each as the reader's language writes it. */
const paramsOf = (letter: Exclude<Letter, { readonly kind: 'digest' }>, writer: Writer): TextParams => ({
  school: writer.schoolName,
  ...domainParams(letter, writer),
})

const domainParams = (letter: Exclude<Letter, { readonly kind: 'digest' }>, style: DateStyle): TextParams => {
  if ('requestId' in letter) return requestLetterParams(letter, style)
  if ('faultId' in letter) return faultLetterParams(letter, style)
  if ('slipId' in letter) return slipParams(letter, style)
  if ('bookingId' in letter) return bookingLetterParams(letter, style)
  switch (letter.kind) {
    case 'noon-alarm':
      return noonAlarmParams(letter, style)
    case 'licence-ending':
      return licenceLetterParams(letter, style)
    case 'backup-failing':
      return backupLetterParams(letter, style)
    case 'vendor-call':
    case 'vendor-call-withdrawn':
    case 'visit-link':
    case 'visit-late':
    case 'visit-missed':
      return visitLetterParams(letter, style)
    case 'duty-late':
    case 'duty-missed':
    case 'duty-asked':
      return dutyLetterParams(letter, style)
    case 'invitation':
    case 'way-back':
      return accountLetterParams(letter, style)
  }
}

/** Does every parameter of the sentence say something? */
const saysSomething = (sentence: Sentence, language: Language, params: TextParams): boolean =>
  [...sentence[language].matchAll(/\{(\w+)\}/g)].every(([, name = '']) => params[name] !== '')

const writeOnce = (letter: Letter, writer: Writer): WrittenLetter => {
  const { language, schoolName: school } = writer
  const foot = say(TOPICS[letter.kind] === null && letter.kind !== 'digest' ? SHORT_FOOT : FOOT, language, { school })
  if (letter.kind === 'digest') return layOut({ ...digestLayout(letter, writer), foot }, language)
  const { subject, lines, link } = LETTER_WORDS[letter.kind]
  const params = paramsOf(letter, writer)
  const paragraphs = lines
    .filter((line) => saysSomething(line, language, params))
    .map((line) => [{ text: say(line, language, params), href: null }])
  const pathOf = (path: string): string => say({ 'zh-TW': path, en: path }, language, params)
  const linked = link === null ? [] : [[{ text: link.text[language], href: writer.panelAddress + pathOf(link.path) }]]
  return layOut({ subject: say(subject, language, params), paragraphs: [...paragraphs, ...linked], foot }, language)
}

const BODY = /<body[^>]*>\n([\s\S]*)<\/body>/

/** Both languages in one letter, the Chinese first. */
const joined = (zh: WrittenLetter, en: WrittenLetter): WrittenLetter => ({
  subject: `${zh.subject} / ${en.subject}`,
  text: `${zh.text}\n\n\n${en.text}`,
  html: zh.html.replace('</body>', () => `<hr><div lang="en">${BODY.exec(en.html)?.[1] ?? ''}</div></body>`),
})

export const write = (letter: Letter, writer: Writer): WrittenLetter =>
  letter.kind === 'duty-asked' && letter.both === true
    ? joined(writeOnce(letter, { ...writer, language: 'zh-TW' }), writeOnce(letter, { ...writer, language: 'en' }))
    : writeOnce(letter, writer)
