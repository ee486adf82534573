import { describe, expect, it } from 'vitest'
import { readDate, readSum } from './written-value.ts'

describe('a date in a list of property', () => {
  it.each([
    '2026-11-03',
    '2026/11/3',
    '20261103',
    '115/11/03',
    '115.11.3',
    '1151103',
    '115年11月3日',
    '民國 115 年 11 月 3 日',
    '１１５／１１／０３',
  ])('%s', (written) => {
    expect(readDate(written)).toBe('2026-11-03')
  })
  it.each(['', '保固中', '2026-02-30', '115/13/1', '2026-11', '11/23', '2026-11/23', '99999999'])(
    '%j is none',
    (written) => {
      expect(readDate(written)).toBeNull()
    },
  )
  it('of the Republic’s years below a hundred', () => {
    expect(readDate('98/7/1')).toBe('2009-07-01')
    expect(readDate('980701')).toBe('2009-07-01')
  })
})

describe('a sum in a list of property', () => {
  it.each(['12300', '12,300', 'NT$12,300', 'NT 12300', '12,300元', '新臺幣12,300元整', '＄１２，３００', '12300.00'])(
    '%s',
    (written) => {
      expect(readSum(written)).toBe(12_300)
    },
  )
  it.each(['', '-5', '12,30', '1.5', '約三千', '12300x', '99999999999'])('%j is none', (written) => {
    expect(readSum(written)).toBeNull()
  })
})
