import { describe, expect, it } from 'vitest'
import { newRecoveryCode, plainRecoveryCode } from './recovery-codes.ts'

describe('a recovery code', () => {
  it('is two groups of five that no reader mixes up', () => {
    const codes = Array.from({ length: 200 }, newRecoveryCode)
    for (const code of codes) expect(code).toMatch(/^[0-9a-hjkmnp-tv-z]{5}-[0-9a-hjkmnp-tv-z]{5}$/)
    expect(new Set(codes).size).toBe(200)
  })

  it('is the same however it is typed', () => {
    expect(plainRecoveryCode(' A1b0C  d2E-f3 ')).toBe('a1b0cd2ef3')
    expect(plainRecoveryCode('oOiIL-xxxxx')).toBe('00111xxxxx')
  })
})
