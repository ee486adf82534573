/** What a teacher types into the form, and what of it is sent. Pure. */
import type { AwaitedFilm, BookingView, LicenceKind } from '../../../protocol/booking.ts'
import { type Duration, duration, type SchoolDate } from '../../../protocol/time.ts'
import { lengthOf } from '../../school-time.ts'
import { filmTime } from './film-time.ts'

const MINUTE_MS = 60_000

/** A film that is not in the library, as it is typed. */
export interface TypedFilm {
  readonly title: string
  readonly minutes: string
  readonly holder: string
  readonly arrives: AwaitedFilm['arrives']
  /** A school date, or empty. */
  readonly on: string
}
export const NO_FILM: TypedFilm = { title: '', minutes: '', holder: '', arrives: 'disc', on: '' }

export interface Wish {
  readonly mediaId: string | null
  /** Null: a film of the library. */
  readonly film: TypedFilm | null
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
  film: null,
  from: '',
  to: '',
  kind: 'unknown',
  validFrom: '',
  validUntil: '',
  audience: [],
  note: '',
}

/** A booking as it was typed, to be changed. */
export const wishOf = ({ mediaId, film, fromMs, toMs, licence, audience, note }: BookingView): Wish => ({
  mediaId,
  film: film === null ? null : typedFilm(film),
  from: fromMs === 0 ? '' : typed(fromMs),
  to: toMs === null ? '' : typed(toMs),
  kind: licence.kind,
  validFrom: licence.validFrom ?? '',
  validUntil: licence.validUntil ?? '',
  audience,
  note,
})

const typedFilm = ({ lengthMs, ...film }: AwaitedFilm): TypedFilm => ({
  ...film,
  minutes: lengthMs === null ? '' : String(lengthMs / MINUTE_MS),
})

/** Null: it has no title, no day, or a length that is none. */
const awaitedOf = ({ title, minutes, on, ...film }: TypedFilm) => {
  const length = minutes.trim() === '' ? null : Number(minutes) * MINUTE_MS
  const isLength = length === null || (Number.isFinite(length) && length > 0)
  if (title.trim() === '' || on === '' || !isLength) return null
  return { ...film, title: title.trim(), on, lengthMs: length === null ? null : duration(Math.round(length)) }
}

/** A time that `filmTime` reads as the same second. */
const typed = (ms: Duration): string => lengthOf(ms)

/** What can be changed of a booking; null while there is no film or a time can't be read. */
export const changeOf = (wish: Wish) => {
  const [fromMs, toMs] = [filmTime(wish.from), filmTime(wish.to)]
  const film = wish.film === null ? null : awaitedOf(wish.film)
  const isNamed = wish.mediaId !== null || film !== null
  if (!isNamed || fromMs === undefined || toMs === undefined) return null
  const dateOrNull = (text: string) => (text === '' ? null : text)
  return {
    mediaId: wish.mediaId,
    film,
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
