/** The signature of a server's report (rule D22). Pure. */
import { createHmac } from 'node:crypto'
import { type Instant, instant } from '../../../protocol/time.ts'

/** A report may be this much early or late: clocks differ, and a stolen one ages. */
export const TIME_LEEWAY_MS = 5 * 60_000

/**
 * HMAC-SHA256 (RFC 2104) in lower-case hex.
 * @param seconds since 1970, as sent
 * @param body the bytes as sent, as text
 */
export const reportSignature = (secret: string, seconds: number, body: string): string =>
  createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')

/** Is a report's time good: near the real one, and later than the last that was taken? */
export const isTimely = (seconds: number, real: Instant, last: Instant | null): boolean => {
  const at = instant(seconds * 1000)
  return Math.abs(at - real) <= TIME_LEEWAY_MS && (last === null || at > last)
}
