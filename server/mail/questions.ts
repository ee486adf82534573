/** What is written about a question that nobody answers (rules F14, Q15). Pure. */
import type { Settings } from '../../protocol/settings.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { schoolDaysBetween } from '../schedule/school-hours.ts'

/** `ask-again`: the same question, to whoever was asked. `tell`: that no answer came, to whoever asked. */
export type Reminding = 'ask-again' | 'tell'

/**
 * After so many days of school it is asked again, after twice as many whoever asked is told; null: not yet. Each is handed in
 * by a key of the question, so that a day without a server loses none and none is sent twice.
 * @param asked the date of the question, which does not count
 */
export const remindingOf = (
  asked: SchoolDate,
  today: SchoolDate,
  isSchoolDay: (date: SchoolDate) => boolean,
  { questionDays }: Pick<Settings, 'questionDays'>,
): Reminding | null => {
  const waited = schoolDaysBetween(isSchoolDay, asked, today)
  return waited >= 2 * questionDays ? 'tell' : waited >= questionDays ? 'ask-again' : null
}
