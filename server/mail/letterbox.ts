/** Where the rest of the server hands letters in: finds who wants them, and puts one delivery for each on its way. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { may, Role } from '../../protocol/account.ts'
import { type Letter, MailTopic, TOPICS } from '../../protocol/mail.ts'
import { Language } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import type { Reader } from './booking-letters.ts'
import type { Addressed, Deliveries } from './deliveries.ts'
import type { PostSettingsStore } from './post-settings.ts'
import { type Writer, write } from './writing.ts'

export interface LetterboxDeps {
  readonly database: Database
  readonly clock: Clock
  readonly deliveries: Pick<Deliveries, 'add'>
  readonly post: Pick<PostSettingsStore, 'channels'>
  /** How the school writes; asked within the transaction, as nothing else gets through to the database meanwhile. */
  readonly writer: (within: Pick<Database, 'setting'>) => Promise<Omit<Writer, 'language' | 'panelAddress'>>
}

export interface HandedIn {
  readonly letter: Letter
  readonly to: Reader | { readonly type: 'address'; readonly address: string; readonly language: Language }
  /** What it is about: a second one of the same key is dropped for each reader. */
  readonly key: string
  /** Not before; left out: at once. */
  readonly from?: Instant
  /** From here on nobody needs it; null: whenever. */
  readonly staleAt: Instant | null
}

interface Person {
  readonly id: string
  readonly address: string
  readonly language: Language
}

const Unwanted = Type.Array(MailTopic)

export type Letterbox = ReturnType<typeof createLetterbox>

export const createLetterbox = ({ database, clock, deliveries, post, writer }: LetterboxDeps) => {
  /** Who has an address and has not declined the letter's topic. */
  const readersOf = async ({ letter, to }: HandedIn, within: Prisma.TransactionClient): Promise<readonly Person[]> => {
    if (to.type === 'address') return [{ id: to.address, address: to.address, language: to.language }]
    const rows = await within.user.findMany({
      where: { disabledAt: null, email: { not: null }, ...(to.type === 'person' ? { id: to.userId } : {}) },
    })
    const topic = TOPICS[letter.kind]
    return rows.flatMap(({ id, email, role, language, unwantedMail }) => {
      const isMeant = to.type === 'person' || may(Value.Parse(Role, role), to.permission)
      const unwanted = Value.Check(Unwanted, unwantedMail) ? unwantedMail : []
      const isWanted = topic === null || !unwanted.includes(topic)
      return email !== null && isMeant && isWanted
        ? [{ id, address: email, language: Value.Parse(Language, language) }]
        : []
    })
  }

  return {
    /**
     * Hands letters in; where nothing is set up they are dropped, so that none of last year's is sent on the day it is.
     * Together with the act that caused them when `within` its transaction.
     */
    handIn: async (letters: readonly HandedIn[], within: Prisma.TransactionClient = database): Promise<void> => {
      const channels = await post.channels(within)
      if (!channels.mail && !channels.webhook) return
      const school = { ...(await writer(within)), panelAddress: '' }
      const addressed: Addressed[] = []
      for (const each of letters) {
        const { letter, key, staleAt, from = clock.now() } = each
        const common = { letter, from, staleAt }
        const subject = (language: Language) => write(letter, { ...school, language }).subject
        for (const { id, address, language } of channels.mail ? await readersOf(each, within) : [])
          addressed.push({
            ...common,
            channel: 'mail',
            key: `${key} ${id}`,
            subject: subject(language),
            address,
            language,
          })
        if (channels.webhook && letter.kind !== 'invitation') {
          const language = 'zh-TW'
          addressed.push({
            ...common,
            channel: 'webhook',
            key: `${key} webhook`,
            subject: subject(language),
            address: '',
            language,
          })
        }
      }
      await deliveries.add(addressed, within)
    },
  }
}
