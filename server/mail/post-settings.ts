/** Where letters are handed in, kept in the database; what is secret is sealed and never leaves the server. */
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { MailServerInput, type PostSettings, type WebhookView } from '../../protocol/mail.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Seal } from '../platform/sealed.ts'
import type { MailServer } from './smtp.ts'
import { newWebhookSecret, type Webhook } from './webhook.ts'

const { password: _password, ...open } = MailServerInput.properties
const StoredServer = Type.Object({ ...open, sealedPassword: Type.String() })
const StoredWebhook = Type.Object({ url: Type.String(), sealedSecret: Type.String() })

const MAIL = 'mail.server'
const WEBHOOK = 'mail.webhook'
/** What a secret is sealed for. */
const PASSWORD_CONTEXT = 'mail password'
const SECRET_CONTEXT = 'webhook secret'

export type PostSettingsStore = ReturnType<typeof createPostSettings>

export const createPostSettings = ({
  database,
  clock,
  seal,
}: {
  readonly database: Database
  readonly clock: Clock
  readonly seal: Seal
}) => {
  const read = async <Schema extends typeof StoredServer | typeof StoredWebhook>(
    key: string,
    schema: Schema,
    within: Prisma.TransactionClient = database,
  ): Promise<Static<Schema> | null> => {
    const row = await within.setting.findUnique({ where: { key } })
    return row !== null && Value.Check(schema, row.value) ? row.value : null
  }
  const write = async (key: string, value: Prisma.InputJsonObject | null): Promise<void> => {
    if (value === null) return void (await database.setting.deleteMany({ where: { key } }))
    const updatedAt = new Date(clock.now())
    await database.setting.upsert({ where: { key }, create: { key, value, updatedAt }, update: { value, updatedAt } })
  }

  return {
    /** Which channels letters can take. */
    channels: async (
      within?: Prisma.TransactionClient,
    ): Promise<{ readonly mail: boolean; readonly webhook: boolean }> => ({
      mail: (await read(MAIL, StoredServer, within)) !== null,
      webhook: (await read(WEBHOOK, StoredWebhook, within)) !== null,
    }),

    /** Null when none is set, or its password was sealed with a key that is gone. */
    server: async (): Promise<MailServer | null> => {
      const stored = await read(MAIL, StoredServer)
      if (stored === null) return null
      const { sealedPassword, ...server } = stored
      const password = sealedPassword === '' ? '' : seal.open(sealedPassword, PASSWORD_CONTEXT)
      return password === null ? null : { ...server, password }
    },
    webhook: async (): Promise<Webhook | null> => {
      const stored = await read(WEBHOOK, StoredWebhook)
      const secret = stored === null ? null : seal.open(stored.sealedSecret, SECRET_CONTEXT)
      return stored === null || secret === null ? null : { url: stored.url, secret }
    },

    view: async (): Promise<PostSettings> => {
      const [server, webhook] = [await read(MAIL, StoredServer), await read(WEBHOOK, StoredWebhook)]
      return {
        mail: server === null ? null : viewOf(server),
        webhook: webhook === null ? null : { url: webhook.url, secret: null },
      }
    },

    /**
     * The password stays when none is given, but only for the same server and user: another server must not be handed
     * what was meant for this one. Null: no mail is sent any more.
     */
    setServer: async (input: MailServerInput | null): Promise<void> => {
      if (input === null) return write(MAIL, null)
      const { password, ...server } = input
      const old = await read(MAIL, StoredServer)
      const isSame = old !== null && old.host === server.host && old.port === server.port && old.user === server.user
      const kept = isSame && old.tls === server.tls ? old.sealedPassword : ''
      const sealedPassword =
        password === undefined ? kept : password === '' ? '' : seal.seal(password, PASSWORD_CONTEXT)
      await write(MAIL, { ...server, sealedPassword })
    },

    /** The secret is made with the address, told once, and stays until another is asked for. Null: none any more. */
    setWebhook: async (url: string | null, wantsNewSecret: boolean): Promise<WebhookView | null> => {
      if (url === null) {
        await write(WEBHOOK, null)
        return null
      }
      const old = await read(WEBHOOK, StoredWebhook)
      if (old !== null && !wantsNewSecret) {
        await write(WEBHOOK, { ...old, url })
        return { url, secret: null }
      }
      const secret = newWebhookSecret()
      await write(WEBHOOK, { url, sealedSecret: seal.seal(secret, SECRET_CONTEXT) })
      return { url, secret }
    },
  }
}

const viewOf = ({ sealedPassword, ...server }: Static<typeof StoredServer>) => ({
  ...server,
  hasPassword: sealedPassword !== '',
})
