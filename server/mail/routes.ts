/** Setting up mail and webhook, trying them out, what became of letters, and each person's own wishes. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import {
  DELIVERY_FAILURES,
  DeliveryView,
  MailAddress,
  MailServerInput,
  MailWishes,
  PostSettings,
  TrialAnswer,
  WebhookInput,
  WebhookView,
} from '../../protocol/mail.ts'
import { type Language, type Sentence, say } from '../../protocol/text.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'
import type { Deliveries } from './deliveries.ts'
import type { PostSettingsStore } from './post-settings.ts'
import type { Attempt } from './retries.ts'
import { sendMail } from './smtp.ts'
import { postWebhook } from './webhook.ts'
import type { WishStore } from './wishes.ts'

export interface MailRoutesDeps {
  readonly post: PostSettingsStore
  readonly deliveries: Deliveries
  readonly wishes: WishStore
  readonly schoolName: () => Promise<string>
  readonly clock: Clock
  readonly changes: Pick<Changes, 'publish'>
  readonly audit: ReturnType<typeof audit>
}

const tags = ['mail']
const Empty = Type.Null()
const Id = Type.Object({ id: Type.String({ maxLength: 40 }) })
const TRIAL_LIMIT = { max: 10, timeWindow: '1 minute' } as const

const TRIAL = {
  subject: { 'zh-TW': '測試信：{school}播出系統', en: 'A trial from the broadcast system of {school}' },
  text: {
    'zh-TW': '收到這封信，就表示寄件設定正確。',
    en: 'As you read this, mail is set up correctly.',
  },
} as const satisfies Readonly<Record<string, Sentence>>

const trialOf = (attempt: Attempt, answer: string, language: Language) =>
  attempt.type === 'sent'
    ? { arrived: true, answer }
    : {
        arrived: false,
        answer: say(DELIVERY_FAILURES[attempt.failure.code], language, { answer: attempt.failure.answer }),
      }

export const mailRoutes =
  (deps: MailRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const { post, deliveries, wishes, clock } = deps
    const told = async (who: string, what: string, details: Record<string, string | number>): Promise<PostSettings> => {
      await deps.audit(who, what, '', details)
      deps.changes.publish('mail')
      return post.view()
    }

    app.get(
      '/api/mail',
      {
        config: { access: 'mail.write' },
        schema: { tags, summary: 'How letters leave; without secrets', response: { 200: PostSettings } },
      },
      () => post.view(),
    )
    app.put(
      '/api/mail/server',
      {
        config: { access: 'mail.write' },
        schema: { tags, summary: 'Sets the mail server', body: MailServerInput, response: { 200: PostSettings } },
      },
      async (request) => {
        await post.setServer(request.body)
        const { host, port, tls } = request.body
        return told(userOf(request).name, 'mail.server', { host, port, tls })
      },
    )
    app.delete(
      '/api/mail/server',
      { config: { access: 'mail.write' }, schema: { tags, summary: 'Mails no more', response: { 200: PostSettings } } },
      async (request) => {
        await post.setServer(null)
        return told(userOf(request).name, 'mail.server', { host: '' })
      },
    )
    app.put(
      '/api/mail/webhook',
      {
        config: { access: 'mail.write' },
        schema: {
          tags,
          summary: 'Sets the webhook; the answer that made its secret tells it, once',
          body: WebhookInput,
          response: { 200: WebhookView },
        },
      },
      async (request) => {
        const { url, newSecret = false } = request.body
        const parsed = URL.parse(url)
        if (parsed === null || parsed.username !== '' || parsed.password !== '')
          throw new Failure('INPUT_INVALID', { field: 'url', problem: url })
        const view = await post.setWebhook(parsed.href, newSecret)
        await told(userOf(request).name, 'mail.webhook', { host: parsed.host })
        return view ?? { url: '', secret: null }
      },
    )
    app.delete(
      '/api/mail/webhook',
      { config: { access: 'mail.write' }, schema: { tags, summary: 'No webhook', response: { 200: PostSettings } } },
      async (request) => {
        await post.setWebhook(null, false)
        return told(userOf(request).name, 'mail.webhook', { host: '' })
      },
    )

    app.post(
      '/api/mail/server/trial',
      {
        config: { access: 'mail.write', rateLimit: TRIAL_LIMIT },
        schema: {
          tags,
          summary: 'Sends a trial mail now and tells what the server said',
          body: Type.Object({ address: MailAddress }, { additionalProperties: false }),
          response: { 200: TrialAnswer },
        },
      },
      async ({ body, language }) => {
        const server = await post.server()
        if (server === null) return trialOf(NOT_SET_UP, '', language)
        const school = await deps.schoolName()
        const subject = say(TRIAL.subject, language, { school })
        const text = say(TRIAL.text, language)
        const html = `<p>${text}</p>`
        const mailed = await sendMail(
          server,
          { subject, text, html },
          { to: body.address, id: newId(), fromName: school },
        )
        return trialOf(mailed, mailed.answer, language)
      },
    )
    app.post(
      '/api/mail/webhook/trial',
      {
        config: { access: 'mail.write', rateLimit: TRIAL_LIMIT },
        schema: { tags, summary: 'Posts a trial message now', response: { 200: TrialAnswer } },
      },
      async ({ language }) => {
        const webhook = await post.webhook()
        if (webhook === null) return trialOf(NOT_SET_UP, '', language)
        const now = clock.now()
        const body = JSON.stringify({ type: 'trial', timestamp: new Date(now).toISOString(), data: {} })
        return trialOf(await postWebhook(webhook, newId(), body, now), '', language)
      },
    )

    app.get(
      '/api/mail/deliveries',
      {
        config: { access: 'mail.write' },
        schema: {
          tags,
          summary: 'The last letters and what became of them, the newest first',
          querystring: PageQuery,
          response: { 200: pageOf(DeliveryView) },
        },
      },
      async ({ query: { limit = DEFAULT_PAGE, cursor }, language }) => {
        const { rows, nextCursor } = cutPage(await deliveries.list(limit, cursor, language), limit)
        return { items: [...rows], nextCursor }
      },
    )
    app.post(
      '/api/mail/deliveries/:id/again',
      {
        config: { access: 'mail.write' },
        schema: { tags, summary: 'Tries a letter that was given up once more', params: Id, response: { 204: Empty } },
      },
      async (request, reply) => {
        if (!(await deliveries.again(request.params.id))) throw new Failure('NOT_FOUND')
        await told(userOf(request).name, 'mail.again', { delivery: request.params.id })
        return reply.code(204).send(null)
      },
    )

    app.get(
      '/api/session/mail',
      {
        config: { access: 'signed-in' },
        schema: { tags: ['session'], summary: 'My mail address and what I declined', response: { 200: MailWishes } },
      },
      (request) => wishes.of(userOf(request).id),
    )
    app.put(
      '/api/session/mail',
      {
        config: { access: 'signed-in' },
        schema: {
          tags: ['session'],
          summary: 'Changes my mail address and what I decline',
          body: MailWishes,
          response: { 200: MailWishes },
        },
      },
      async (request) => {
        const user = userOf(request)
        const set = await wishes.set(user.id, request.body)
        await deps.audit(user.name, 'user.mail', user.id, { declined: set.unwanted })
        return set
      },
    )
  }

const NOT_SET_UP: Attempt = { type: 'failed', failure: { code: 'not-set-up', answer: '' }, final: true }
