/** A letter handed to the school's mail server (RFC 5321). */
import nodemailer from 'nodemailer'
import type { DeliveryFailureCode, MailServerInput } from '../../protocol/mail.ts'
import type { WrittenLetter } from './layout.ts'
import type { Attempt } from './retries.ts'

/** The server with its password in clear, as it is used. */
export interface MailServer extends Omit<MailServerInput, 'password'> {
  readonly password: string
}

export interface Envelope {
  readonly to: string
  /** The same for each attempt, so that a mail that arrives twice is seen as one (RFC 5322 §3.6.4). */
  readonly id: string
  readonly fromName: string
}

/** A slow server holds up no other letter for longer than this; RFC 5321 §4.5.3.2 allows minutes, a retry does as well. */
const PATIENCE_MS = 10_000
const LONGEST_ANSWER = 300

export type Mailed = Attempt & { readonly answer: string }

const text = (error: unknown, name: string): string => {
  const value: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined
  return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
}

/** A server's own words without line breaks, cut, and without the password should it repeat it. */
const answerOf = (words: string, password: string): string => {
  const shown = password === '' ? words : words.replaceAll(password, '…').replaceAll(btoaText(password), '…')
  return shown
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_ANSWER)
}
const btoaText = (plain: string): string => Buffer.from(plain).toString('base64')

/** What nodemailer calls a failure, as ours. */
export const failureCodeOf = (error: unknown): DeliveryFailureCode => {
  const status = Number(text(error, 'responseCode'))
  if (text(error, 'code') === 'EAUTH') return status >= 400 && status < 500 ? 'deferred' : 'sign-in-refused'
  if (status >= 500) return 'refused'
  if (status >= 400) return 'deferred'
  switch (text(error, 'code')) {
    case 'ETLS':
      return 'not-secure'
    case 'ETIMEDOUT':
      return 'timed-out'
    case 'ECONNECTION':
      return 'cut'
    case 'EDNS':
      return 'unreachable'
    default:
      return socketFailure(error)
  }
}

const socketFailure = (error: unknown): DeliveryFailureCode => {
  const message = `${text(error, 'message')} ${text(error, 'code')}`
  if (/certificate|SSL|TLS|self.signed|ERR_TLS|wrong version/i.test(message)) return 'not-secure'
  if (/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ENETUNREACH|EAI_AGAIN/.test(message)) return 'unreachable'
  return 'cut'
}

/**
 * Sends one mail to one address. Never throws: what went wrong is part of the answer. A refusal of the address (5xx) is
 * final; a wrong password or certificate is not, as the office can mend it.
 * @param patienceMs for each of name, connection, greeting and answer
 */
export const sendMail = async (
  server: MailServer,
  letter: WrittenLetter,
  envelope: Envelope,
  patienceMs = PATIENCE_MS,
): Promise<Mailed> => {
  const transport = nodemailer.createTransport({
    host: server.host,
    port: server.port,
    secure: server.tls === 'tls',
    requireTLS: server.tls === 'starttls',
    ignoreTLS: server.tls === 'none',
    ...(server.user === '' ? {} : { auth: { user: server.user, pass: server.password } }),
    ...(server.trusted === '' ? {} : { tls: { ca: server.trusted } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    dnsTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  try {
    const info = await transport.sendMail({
      from: { name: envelope.fromName, address: server.from },
      to: { name: '', address: envelope.to },
      messageId: `<${envelope.id}@${server.from.split('@')[1] ?? 'nooncast'}>`,
      headers: { 'Auto-Submitted': 'auto-generated' },
      ...letter,
    })
    return { type: 'sent', answer: answerOf(info.response, server.password) }
  } catch (error) {
    const code = failureCodeOf(error)
    const answer = answerOf(text(error, 'response') || text(error, 'message'), server.password)
    return { type: 'failed', failure: { code, answer }, final: code === 'refused', answer }
  } finally {
    transport.close()
  }
}
