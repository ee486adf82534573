import { expect, it } from 'vitest'
import { certificateTime, fingerprintText, shortFingerprint } from './camera-certificate.ts'
import { instant } from './time.ts'

it('is written as browsers write it, and short by its first eight bytes', () => {
  const sha256 = '3f2a91c077de10b4'.repeat(4)
  expect(shortFingerprint(sha256)).toBe('3F:2A:91:C0:77:DE:10:B4')
  expect(fingerprintText(sha256)).toBe(Array(4).fill('3F:2A:91:C0:77:DE:10:B4').join(':'))
})

it('has a time, and none where it could not be read', () => {
  const certificate = { sha256: '', validFrom: instant(1000), validTo: instant(2000) }
  expect([999, 1000, 2000, 2001].map((at) => certificateTime(certificate, instant(at)))).toEqual([
    'not-yet-valid',
    'valid',
    'valid',
    'expired',
  ])
  expect(certificateTime({ ...certificate, validFrom: null, validTo: null }, instant(0))).toBe('valid')
})
