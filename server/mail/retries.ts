/** When a letter that did not arrive is tried again, and when it is given up. Pure. */
import type { DeliveryFailure } from '../../protocol/mail.ts'
import { type Instant, instant } from '../../protocol/time.ts'

const MINUTE_MS = 60_000

/** Growing waits, first a minute: greylisting servers let a second attempt in after one to five (RFC 6647 §2.1). */
export const WAITS_MS: readonly number[] = [1, 5, 15, 60, 180, 360, 720].map((minutes) => minutes * MINUTE_MS)

export type Attempt =
  | { readonly type: 'sent' }
  /** `final`: trying again would change nothing. */
  | { readonly type: 'failed'; readonly failure: DeliveryFailure; readonly final: boolean }

export type Outcome =
  | { readonly type: 'sent' }
  | { readonly type: 'again'; readonly at: Instant; readonly failure: DeliveryFailure }
  | { readonly type: 'given-up'; readonly failure: DeliveryFailure }

/**
 * @param attempts made so far, this one included
 * @param staleAt from here on nobody needs it; null: it can wait for as long as it takes
 */
export const outcomeOf = (attempt: Attempt, attempts: number, now: Instant, staleAt: Instant | null): Outcome => {
  if (attempt.type === 'sent') return { type: 'sent' }
  const { failure, final } = attempt
  const wait = WAITS_MS[attempts - 1]
  if (final || wait === undefined) return { type: 'given-up', failure }
  const at = instant(now + wait)
  return staleAt !== null && staleAt <= at ? { type: 'given-up', failure } : { type: 'again', at, failure }
}
