/** Passwords that leaked elsewhere and that every guesser tries first, shipped with the program. */
import { dictionary } from '@zxcvbn-ts/language-common'

/**
 * The list of zxcvbn-ts (MIT): leaked passwords by frequency; some 18,000 of them have eight characters or more, six
 * times what OWASP ASVS 5.0 (6.2.4) asks for. Lower case.
 */
export const commonPasswords = (): ReadonlySet<string> => new Set(dictionary['passwords-common'])
