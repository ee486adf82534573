/** What is written about calls and visits: to the vendor, to the technician, and to the section when nobody has come. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { Language } from '../../protocol/text.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import type { Letterbox } from '../mail/letterbox.ts'
import type { Clock } from '../platform/clock.ts'
import type { CallLetter } from '../vendors/calls.ts'

/** A call that could not be mailed for so long is made by telephone. */
const CALL_STALE_MS = 2 * 24 * 3_600_000

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

export const createVisitLetters = ({ letterbox, clock }: { readonly letterbox: Letterbox; readonly clock: Clock }) => ({
  /** To the vendor, in the words that were kept; together with the call. */
  call: async ({ callId, address, words, count }: CallLetter, within: Prisma.TransactionClient): Promise<void> => {
    await letterbox.handIn(
      [
        {
          letter: { kind: 'vendor-call', words, count },
          to: { type: 'address', address, language: 'zh-TW' },
          key: `vendor-call ${callId}`,
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
