/** What the sockets ask of the rest of the server. */
import type { AiringReport, Display, DisplayIdentity } from '../../protocol/display.ts'
import type { PlanMessage } from '../../protocol/events.ts'
import type { Presence } from '../displays/presence.ts'
import type { SignedIn } from './access.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './clock.ts'

export interface SocketDeps {
  readonly clock: Clock
  readonly changes: Changes
  readonly presence: Presence
  readonly log: { warn(details: object, message: string): void; error(details: object, message: string): void }
  readonly user: (cookie: string | undefined) => Promise<SignedIn | null>
  readonly display: (token: string) => Promise<{ displayId: string; groupId: string | null } | null>
  readonly identity: (displayId: string) => Promise<DisplayIdentity | null>
  /** What that TV must be sent when it holds a version; null when it is up to date or in no group. */
  readonly planFor: (groupId: string, held: number) => PlanMessage | null
  readonly aired: (displayId: string, reports: AiringReport[]) => Promise<{ stored: number }>
  readonly displaysByIds: (ids: readonly string[]) => Promise<readonly Display[]>
  readonly seen: (displayIds: readonly string[]) => Promise<void>
}
