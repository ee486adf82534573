/** A camera that is none: real SOAP 1.2 over HTTP or HTTPS on loopback, its password checked as WS-UsernameToken and HTTP Digest ask. */
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import type { TestCertificate } from './certificate.ts'

/** What it does instead of answering as it should. */
export type Mischief =
  | 'none'
  /** Never answers. */
  | 'deaf'
  /** A byte now and then, for ever. */
  | 'drip'
  /** As many bytes as are taken. */
  | 'flood'
  /** Entities that would unfold to gigabytes. */
  | 'bomb'
  /** Names that cost the square of their length to read. */
  | 'tangle'
  | 'garbage'
  /** Sends the asker elsewhere. */
  | 'redirect'
  /** Leads to HTTPS, as one whose HTTP was turned off. */
  | 'to-https'
  /** Well-formed, and not at all of the shape that a reader expects. */
  | 'misshapen'

export interface FakeCameraState {
  user: string
  password: string
  maker: string
  model: string
  serial: string
  firmware: string
  /** Its clock less this machine's, milliseconds. */
  offsetMs: number
  /** The host and port that it names as its own in every answer; null: the true ones. */
  claims: string | null
  mischief: Mischief
  /** Knows no GetServices, as the first cameras of ONVIF. */
  olderThanServices: boolean
  /** What it names as the address of its stream; null: it has none. */
  stream: string | null
  /** How pictures are guarded. */
  picture: 'digest' | 'basic' | 'none' | 'not-a-picture'
}

export interface FakeCamera {
  readonly port: number
  /** Changed at any time. */
  readonly state: FakeCameraState
  /** What was asked, in order: the SOAP action, or the method and path of anything else. */
  readonly asked: string[]
  /** Everything that was ever sent to it, for what must never be in there. */
  readonly received: string[]
  /** Connections so far, and how many of them shook hands over TLS. */
  readonly connections: () => { readonly all: number; readonly secure: number }
  /** From the next connection on it shows this certificate. */
  show(certificate: TestCertificate): void
  close(): Promise<void>
}

