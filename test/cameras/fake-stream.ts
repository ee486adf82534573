/** The stream of a camera that is none: RTSP or RTSPS on loopback as far as its description, guarded as RFC 2069 or 7616 say. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { createServer as createSecureServer } from 'node:tls'
import type { TestCertificate } from './certificate.ts'

/** What it answers to DESCRIBE. */
export type StreamManner =
  | 'open'
  /** A challenge with qop, as RFC 7616 has it. */
  | 'digest'
  /** One without, as RFC 2069 had it. */
  | 'old-digest'
  | 'basic'
  /** A description of sound alone. */
  | 'sound'
  /** 404: no such stream. */
  | 'missing'
  | 'redirect'
  | 'garbage'
  | 'deaf'
  /** A byte now and then, for ever. */
  | 'drip'
  /** As many bytes as are taken. */
  | 'flood'

export interface FakeStream {
  readonly port: number
  /** Changed at any time. */
  manner: StreamManner
  /** Everything that was sent to it. */
  readonly received: string[]
  /** From the next connection on it shows this certificate. */
  show(certificate: TestCertificate): void
  close(): Promise<void>
}

const VIDEO = 'm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=control:track1\r\n'
const SOUND = 'm=audio 0 RTP/AVP 97\r\na=rtpmap:97 MPEG4-GENERIC/48000\r\n'
const described = (media: string) => `v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=studio\r\nt=0 0\r\n${media}`
const REALM = 'stream'
const md5 = (...words: readonly string[]) => createHash('md5').update(words.join(':')).digest('hex')

/** Whether a request is signed with that nonce, which counts on its own connection alone. */
const isSigned = (request: string, account: { readonly user: string; readonly password: string }, nonce: string) => {
  const [method = '', uri = ''] = request.split(' ')
  const sent = Object.fromEntries(
    [...(/^Authorization: Digest (.*)$/m.exec(request)?.[1] ?? '').matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map(
      ([, name, quoted, bare]) => [name, quoted ?? bare],
    ),
  )
  const [ha1, ha2] = [md5(account.user, REALM, account.password), md5(method, uri)]
  const response =
    sent.qop === undefined ? md5(ha1, nonce, ha2) : md5(ha1, nonce, sent.nc ?? '', sent.cnonce ?? '', sent.qop, ha2)
  return sent.uri === uri && sent.username === account.user && sent.response === response
}

export interface FakeStreamPlace {
  /** Another address of this machine: a stranger that must not be heard from. */
  readonly host?: string
  readonly port?: number
  /** By TLS alone, showing this. */
  readonly certificate?: TestCertificate
}

export const startFakeStream = async (
  account: { readonly user: string; readonly password: string },
  { host = '127.0.0.1', port = 0, certificate }: FakeStreamPlace = {},
): Promise<FakeStream> => {
  const received: string[] = []
  const sockets = new Set<Socket>()
  const stream = { manner: 'open' as StreamManner }

  const respond = (socket: Socket, request: string, nonce: string): void => {
    const sequence = /^CSeq: (\d+)/m.exec(request)?.[1] ?? '0'
    const say = (status: string, headers: readonly string[] = [], body = '') =>
      socket.write(
        [`RTSP/1.0 ${status}`, `CSeq: ${sequence}`, ...headers, `Content-Length: ${body.length}`, '', body].join(
          '\r\n',
        ),
      )
    const { manner } = stream
    const challenge = `WWW-Authenticate: Digest realm="${REALM}", nonce="${nonce}"`
    switch (manner) {
      case 'open':
        return void say('200 OK', ['Content-Type: application/sdp'], described(`${SOUND}${VIDEO}`))
      case 'digest':
      case 'old-digest':
        return void (isSigned(request, account, nonce)
          ? say('200 OK', [], described(VIDEO))
          : say('401 Unauthorized', [manner === 'digest' ? `${challenge}, qop="auth"` : challenge]))
      case 'basic':
        return void say('401 Unauthorized', [`WWW-Authenticate: Basic realm="${REALM}"`])
      case 'sound':
        return void say('200 OK', [], described(SOUND))
      case 'missing':
        return void say('404 Stream Not Found')
      case 'redirect':
        return void say('302 Moved Temporarily', ['Location: rtsp://127.0.0.2:554/'])
      case 'garbage':
        return void socket.write('HTTP/1.1 200 OK\r\n\r\n<html>')
      case 'deaf':
        return
      case 'drip': {
        socket.write(`RTSP/1.0 200 OK\r\nCSeq: ${sequence}\r\nX: `)
        const timer = setInterval(() => socket.write('x'), 20)
        return void socket.on('close', () => clearInterval(timer))
      }
      case 'flood': {
        socket.write(`RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n`)
        const pour = () => {
          while (!socket.destroyed && socket.write('x'.repeat(65_536)));
        }
        socket.on('drain', pour)
        pour()
        return
      }
      default:
        manner satisfies never
    }
  }

  let connections = 0
  const converse = (socket: Socket) => {
    const nonce = `nonce${++connections}`
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
    socket.on('data', (chunk) => {
      const request = chunk.toString('latin1')
      received.push(request)
      respond(socket, request, nonce)
    })
  }
  const secure = certificate === undefined ? null : createSecureServer({ ...certificate }, converse)
  secure?.on('tlsClientError', () => undefined)
  const server = secure ?? createServer(converse)
  server.listen(port, host)
  await once(server, 'listening')
  return Object.assign(stream, {
    port: (server.address() as AddressInfo).port,
    received,
    show: ({ key, cert }: TestCertificate) => secure?.setSecureContext({ key, cert }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  })
}
