/** An authenticator app's codes: TOTP (RFC 6238) with HMAC-SHA-1, six digits, thirty seconds, which every app knows. */
import { Secret, TOTP } from 'otpauth'

const PERIOD_SECONDS = 30
/** RFC 4226, section 4, R6: 160 bits recommended. */
const KEY_BYTES = 20
/** RFC 6238, section 5.2: one step of delay; and one ahead, as phones' clocks differ to both sides. */
const STEPS_OFF = 1
const KIND = { algorithm: 'SHA1', digits: 6, period: PERIOD_SECONDS } as const

/** A new key, in base 32. */
export const newAuthenticatorKey = (): string => new Secret({ size: KEY_BYTES }).base32

/** What the app scans (`otpauth://totp/…`), naming the school and the account. */
export const authenticatorUri = (key: string, issuer: string, label: string): string =>
  new TOTP({ ...KIND, issuer, label, secret: Secret.fromBase32(key) }).toString()

/** The code of a key at an instant. @param at milliseconds since the Unix epoch */
export const codeAt = (key: string, at: number): string =>
  TOTP.generate({ ...KIND, secret: Secret.fromBase32(key), timestamp: at })

/**
 * The time step whose code this is, counted from the Unix epoch; null when it is none of now, the one before or the next.
 * @param code digits, with or without spaces
 * @param at milliseconds since the Unix epoch
 */
export const stepOf = (key: string, code: string, at: number): number | null => {
  const token = code.replaceAll(/\s/g, '')
  const off = TOTP.validate({ ...KIND, token, secret: Secret.fromBase32(key), timestamp: at, window: STEPS_OFF })
  return off === null ? null : Math.floor(at / 1000 / PERIOD_SECONDS) + off
}
