import { Secret } from 'otpauth'
import { describe, expect, it } from 'vitest'
import { authenticatorUri, codeAt, newAuthenticatorKey, stepOf } from './authenticator.ts'

/** RFC 6238, Appendix B: the key is the ASCII text, the codes are the last six of its eight digits. */
const KEY = Secret.fromLatin1('12345678901234567890').base32
const VECTORS = [
  [59, '94287082'],
  [1111111109, '07081804'],
  [1111111111, '14050471'],
  [1234567890, '89005924'],
  [2000000000, '69279037'],
  [20000000000, '65353130'],
] as const

describe('an authenticator', () => {
  it.each(VECTORS)('at %d seconds shows what RFC 6238 has', (seconds, code) => {
    expect(codeAt(KEY, seconds * 1000)).toBe(code.slice(2))
    expect(stepOf(KEY, code.slice(2), seconds * 1000)).toBe(Math.floor(seconds / 30))
  })

  it('is believed one step early and one late, not two', () => {
    const at = 1_111_111_111_000
    const step = Math.floor(at / 30_000)
    const heard = [-2, -1, 0, 1, 2].map((off) => stepOf(KEY, codeAt(KEY, at + off * 30_000), at))
    expect(heard).toEqual([null, step - 1, step, step + 1, null])
  })

  it('may show its code in groups; anything else is no code', () => {
    const code = codeAt(KEY, 0)
    expect(stepOf(KEY, ` ${code.slice(0, 3)} ${code.slice(3)} `, 0)).toBe(0)
    expect(['', '12345', '1234567', 'abcdef'].map((text) => stepOf(KEY, text, 0))).toEqual([null, null, null, null])
  })

  it('gets a key of 160 bits of its own, and an address that names school and account', () => {
    const key = newAuthenticatorKey()
    expect(key).toMatch(/^[A-Z2-7]{32}$/)
    expect(newAuthenticatorKey()).not.toBe(key)
    const uri = new URL(authenticatorUri(key, '臺中一中 Nooncast', 'wang'))
    expect(uri.searchParams.get('secret')).toBe(key)
    expect(decodeURIComponent(uri.pathname)).toContain('臺中一中 Nooncast:wang')
  })
})
