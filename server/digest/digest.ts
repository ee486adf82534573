/**
 * The morning's letter: on each day of school one to whoever has something to do, and none to the others. Each is known
 * by its date and its reader, so that no restart sends it twice; a morning without a server is made up until the evening.
 */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { Role } from '../../protocol/account.ts'
import type { CalendarDay } from '../../protocol/calendar.ts'
import { MailTopic } from '../../protocol/mail.ts'
import type { SchoolDate } from '../../protocol/time.ts'
import { isLetterTime, LETTERS_FROM, LETTERS_UNTIL, nextLetterDay } from '../mail/letter-hours.ts'
import type { HandedIn, Letterbox } from '../mail/letterbox.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Part } from '../platform/parts.ts'
import { indexDays } from '../schedule/calendar.ts'
import { isWorkingDay } from '../schedule/school-hours.ts'
import { addDays, instantOf } from '../schedule/wall-clock.ts'
import { composeDigest, type Said } from './composing.ts'
import type { DigestReader, DigestSource, Morning } from './source.ts'

export interface DigestDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly letterbox: Pick<Letterbox, 'handIn'>
  /** What each source says of the dates `from` … `until`. */
  readonly days: (from: SchoolDate, until: SchoolDate) => Promise<readonly CalendarDay[]>
  readonly sources: readonly DigestSource[]
}

type ReaderWithWishes = DigestReader & { readonly declined: readonly MailTopic[] }

const Declined = Type.Array(MailTopic)
/** No holidays are longer. */
const FURTHEST_DAYS = 100

/** Whoever has an address. */
const readersOf = async (database: Database): Promise<readonly ReaderWithWishes[]> => {
  const rows = await database.user.findMany({ where: { disabledAt: null, email: { not: null } } })
  return rows.map(({ id, role, office, unwantedMail }) => ({
    ...{ id, role: Value.Parse(Role, role), office },
    declined: Value.Check(Declined, unwantedMail) ? unwantedMail : [],
  }))
}

export const createDigest = ({ database, clock, timeZone, letterbox, days, sources }: DigestDeps) => {
  /** Null: no letter is written now; it is a holiday, or night. */
  const readMorning = async (): Promise<Morning | null> => {
    const now = clock.now()
    const today = dateAt(now, timeZone)
    const index = indexDays(await days(today, addDays(today, FURTHEST_DAYS)))
    if (!isLetterTime((date) => isWorkingDay(index, date), now, timeZone)) return null
    return { now, today, next: instantOf(nextLetterDay(index, today), LETTERS_FROM, timeZone) }
  }

  return {
    /** Writes this morning's letters. Written again it writes none twice. */
    run: async (): Promise<void> => {
      const morning = await readMorning()
      if (morning === null) return
      const { today } = morning
      const told = await Promise.all(sources.map(async (source) => ({ source, linesFor: await source.read(morning) })))
      const letters = (await readersOf(database)).flatMap((reader): HandedIn[] => {
        const said = told
          .filter(({ source }) => !reader.declined.includes(source.topic))
          .map(
            ({ source, linesFor }): Said => ({
              lines: linesFor(reader),
              accompanies: source.accompanies === true,
            }),
          )
        const letter = composeDigest(today, said)
        const staleAt = instantOf(today, LETTERS_UNTIL, timeZone)
        return letter === null
          ? []
          : [{ letter, to: { type: 'person', userId: reader.id }, key: `digest ${today}`, staleAt }]
      })
      if (letters.length > 0) await letterbox.handIn(letters)
    },
  }
}

/** Written each morning. */
export const digestPart = (deps: DigestDeps): Part => ({
  chores: [{ name: 'digest', at: LETTERS_FROM, run: createDigest(deps).run }],
})
