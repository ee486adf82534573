/** The sign on a device's label: stable and without meaning, so that nothing it could mean can become wrong. Pure. */

/** No vowels (no words) and no look-alikes, as for pairing a TV: it may have to be typed. */
const ALPHABET = 'CDFGHJKMNPQRTVWX3467'
export const LABEL_LENGTH = 8

/**
 * A sign from random bytes; null when too few of them could be used without favouring a letter. There are 20⁸: whoever
 * guesses, at the rate that is allowed, finds none.
 * @param bytes uniformly random; 32 suffice nearly always
 */
export const labelFrom = (bytes: Uint8Array): string | null => {
  const usable = Math.floor(256 / ALPHABET.length) * ALPHABET.length
  const letters = [...bytes].filter((byte) => byte < usable).map((byte) => ALPHABET.charAt(byte % ALPHABET.length))
  return letters.length < LABEL_LENGTH ? null : letters.slice(0, LABEL_LENGTH).join('')
}

/** In two groups, as it is printed and read out. */
export const printedLabel = (label: string): string => `${label.slice(0, 4)}-${label.slice(4)}`

/** A sign as it was typed or scanned, as it is kept; null: it can't be one. */
export const normalLabel = (typed: string): string | null => {
  const label = typed
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\-‐-―]/g, '')
  return label.length === LABEL_LENGTH && [...label].every((letter) => ALPHABET.includes(letter)) ? label : null
}
