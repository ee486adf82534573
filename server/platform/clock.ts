/**
 * The one clock. Everything that needs the time is given it; nothing else in the server reads the wall clock.
 */
import { Temporal } from 'temporal-polyfill'
import { type Instant, instant, type SchoolDate, schoolDate } from '../../protocol/time.ts'

/** Ends what was started; calling it again does nothing. */
export type Dispose = () => void

export interface Clock {
  /** The server's instant in whole milliseconds. */
  now(): Instant
  /** The same with a fraction, for clock samples. */
  precise(): number
  /** Calls `act` once, at or just after `at`. Never early. A wait may be of any length. */
  at(at: Instant, act: () => void): Dispose
  /** Calls `act` every `milliseconds` until disposed. */
  every(milliseconds: number, act: () => void): Dispose
  /** True when it was started at another instant than the real one (rehearsal). */
  readonly shifted: boolean
  /** Milliseconds that no setting of the wall clock moves, from some beginning. */
  monotonic(): number
  /** The real instant, also in a rehearsal: what other people's devices count by. */
  real(): Instant
}

/** The longest single timer: Node fires timers above 2³¹−1 ms at once, and a changed wall clock is noticed this soon. */
const LONGEST_WAIT_MS = 30_000

/**
 * The running clock.
 * @param startAt the instant it should show now; left out: the real one. It then runs at normal speed.
 */
export const createClock = (startAt?: Instant): Clock => {
  const shift = startAt === undefined ? 0 : startAt - Date.now()
  const shiftFraction = startAt === undefined ? 0 : startAt - (performance.timeOrigin + performance.now())
  const now = (): Instant => instant(Math.floor(Date.now() + shift))
  return {
    now,
    precise: () =>
      startAt === undefined
        ? Date.now() + (performance.now() % 1)
        : performance.timeOrigin + performance.now() + shiftFraction,
    at: (at, act) => {
      let timer: NodeJS.Timeout
      const arm = () => {
        const left = at - now()
        timer = setTimeout(left <= 0 ? act : arm, Math.min(Math.max(left, 0), LONGEST_WAIT_MS))
      }
      arm()
      return () => clearTimeout(timer)
    },
    every: (milliseconds, act) => {
      const timer = setInterval(act, milliseconds)
      return () => clearInterval(timer)
    },
    shifted: startAt !== undefined,
    monotonic: () => performance.now(),
    real: () => instant(Date.now()),
  }
}

/** The school's date at an instant, in its IANA zone (rule T1). */
export const dateAt = (at: Instant, timeZone: string): SchoolDate =>
  schoolDate(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone).toPlainDate().toString())

/** RFC 3339 with the school's offset, milliseconds only when there are any: `2026-11-27T12:04:00+08:00`. */
export const rfc3339 = (at: Instant, timeZone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at)
    .toZonedDateTimeISO(timeZone)
    .toString({ timeZoneName: 'never', smallestUnit: at % 1000 === 0 ? 'second' : 'millisecond' })
