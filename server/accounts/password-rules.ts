/**
 * Which passwords are good enough: OWASP ASVS 5.0, 6.2 at level 2. Length counts, composition doesn't: any character is
 * welcome, nothing is demanded, none expires.
 */
import { LONGEST_PASSWORD, SHORTEST_PASSWORD } from '../../protocol/account.ts'
import { Failure } from '../platform/failure.ts'

/** Words that tell nothing here: the product, what the place is called, what people are called (ASVS 6.1.2). */
const HOUSE_WORDS: readonly string[] = [
  'nooncast',
  'broadcast',
  'school',
  'teacher',
  'student',
  'library',
  'operator',
  'admin',
  'password',
  'taichung',
  '臺中一中',
  '台中一中',
  '直播室',
  '圖書館',
]

export interface PasswordContext {
  /** Leaked passwords, lower case. */
  readonly common: ReadonlySet<string>
  /** The account's name, the person's, the school's: what others know. */
  readonly known: readonly string[]
}

/** A word shorter than this is in many good passwords by chance. */
const SHORTEST_WORD = 3

const wordsOf = (known: readonly string[]): readonly string[] =>
  [...known.flatMap((text) => [text, ...text.split(/[\s@._-]+/)]), ...HOUSE_WORDS]
    .map((word) => word.normalize('NFKC').toLowerCase())
    .filter((word) => [...word].length >= SHORTEST_WORD || /\p{Script=Han}{2}/u.test(word))
    .sort((a, b) => b.length - a.length)

/** The known word of which a password is little more; null when it holds something of its own. */
const tellingWord = (password: string, known: readonly string[]): string | null => {
  let rest = password.normalize('NFKC').toLowerCase()
  let found: string | null = null
  for (const word of wordsOf(known))
    if (rest.includes(word)) {
      rest = rest.replaceAll(word, '')
      found ??= word
    }
  const own = rest.replace(/[\p{N}\p{P}\p{S}\s]/gu, '')
  return found !== null && [...own].length < SHORTEST_PASSWORD / 2 ? found : null
}

/**
 * Refuses a password that others would guess.
 * @throws Failure PASSWORD_SHORT, PASSWORD_COMMON, PASSWORD_TELLING; INPUT_INVALID when it is longer than is read
 */
export const requireGoodPassword = (password: string, { common, known }: PasswordContext): void => {
  if ([...password].length < SHORTEST_PASSWORD) throw new Failure('PASSWORD_SHORT', { length: SHORTEST_PASSWORD })
  if (password.length > LONGEST_PASSWORD)
    throw new Failure('INPUT_INVALID', { field: 'password', problem: `≤ ${LONGEST_PASSWORD}` })
  if (common.has(password.toLowerCase()) || /^(.)\1+$/u.test(password)) throw new Failure('PASSWORD_COMMON')
  const word = tellingWord(password, known)
  if (word !== null) throw new Failure('PASSWORD_TELLING', { word })
}
