/** What every act on a slip does besides: it is written down, and whoever looks is told. */
import type { User } from '../../protocol/account.ts'
import type { SlipView } from '../../protocol/slip.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { SlipStore } from './store.ts'

export interface ActingDeps {
  readonly slips: SlipStore
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
}

/** As a person reads it. */
export const nameOf = ({ fullName, name }: User): string => (fullName === '' ? name : fullName)

/** The slip, after its change and its fault's were told. */
export const published = ({ changes }: Pick<ActingDeps, 'changes'>, slip: SlipView): SlipView => {
  changes.publish('slips', slip.id)
  changes.publish('faults', slip.faultId)
  return slip
}
