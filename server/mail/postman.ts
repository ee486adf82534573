/** Carries the letters that are due, and writes down what became of them. No channel waits for another. */
import { type DeliveryChannel, type DeliveryFailureCode, isPrivateLetter } from '../../protocol/mail.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import type { Deliveries, Due } from './deliveries.ts'
import type { PostSettingsStore } from './post-settings.ts'
import { type Attempt, outcomeOf } from './retries.ts'
import { sendMail } from './smtp.ts'
import { postWebhook, webhookBody } from './webhook.ts'
import { type Writer, write } from './writing.ts'

export interface PostmanDeps {
  readonly deliveries: Pick<Deliveries, 'take' | 'ended'>
  readonly post: Pick<PostSettingsStore, 'server' | 'webhook'>
  /** How letters are written now, but for the reader's language. */
  readonly writer: () => Promise<Omit<Writer, 'language' | 'panelAddress'>>
  readonly clock: Clock
  readonly changes: Pick<Changes, 'publish'>
  readonly log: { error(details: object, message: string): void; info(details: object, message: string): void }
  /** How long a webhook's receiver may take to answer, milliseconds; left out: 15 s. */
  readonly patienceMs?: number
}

export interface Postman {
  /** Carries what is due; done when nothing is. Never fails. */
  look(): Promise<void>
  /** Carries no more, and waits for the letter under way: at most as long as a server may be slow. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 5000
/**
 * How many letters are on their way at once on each channel. A mail server is spoken to by one; of a webhook's receiver that
 * is slow over one message the others need not know.
 */
const AT_ONCE = { mail: 1, webhook: 4 } as const satisfies Readonly<Record<DeliveryChannel, number>>

const failed = (code: DeliveryFailureCode, final: boolean): Attempt => ({
  type: 'failed',
  failure: { code, answer: '' },
  final,
})

export const startPostman = (deps: PostmanDeps): Postman => {
  const { deliveries, post, writer, clock, changes, log } = deps
  let stopped = false
  const looking = new Map<DeliveryChannel, Promise<void>>()

  const mail = async ({ id, address, language, letter }: Due): Promise<Attempt> => {
    const server = await post.server()
    if (server === null) return failed('not-set-up', false)
    if (letter === null) return failed('unreadable', true)
    const school = await writer()
    const written = write(letter, { ...school, language, panelAddress: server.panelAddress })
    return sendMail(server, written, { to: address, id, fromName: school.schoolName })
  }
  const webhook = async ({ id, letter, createdAt }: Due): Promise<Attempt> => {
    const receiver = await post.webhook()
    if (receiver === null) return failed('not-set-up', false)
    if (letter === null || isPrivateLetter(letter)) return failed('unreadable', true)
    return postWebhook(receiver, id, webhookBody(letter, createdAt), clock.now(), deps.patienceMs)
  }
  const carry = async (channel: DeliveryChannel, due: Due): Promise<void> => {
    const isStale = due.staleAt !== null && due.staleAt <= clock.now()
    const attempt = isStale ? failed('stale', true) : await (channel === 'mail' ? mail(due) : webhook(due))
    const outcome = outcomeOf(attempt, due.attempts, clock.now(), due.staleAt)
    await deliveries.ended(due.id, outcome)
    changes.publish('mail', due.id)
    const reason = attempt.type === 'failed' ? attempt.failure.code : null
    log.info(
      { delivery: due.id, channel, attempt: due.attempts, outcome: outcome.type, reason },
      'a letter was carried',
    )
  }
  const carryAll = async (channel: DeliveryChannel): Promise<void> => {
    try {
      while (!stopped) {
        const due = await deliveries.take(channel)
        if (due === null) return
        await carry(channel, due)
      }
    } catch (error) {
      log.error({ err: error, channel }, 'letters could not be carried; trying again')
    }
  }
  const lookAt = (channel: DeliveryChannel): Promise<void> => {
    const under = looking.get(channel)
    if (under !== undefined) return under
    const hands = Array.from({ length: AT_ONCE[channel] }, () => carryAll(channel))
    const begun = Promise.all(hands).then(() => {
      looking.delete(channel)
    })
    looking.set(channel, begun)
    return begun
  }
  const look = async (): Promise<void> => {
    await Promise.all([lookAt('mail'), lookAt('webhook')])
  }
  const dispose = clock.every(LOOK_EVERY_MS, look)
  return {
    look,
    stop: async () => {
      stopped = true
      dispose()
      await Promise.all(looking.values())
    },
  }
}
