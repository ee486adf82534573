import { describe, expect, it } from 'vitest'
import type { DigestLine } from '../../protocol/digest-letter.ts'
import type { Language } from '../../protocol/text.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import { write } from '../mail/writing.ts'
import { composeDigest, MOST_LINES, type Said } from './composing.ts'

const at = (text: string) => instant(Date.parse(`${text}+08:00`))
const DATE = schoolDate('2026-11-26')
const DUTY = { about: 'duty', id: 'd1', name: '看留言版', dueAt: at('2026-11-26T16:00:00'), late: false } as const
const FAULT: Extract<DigestLine, { readonly about: 'fault' }> = {
  ...{ about: 'fault', id: 'f1', number: '115-0042', room: '', title: '<破>', symptom: null, cause: null },
  why: 'late',
}
const LINES: readonly DigestLine[] = [
  { about: 'request', id: 'r1', number: 'R115-0007', summary: '首頁更新', room: '205', why: 'fresh' },
  { about: 'slip', id: 's1', number: '115-0001', device: '擴大機', room: '直播室', why: 'sign' },
  FAULT,
  { ...FAULT, id: 'f2', title: '', symptom: 'no-sound', room: '101', why: 'healed' },
  DUTY,
  { ...DUTY, id: 'd2', name: '備份', dueAt: at('2026-11-29T02:00:00') },
  { ...DUTY, id: 'd3', name: '防毒', dueAt: at('2026-11-20T16:00:00'), late: true },
  ...(['agreed', 'proposed'] as const).map(
    (state): DigestLine => ({
      ...{ about: 'visit', id: 'v1', vendor: '和聲音響', rooms: ['直播室', '101'] },
      ...{ start: at('2026-11-26T10:30:00'), proposed: state === 'proposed' },
    }),
  ),
]
const said = (lines: readonly DigestLine[], accompanies = false): Said => ({ lines, accompanies })
const writer = (language: Language) => ({
  ...{ language, minguoYears: false, timeZone: 'Asia/Taipei', schoolName: '臺中一中' },
  panelAddress: 'http://noon.example',
})
const written = (lines: readonly DigestLine[], language: Language = 'zh-TW') => {
  const letter = composeDigest(DATE, [said(lines)])
  if (letter === null) throw new Error('no letter')
  return write(letter, writer(language))
}

describe('the morning’s letter', () => {
  it('is not written when there is nothing to say, nor for what only accompanies other things', () => {
    expect(composeDigest(DATE, [])).toBeNull()
    expect(composeDigest(DATE, [said([]), said(LINES, true)])).toBeNull()
    expect(composeDigest(DATE, [said([DUTY]), said([FAULT], true)])).toMatchObject({ count: 2, late: 1 })
  })

  it('names its parts in one order, whoever spoke first, and cuts a long one off with the number of the rest', () => {
    const many = Array.from({ length: MOST_LINES + 3 }, (_, index) => ({ ...FAULT, id: `f${index}` }))
    const letter = composeDigest(DATE, [said([...LINES].reverse()), said(many)])
    expect(letter?.parts.map(({ about }) => about)).toEqual(['visit', 'duty', 'fault', 'slip', 'request'])
    expect(letter?.parts.find(({ about }) => about === 'fault')).toMatchObject({ more: 5 })
    expect(letter).toMatchObject({ count: LINES.length + MOST_LINES + 3, late: MOST_LINES + 5 })
    expect(written(many).text).toContain('還有 3 件：http://noon.example/#/faults')
  })

  it.each(['zh-TW', 'en'] as const)('opens each thing by its line, in %s, with nothing left open', (language) => {
    const { subject, text, html } = written(LINES, language)
    for (const path of ['faults/f1', 'slips/s1', 'duties?occurrence=d2', 'visits/v1', 'requests/r1']) {
      expect(text).toContain(`http://noon.example/#/${path}`)
      expect(html).toContain(`<a href="http://noon.example/#/${path}">`)
    }
    expect(subject + text).not.toMatch(/[{}]|undefined|null|NaN/)
    expect(html).not.toContain('<破>')
    expect(text).toMatch(language === 'en' ? /To decline such mail/ : /不想收到這類信件/)
  })

  it('says what is late, today and tonight in the reader’s own words', () => {
    const { subject, text } = written(LINES)
    expect(subject).toBe('今天 9 件，逾期 2 件：2026年11月26日（四）')
    expect(text).toContain('看留言版（今天 16:00 前）：')
    expect(text).toContain('備份（2026年11月29日（日） 02:00 前）：')
    expect(text).toContain('防毒（逾期，2026年11月20日（五） 16:00）：')
    expect(text).toContain('10:30 和聲音響 直播室、101：')
    const english = written(LINES, 'en')
    expect(english.subject).toBe('Today: 9, 2 of them late, Thu 26 Nov 2026')
    expect(english.text).toContain('101: No sound (healed by itself, to be closed, 115-0042): ')
    expect(english.text).toContain('The school: <破> (late, 115-0042): ')
    expect(written([DUTY], 'en').subject).toBe('Today: 1, Thu 26 Nov 2026')
  })
})
