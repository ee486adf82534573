/** How long a preparation will still take, and what of it is worth saving. */
import { type Duration, duration } from '../../protocol/time.ts'

/** Before this the first steps, which are fast or slow in their own way, would tell nonsense. */
const LEAST_ELAPSED_MS = 2000
const LEAST_FRACTION = 0.02

/**
 * The time left, if the rest goes as fast as what is done; null while it is too early to say.
 * @param fraction done, 0 to 1
 */
export const remaining = (elapsedMs: number, fraction: number): Duration | null =>
  elapsedMs < LEAST_ELAPSED_MS || fraction < LEAST_FRACTION
    ? null
    : duration(Math.max(0, Math.round((elapsedMs * (1 - fraction)) / fraction)))

/** Progress never goes back and stays within 0 to 1; what is not a number changes nothing. */
export const advanced = (before: number, fraction: number): number =>
  Number.isFinite(fraction) ? Math.min(1, Math.max(before, fraction)) : before
