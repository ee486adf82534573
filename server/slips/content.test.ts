import { expect, it } from 'vitest'
import { minguoYear } from '../../protocol/minguo.ts'
import { canonicalJson, contentHash, missingFields, type SlipContent, slipNumber } from './content.ts'

const content: SlipContent = {
  ...{ number: '115-0012', faultId: 'f1', what: '擴大機沒有聲音', device: '擴大機', room: '直播室' },
  ...{ propertyNumber: '3140101-03', vendor: '音響行', vendorId: null, estimate: 4500, reason: '零件燒毀' },
  photos: [],
}

it('L7 content is written in one form, whatever the order of its names (RFC 8785)', () => {
  expect(canonicalJson({ b: [1, 'é', null], a: { d: true, c: 1.5 }, 'a\u20ac': '\n"' })).toBe(
    '{"a":{"c":1.5,"d":true},"a€":"\\n\\"","b":[1,"é",null]}',
  )
  const turned = Object.fromEntries(Object.entries(content).reverse())
  expect(contentHash({ ...content, ...turned })).toBe(contentHash(content))
  expect(contentHash(content)).toMatch(/^[0-9a-f]{64}$/)
})

it('L7 every word, the price and the pictures are part of what is signed', () => {
  const other: readonly Partial<SlipContent>[] = [
    { number: '115-0013' },
    { faultId: 'f2' },
    { what: '擴大機沒有聲音。' },
    { device: '' },
    { room: '101' },
    { propertyNumber: '' },
    { vendor: '' },
    { vendorId: 'v1' },
    { estimate: 4501 },
    { reason: '' },
    { photos: ['ab'] },
  ]
  const hashes = new Set([content, ...other.map((each) => ({ ...content, ...each }))].map(contentHash))
  expect(hashes.size).toBe(other.length + 1)
})

it('L2 names what an office can’t sign without', () => {
  expect(missingFields(content)).toEqual([])
  expect(missingFields({ ...content, what: ' ', estimate: null })).toEqual(['what', 'estimate'])
})

it('L1 numbers count within the 民國 year', () => {
  expect(slipNumber(minguoYear('2026-11-26'), 12)).toBe('115-0012')
  expect(slipNumber(100, 12_345)).toBe('100-12345')
})
