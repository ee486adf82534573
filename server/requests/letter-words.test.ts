import { describe, expect, it } from 'vitest'
import type { Language } from '../../protocol/text.ts'
import { instant } from '../../protocol/time.ts'
import { write } from '../mail/writing.ts'
import { REQUEST_LETTER_WORDS, type RequestLetter } from './letter-words.ts'

const told = { requestId: 'r1', number: 'R115-0042', summary: '首頁更新' }
const said = { ...told, by: '林組員', words: '請給檔案' }
const LETTERS: { readonly [Kind in RequestLetter['kind']]: Extract<RequestLetter, { kind: Kind }> } = {
  'request-received': { kind: 'request-received', ...told, days: 2.5, usual: true },
  'request-asked': { kind: 'request-asked', ...said },
  'request-asked-again': { kind: 'request-asked-again', ...said },
  'request-answered': { kind: 'request-answered', ...said, silentDays: 9 },
  'request-said': { kind: 'request-said', ...said },
  'request-merged': { kind: 'request-merged', ...told, other: 'R115-0041' },
  'request-handed-on': { kind: 'request-handed-on', ...told },
  'request-filed': { kind: 'request-filed', ...told, by: '陳老師', what: 'school-page', room: '' },
  'request-replied': { kind: 'request-replied', ...said },
  'request-unanswered': {
    kind: 'request-unanswered',
    ...said,
    asked: instant(Date.parse('2026-11-20T09:00:00+08:00')),
  },
  'request-reopened': { kind: 'request-reopened', ...said },
}
const writer = (language: Language) => ({
  ...{ language, minguoYears: false, timeZone: 'Asia/Taipei', schoolName: '臺中一中' },
  panelAddress: 'http://noon.example:8080',
})

describe.each(['zh-TW', 'en'] as const)('in %s', (language) => {
  it.each(Object.keys(REQUEST_LETTER_WORDS))('%s has its number, a link, and nothing left open', (kind) => {
    const letter = Object.values(LETTERS).find((each) => each.kind === kind)
    if (letter === undefined) throw new Error(kind)
    const { subject, text } = write(letter, writer(language))
    expect(subject + text).not.toMatch(/[{}]|undefined/)
    expect(text).toContain('/#/requests/r1')
    expect(subject + text).toContain('R115-0042')
  })

  it('says where to reply, as the mail itself is not read', () => {
    for (const kind of ['request-asked', 'request-answered', 'request-said', 'request-replied'] as const)
      expect(write(LETTERS[kind], writer(language)).text).toMatch(/收不到|not read/)
  })
})

it('Q4 an answer says after how many days of silence it counts as done', () => {
  expect(write(LETTERS['request-answered'], writer('zh-TW')).text).toContain('9 天沒有回應就算完成')
  expect(write(LETTERS['request-answered'], writer('en')).text).toContain('after 9 days of silence')
})

it('a room that is not known is not spoken of', () => {
  expect(write(LETTERS['request-filed'], writer('zh-TW')).text).not.toContain('教室')
})
