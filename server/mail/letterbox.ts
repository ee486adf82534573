/** Where the rest of the server hands letters in: finds who wants them, and puts one delivery for each on its way. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { may, Role, type User } from '../../protocol/account.ts'
import { type Approvers, mayApprove } from '../../protocol/booking.ts'
import { isPrivateLetter, type Letter, MailTopic, TOPICS } from '../../protocol/mail.ts'
import { Language } from '../../protocol/text.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { readSettings } from '../platform/settings.ts'
import type { Reader } from './booking-letters.ts'
import type { Addressed, Deliveries } from './deliveries.ts'
import type { PostSettingsStore } from './post-settings.ts'
import { write } from './writing.ts'

export interface LetterboxDeps {
  readonly database: Database
  readonly clock: Clock
  readonly deliveries: Pick<Deliveries, 'add'>
  readonly post: Pick<PostSettingsStore, 'channels'>
  readonly timeZone: string
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

const isFor = (to: Reader, { role, office }: Pick<User, 'role' | 'office'>, approvers: Approvers): boolean => {
  switch (to.type) {
    case 'person':
      return true
    case 'those-who-may':
      return may(role, to.permission)
    case 'office':
      return office === to.office
    case 'approvers':
      return mayApprove(role, approvers)
    default:
      return to satisfies never
  }
}

const Unwanted = Type.Array(MailTopic)

export type Letterbox = ReturnType<typeof createLetterbox>

export const createLetterbox = ({ database, clock, deliveries, post, timeZone }: LetterboxDeps) => {
  /** Who has an address and has not declined the letter's topic. */
  const readersOf = async (
    { letter, to }: HandedIn,
    approvers: Approvers,
    within: Prisma.TransactionClient,
  ): Promise<readonly Person[]> => {
    if (to.type === 'address') return [{ id: to.address, address: to.address, language: to.language }]
    const rows = await within.user.findMany({
      where: { disabledAt: null, email: { not: null }, ...(to.type === 'person' ? { id: to.userId } : {}) },
    })
    const topic = TOPICS[letter.kind]
    return rows.flatMap(({ id, email, role, office, language, unwantedMail }) => {
      const isMeant = isFor(to, { role: Value.Parse(Role, role), office }, approvers)
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
     * Together with the act that caused them when `within` its transaction. Answers whether mail is set up.
     */
    handIn: async (letters: readonly HandedIn[], within: Prisma.TransactionClient = database): Promise<boolean> => {
      const channels = await post.channels(within)
      if (!channels.mail && !channels.webhook) return false
      const { bookingApprovers, schoolName, minguoYears } = await readSettings(within)
      const school = { schoolName, minguoYears, timeZone, panelAddress: '' }
      const addressed: Addressed[] = []
      for (const each of letters) {
        const { letter, key, staleAt, from = clock.now() } = each
        const common = { letter, from, staleAt }
        const subject = (language: Language) => write(letter, { ...school, language }).subject
        for (const { id, address, language } of channels.mail ? await readersOf(each, bookingApprovers, within) : [])
          addressed.push({
            ...common,
            channel: 'mail',
            key: `${key} ${id}`,
            subject: subject(language),
            address,
            language,
          })
        if (channels.webhook && !isPrivateLetter(letter)) {
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
      return channels.mail
    },
  }
}
