import { describe, expect, it } from 'vitest'
import type { Letter, LetterKind } from '../../protocol/mail.ts'
import type { Language } from '../../protocol/text.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import type { VisitLetter } from '../visits/letter-words.ts'
import { LETTER_WORDS } from './words.ts'
import { write } from './writing.ts'

const AT = instant(Date.parse('2026-11-24T08:05:00+08:00'))
const told = { bookingId: 'b1', date: schoolDate('2026-11-27'), title: '看見台灣 <全>' }
const licence = { mediaId: 'm1', title: told.title, until: told.date }
const NIGHT = instant(Date.parse('2026-11-27T02:30:00+08:00'))

/** Those of other domains are written, and tested, beside them. */
type Elsewhere = 'digest' | VisitLetter['kind'] | `slip-${string}` | `fault-${string}` | `request-${string}`
const LETTERS: { readonly [Kind in Exclude<LetterKind, Elsewhere>]: Extract<Letter, { kind: Kind }> } = {
  'booking-received': { kind: 'booking-received', ...told, waiting: true },
  'booking-to-decide': { kind: 'booking-to-decide', ...told, by: '陳老師', note: '地理課' },
  'booking-approved': { kind: 'booking-approved', ...told },
  'booking-refused': { kind: 'booking-refused', ...told, reason: '授權不足' },
  'booking-moved-up': { kind: 'booking-moved-up', ...told, offerUntil: AT },
  'booking-withdrawn': { kind: 'booking-withdrawn', ...told },
  'booking-lapsed': { kind: 'booking-lapsed', ...told, was: 'offered' },
  'booking-reopened': { kind: 'booking-reopened', ...told, waiting: false },
  'booking-reminder': { kind: 'booking-reminder', ...told },
  'noon-alarm': {
    ...{ kind: 'noon-alarm', title: told.title, start: instant(Date.parse('2026-11-27T12:04:00+08:00')), level: 'red' },
    ...{ ready: 3, total: 6, rooms: ['101', '102'] },
  },
  'licence-ending': { kind: 'licence-ending', ...licence },
  'backup-failing': { kind: 'backup-failing', code: 'disk-full', newest: NIGHT },
  'duty-late': { kind: 'duty-late', occurrenceId: 'o1', duty: told.title, due: told.date },
  'duty-missed': { kind: 'duty-missed', occurrenceId: 'o1', duty: told.title, due: told.date },
  'duty-asked': {
    ...{ kind: 'duty-asked', office: '庶務組', what: '電腦資料', duty: told.title, due: told.date, again: true },
    path: '/#/supply?token=abc',
  },
  invitation: { kind: 'invitation', name: '陳老師', path: '/#/welcome?token=abc', expiresAt: AT },
  'way-back': { kind: 'way-back', name: '陳老師', path: '/#/welcome?token=abc', expiresAt: AT },
}
const writer = (language: Language, minguoYears = false) => ({
  ...{
    language,
    minguoYears,
    timeZone: 'Asia/Taipei',
    schoolName: '臺中一中',
    panelAddress: 'http://noon.example:8080',
  },
})
const kinds = Object.keys(LETTER_WORDS).filter((kind): kind is keyof typeof LETTERS => kind in LETTERS)

describe.each(['zh-TW', 'en'] as const)('in %s', (language) => {
  it.each(kinds)('%s has its date, its title, a link, and nothing left open', (kind) => {
    const { subject, text, html } = write(LETTERS[kind], writer(language))
    const date =
      'expiresAt' in LETTERS[kind]
        ? /2026年11月24日（二） 08:05|Tue 24 Nov 2026 08:05/
        : /2026年11月27日（五）|Fri 27 Nov 2026/
    for (const form of [text, html]) {
      expect(form).toMatch(date)
      expect(form).toContain('http://noon.example:8080/#/')
      expect(form).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}/)
    }
    expect(subject).not.toMatch(/undefined|null|NaN|\{\w+\}|\n/)
    if (!('path' in LETTERS[kind]) && kind !== 'backup-failing')
      expect(`${subject}\n${text}`).toContain('看見台灣 <全>')
    expect(html).not.toContain('<全>')
  })
})

const zh = (letter: Letter) => write(letter, writer('zh-TW')).text

describe('writing', () => {
  it('says until when an offer stands, why it was refused, which rooms need someone, where a password is chosen', () => {
    expect(zh(LETTERS['booking-moved-up'])).toContain('請在 2026年11月24日（二） 08:05 以前接受')
    expect(zh(LETTERS['booking-lapsed'])).toContain('沒有在期限內接受')
    expect(zh(LETTERS['booking-refused'])).toContain('原因：授權不足')
    expect(zh({ ...LETTERS['booking-refused'], reason: '' })).toContain('原因：沒有註明')
    expect(zh(LETTERS['noon-alarm'])).toContain('6 台電視中有 3 台就緒')
    expect(zh(LETTERS['noon-alarm'])).toContain('101、102')
    expect(zh({ ...LETTERS['backup-failing'], newest: null })).toContain('最近一份完好的備份：還沒有')
    expect(zh(LETTERS['duty-asked'])).toContain('這是再次提醒')
    expect(zh({ ...LETTERS['duty-asked'], again: false })).not.toContain('再次提醒')
    expect(zh(LETTERS.invitation)).toContain('http://noon.example:8080/#/welcome?token=abc')
  })
  it('D15 asks an office in both languages, Chinese first, when nobody has said which it reads', () => {
    const { subject, text, html } = write({ ...LETTERS['duty-asked'], both: true } as Letter, writer('en'))
    expect(subject).toMatch(/^請提供資料.* \/ Please supply/)
    expect(text.indexOf('庶務組 您好')).toBeLessThan(text.indexOf('To 庶務組:'))
    expect(text.match(/supply\?token=abc/g)).toHaveLength(2)
    expect(html.match(/<html|<\/html>|<body|<\/body>/g)).toHaveLength(4)
    expect(html.indexOf('庶務組 您好')).toBeLessThan(html.indexOf('<div lang="en">'))
  })
  it('leaves out what there is nothing to say about', () => {
    expect(zh({ ...LETTERS['booking-to-decide'], note: '' })).not.toContain('說明')
    expect(zh({ ...LETTERS['noon-alarm'], rooms: [] })).not.toContain('需要處理')
  })
  it('names a dozen rooms of three hundred', () => {
    const rooms = Array.from({ length: 300 }, (_, index) => `${index + 101}`)
    expect(zh({ ...LETTERS['noon-alarm'], rooms })).toMatch(/111、112 等 300 間/)
    expect(write({ ...LETTERS['noon-alarm'], rooms }, writer('en')).text).toContain('112 and 288 more')
  })
  it('counts 民國 years where the school does', () => {
    expect(write(LETTERS['booking-approved'], writer('zh-TW', true)).text).toContain('民國115年11月27日（五）')
  })
  it('a line break in a title makes no header of its own', () => {
    const { subject } = write({ ...LETTERS['booking-approved'], title: 'a\r\nBcc: x@y.z' }, writer('en'))
    expect(subject).toBe('Approved: a Bcc: x@y.z, Fri 27 Nov 2026')
  })
  it('fills in no braces that a title brings along', () => {
    expect(zh({ ...LETTERS['booking-approved'], title: '{date}' })).toContain('「{date}」')
  })
})
