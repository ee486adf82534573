import { describe, expect, it } from 'vitest'
import type { Language } from '../../protocol/text.ts'
import { instant } from '../../protocol/time.ts'
import { write } from '../mail/writing.ts'
import { SLIP_LETTER_WORDS, type SlipLetter } from './letter-words.ts'

const told = { slipId: 's1', number: '115-0012', device: '擴大機 <新>', room: '' }
const sign = { ...told, office: '會計室', why: 'answered', estimate: 12_000, said: '去年到期' } as const
const LETTERS: { readonly [Kind in SlipLetter['kind']]: Extract<SlipLetter, { kind: Kind }> } = {
  'slip-to-sign': { kind: 'slip-to-sign', ...sign },
  'slip-link': {
    ...{ kind: 'slip-link', ...sign, path: '/#/sign?token=abc' },
    expiresAt: instant(Date.parse('2026-12-10T09:00:00+08:00')),
  },
  'slip-asked': { kind: 'slip-asked', ...told, office: '會計室', question: '有沒有保固？', isReminder: true },
  'slip-signed': { kind: 'slip-signed', ...told },
  'slip-refused': { kind: 'slip-refused', ...told, office: '會計室', reason: '沒有經費' },
  'slip-void': { kind: 'slip-void', ...told, office: '會計室', isWithdrawn: true },
}
const written = (letter: SlipLetter, language: Language) =>
  write(letter, {
    ...{ language, minguoYears: true, timeZone: 'Asia/Taipei', schoolName: '臺中一中' },
    panelAddress: 'http://noon.example:8080',
  })

describe.each(['zh-TW', 'en'] as const)('in %s', (language) => {
  it.each(Object.values(LETTERS))('$kind names the slip, leads to it, and leaves nothing open', (letter) => {
    const { subject, text, html } = written(letter, language)
    const path = letter.kind === 'slip-link' ? letter.path : '/#/slips/s1'
    for (const form of [text, html]) {
      expect(form).toContain('115-0012')
      expect(form).toContain(`http://noon.example:8080${path}`)
      expect(form).not.toMatch(/undefined|null|NaN|\[object|\{\w+\}|（）|\(\)/)
    }
    expect(subject).toMatch(/115-0012/)
    expect(html).not.toContain('<新>')
  })
})

it('has a letter of each kind here', () => {
  expect(Object.keys(LETTERS).sort()).toEqual(Object.keys(SLIP_LETTER_WORDS).sort())
})

it('an answer, a price and a reason are told', () => {
  const { text } = written(LETTERS['slip-link'], 'zh-TW')
  for (const part of ['直播室的回答：去年到期', 'NT$ 12,000', '民國115年12月10日']) expect(text).toContain(part)
  expect(written({ ...LETTERS['slip-to-sign'], why: 'first', said: '' }, 'zh-TW').text).not.toContain('直播室的回答')
  expect(written(LETTERS['slip-refused'], 'en').text).toContain('Reason: 沒有經費')
})
