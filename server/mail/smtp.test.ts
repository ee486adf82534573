import { createServer } from 'node:net'
import { expect, test } from 'vitest'
import { CERTIFICATE, startMailServer } from '../../test/mail/mail-server.ts'
import { failureCodeOf, type MailServer, sendMail } from './smtp.ts'

const LETTER = { subject: '已核准：看見台灣', text: 'plain words', html: '<p>rich words</p>' }
const ENVELOPE = { to: 'chen@school.example', id: 'letter-1', fromName: '臺中一中' }
const server = (port: number, patch: Partial<MailServer> = {}): MailServer => ({
  ...{ host: '127.0.0.1', port, tls: 'none', user: '', password: '', from: 'noon@school.example', trusted: '' },
  panelAddress: 'http://noon.example',
  ...patch,
})

test('a mail carries both forms, a steady Message-ID and its sender; the answer is the server’s', async () => {
  await using mailbox = await startMailServer()
  expect(await sendMail(server(mailbox.port), LETTER, ENVELOPE)).toMatchObject({
    type: 'sent',
    answer: expect.stringContaining('taken as 4711'),
  })
  const [mail] = mailbox.received
  expect(mail?.to).toEqual(['chen@school.example'])
  for (const part of ['<letter-1@school.example>', 'plain words', '<p>rich words</p>', 'noon@school.example'])
    expect(mail?.raw).toContain(part)
  expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated/m)
})

test.each(['tls', 'starttls'] as const)('%s with a login, when its certificate is trusted', async (tls) => {
  const login = { user: 'noon', password: 'p@ss 密碼' }
  await using mailbox = await startMailServer({ tls, login })
  const patch = { tls, ...login, trusted: CERTIFICATE }
  expect(await sendMail(server(mailbox.port, patch), LETTER, ENVELOPE)).toMatchObject({ type: 'sent' })
  expect(mailbox.received[0]).toMatchObject({ secure: true, user: 'noon' })
})

test('a certificate that nobody vouches for is not accepted, and nothing is sent', async () => {
  await using mailbox = await startMailServer({ tls: 'tls' })
  const sent = await sendMail(server(mailbox.port, { tls: 'tls' }), LETTER, ENVELOPE)
  expect(sent).toMatchObject({ type: 'failed', final: false, failure: { code: 'not-secure' } })
  expect(mailbox.received).toEqual([])
})

test('where STARTTLS is demanded, a server without it gets neither password nor mail', async () => {
  await using mailbox = await startMailServer({ login: { user: 'noon', password: 'secret word' } })
  const patch = { tls: 'starttls', user: 'noon', password: 'secret word' } as const
  expect(await sendMail(server(mailbox.port, patch), LETTER, ENVELOPE)).toMatchObject({
    failure: { code: 'not-secure' },
  })
  expect(mailbox.received).toEqual([])
})

test('a wrong password is told without the password, even when the server repeats it', async () => {
  await using mailbox = await startMailServer({ login: { user: 'noon', password: 'right' } })
  const sent = await sendMail(server(mailbox.port, { user: 'noon', password: 'wrong one' }), LETTER, ENVELOPE)
  expect(sent).toMatchObject({ type: 'failed', final: false, failure: { code: 'sign-in-refused' } })
  expect(JSON.stringify(sent)).not.toContain('wrong one')
})

test('451 is tried again, 550 is final; both in the server’s words', async () => {
  await using mailbox = await startMailServer()
  mailbox.moods.push({ type: 'answer', status: 451, words: '4.7.1 Greylisted' })
  mailbox.moods.push({ type: 'answer', status: 550, words: '5.1.1 No such user' })
  const send = () => sendMail(server(mailbox.port), LETTER, ENVELOPE)
  expect(await send()).toMatchObject({
    final: false,
    failure: { code: 'deferred', answer: expect.stringContaining('Greylisted') },
  })
  expect(await send()).toMatchObject({
    final: true,
    failure: { code: 'refused', answer: expect.stringContaining('No such user') },
  })
  expect(await send()).toMatchObject({ type: 'sent' })
})

test('a connection that is cut, and a port where nobody listens', async () => {
  const mailbox = await startMailServer()
  mailbox.moods.push({ type: 'hang-up' })
  expect(await sendMail(server(mailbox.port), LETTER, ENVELOPE)).toMatchObject({
    final: false,
    failure: { code: 'cut' },
  })
  await mailbox[Symbol.asyncDispose]()
  expect(await sendMail(server(mailbox.port), LETTER, ENVELOPE)).toMatchObject({ failure: { code: 'unreachable' } })
})

test('a server that says nothing is given up after the patience asked for', async () => {
  const sockets = new Set<{ destroy(): void }>()
  const silent = createServer((socket) => void sockets.add(socket))
  await new Promise<void>((resolve) => void silent.listen(0, '127.0.0.1', resolve))
  const address = silent.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const sent = await sendMail(server(port), LETTER, ENVELOPE, 200)
  expect(sent).toMatchObject({ final: false, failure: { code: 'timed-out' } })
  for (const socket of sockets) socket.destroy()
  await new Promise<void>((resolve) => void silent.close(() => resolve()))
})

test.each([
  [{ code: 'EAUTH', responseCode: 454 }, 'deferred'],
  [{ code: 'EDNS' }, 'unreachable'],
  [{ message: 'self-signed certificate' }, 'not-secure'],
  ['a text that was thrown', 'cut'],
] as const)('%j is %s', (error, code) => {
  expect(failureCodeOf(error)).toBe(code)
})
