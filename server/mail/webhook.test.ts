import { createHmac } from 'node:crypto'
import fastify, { type FastifyInstance } from 'fastify'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { instant, schoolDate } from '../../protocol/time.ts'
import { newWebhookSecret, postWebhook, signedHeaders, webhookBody } from './webhook.ts'

const NOW = instant(Date.parse('2026-11-25T12:04:00.500Z'))
const BODY = '{"type":"trial"}'
let receiver: FastifyInstance
let url: string
let seen: { headers: Record<string, unknown>; body: unknown }[]

beforeEach(async () => {
  seen = []
  receiver = fastify({ forceCloseConnections: true })
  receiver.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => done(null, body))
  receiver.post('/:status', async (request, reply) => {
    seen.push({ headers: request.headers, body: request.body })
    const { status } = request.params as { status: string }
    return reply.code(Number(status)).header('location', '/200').send('x'.repeat(100_000))
  })
  url = await receiver.listen({ host: '127.0.0.1', port: 0 })
})
afterEach(() => receiver.close())

test('the signature of the Standard Webhooks specification’s own example', () => {
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
  const at = instant(1_614_265_330_000)
  const headers = signedHeaders(secret, 'msg_p5jXN8AQM9LWM0D4loKWxJek', at, '{"test": 2432232314}')
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('what arrives can be verified with the secret', async () => {
  const secret = newWebhookSecret()
  expect(await postWebhook({ url: `${url}/200`, secret }, 'letter-1', BODY, NOW)).toEqual({ type: 'sent' })
  const [{ headers, body } = { headers: {}, body: '' }] = seen
  expect(headers).toMatchObject({ 'webhook-id': 'letter-1', 'webhook-timestamp': '1795608240' })
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64')
  expect(key.length).toBe(32)
  const expected = createHmac('sha256', key).update(`letter-1.1795608240.${body}`).digest('base64')
  expect(headers['webhook-signature']).toBe(`v1,${expected}`)
})

test.each([
  [302, 'refused', false],
  [404, 'refused', false],
  [410, 'refused', true],
  [429, 'deferred', false],
  [503, 'deferred', false],
])('HTTP %i is %s, final: %s; a redirect is not followed', async (status, code, final) => {
  const posted = await postWebhook({ url: `${url}/${status}`, secret: newWebhookSecret() }, 'a', BODY, NOW)
  expect(posted).toEqual({ type: 'failed', failure: { code, answer: `HTTP ${status}` }, final })
  expect(seen).toHaveLength(1)
})

test('a port where nobody listens', async () => {
  await receiver.close()
  expect(await postWebhook({ url: `${url}/200`, secret: newWebhookSecret() }, 'a', BODY, NOW)).toMatchObject({
    failure: { code: 'unreachable', answer: 'ECONNREFUSED' },
  })
})

test('the body says what happened and when', () => {
  const letter = {
    kind: 'booking-moved-up',
    bookingId: 'b',
    date: schoolDate('2026-11-27'),
    title: 't',
    offerUntil: NOW,
  } as const
  expect(JSON.parse(webhookBody(letter, NOW))).toEqual({
    type: 'booking.moved-up',
    timestamp: '2026-11-25T12:04:00.500Z',
    data: { bookingId: 'b', date: '2026-11-27', title: 't', offerUntil: NOW },
  })
})
