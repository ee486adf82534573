/** What a camera shows over TLS to prove that it is itself: a certificate of its own, known again by its fingerprint. */
import { type Static, Type } from 'typebox'
import { Instant } from './time.ts'

/** SHA-256 of a certificate as it was sent (DER, X.690), 64 hexadecimal digits in lower case. */
export const Fingerprint = Type.String({ pattern: '^[0-9a-f]{64}$' })

export const CameraCertificate = Type.Object({
  sha256: Fingerprint,
  /** RFC 5280 §4.1.2.5; null: not readable. Told, and never a reason to refuse: the clocks of cameras are what they are. */
  validFrom: Type.Union([Instant, Type.Null()]),
  validTo: Type.Union([Instant, Type.Null()]),
})
export type CameraCertificate = Static<typeof CameraCertificate>

/** Bytes of the beginning that a person compares. */
const SHORT_BYTES = 8

/** As browsers and cameras print it: `3F:2A:…`, 32 bytes. */
export const fingerprintText = (sha256: string): string => (sha256.toUpperCase().match(/../g) ?? []).join(':')

/** Its first eight bytes, `3F:2A:91:C0:77:DE:10:B4`: to be compared by eye; what is spoken with is decided by the whole. */
export const shortFingerprint = (sha256: string): string => fingerprintText(sha256.slice(0, 2 * SHORT_BYTES))

/** Whether a certificate is past its time, or before it. */
export const certificateTime = (
  { validFrom, validTo }: CameraCertificate,
  now: Instant,
): 'valid' | 'expired' | 'not-yet-valid' => {
  if (validTo !== null && now > validTo) return 'expired'
  return validFrom !== null && now < validFrom ? 'not-yet-valid' : 'valid'
}
