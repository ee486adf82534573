/** What somebody does to a slip, and what that did. */
import type { Prisma } from '../../prisma/generated/client.ts'
import type { SignedBy, SlipFields } from '../../protocol/slip.ts'
import type { Course } from './course.ts'
import type { SlipRow } from './slip-row.ts'

/** Who signed, how, and from where. */
export interface Signing {
  readonly name: string
  readonly via: SignedBy
  readonly recordedBy: string | null
  readonly address: string
}

/** What somebody does to a slip. `version` and `hash` are what was on the screen; another one refuses the deed. */
export type SlipDeed =
  | { readonly type: 'send'; readonly version: number }
  | { readonly type: 'change'; readonly version: number; readonly fields: Partial<SlipFields> }
  | { readonly type: 'sign'; readonly office: string; readonly hash: string; readonly signing: Signing }
  | {
      readonly type: 'refuse'
      readonly office: string
      readonly hash: string
      readonly signing: Signing
      readonly said: string
    }
  | { readonly type: 'ask' | 'answer'; readonly office: string; readonly said: string }
  | { readonly type: 'withdraw' | 'take-up' }

/** What a deed did, as letters and links need to know it. */
export interface SlipMove {
  readonly row: SlipRow
  readonly before: Course
  readonly after: Course
  readonly deed: SlipDeed
  /** Offices whose turn has just come, or come again. */
  readonly up: readonly string[]
  /** Offices whose signature counts no more. */
  readonly voided: readonly SlipRow['turns'][number][]
  readonly by: string
}

/** Is told of each move within its transaction: what it writes holds exactly when the move does. */
export type OnSlipMoved = (move: SlipMove, within: Prisma.TransactionClient) => Promise<void>
