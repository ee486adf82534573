/** A real mail server on loopback that takes, defers, refuses, is slow or hangs up as a test wants. */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { SMTPServer } from 'smtp-server'

/** Of the server; self-signed, for `localhost` and 127.0.0.1, known to tests only. */
export const CERTIFICATE = readFileSync(join(import.meta.dirname, 'loopback.cert.pem'), 'utf8')
const KEY = readFileSync(join(import.meta.dirname, 'loopback.key.pem'), 'utf8')

export interface ReceivedMail {
  readonly to: readonly string[]
  readonly raw: string
  readonly secure: boolean
  readonly user: string
}

/** What it does with the next mail. `hang-up`: cuts the connection; `silent`: takes the mail and never answers. */
export type Mood =
  | { readonly type: 'take' }
  | { readonly type: 'answer'; readonly status: number; readonly words: string }
  | { readonly type: 'hang-up' }

export interface TestMailServer extends AsyncDisposable {
  readonly port: number
  readonly received: readonly ReceivedMail[]
  /** Moods of the coming mails, in order; then it takes all. */
  readonly moods: Mood[]
}

interface Options {
  readonly tls?: 'tls' | 'starttls' | 'none'
  /** Demands exactly these. */
  readonly login?: { readonly user: string; readonly password: string }
}

/** Listens on a free port; `await using` ends it. */
export const startMailServer = async ({ tls = 'none', login }: Options = {}): Promise<TestMailServer> => {
  const received: ReceivedMail[] = []
  const moods: Mood[] = []
  const server = new SMTPServer({
    secure: tls === 'tls',
    ...(tls === 'none' ? { hideSTARTTLS: true } : {}),
    key: KEY,
    cert: CERTIFICATE,
    authOptional: login === undefined,
    allowInsecureAuth: true,
    disableReverseLookup: true,
    closeTimeout: 10,
    logger: false,
    onAuth: ({ username, password }, _session, answer) =>
      username === login?.user && password === login?.password
        ? answer(null, { user: username })
        : answer(Object.assign(new Error(`5.7.8 wrong: ${password}`), { responseCode: 535 })),
    onRcptTo: (_address, _session, answer) => {
      const mood = moods[0]
      if (mood?.type === 'hang-up') {
        moods.shift()
        for (const connection of server.connections) connection._socket.destroy()
      } else if (mood?.type === 'answer') {
        moods.shift()
        answer(Object.assign(new Error(mood.words), { responseCode: mood.status }))
      } else answer()
    },
    onData: (stream, session, answer) => {
      const parts: Buffer[] = []
      stream.on('data', (part: Buffer) => parts.push(part))
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map(({ address }) => address),
          raw: Buffer.concat(parts).toString('utf8'),
          secure: session.secure,
          user: String(session.user ?? ''),
        })
        moods.shift()
        answer(null, 'taken as 4711')
      })
    },
  })
  server.on('error', () => undefined) // a client that was cut off
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve())
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    received,
    moods,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}
