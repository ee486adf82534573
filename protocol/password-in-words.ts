/** Does someone write a password down? A request is read by several people and mailed: passwords have no place in it. Pure. */

/** Said of a password rather than being one. */
const SAID_OF: ReadonlySet<string> = new Set([
  ...['forgotten', 'forgot', 'reset', 'expired', 'unknown', 'none', 'lost', 'please', 'wrong', 'changed', 'change'],
  ...['invalid', 'incorrect', 'locked', 'rejected', 'refused', 'error', 'failed', 'required', 'needed', 'help'],
])

/** The word, what joins it to what follows, and what follows: a run of printable ASCII. */
const NAMED =
  /(?:密碼|口令|pass\s?words?|pass\s?code|passwd|pwd|\bpw)\s*(?:\(.{0,20}?\)|（.{0,20}?）)?\s*([:：=＝]|是|為|\bis\b|→|->)\s*["'「『“]?([\x21-\x7e]{3,64})/giu

const hasDigitOrSign = (text: string): boolean => /[0-9]/.test(text) || /[^A-Za-z0-9.,!?;:'"()-]/.test(text)

/** How many of lower case, upper case, digits and signs are in it. */
const classesOf = (text: string): number =>
  [/[a-z]/, /[A-Z]/, /[0-9]/, /[^A-Za-z0-9]/].filter((each) => each.test(text)).length

/** An address, a path, a file's name or a number with dashes is no password. */
const isPlain = (token: string): boolean =>
  /^[^@\s]+@[^@\s]+$/.test(token) ||
  /^(?:https?:\/\/|\/|www\.|\\\\)/i.test(token) ||
  /^[\w-]+(?:\.[\w-]+)+$/.test(token)

/**
 * True when the text names a password (“密碼：Abc123”, “password is Abc123”), or when `alone`, as a short field is, it is one
 * word that mixes cases, digits and signs as nothing but a password does. “Password: forgotten” is fine.
 */
export const namesPassword = (text: string, alone = false): boolean => {
  for (const [, joint = '', token = ''] of text.matchAll(NAMED)) {
    const bare = token.replace(/[.,!?;:'"’”)]+$/, '')
    if (bare.length < 3 || SAID_OF.has(bare.toLowerCase()) || isPlain(bare)) continue
    if (hasDigitOrSign(bare) || /[:：=＝]/.test(joint) || classesOf(bare) > 1) return true
  }
  const word = text.trim()
  return (
    alone && /^[\x21-\x7e]{8,64}$/.test(word) && !isPlain(word) && /[^A-Za-z0-9-]/.test(word) && classesOf(word) > 2
  )
}
