/** What a film that a teacher brought is held by, and when it is not held any more. */
import type { Prisma } from '../../prisma/generated/client.ts'

/** So long after it was let go a film is deleted. */
export const KEPT_MS = 7 * 86_400_000

/** The film that the booking names is the library's from here on; false: it was. */
export const acceptFilm = async (within: Prisma.TransactionClient, bookingId: string): Promise<boolean> => {
  const media = { bookings: { some: { id: bookingId } } }
  return (await within.heldFilm.deleteMany({ where: { bookingId, media } })).count > 0
}
