/** What is written about calls and visits: to the vendor, to the technician, and to the section when nobody has come. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Deliveries } from '../mail/deliveries.ts'
import type { Letterbox } from '../mail/letterbox.ts'
import type { Clock } from '../platform/clock.ts'
import type { CallLetter } from '../vendors/calls.ts'

/** A call that could not be mailed for so long is made by telephone. */
const CALL_STALE_MS = 2 * 24 * 3_600_000

/** “Undo” is offered for ten seconds; a minute leaves time for second thoughts. */
const GRACE_MS = 60_000

export interface LinkLetter {
  readonly linkId: string
  readonly address: string
  readonly language: Language
  readonly vendor: string
  readonly start: Instant
  readonly token: string
  readonly expiresAt: Instant
}

export interface LateVisit {
  readonly id: string
  readonly vendorName: string
  readonly start: Instant
  readonly end: Instant
}

export type VisitLetters = ReturnType<typeof createVisitLetters>

export interface VisitLettersDeps {
  readonly letterbox: Letterbox
  readonly deliveries: Pick<Deliveries, 'takeBack'>
  readonly clock: Clock
}

export const createVisitLetters = ({ letterbox, deliveries, clock }: VisitLettersDeps) => ({
  /** To the vendor, in the words that were kept, a minute after the call. */
  call: async ({ callId, address, words, count }: CallLetter, within: Prisma.TransactionClient): Promise<void> => {
    await letterbox.handIn(
      [
        {
          letter: { kind: 'vendor-call', words, count },
          to: { type: 'address', address, language: 'zh-TW' },
          key: `vendor-call ${callId}`,
          from: instant(clock.now() + GRACE_MS),
          staleAt: instant(clock.now() + CALL_STALE_MS),
        },
      ],
      within,
    )
  },

  /** A call was taken back: its letter is not sent any more, or another one says so. */
  callWithdrawn: async (
    { callId, address, words, count }: CallLetter,
    isWhole: boolean,
    within: Prisma.TransactionClient,
  ): Promise<void> => {
    if (isWhole) {
      const unsent = await deliveries.takeBack(`vendor-call ${callId} ${address}`, within)
      await deliveries.takeBack(`vendor-call ${callId} webhook`, within)
      if (unsent > 0) return
    }
    await letterbox.handIn(
      [
        {
          letter: { kind: 'vendor-call-withdrawn', words, count },
          to: { type: 'address', address, language: 'zh-TW' },
          key: `vendor-call-withdrawn ${callId} ${clock.now()}`,
          staleAt: instant(clock.now() + CALL_STALE_MS),
        },
      ],
      within,
    )
  },

  /** The technician's way in. Answers whether mail is set up. */
  link: ({ linkId, address, language, vendor, start, token, expiresAt }: LinkLetter): Promise<boolean> =>
    letterbox.handIn([
      {
        letter: { kind: 'visit-link', vendor, start, path: `/#/technician?token=${token}`, expiresAt },
        to: { type: 'address', address, language },
        key: `visit-link ${linkId}`,
        staleAt: expiresAt,
      },
    ]),

  /** Nobody has come; each window is told once. */
  late: async ({ id, vendorName, start, end }: LateVisit): Promise<void> => {
    await letterbox.handIn([
      {
        letter: { kind: 'visit-late', visitId: id, vendor: vendorName, start, end },
        to: { type: 'those-who-may', permission: 'visits.write' },
        key: `visit-late ${id} ${start}`,
        staleAt: instant(end + CALL_STALE_MS),
      },
    ])
  },

  /** Given up: its faults wait for another visit. */
  missed: async ({ id, vendorName, start, end }: LateVisit): Promise<void> => {
    await letterbox.handIn([
      {
        letter: { kind: 'visit-missed', visitId: id, vendor: vendorName, start, end },
        to: { type: 'those-who-may', permission: 'visits.write' },
        key: `visit-missed ${id} ${start}`,
        staleAt: instant(end + CALL_STALE_MS),
      },
    ])
  },
})
