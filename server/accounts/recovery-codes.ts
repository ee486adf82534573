/** Codes on paper that stand in for a lost phone, each once. */
import { randomBytes } from 'node:crypto'

export const RECOVERY_CODES = 10
const LETTERS = 10
/** Crockford's base 32: no letter that is read as another or as a digit. Five bits each, fifty a code. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz'

/** `xxxxx-xxxxx`, from the operating system's generator. */
export const newRecoveryCode = (): string => {
  const letters = [...randomBytes(LETTERS)].map((byte) => ALPHABET[byte % ALPHABET.length]).join('')
  return `${letters.slice(0, LETTERS / 2)}-${letters.slice(LETTERS / 2)}`
}

/** A code as a person typed it, in the one way it is hashed: case, spaces and dashes don't matter, nor o for 0, i or l for 1. */
export const plainRecoveryCode = (typed: string): string =>
  typed.toLowerCase().replaceAll(/[\s-]/g, '').replaceAll('o', '0').replaceAll(/[il]/g, '1')
