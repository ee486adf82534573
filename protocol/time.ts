/**
 * Time as the wire and the rules speak of it. Values are branded, so that a time of day
 * can't be passed where an instant belongs.
 */
import { Type } from 'typebox'

declare const brand: unique symbol
type Brand<Base, Name extends string> = Base & { readonly [brand]: Name }

/** Milliseconds since 1970-01-01T00:00:00Z on the *server's* clock (which a rehearsal may shift). */
export type Instant = Brand<number, 'Instant'>
/** A length of time in milliseconds, ≥ 0 unless a name says otherwise. */
export type Duration = Brand<number, 'Duration'>
/** A calendar date at the school, `YYYY-MM-DD`. */
export type SchoolDate = Brand<string, 'SchoolDate'>
/** A wall-clock time at the school, `HH:MM` or `HH:MM:SS`, 00:00–23:59:59. */
export type TimeOfDay = Brand<string, 'TimeOfDay'>
/** ISO weekday: 1 is Monday, 7 is Sunday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

export const Instant = Type.Unsafe<Instant>(Type.Integer({ description: 'Milliseconds since the Unix epoch' }))
export const Duration = Type.Unsafe<Duration>(Type.Integer({ minimum: 0, description: 'Milliseconds' }))
export const SchoolDate = Type.Unsafe<SchoolDate>(
  Type.String({
    pattern: '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$',
    description: 'YYYY-MM-DD at the school',
  }),
)
export const TimeOfDay = Type.Unsafe<TimeOfDay>(
  Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$', description: 'HH:MM[:SS] at the school' }),
)
export const Weekday = Type.Unsafe<Weekday>(
  Type.Integer({ minimum: 1, maximum: 7, description: '1 Monday … 7 Sunday' }),
)

/** Half-open interval `[start, end)` (rule T2). */
export interface Window {
  readonly start: Instant
  readonly end: Instant
}

export const instant = (milliseconds: number): Instant => milliseconds as Instant
export const duration = (milliseconds: number): Duration => milliseconds as Duration
export const schoolDate = (text: string): SchoolDate => text as SchoolDate
export const timeOfDay = (text: string): TimeOfDay => text as TimeOfDay

/** True when `at` lies in the half-open window (rule T2). */
export const within = (window: Window, at: Instant): boolean => window.start <= at && at < window.end
/** True when two half-open windows share an instant; neighbours that only touch don't (rule T2). */
export const overlaps = (a: Window, b: Window): boolean => a.start < b.end && b.start < a.end
