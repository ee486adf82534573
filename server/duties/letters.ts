/** Letters about duties: what is late to the head, a question to an office. Reminders stand in the morning's letter. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant, type SchoolDate, schoolDate, timeOfDay } from '../../protocol/time.ts'
import type { GuestLinks } from '../guests/guest-links.ts'
import type { HandedIn, Letterbox } from '../mail/letterbox.ts'
import type { Database } from '../platform/database.ts'
import { addDays, instantOf, startOfDate } from '../schedule/wall-clock.ts'
import type { Almanac } from './almanac.ts'
import { isSchoolDay } from './placing.ts'
import { escalateAt } from './rules.ts'

export interface DutyLettersDeps {
  readonly database: Database
  readonly letterbox: Letterbox
  readonly guests: Pick<GuestLinks, 'make' | 'revoke'>
  readonly timeZone: string
}

export type DutyLetters = ReturnType<typeof createDutyLetters>

/** The purpose of an office's link. */
export const SUPPLY = 'duty-supply'
/** How long an office's link is good, at least; until the duty is due if that is later. */
const LINK_DAYS = 30
/** What was missed longer ago is read in the year's record alone. */
const MISSED_TOLD_MS = 7 * 24 * 60 * 60 * 1000
const FROM = timeOfDay('08:00')
const UNTIL = timeOfDay('18:00')

/** What an office is asked for. */
export interface Question {
  readonly id: string
  readonly office: string
  readonly what: string
  readonly email: string
  /** Null: nobody has said which it reads. */
  readonly language: Language | null
  readonly duty: string
  readonly due: SchoolDate
  readonly by: string
  /** 0 the first time. */
  readonly reminders: number
}

export const createDutyLetters = ({ database, letterbox, guests, timeZone }: DutyLettersDeps) => {
  type Row = Prisma.DutyOccurrenceGetPayload<{ include: { duty: true } }>

  const handIn = (row: Row, letter: HandedIn, now: Instant): Promise<void> =>
    database.$transaction(async (within) => {
      const { count } = await within.dutyOccurrence.updateMany({
        where: { id: row.id, state: row.state, escalatedAt: null },
        data: { escalatedAt: new Date(now) },
      })
      if (count === 1) await letterbox.handIn([letter], within)
    })

  return {
    /** Rule D17: tells the head what is late by now; nothing at night and on days without school. */
    write: async ({ now, today, calendar }: Almanac): Promise<void> => {
      if (!isSchoolDay(calendar, today)) return
      if (now < instantOf(today, FROM, timeZone) || now >= instantOf(today, UNTIL, timeZone)) return
      const rows = await database.dutyOccurrence.findMany({
        where: {
          ...{ duty: { deletedAt: null }, escalatedAt: null },
          OR: [{ state: 'open' }, { state: 'missed', closedAt: { gte: new Date(now - MISSED_TOLD_MS) } }],
        },
        include: { duty: true },
      })
      for (const row of rows) {
        const due = schoolDate(row.due)
        const escalate = escalateAt(due, row.duty.escalateDays, calendar)
        if (escalate === null || escalate > now) continue
        await handIn(
          row,
          {
            letter: {
              kind: row.state === 'open' ? 'duty-late' : 'duty-missed',
              occurrenceId: row.id,
              duty: row.duty.name,
              due,
            },
            to: { type: 'those-who-may', permission: 'procedures.write' },
            ...{ key: `duty ${row.id} late ${due}`, staleAt: null },
          },
          now,
        )
      }
    },

    /**
     * A letter to an office, with a link to answer by; earlier links end. Answers whether it is on its way.
     * Together with what it belongs to when `within` its transaction.
     */
    ask: async (question: Question, now: Instant, within: Prisma.TransactionClient): Promise<boolean> => {
      const { id, office, what, email, language, duty, due, by, reminders } = question
      if (email === '') return false
      await guests.revoke(SUPPLY, id, within)
      const until = instant(Math.max(startOfDate(addDays(due, 1), timeZone), now + LINK_DAYS * 24 * 60 * 60 * 1000))
      const order = { purpose: SUPPLY, subjectId: id, holder: office, createdBy: by, expiresAt: until }
      const { token } = await guests.make(order, within)
      return letterbox.handIn(
        [
          {
            letter: {
              kind: 'duty-asked',
              office,
              what,
              duty,
              due,
              again: reminders > 0,
              both: language === null,
              path: `/#/supply?token=${token}`,
            },
            to: { type: 'address', address: email, language: language ?? 'zh-TW' },
            ...{ key: `duty-asked ${id} ${reminders}`, staleAt: until },
          },
        ],
        within,
      )
    },
  }
}