const SOAP = 'http://www.w3.org/2003/05/soap-envelope'
const NAMESPACES = `xmlns:s="${SOAP}" xmlns:tds="http://www.onvif.org/ver10/device/wsdl" xmlns:trt="http://www.onvif.org/ver10/media/wsdl" xmlns:tt="http://www.onvif.org/ver10/schema" xmlns:ter="http://www.onvif.org/ver10/error"`
const envelope = (body: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><s:Envelope ${NAMESPACES}><s:Body>${body}</s:Body></s:Envelope>`
const NOT_AUTHORIZED = envelope(
  '<s:Fault><s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>ter:NotAuthorized</s:Value></s:Subcode></s:Code><s:Reason><s:Text xml:lang="en">Sender not authorized</s:Text></s:Reason></s:Fault>',
)
const escaped = (words: string) => words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const hash = (algorithm: string, ...parts: readonly (string | Buffer)[]) => {
  const sum = createHash(algorithm)
  for (const part of parts) sum.update(part)
  return sum
}

/** A JPEG of 8 × 8 points. */
export const SMALL_JPEG = Buffer.from(
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAAMCAgMCAgMDAwMEAwMEBQgFBQQEBQoHBwYIDAoMDAsKCwsNDhIQDQ4RDgsLEBYQERMUFRUVDA8XGBYUGBIUFRT/wAALCAAIAAgBAREA/8QAFAABAAAAAAAAAAAAAAAAAAAACf/EABQQAQAAAAAAAAAAAAAAAAAAAAD/2gAIAQEAAD8AVN//2Q==',
  'base64',
)

const PATIENCE_MS = 5000

/** OASIS Web Services Security, UsernameToken Profile 1.0: Base64(SHA-1(nonce + created + password)). */
const createDoor = (state: FakeCameraState) => {
  const nonces = new Set<string>()
  const part = (body: string, name: string) =>
    new RegExp(`<(?:\\w+:)?${name}(?:\\s[^>]*)?>([^<]*)<`).exec(body)?.[1] ?? ''
  const signed = (body: string): boolean => {
    const [user, digest, nonce, created] = ['Username', 'Password', 'Nonce', 'Created'].map((name) => part(body, name))
    if (user !== state.user || nonce === undefined || nonces.has(nonce) || created === undefined) return false
    nonces.add(nonce)
    if (Math.abs(Date.parse(created) - (Date.now() + state.offsetMs)) > PATIENCE_MS) return false
    return digest === hash('sha1', Buffer.from(nonce, 'base64'), created, state.password).digest('base64')
  }
  const REALM = 'fake'
  const NONCE = 'c0ffee'
  /** RFC 7616, MD5 and qop=auth. */
  const digested = ({ headers, method, url }: IncomingMessage): boolean => {
    const sent = Object.fromEntries(
      [...(headers.authorization ?? '').matchAll(/(\w+)=(?:"([^"]*)"|([^,\s]+))/g)].map(([, name, quoted, bare]) => [
        name,
        quoted ?? bare,
      ]),
    )
    const md5 = (words: string) => hash('md5', words).digest('hex')
    const [ha1, ha2] = [md5(`${state.user}:${REALM}:${state.password}`), md5(`${method}:${url}`)]
    return sent.nonce === NONCE && sent.response === md5([ha1, NONCE, sent.nc, sent.cnonce, sent.qop, ha2].join(':'))
  }
  return { signed, digested, challenge: `Digest realm="${REALM}", nonce="${NONCE}", qop="auth"` }
}

const timeOf = (now: Date): string => {
  const time = `<tt:Time><tt:Hour>${now.getUTCHours()}</tt:Hour><tt:Minute>${now.getUTCMinutes()}</tt:Minute><tt:Second>${now.getUTCSeconds()}</tt:Second></tt:Time>`
  const date = `<tt:Date><tt:Year>${now.getUTCFullYear()}</tt:Year><tt:Month>${now.getUTCMonth() + 1}</tt:Month><tt:Day>${now.getUTCDate()}</tt:Day></tt:Date>`
  return `<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:DateTimeType>NTP</tt:DateTimeType><tt:UTCDateTime>${time}${date}</tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>`
}

/** @param at scheme, host and port that it names as its own. Null: it knows no such action */
const answerTo = (action: string, state: FakeCameraState, at: string): string | null => {
  const { maker, model, firmware, serial } = state
  const service = (name: string) => `${at}/onvif/${name}_service`
  switch (action) {
    case 'GetSystemDateAndTime':
      return timeOf(new Date(Date.now() + state.offsetMs))
    case 'GetDeviceInformation':
      return `<tds:GetDeviceInformationResponse><tds:Manufacturer>${escaped(maker)}</tds:Manufacturer><tds:Model>${escaped(model)}</tds:Model><tds:FirmwareVersion>${escaped(firmware)}</tds:FirmwareVersion><tds:SerialNumber>${escaped(serial)}</tds:SerialNumber><tds:HardwareId>1</tds:HardwareId></tds:GetDeviceInformationResponse>`
    case 'GetServices':
      return `<tds:GetServicesResponse>${['device', 'media'].map((name) => `<tds:Service><tds:Namespace>http://www.onvif.org/ver10/${name}/wsdl</tds:Namespace><tds:XAddr>${service(name)}</tds:XAddr><tds:Version><tt:Major>2</tt:Major><tt:Minor>0</tt:Minor></tds:Version></tds:Service>`).join('')}</tds:GetServicesResponse>`
    case 'GetCapabilities':
      return `<tds:GetCapabilitiesResponse><tds:Capabilities><tt:Device><tt:XAddr>${service('device')}</tt:XAddr></tt:Device><tt:Media><tt:XAddr>${service('media')}</tt:XAddr></tt:Media></tds:Capabilities></tds:GetCapabilitiesResponse>`
    case 'GetProfiles':
      return '<trt:GetProfilesResponse><trt:Profiles token="main" fixed="true"><tt:Name>main</tt:Name></trt:Profiles><trt:Profiles token="sub" fixed="true"><tt:Name>sub</tt:Name></trt:Profiles></trt:GetProfilesResponse>'
    case 'GetSnapshotUri':
      return `<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>${at}/snapshot?channel=1&amp;quality=2</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect></trt:MediaUri></trt:GetSnapshotUriResponse>`
    case 'GetStreamUri':
      return state.stream === null
        ? null
        : `<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>${escaped(state.stream)}</tt:Uri><tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>`
    default:
      return null
  }
}

const BOMB = `<!DOCTYPE b [<!ENTITY a "${'ha'.repeat(50)}">${[...'bcdefghij'].map((name, index) => `<!ENTITY ${name} "${`&${'abcdefghi'[index]};`.repeat(10)}">`).join('')}]>`

/** @returns whether it has answered */
const misbehave = (state: FakeCameraState, response: ServerResponse, elsewhere: string): boolean => {
  switch (state.mischief) {
    case 'none':
      return false
    case 'deaf':
      return true
    case 'drip': {
      response.writeHead(200, { 'content-type': 'application/soap+xml' })
      const timer = setInterval(() => response.write(' '), 20)
      response.on('close', () => clearInterval(timer))
      return true
    }
    case 'flood': {
      response.writeHead(200, { 'content-type': 'application/soap+xml' })
      const pour = () => {
        while (!response.destroyed && response.write('x'.repeat(65_536)));
      }
      response.on('drain', pour)
      pour()
      return true
    }
    case 'bomb':
      response.end(
        `${BOMB}${envelope('<tds:GetDeviceInformationResponse><tds:Model>&j;</tds:Model></tds:GetDeviceInformationResponse>')}`,
      )
      return true
    case 'tangle':
      response.end(envelope(`<a ${'xmlns'.repeat(40_000)}/>`))
      return true
    case 'garbage':
      response.end('<html><body>IP Camera')
      return true
    case 'redirect':
      response.writeHead(307, { location: `http://${elsewhere}/onvif/device_service` }).end()
      return true
    case 'to-https':
      response.writeHead(301, { location: `https://${elsewhere}/onvif/device_service` }).end('<html>')
      return true
    case 'misshapen':
      response.end(
        envelope(
          '<tds:GetSystemDateAndTimeResponse><tds:SystemDateAndTime><tt:UTCDateTime><tt:Time/></tt:UTCDateTime></tds:SystemDateAndTime></tds:GetSystemDateAndTimeResponse>',
        ),
      )
      return true
    default:
      return state.mischief satisfies never
  }
}

