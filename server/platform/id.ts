/** Identifiers and secrets from the operating system's generator. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'

/** A new identifier: 128 random bits, URL-safe, 22 characters. */
export const newId = (): string => randomBytes(16).toString('base64url')

/** A new secret for a token, key or one-time link: 256 random bits, URL-safe, 43 characters. */
export const newSecret = (): string => randomBytes(32).toString('base64url')

/** What is stored of a secret: SHA-256 in lower-case hex. Secrets are random, so no salt or stretching is needed. */
export const secretHash = (secret: string): string => createHash('sha256').update(secret).digest('hex')

/** Compares two texts in time that doesn't tell where they differ. */
export const sameText = (a: string, b: string): boolean => {
  const [left, right] = [createHash('sha256').update(a).digest(), createHash('sha256').update(b).digest()]
  return timingSafeEqual(left, right)
}
