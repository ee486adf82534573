/**
 * Films that teachers brought for their bookings, held back from the library until an approver accepts them. What no
 * booking wants any more is let go, and deleted some days later; until then it can be taken back.
 */

import type { Prisma } from '../../prisma/generated/client.ts'
import type { BookingView } from '../../protocol/booking.ts'
import { scheduledMediaOf } from '../media/scheduled-media.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import type { ScheduledMedia } from '../schedule/inputs.ts'
import type { HeldWhose } from './calendar.ts'
import { TAKES_FILM } from './film.ts'
import { acceptFilm, KEPT_MS } from './held-film.ts'
import type { BookingStore } from './store.ts'

const ENDED: readonly string[] = ['refused', 'withdrawn', 'lapsed']

export interface HeldFilmsDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly bookings: Pick<BookingStore, 'alone'>
  /** Deletes a programme that was put away, with its files. */
  readonly erase: (mediaId: string) => Promise<unknown>
}

type Told = Pick<BookingView, 'id' | 'date' | 'mediaId'>
export type HeldFilms = ReturnType<typeof createHeldFilms>

export const createHeldFilms = ({ database, clock, changes, bookings, erase }: HeldFilmsDeps) => {
  const tell = (mediaId: string | null, bookingId: string) => {
    if (mediaId !== null) changes.publish('media', mediaId)
    changes.publish('bookings', bookingId)
  }

  return {
    /** For a verdict: the film, if it is that booking's or person's. */
    scheduled: async (mediaId: string, whose: HeldWhose): Promise<ScheduledMedia | null> => {
      const row = await database.heldFilm.findFirst({ where: { mediaId, ...whose }, include: { media: true } })
      return row === null || row.media.archivedAt !== null ? null : scheduledMediaOf(row.media, false)
    },

    /** Who brought the programme; null: it is the library's. */
    broughtBy: async (mediaId: string): Promise<string | null> =>
      (await database.heldFilm.findUnique({ where: { mediaId }, select: { userId: true } }))?.userId ?? null,

    /** Bytes of all that the person brought and that nobody accepted yet. */
    bytesOf: async (userId: string): Promise<number> => {
      const sum = await database.media.aggregate({ where: { heldFilm: { userId } }, _sum: { bytes: true } })
      return Number(sum._sum.bytes ?? 0)
    },

    /** Gives a programme that is being written to its booking. @throws Failure BOOKING_FILM_NOT_AWAITED */
    hold: async (within: Prisma.TransactionClient, mediaId: string, booking: Told, userId: string): Promise<void> => {
      const { count } = await within.booking.updateMany({
        where: { id: booking.id, mediaId: null, state: { in: [...TAKES_FILM] } },
        data: { mediaId, version: { increment: 1 } },
      })
      if (count === 0) throw new Failure('BOOKING_FILM_NOT_AWAITED')
      await within.heldFilm.create({
        data: { mediaId, bookingId: booking.id, userId, createdAt: new Date(clock.now()) },
      })
    },

    /** What the teacher said of the licence is put on record with the film, unless something is. */
    license: async ({ mediaId, licence, film }: Pick<BookingView, 'mediaId' | 'licence' | 'film'>): Promise<void> => {
      await database.media.updateMany({
        where: { id: mediaId ?? '', licenceKind: null },
        data: {
          licenceKind: licence.kind,
          licenceHolder: film?.holder ?? '',
          licenceFrom: licence.validFrom,
          licenceUntil: licence.validUntil,
        },
      })
    },

    /** Takes the booking's film into the library; the booking stays as it is. @throws Failure NOT_FOUND */
    accept: async (booking: Told): Promise<void> => {
      const accepted = await bookings.alone(booking.date, (within) => acceptFilm(within, booking.id))
      if (!accepted) throw new Failure('NOT_FOUND')
      tell(booking.mediaId, booking.id)
    },

    /** The booking waits for a film again; this one can be taken back for a week. @throws Failure NOT_FOUND */
    letGo: async (booking: Told): Promise<void> => {
      await bookings.alone(booking.date, async (within) => {
        const row = await within.booking.findUnique({ where: { id: booking.id } })
        const { count } = await within.heldFilm.updateMany({
          where: { bookingId: booking.id, mediaId: row?.mediaId ?? '', letGoAt: null },
          data: { letGoAt: new Date(clock.now()) },
        })
        if (count === 0) throw new Failure('NOT_FOUND')
        await within.booking.update({
          where: { id: booking.id },
          data: { mediaId: null, version: { increment: 1 } },
        })
      })
      tell(booking.mediaId, booking.id)
    },

    /** Undoes `letGo`, while no other film has come. @throws Failure NOT_FOUND, BOOKING_FILM_NOT_AWAITED */
    takeBack: async (booking: Told): Promise<void> => {
      await bookings.alone(booking.date, async (within) => {
        const last = await within.heldFilm.findFirst({
          where: { bookingId: booking.id, letGoAt: { not: null } },
          orderBy: { letGoAt: 'desc' },
        })
        if (last === null) throw new Failure('NOT_FOUND')
        const { count } = await within.booking.updateMany({
          where: { id: booking.id, mediaId: null, state: { in: [...TAKES_FILM] } },
          data: { mediaId: last.mediaId, version: { increment: 1 } },
        })
        if (count === 0) throw new Failure('BOOKING_FILM_NOT_AWAITED')
        await within.heldFilm.update({ where: { mediaId: last.mediaId }, data: { letGoAt: null } })
      })
      tell(null, booking.id)
    },

    /** Once a day: what no booking wants is let go, what was let go a week ago is deleted. Answers how many were deleted. */
    tidy: async (): Promise<number> => {
      const now = clock.now()
      let deleted = 0
      for (const { mediaId, letGoAt, booking } of await database.heldFilm.findMany({ include: { booking: true } })) {
        const isWanted = booking.mediaId === mediaId && !ENDED.includes(booking.state)
        if (isWanted || letGoAt === null) {
          const data = { letGoAt: isWanted ? null : new Date(now) }
          await database.heldFilm.updateMany({ where: { mediaId }, data })
        } else if (letGoAt.getTime() + KEPT_MS <= now) {
          await database.$transaction([
            database.booking.updateMany({ where: { mediaId }, data: { mediaId: null } }),
            database.media.updateMany({ where: { id: mediaId }, data: { archivedAt: new Date(now) } }),
          ])
          await erase(mediaId)
          deleted += 1
        }
      }
      return deleted
    },
  }
}
