import { describe, expect, it } from 'vitest'
import { instant, schoolDate } from '../../protocol/time.ts'
import { type CallItem, contractOn } from '../../protocol/vendor.ts'
import { callWords } from './call-words.ts'
import { groundFor } from './grounds.ts'
import { responseOf } from './response.ts'

const HOUR = 60

describe('whose a fault is', () => {
  const [tatung, sampo] = [
    { id: 'tatung', serves: ['tv'] },
    { id: 'sampo', serves: ['amplifier'] },
  ]
  const all = [tatung, sampo]
  const fault = { slipVendorId: null, deviceVendorId: null, kind: 'tv' }
  it.each([
    ['what was signed comes first', { ...fault, slipVendorId: 'sampo', deviceVendorId: 'tatung' }, null, 'slip'],
    ['then whose the device is', { ...fault, deviceVendorId: 'sampo' }, null, 'device'],
    ['then what a vendor serves', fault, 'kind', null],
    ['what nobody serves may be anybody’s', { ...fault, kind: 'ups' }, 'nothing', 'nothing'],
    [
      'what an archived vendor looked after too',
      { ...fault, deviceVendorId: 'gone', kind: null },
      'nothing',
      'nothing',
    ],
    ['and so may what is no known device', { ...fault, kind: null }, 'nothing', 'nothing'],
  ] as const)('%s', (_what, asked, ofTatung, ofSampo) => {
    expect([groundFor(asked, tatung, all), groundFor(asked, sampo, all)]).toEqual([ofTatung, ofSampo])
  })
})

describe('V7 the words of a call', () => {
  const item: CallItem = {
    ...{ faultId: 'f', number: '115-0042', severity: 'normal', title: '沒有畫面', text: '', room: '203 教室' },
    ...{ device: '電視 大同 TX-50，序號 A1', warranty: true, ground: 'device', since: instant(0) },
  }
  const words = (items: readonly CallItem[], language: 'zh-TW' | 'en' = 'zh-TW') =>
    callWords({ school: '臺中一中', vendor: '大同', items, promise: { title: '年度維護', hours: 8 }, language })
  it('V7 name each fault with its room and device, and what was promised', () => {
    expect(
      words([item, { ...item, room: '', device: '', warranty: null, number: '115-0043', title: '沒有聲音' }]),
    ).toBe(
      [
        '您好，這裡是臺中一中圖書館資訊媒體組。有 2 件要請大同到校維修：',
        '1. 203 教室：沒有畫面（報修 115-0042）。設備：電視 大同 TX-50，序號 A1。還在保固期內。',
        '2. 沒有聲音（報修 115-0043）',
        '依合約「年度維護」，請在 8 個上班小時內到校。',
        '請問最快哪一天、幾點可以到校？',
      ].join('\n'),
    )
  })
  it('V7 say what stops the next noon', () => {
    const urgent = words([{ ...item, severity: 'blocks-noon' }], 'en')
    expect(urgent).toContain('1. URGENT: 203 教室: 沒有畫面 (fault 115-0042).')
    expect(urgent).toContain('stops the next noon programme')
  })
})

describe('V8 a response', () => {
  it('V8 is kept to the last of the promised school hours, and late or overdue after it', () => {
    const at = (hours: number, until: 'came' | 'withdrawn' | 'now') => responseOf(8, hours * HOUR, until).state
    expect([at(8, 'came'), at(8.01, 'came'), at(8, 'now'), at(8.01, 'now')]).toEqual([
      ...['kept', 'late'],
      ...['running', 'overdue'],
    ])
    expect(responseOf(null, 100 * HOUR, 'now')).toEqual({ state: 'none', promisedHours: null, hours: 100 })
  })
  it('V8 V10 a call that was taken back in time is nobody’s failure; after its time it was late', () => {
    expect([8, 8.01].map((hours) => responseOf(8, hours * HOUR, 'withdrawn').state)).toEqual(['withdrawn', 'late'])
    expect(responseOf(null, HOUR, 'withdrawn').state).toBe('withdrawn')
  })
  it('V8 is measured by the contract of the day: both ends count, and of several the one that ends last', () => {
    const contract = (from: string, until: string) => ({ from: schoolDate(from), until: schoolDate(until) })
    const contracts = [
      contract('2025-08-01', '2026-07-31'),
      contract('2026-08-01', '2027-07-31'),
      contract('2026-11-01', '2026-12-31'),
    ]
    const found = ['2025-08-01', '2026-07-31', '2026-11-26', '2027-08-01'].map((date) =>
      contractOn(contracts, schoolDate(date)),
    )
    expect(found).toEqual([contracts[0], contracts[0], contracts[1], null])
  })
})
