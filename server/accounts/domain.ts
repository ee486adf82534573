/** People put together: accounts, how they sign in, and the links that invite them. */
import type { Config } from '../config.ts'
import type { Mail } from '../mail/domain.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Ground } from '../platform/ground.ts'
import { newSecret } from '../platform/id.ts'
import type { Part } from '../platform/parts.ts'
import { ownValue, readSettings } from '../platform/settings.ts'
import type { Sockets } from '../platform/sockets.ts'
import { createAttempts } from './attempts.ts'
import { commonPasswords } from './common-passwords.ts'
import { createKnownDevices } from './known-devices.ts'
import { createLinks } from './links.ts'
import { createOpenIdProvider } from './openid-provider.ts'
import { openIdRoutes } from './openid-routes.ts'
import { createOpenIdStore } from './openid-store.ts'
import { accountRoutes } from './routes.ts'
import { createSecondFactors } from './second-factor-store.ts'
import { createSessionBook } from './session-book.ts'
import { createSetupLink } from './setup-link.ts'
import { createSignIn } from './sign-in.ts'
import { type AccountStore, createAccountStore } from './store.ts'

/** The accounts; with `adminPassword`, a school without an administrator gets `admin`. */
export const openAccounts = async (
  { database, clock }: { readonly database: Database; readonly clock: Clock },
  adminPassword: string | null,
): Promise<AccountStore> => {
  const accounts = createAccountStore({
    ...{ database, clock, common: commonPasswords() },
    schoolNames: async () => {
      const { schoolName, schoolNameEn } = await readSettings(database)
      return [schoolName, schoolNameEn]
    },
  })
  if (adminPassword !== null && (await accounts.administrators()) === 0)
    await accounts.create({ name: 'admin', fullName: '', role: 'admin', password: adminPassword, language: 'zh-TW' })
  return accounts
}

export interface AccountsDomainDeps {
  readonly accounts: AccountStore
  readonly openId: Config['openId']
  readonly mail: Mail
  readonly sockets: Sockets
}

export const accountsDomain = async (ground: Ground, { accounts, openId, mail, sockets }: AccountsDomainDeps) => {
  const { http, log, database, clock, changes, audit: record, settings } = ground
  const setupLink = createSetupLink((await accounts.administrators()) === 0)
  const book = createSessionBook({ database, clock, endSockets: sockets.endSessions, log })
  const secondFactors = createSecondFactors({ ...ground, demands: settings })
  const signIn = createSignIn({
    ...{ accounts, secondFactors, attempts: createAttempts(clock) },
    devices: createKnownDevices(await ownValue(database, clock, 'device-secret', newSecret)),
  })
  const part: Part = { stop: book.stop }
  return {
    ...{ setupLink, part },
    register: async (): Promise<void> => {
      await http.register(
        accountRoutes({
          ...{ database, clock, changes, record, accounts, setupLink, signIn, secondFactors, book },
          links: createLinks({ database, clock, post: mail.occasions }),
          invite: mail.occasions.invite,
          sendsMail: mail.sendsMail,
          endSockets: sockets.endSessions,
          moveSockets: sockets.moveSession,
        }),
      )
      await http.register(
        openIdRoutes({
          ...{ accounts, changes, record, signIn },
          provider: openId === null ? null : createOpenIdProvider(openId, clock, log),
          store: createOpenIdStore(database, clock),
        }),
      )
    },
  }
}
