import { describe, expect, it } from 'vitest'
import type { Language } from '../../protocol/text.ts'
import { instant } from '../../protocol/time.ts'
import { write } from '../mail/writing.ts'

const START = instant(Date.parse('2026-11-27T09:00:00+08:00'))
const expected = { visitId: 'v1', vendor: '大同', start: START, end: instant(START + 7_200_000) }
const written = (letter: Parameters<typeof write>[0], language: Language = 'zh-TW') =>
  write(letter, {
    ...{ language, minguoYears: false, timeZone: 'Asia/Taipei', schoolName: '臺中一中' },
    panelAddress: 'http://noon.example:8080',
  })

describe('letters about visits', () => {
  it('V7 a call is the words that were kept, each fault on a line of its own, with nothing to open', () => {
    const { subject, text, html } = written({ kind: 'vendor-call', words: '您好\n1. 203：沒有 <畫面>', count: 1 })
    expect(subject).toBe('臺中一中報修：1 件請到校維修')
    expect(text).toBe('您好\n1. 203：沒有 <畫面>\n\n-- \n臺中一中直播室')
    expect(html).toContain('您好\n1. 203：沒有 &lt;畫面&gt;')
    expect(html).toContain('white-space:pre-line')
    expect(html).not.toContain('href')
  })
  it('V6 a technician’s letter has the link and until when it is good, in both languages', () => {
    const expiresAt = instant(START + 3 * 86_400_000)
    const letter = {
      kind: 'visit-link',
      vendor: '大同',
      start: START,
      path: '/#/technician?token=abc',
      expiresAt,
    } as const
    expect(written(letter).text).toContain('http://noon.example:8080/#/technician?token=abc')
    expect(written(letter).text).toContain('到 2026年11月30日（一） 09:00 為止有效')
    expect(written(letter, 'en').text).toContain('good until Mon 30 Nov 2026 09:00')
  })
  it('V4 who has not come is named, with the visit to open', () => {
    for (const kind of ['visit-late', 'visit-missed'] as const) {
      const { subject, text } = written({ kind, ...expected })
      expect(subject).toContain('大同，2026年11月27日（五） 09:00')
      expect(text).toContain('http://noon.example:8080/#/visits/v1')
      expect(written({ kind, ...expected }, 'en').text).not.toMatch(/undefined|\{\w+\}/)
    }
  })
})