export interface FakeCameraPlace {
  readonly port?: number
  /** It answers over HTTPS alone, and shows this. */
  readonly certificate?: TestCertificate
  /** The newest TLS that it knows. */
  readonly newestTls?: 'TLSv1.1' | 'TLSv1.2' | 'TLSv1.3'
}

export const startFakeCamera = async (
  given: Partial<FakeCameraState> = {},
  { port = 0, certificate, newestTls = 'TLSv1.3' }: FakeCameraPlace = {},
): Promise<FakeCamera> => {
  const state: FakeCameraState = {
    user: 'nooncast',
    password: 'studio light',
    maker: 'Kôgaku & Söhne',
    model: 'K-1 <studio>',
    serial: '00012345678901234567890',
    firmware: '1.10',
    offsetMs: 0,
    claims: null,
    mischief: 'none',
    olderThanServices: false,
    stream: null,
    picture: 'digest',
    ...given,
  }
  const asked: string[] = []
  const received: string[] = []
  const door = createDoor(state)
  const own = () => `127.0.0.1:${(server.address() as AddressInfo).port}`
  const at = () => `${certificate === undefined ? 'http' : 'https'}://${state.claims ?? own()}`

  const soap = (body: string, response: ServerResponse) => {
    const action = /<s:Body[^>]*><(\w+)/.exec(body)?.[1] ?? ''
    asked.push(action)
    if (misbehave(state, response, state.claims ?? own())) return response
    const isOpen = action === 'GetSystemDateAndTime' || door.signed(body)
    const answer = state.olderThanServices && action === 'GetServices' ? null : answerTo(action, state, at())
    const type = { 'content-type': 'application/soap+xml; charset=utf-8' }
    if (!isOpen) return response.writeHead(400, type).end(NOT_AUTHORIZED)
    return response.writeHead(answer === null ? 500 : 200, type).end(envelope(answer ?? '<s:Fault/>'))
  }
  const picture = (request: IncomingMessage, response: ServerResponse) => {
    asked.push(`${request.method} ${request.url}`)
    if (misbehave(state, response, state.claims ?? own())) return response
    const isGuarded = state.picture === 'digest' || state.picture === 'basic'
    if (isGuarded && !(state.picture === 'digest' && door.digested(request)))
      return response
        .writeHead(401, { 'www-authenticate': state.picture === 'digest' ? door.challenge : 'Basic realm="fake"' })
        .end()
    return response
      .writeHead(200, { 'content-type': 'image/jpeg' })
      .end(state.picture === 'not-a-picture' ? '<svg onload="alert(1)"/>' : SMALL_JPEG)
  }
  const answer = async (request: IncomingMessage, response: ServerResponse) => {
    received.push(JSON.stringify(request.headers))
    if (request.method !== 'POST') {
      await buffer(request)
      return picture(request, response)
    }
    const body = await text(request)
    received.push(body)
    return soap(body, response)
  }
  const secure =
    certificate === undefined
      ? null
      : createSecureServer(
          // Level 0 so that TLS 1.1 is really offered where a test wants that.
          { ...certificate, minVersion: 'TLSv1.1', maxVersion: newestTls, ciphers: 'DEFAULT@SECLEVEL=0' },
          answer,
        )
  const server = secure ?? createServer(answer)
  const sockets = new Set<Socket>()
  const connections = { all: 0, secure: 0 }
  server.on('connection', (socket: Socket) => {
    connections.all++
    sockets.add(socket)
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket))
  })
  secure?.on('secureConnection', () => {
    connections.secure++
  })
  secure?.on('tlsClientError', () => undefined)
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    state,
    asked,
    received,
    connections: () => ({ ...connections }),
    show: ({ key, cert }) => secure?.setSecureContext({ key, cert }),
    close: async () => {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
