/** A letter's facts turned into words, as plain text and as simple HTML. Pure. */
import { BACKUP_TROUBLE_WORDS } from '../../protocol/backup.ts'
import { type Letter, TOPICS } from '../../protocol/mail.ts'
import { type Language, type Sentence, say, type TextParams } from '../../protocol/text.ts'
import { digestLayout } from '../digest/letter-words.ts'
import { faultLetterParams } from '../faults/letter-words.ts'
import { requestLetterParams } from '../requests/letter-words.ts'
import { slipParams } from '../slips/letter-words.ts'
import { visitLetterParams } from '../visits/letter-words.ts'
import { layOut, type WrittenLetter } from './layout.ts'
import { type DateStyle, writtenDate, writtenInstant } from './school-date.ts'
import { LETTER_WORDS } from './words.ts'

export interface Writer extends DateStyle {
  readonly schoolName: string
  /** What links begin with; no slash at the end. */
  readonly panelAddress: string
}

const MOST_ROOMS = 12

const WAITING: Readonly<Record<'waiting' | 'first', Sentence>> = {
  waiting: {
    'zh-TW': '這一天已有人預約，您在候補名單上；輪到您時會再通知。',
    en: 'The date is taken: you are on its waiting list and will be told when it is your turn.',
  },
  first: { 'zh-TW': '核准後會再通知您。', en: 'You will be told once it is decided.' },
}
const LAPSED: Readonly<Record<Extract<Letter, { readonly kind: 'booking-lapsed' }>['was'], Sentence>> = {
  offered: { 'zh-TW': '沒有在期限內接受。', en: 'it was not accepted in time.' },
  pending: { 'zh-TW': '到播出前沒有核准。', en: 'it was not decided before its date.' },
  waiting: { 'zh-TW': '候補沒有輪到。', en: 'its turn on the waiting list never came.' },
}
const NO_REASON: Sentence = { 'zh-TW': '沒有註明', en: 'none was given' }
const NOT_SAID: Sentence = { 'zh-TW': '時間未定', en: 'no time yet' }
const ASKED_AGAIN: Sentence = {
  'zh-TW': '這是再次提醒：先前的詢問還沒有收到回覆。',
  en: 'This is a reminder: we have no answer to our last letter yet.',
}
const NOTHING: Sentence = { 'zh-TW': '', en: '' }
const NO_COPY: Sentence = { 'zh-TW': '還沒有', en: 'there is none' }
/** Of a letter that can't be declined: its reader may have no account. */
const SHORT_FOOT: Sentence = { 'zh-TW': '{school}直播室', en: 'The broadcast room of {school}' }
const FOOT: Sentence = {
  'zh-TW': '{school}直播室。不想收到這類信件，請到「設定」的「我的信件」。',
  en: 'The broadcast room of {school}. To decline such mail, see “My mail” under Settings.',
}

/** The facts, each as the reader's language writes it. */
const paramsOf = (letter: Exclude<Letter, { readonly kind: 'digest' }>, writer: Writer): TextParams => {
  const { language } = writer
  const school = writer.schoolName
  if ('requestId' in letter) return { school, ...requestLetterParams(letter, writer) }
  if ('faultId' in letter) return { school, ...faultLetterParams(letter, writer) }
  if ('slipId' in letter) return { school, ...slipParams(letter, writer) }
  switch (letter.kind) {
    case 'noon-alarm':
      return {
        school,
        title: letter.title,
        start: letter.start === null ? NOT_SAID[language] : writtenInstant(letter.start, writer),
        ready: letter.ready,
        total: letter.total,
        rooms: roomsOf(letter.rooms, language),
      }
    case 'licence-ending':
      return { school, title: letter.title, until: writtenDate(letter.until, writer) }
    case 'backup-failing':
      return {
        school,
        trouble: BACKUP_TROUBLE_WORDS[letter.code][language],
        newest: letter.newest === null ? NO_COPY[language] : writtenInstant(letter.newest, writer),
      }
    case 'vendor-call':
    case 'vendor-call-withdrawn':
    case 'visit-link':
    case 'visit-late':
    case 'visit-missed':
      return { school, ...visitLetterParams(letter, writer) }
    case 'duty-late':
    case 'duty-missed':
      return { school, duty: letter.duty, due: writtenDate(letter.due, writer) }
    case 'duty-asked': {
      const { office, what, duty, path } = letter
      const again = letter.again ? ASKED_AGAIN : NOTHING
      return { school, office, what, duty, path, due: writtenDate(letter.due, writer), again: again[language] }
    }
    case 'invitation':
    case 'way-back':
      return { school, name: letter.name, path: letter.path, expiresAt: writtenInstant(letter.expiresAt, writer) }
    default:
      return { school, title: letter.title, date: writtenDate(letter.date, writer), ...bookingParams(letter, writer) }
  }
}

type BookingLetter = Extract<Letter, { readonly bookingId: string }>

const bookingParams = (letter: BookingLetter, writer: Writer): TextParams => {
  switch (letter.kind) {
    case 'booking-received':
    case 'booking-reopened': {
      const said = WAITING[letter.waiting ? 'waiting' : 'first']
      return { waitingZh: said['zh-TW'], waitingEn: said.en }
    }
    case 'booking-lapsed':
      return { why: LAPSED[letter.was][writer.language] }
    case 'booking-to-decide':
      return { by: letter.by, note: letter.note }
    case 'booking-refused':
      return { reason: letter.reason === '' ? NO_REASON[writer.language] : letter.reason }
    case 'booking-moved-up':
      return { offerUntil: letter.offerUntil === null ? '' : writtenInstant(letter.offerUntil, writer) }
    default:
      return {}
  }
}

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
