/** What each kind of letter says, in both languages; the words themselves are in their domains. */
import type { LetterKind } from '../../protocol/mail.ts'
import { ACCOUNT_LETTER_WORDS } from '../accounts/letter-words.ts'
import { BACKUP_LETTER_WORDS } from '../backup/letter-words.ts'
import { BOOKING_LETTER_WORDS } from '../bookings/letter-words.ts'
import { DUTY_LETTER_WORDS } from '../duties/letter-words.ts'
import { FAULT_LETTER_WORDS } from '../faults/letter-words.ts'
import { LICENCE_LETTER_WORDS } from '../media/letter-words.ts'
import { NOON_ALARM_WORDS } from '../playout/letter-words.ts'
import { REQUEST_LETTER_WORDS } from '../requests/letter-words.ts'
import { SLIP_LETTER_WORDS } from '../slips/letter-words.ts'
import { VISIT_LETTER_WORDS } from '../visits/letter-words.ts'
import type { LetterWords } from './letter-words.ts'

/** The morning's letter has a composer of its own. */
export const LETTER_WORDS: Readonly<Record<Exclude<LetterKind, 'digest'>, LetterWords>> = {
  ...ACCOUNT_LETTER_WORDS,
  ...BACKUP_LETTER_WORDS,
  ...BOOKING_LETTER_WORDS,
  ...DUTY_LETTER_WORDS,
  ...FAULT_LETTER_WORDS,
  ...LICENCE_LETTER_WORDS,
  ...NOON_ALARM_WORDS,
  ...REQUEST_LETTER_WORDS,
  ...SLIP_LETTER_WORDS,
  ...VISIT_LETTER_WORDS,
}
