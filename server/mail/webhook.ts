/** What happened, told to one address of the school's own, as Standard Webhooks 1.0 has it (github.com/standard-webhooks). */
import { createHmac, randomBytes } from 'node:crypto'
import type { Letter } from '../../protocol/mail.ts'
import type { Instant } from '../../protocol/time.ts'
import type { Attempt } from './retries.ts'

export interface Webhook {
  readonly url: string
  /** `whsec_` and base64 of the key. */
  readonly secret: string
}

const PREFIX = 'whsec_'
/** The specification asks for 24 to 64. */
const KEY_BYTES = 32
/** The specification recommends 15 to 30 s. */
const PATIENCE_MS = 15_000

export const newWebhookSecret = (): string => PREFIX + randomBytes(KEY_BYTES).toString('base64')

/**
 * The three headers of a message.
 * @param id the same for each attempt: what the receiver knows a repetition by
 * @param at of this attempt; sent in whole seconds
 */
export const signedHeaders = (secret: string, id: string, at: Instant, body: string) => {
  const key = Buffer.from(secret.slice(PREFIX.length), 'base64')
  const seconds = Math.floor(at / 1000)
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': String(seconds), 'webhook-signature': `v1,${signature}` }
}

/** `{ type, timestamp, data }`; the type is the letter's kind with a dot after its first word. */
export const webhookBody = ({ kind, ...data }: Letter, at: Instant): string =>
  JSON.stringify({ type: kind.replace('-', '.'), timestamp: new Date(at).toISOString(), data })

/**
 * Posts one message. The address is an administrator's and may be on the LAN or on this machine, where a school's own
 * services are; so no redirect is followed, nothing of the answer but its status is read or shown, and only http and
 * https are spoken. Never throws.
 */
export const postWebhook = async (
  webhook: Webhook,
  id: string,
  body: string,
  now: Instant,
  patienceMs = PATIENCE_MS,
): Promise<Attempt> => {
  try {
    const response = await fetch(webhook.url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.timeout(patienceMs),
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Nooncast',
        ...signedHeaders(webhook.secret, id, now, body),
      },
      body,
    })
    await response.body?.cancel()
    if (response.ok) return { type: 'sent' }
    const isGone = response.status === 410 // Gone: the receiver wants no more (Standard Webhooks, “Status codes”).
    const code = response.status >= 500 || response.status === 429 ? 'deferred' : 'refused'
    return { type: 'failed', failure: { code, answer: `HTTP ${response.status}` }, final: isGone }
  } catch (error) {
    return { type: 'failed', failure: failureOf(error), final: false }
  }
}

const failureOf = (error: unknown): { code: 'timed-out' | 'unreachable'; answer: string } => {
  if (error instanceof Error && error.name === 'TimeoutError') return { code: 'timed-out', answer: '' }
  const cause: unknown = error instanceof Error ? error.cause : undefined
  const code: unknown = typeof cause === 'object' && cause !== null ? Reflect.get(cause, 'code') : undefined
  return { code: 'unreachable', answer: typeof code === 'string' ? code : 'no connection' }
}
