/** What a teacher types into the form, and what of it is sent. Pure. */
import type { BookingView, LicenceKind } from '../../../protocol/booking.ts'
import type { Duration, SchoolDate } from '../../../protocol/time.ts'
import { lengthOf } from '../../school-time.ts'
import { filmTime } from './film-time.ts'

export interface Wish {
  readonly mediaId: string | null
  readonly from: string
  readonly to: string
  readonly kind: LicenceKind
  readonly validFrom: string
  readonly validUntil: string
  /** Groups it is for; empty: everyone. */
  readonly audience: readonly string[]
  readonly note: string
}
export const NOTHING: Wish = {
  mediaId: null,
  from: '',
  to: '',
  kind: 'unknown',
  validFrom: '',
  validUntil: '',
  audience: [],
  note: '',
}

/** A booking as it was typed, to be changed. */
export const wishOf = ({ mediaId, fromMs, toMs, licence, audience, note }: BookingView): Wish => ({
  mediaId,
  from: fromMs === 0 ? '' : typed(fromMs),
  to: toMs === null ? '' : typed(toMs),
  kind: licence.kind,
  validFrom: licence.validFrom ?? '',
  validUntil: licence.validUntil ?? '',
  audience,
  note,
})

/** A time that `filmTime` reads as the same second. */
const typed = (ms: Duration): string => lengthOf(ms)

/** What can be changed of a booking; null while there is no film or a time can't be read. */
export const changeOf = (wish: Wish) => {
  const [fromMs, toMs] = [filmTime(wish.from), filmTime(wish.to)]
  if (wish.mediaId === null || fromMs === undefined || toMs === undefined) return null
  const dateOrNull = (text: string) => (text === '' ? null : text)
  return {
    mediaId: wish.mediaId,
    ...(fromMs === null ? {} : { fromMs }),
    toMs,
    licence: { kind: wish.kind, validFrom: dateOrNull(wish.validFrom), validUntil: dateOrNull(wish.validUntil) },
    audience: wish.audience,
    note: wish.note.trim(),
  }
}

/** What is sent for a new booking. */
export const bodyOf = (date: SchoolDate, wish: Wish) => {
  const change = changeOf(wish)
  return change === null ? null : { date, ...change }
}
export type Body = NonNullable<ReturnType<typeof bodyOf>>
