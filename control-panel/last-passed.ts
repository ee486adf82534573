/** For what changes at known instants only. Pure. */
import { type Instant, instant } from '../protocol/time.ts'

/**
 * The latest instant that is not after `now`; 0 when none is. Whatever is asked of it with `start <= at` or `at < end`,
 * for starts and ends among the instants, has the same answer as at `now`.
 */
export const lastPassed = (instants: readonly Instant[], now: Instant): Instant =>
  instants.reduce((last, each) => (each <= now && each > last ? each : last), instant(0))
