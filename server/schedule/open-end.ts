/**
 * How far ahead a cut-in that nobody has ended may be planned (rule P4). A TV that hears nothing more of its server
 * must not stay covered: the plan confirms an open end for a few minutes at a time, and the publisher renews it.
 */
import { type Instant, instant } from '../../protocol/time.ts'
import type { CutIn } from './inputs.ts'

/** Between two confirmations; on this grid, so that a plan resolved again in between says the same. */
const STEP_MS = 5 * 60_000
/** A confirmation holds between two and three steps: the next one comes ten minutes before it runs out. */
const STEPS_HELD = 3

/** Where a cut-in ends as far as is known at `asOf`: between 10 and 15 minutes later while nobody has ended it. */
export const knownEnd = ({ start, end }: Pick<CutIn, 'start' | 'end'>, asOf: Instant): Instant =>
  end ?? instant((Math.floor(Math.max(start, asOf) / STEP_MS) + STEPS_HELD) * STEP_MS)

/** When open ends are confirmed next. */
export const nextConfirmation = (now: Instant): Instant => instant((Math.floor(now / STEP_MS) + 1) * STEP_MS)
