/** A stored booking as the protocol knows it. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { AwaitedFilm, type Booking, BookingState, LicenceKind } from '../../protocol/booking.ts'
import { duration, instant, schoolDate } from '../../protocol/time.ts'

const Audience = Type.Array(Type.String())
const dateOrNull = (text: string | null) => (text === null ? null : schoolDate(text))

/** @throws when a stored value no longer has the shape of the protocol */
export const bookingOf = (row: Prisma.BookingModel): Booking => ({
  id: row.id,
  date: schoolDate(row.date),
  mediaId: row.mediaId,
  film: row.film === null ? null : Value.Parse(AwaitedFilm, row.film),
  fromMs: duration(row.fromMs),
  toMs: row.toMs === null ? null : duration(row.toMs),
  licence: {
    kind: Value.Parse(LicenceKind, row.licenceKind),
    validFrom: dateOrNull(row.licenceFrom),
    validUntil: dateOrNull(row.licenceUntil),
  },
  audience: Value.Parse(Audience, row.audience),
  note: row.note,
  state: Value.Parse(BookingState, row.state),
  bookedBy: row.userId,
  createdAt: instant(row.createdAt.getTime()),
})
