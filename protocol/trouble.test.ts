import { expect, test } from 'vitest'
import { sayCause, sayRepair, TROUBLES } from './trouble.ts'

const names = (text: string) => new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))

test.each(Object.entries(TROUBLES))('%s says the same in both languages, and where to begin', (code, { text }) => {
  expect(names(text['zh-TW'])).toEqual(names(text.en))
  expect(code).toMatch(/^[a-z-]{1,40}$/)
  for (const language of ['zh-TW', 'en'] as const)
    expect(sayRepair({ code, params: {} }, language).length).toBeGreaterThan(5)
})

test('a cause of another version is shown by its code', () => {
  expect(sayCause({ code: 'mixer-on-fire', params: {} }, 'en')).toBe('mixer-on-fire')
  expect(sayCause({ code: 'tv-offline', params: { room: '203' } }, 'zh-TW')).toBe('203 的電視離線')
})
