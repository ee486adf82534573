import { describe, expect, it } from 'vitest'
import { CODE_ALPHABET, codeFrom, normalCode } from './pairing.ts'

describe('pairing code', () => {
  it('uses eight signs without look-alikes, none favoured', () => {
    expect(codeFrom(new Uint8Array([255, 240, 0, 1, 2, 3, 4, 5, 6, 20]))).toBe('CDFGHJKC')
    expect(codeFrom(new Uint8Array([1, 2, 3]))).toBeNull()
    expect(CODE_ALPHABET).not.toMatch(/[0O1IL2Z5S8BAEU]/)
  })
  it('forgives how a person types it', () => {
    expect(normalCode('cdfg-hjkm')).toBe('CDFGHJKM')
    expect(normalCode(' ＣＤＦＧ ｈｊｋｍ ')).toBe('CDFGHJKM')
    expect(normalCode('CDFG-HJK')).toBeNull()
    expect(normalCode('CDFG-HJK0')).toBeNull()
  })
})
