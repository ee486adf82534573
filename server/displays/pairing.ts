/** Codes that a person reads off a TV and types (RFC 8628 §6.1). Pure but for the random bytes given. */

/** No vowels (no words), no look-alikes: 0 O, 1 I L, 2 Z, 5 S, 8 B are absent. 16 letters and 4 digits. */
export const CODE_ALPHABET = 'CDFGHJKMNPQRTVWX3467'
export const CODE_LENGTH = 8
/** How long a code may be used. */
export const PAIRING_LIFE_MS = 15 * 60 * 1000
/** How often a TV asks whether it was approved. */
export const PAIRING_INTERVAL_MS = 3000

/**
 * A code from random bytes, or null when too few of them could be used without favouring a letter.
 * @param bytes uniformly random; 32 suffice nearly always
 */
export const codeFrom = (bytes: Uint8Array): string | null => {
  const usable = Math.floor(256 / CODE_ALPHABET.length) * CODE_ALPHABET.length
  const letters = [...bytes]
    .filter((byte) => byte < usable)
    .map((byte) => CODE_ALPHABET.charAt(byte % CODE_ALPHABET.length))
  return letters.length < CODE_LENGTH ? null : letters.slice(0, CODE_LENGTH).join('')
}

/** A typed code as it is stored: full-width letters, lower case, spaces and dashes forgiven. Null when it can't be one. */
export const normalCode = (typed: string): string | null => {
  const code = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
  return code.length === CODE_LENGTH && [...code].every((letter) => CODE_ALPHABET.includes(letter)) ? code : null
}
