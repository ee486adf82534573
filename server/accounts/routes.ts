/** People over HTTP: signing in, one's own account, accounts for others. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { Occasions } from '../mail/occasions.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { forgottenRoutes } from './forgotten-routes.ts'
import { linkRoutes } from './link-routes.ts'
import type { Links } from './links.ts'
import { ownRoutes } from './own-routes.ts'
import { peopleImportRoutes } from './people-import.ts'
import { secondFactorRoutes } from './second-factor-routes.ts'
import type { SecondFactors } from './second-factor-store.ts'
import { secondStepRoutes } from './second-step-routes.ts'
import type { SessionBook } from './session-book.ts'
import { sessionRoutes } from './session-routes.ts'
import type { SetupLink } from './setup-link.ts'
import type { SignIn } from './sign-in.ts'
import type { AccountStore } from './store.ts'
import { userRoutes } from './user-routes.ts'

export interface AccountRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly changes: Changes
  readonly record: ReturnType<typeof audit>
  readonly accounts: AccountStore
  readonly links: Links
  /** Carries the links of a whole list. */
  readonly invite: Occasions['invite']
  readonly sendsMail: () => Promise<boolean>
  readonly book: SessionBook
  readonly signIn: SignIn
  readonly secondFactors: SecondFactors
  readonly setupLink: SetupLink
  /** Drops the sockets of sessions that ended. */
  readonly endSockets: (sessionIds: readonly string[]) => void
  /** A session was renewed: its sockets are the new one's. */
  readonly moveSockets: (from: string, to: string) => void
}

export const accountRoutes =
  (deps: AccountRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const all = [
      ...[sessionRoutes, secondStepRoutes, ownRoutes, secondFactorRoutes],
      ...[userRoutes, peopleImportRoutes, linkRoutes, forgottenRoutes],
    ]
    for (const routes of all) await app.register(routes(deps))
  }
