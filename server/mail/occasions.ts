/** What letters are written for: bookings that move, the day before, noon that is not safe, licences that end, invitations. */
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import type { LinkPurpose } from '../../protocol/account.ts'
import type { BackupTrouble } from '../../protocol/backup.ts'
import { AwaitedFilm } from '../../protocol/booking.ts'
import { LICENCE_WARNING_DAYS } from '../../protocol/licence.ts'
import type { Letter } from '../../protocol/mail.ts'
import type { ReadinessView } from '../../protocol/readiness.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'
import type { BookingMove, OnMoved } from '../bookings/store.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { addDays, startOfDate } from '../schedule/wall-clock.ts'
import { type BookingFacts, lettersOf } from './booking-letters.ts'
import type { Deliveries } from './deliveries.ts'
import type { HandedIn, Letterbox } from './letterbox.ts'

export interface OccasionsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly letterbox: Letterbox
  readonly deliveries: Pick<Deliveries, 'takeBack' | 'forget'>
}

/** “Undo” is offered for ten seconds; a minute leaves time for second thoughts. */
const GRACE_MS = 60_000
/** An alarm is of use while the programme it is about can still be saved. */
const ALARM_STALE_MS = 30 * 60_000
/** The same alarm again within this is the same alarm, also after a restart. */
const ALARM_ONCE_MS = 15 * 60_000

const withNames = {
  media: { select: { title: true } },
  user: { select: { name: true, fullName: true } },
} as const satisfies Prisma.BookingInclude

type NamedRow = Prisma.BookingGetPayload<{ include: typeof withNames }>

/** A film that is not in the library yet has the title that the teacher gave it. */
const titleOf = ({ media, film }: NamedRow): string =>
  media?.title ?? (film === null ? '' : Value.Parse(AwaitedFilm, film).title)

const factsOf = (row: NamedRow): BookingFacts => ({
  ...{ id: row.id, date: schoolDate(row.date), title: titleOf(row), note: row.note },
  ...{ userId: row.userId, userName: row.user.name, bookedBy: row.user.fullName || row.user.name },
})

/** Somebody for whom a one-time link was made, and where a letter reaches them. */
export interface Invited {
  readonly userId: string
  readonly linkId: string
  readonly purpose: LinkPurpose
  readonly name: string
  readonly address: string
  readonly language: Language
  readonly token: string
  readonly expiresAt: Instant
}

export type Occasions = ReturnType<typeof createOccasions>

/** What has lapsed is news for a week, also when the server was off on the date itself. */
const LAPSE_IS_NEWS_DAYS = 7
const lastDayOf = (letter: Letter, date: SchoolDate): SchoolDate =>
  letter.kind === 'booking-lapsed' ? addDays(date, LAPSE_IS_NEWS_DAYS) : date

export const createOccasions = ({ database, clock, timeZone, letterbox, deliveries }: OccasionsDeps) => {
  const endOf = (date: SchoolDate): Instant => startOfDate(addDays(date, 1), timeZone)

  const ofMove = async (move: BookingMove, within: Prisma.TransactionClient): Promise<readonly HandedIn[]> => {
    const row = await within.booking.findUnique({ where: { id: move.id }, include: withNames })
    if (row === null) return []
    const booking = factsOf(row)
    const prefix = `booking ${booking.id} `
    const takenBack = move.act === 'undo' ? await deliveries.takeBack(prefix, within) : 0
    const now = clock.now()
    return lettersOf(move, booking, takenBack).map(({ letter, to, waits }) => ({
      ...{ letter, to, key: `${prefix}${letter.kind} ${now}`, from: instant(now + (waits ? GRACE_MS : 0)) },
      staleAt: letter.kind === 'booking-moved-up' ? letter.offerUntil : endOf(lastDayOf(letter, booking.date)),
    }))
  }

  const moved: OnMoved = async (moves, within) => {
    const letters: HandedIn[] = []
    for (const move of moves) letters.push(...(await ofMove(move, within)))
    await letterbox.handIn(letters, within)
  }

  return {
    moved,

    /** To those who can act on what is on the air. */
    alarm: async ({ title, start, level, ready, total, problems }: ReadinessView): Promise<void> => {
      const now = clock.now()
      const rooms = problems.map(({ name }) => name)
      await letterbox.handIn([
        {
          letter: { kind: 'noon-alarm', title, start, level, ready, total, rooms },
          to: { type: 'those-who-may', permission: 'playout.control' },
          key: `alarm ${start ?? ''} ${level} ${Math.floor(now / ALARM_ONCE_MS)}`,
          staleAt: instant(now + ALARM_STALE_MS),
        },
      ])
    },

    /** Approved films of today and tomorrow, each once; today's too, for the day after one on which the server was off. */
    remind: async (): Promise<void> => {
      const today = dateAt(clock.now(), timeZone)
      const rows = await database.booking.findMany({
        where: { state: 'approved', date: { gte: today, lte: addDays(today, 1) } },
        include: withNames,
      })
      await letterbox.handIn(
        rows.map(factsOf).map(({ id, date, title, userId }) => ({
          letter: { kind: 'booking-reminder', bookingId: id, date, title },
          to: { type: 'person', userId },
          key: `reminder ${id} ${date}`,
          staleAt: endOf(date),
        })),
      )
    },

    /** Licences that end within 30 days, each end once. */
    warnOfLicences: async (): Promise<void> => {
      const today = dateAt(clock.now(), timeZone)
      const rows = await database.media.findMany({
        where: {
          heldFilm: null,
          archivedAt: null,
          licenceUntil: { gte: today, lte: addDays(today, LICENCE_WARNING_DAYS) },
        },
      })
      await letterbox.handIn(
        rows.map(({ id, title, licenceUntil }) => ({
          letter: { kind: 'licence-ending', mediaId: id, title, until: schoolDate(licenceUntil ?? today) },
          to: { type: 'those-who-may', permission: 'bookings.approve' },
          key: `licence ${id} ${licenceUntil}`,
          staleAt: endOf(schoolDate(licenceUntil ?? today)),
        })),
      )
    },

    /** A copy could not be made: told once a day for each reason. */
    backupFailed: async (code: BackupTrouble, newest: Instant | null): Promise<void> => {
      const today = dateAt(clock.now(), timeZone)
      await letterbox.handIn([
        {
          letter: { kind: 'backup-failing', code, newest },
          to: { type: 'those-who-may', permission: 'backup.write' },
          key: `backup ${today} ${code}`,
          staleAt: endOf(addDays(today, 1)),
        },
      ])
    },

    /**
     * Links by which people choose their passwords. Kept sealed until sent. Together with the links when `within` their
     * transaction. Answers whether mail is set up; if not, nobody is written to.
     */
    invite: (people: readonly Invited[], within: Prisma.TransactionClient = database): Promise<boolean> =>
      letterbox.handIn(
        people.map(({ userId, linkId, purpose, name, address, language, token, expiresAt }) => ({
          letter: {
            ...{ kind: purpose === 'reset' ? 'way-back' : 'invitation', name, expiresAt },
            path: `/#/welcome?token=${token}`,
          },
          to: { type: 'address', address, language },
          key: `${linkKey(userId)}${linkId}`,
          staleAt: expiresAt,
        })),
        within,
      ),

    /** A person's links were used or withdrawn: letters that still carry one are not sent any more. */
    uninvite: (userId: string, within: Prisma.TransactionClient = database): Promise<void> =>
      deliveries.forget(linkKey(userId), within),
  }
}

const linkKey = (userId: string): string => `link ${userId} `
