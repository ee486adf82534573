import { describe, expect, it } from 'vitest'
import { REASONS, type ReasonCode, reason, sayReason, sayReasons } from './reasons.ts'

const codes = Object.keys(REASONS) as ReasonCode[]
const placeholders = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '').sort()
/** A value for every parameter that a reason may carry. */
const VALUES: Readonly<Record<string, string | number>> = {
  weekday: 5,
  slot: '午間新聞',
  from: '12:04',
  until: '12:20',
  note: '校慶',
  title: '片名',
  date: '2028-02-29',
  time: '12:04',
  state: 'preparing',
  days: 7,
  series: '影集',
  episode: 2,
  position: '3:07',
  over: '0:30',
}

describe('R2 R6 the table of reasons', () => {
  it.each(codes)('%s is said in both languages with the same parameters', (code) => {
    const sentence = REASONS[code]
    expect(placeholders(sentence['zh-TW'])).toEqual(placeholders(sentence.en))
    for (const name of placeholders(sentence.en)) expect(VALUES).toHaveProperty(name)
    for (const language of ['zh-TW', 'en'] as const)
      expect(sayReason(reason(code, VALUES), language)).toMatch(/^[^{}]{2,}$/)
  })
  it.each(codes.filter((code) => code !== 'note'))('%s is a sentence of its own language', (code) => {
    expect(REASONS[code]['zh-TW']).toMatch(/\p{Script=Han}/u)
    expect(REASONS[code].en).not.toMatch(/\p{Script=Han}/u)
  })
  it('speaks weekdays, dates and states as people do', () => {
    const slot = reason('slot-weekday', { weekday: 5, slot: '影片' })
    expect([sayReason(slot, 'zh-TW'), sayReason(slot, 'en')]).toEqual(['週五時段「影片」', 'Friday slot “影片”'])
    const latest = reason('latest-news', { title: 'N', date: '2028-02-29' })
    expect([sayReason(latest, 'zh-TW'), sayReason(latest, 'en')]).toEqual([
      '2/29（二）的新聞「N」',
      'the news of Tue 29 Feb, “N”',
    ])
    expect(sayReason(reason('media-not-ready', { title: 'N', time: '12:04', state: 'late' }), 'zh-TW')).toBe(
      '「N」到 12:04 還沒備妥（太晚備妥）',
    )
  })
  it('shows a code from a newer server as it is', () => {
    expect(sayReasons([{ code: 'from-tomorrow', params: {} }, reason('slate')], 'en')).toBe('from-tomorrow → the slate')
  })
})
