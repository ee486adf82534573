/** Carries the letters that are due, one at a time on each channel, and writes down what became of them. */
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
}

export interface Postman {
  /** Carries what is due; done when nothing is. Never fails. */
  look(): Promise<void>
  /** Carries no more, and waits for the letter under way: at most as long as a server may be slow. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 5000
const CHANNELS: readonly DeliveryChannel[] = ['mail', 'webhook']

const failed = (code: DeliveryFailureCode, final: boolean): Attempt => ({
  type: 'failed',
  failure: { code, answer: '' },
  final,
})

export const startPostman = ({ deliveries, post, writer, clock, changes, log }: PostmanDeps): Postman => {
  let stopped = false
  let looking: Promise<void> | null = null

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
    return postWebhook(receiver, id, webhookBody(letter, createdAt), clock.now())
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
  const look = (): Promise<void> => {
    looking ??= Promise.all(CHANNELS.map(carryAll)).then(() => {
      looking = null
    })
    return looking
  }
  const dispose = clock.every(LOOK_EVERY_MS, look)
  return {
    look,
    stop: async () => {
      stopped = true
      dispose()
      await looking
    },
  }
}
