/**
 * One conversation with one camera, in a thread of its own: who are you and what time is it there, or what do you see, or
 * is your stream to be had. The library speaks ONVIF; its sockets reach the paired address alone. The last message is the
 * answer; before it there are those of certificates that were taken, and that it has come as far as the stream.
 */
import { type OutgoingHttpHeaders, request } from 'node:http'
import { request as secureRequest } from 'node:https'
import { connect } from 'node:net'
import { parentPort, workerData } from 'node:worker_threads'
import type { Cam } from 'onvif'
import type { CameraScheme, CameraSilence, CameraVideoLoss } from '../../protocol/camera.ts'
import { pairedAgent, TooMuch } from './paired-agent.ts'
import { createPin, OtherCertificate } from './pin.ts'
import { pinnedSocket } from './pinned-socket.ts'
import { watchRedirects } from './redirects.ts'
import { describeRequest, hasVideo, isStream, type StreamPlace, streamPlace } from './rtsp.ts'
import { openRtsp } from './rtsp-talk.ts'
import {
  ask,
  connectionTo,
  firstProfile,
  type Heard,
  LONGEST_STEP_MS,
  NoEntry,
  NotUnderstood,
  namedUri,
  readIdentity,
  readTime,
} from './soap.ts'

/** What it is told; a plain object made by `conversation.ts`. */
const told = (name: string): unknown => Reflect.get(Object(workerData), name)
const text = (name: string): string => String(told(name) ?? '')
const scheme: CameraScheme = told('scheme') === 'https' ? 'https' : 'http'
const place = { scheme, address: text('address'), port: Number(told('port')) }
const camera = { ...place, user: text('user'), password: text('password') }
const known = (...names: readonly string[]) => names.map(text).filter((each) => each !== '')

/** Profiles of a large recorder are some 100 kB; the library's reading of names takes the square of a hostile one's length. */
const MOST_SOAP = 262_144
const MOST_PICTURE = 4_000_000
/** Descriptions of a stream are some 1 kB. */
const MOST_DESCRIPTION = 65_536

const wants = told('wants')
const pin =
  camera.scheme === 'https'
    ? createPin(known('pin'), (certificate) => parentPort?.postMessage({ type: 'certificate', certificate }))
    : null
const agent = pairedAgent(camera.address, camera.port, pin, MOST_SOAP + (wants === 'picture' ? MOST_PICTURE : 0))
const redirects = watchRedirects()

/** Where the camera says its pictures are: path and query of that address; the host it names does not matter. */
const picturePath = async (cam: Cam, heard: Heard): Promise<string> => {
  const profileToken = await firstProfile(cam, heard)
  const { answer } = await ask(heard, (done) => cam.getSnapshotUri({ profileToken }, done))
  const uri = namedUri(answer)
  if (uri === null || !/^https?:$/.test(uri.protocol)) throw new NotUnderstood()
  return `${uri.pathname}${uri.search}`
}

interface Fetched {
  readonly status: number
  readonly challenges: readonly string[]
  readonly body: Buffer
}
/** One GET at the paired address. Redirects are answers like any other: not followed. */
const get = (path: string, headers: OutgoingHttpHeaders): Promise<Fetched> =>
  new Promise((resolve, reject) => {
    const asked = (pin === null ? request : secureRequest)(
      { hostname: camera.address, port: camera.port, path, headers, agent, timeout: LONGEST_STEP_MS },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('error', reject)
        response.on('end', () => {
          const challenges = (response.headersDistinct['www-authenticate'] ?? []).filter((each) =>
            /^digest /i.test(each),
          )
          resolve({ status: response.statusCode ?? 0, challenges, body: Buffer.concat(chunks) })
        })
      },
    )
    asked.on('timeout', () => asked.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' })))
    asked.on('error', reject)
    asked.end()
  })

/** A JPEG begins so (ITU-T T.81, SOI). */
const isJpeg = (body: Buffer): boolean => body[0] === 0xff && body[1] === 0xd8 && body[2] === 0xff

/** The password leaves as a digest or not at all: a camera that asks for it in the clear (Basic) gives no picture. */
const readPicture = async (cam: Cam, path: string): Promise<Buffer> => {
  const open = await get(path, {})
  const { status, body } =
    open.status === 401 && open.challenges.length > 0
      ? await get(path, { authorization: cam.digestAuth(open.challenges, { method: 'GET', path }) })
      : open
  if (status === 401 || status === 403) throw new NoEntry()
  if (status !== 200 || !isJpeg(body)) throw new NotUnderstood()
  return body
}

/** Where the camera says its stream is. Null: it has none. `'untold'`: by another way than RTSP in the open. */
const streamOf = async (cam: Cam, heard: Heard): Promise<StreamPlace | null | 'untold'> => {
  const profileToken = await firstProfile(cam, heard)
  const setup = { stream: 'RTP-Unicast', protocol: 'RTSP', profileToken } as const
  const named = await ask(heard, (done) => cam.getStreamUri(setup, done)).catch((error: unknown) => {
    if (error instanceof NotUnderstood) return null
    throw error
  })
  const uri = namedUri(named?.answer)
  return uri !== null && !isStream(uri) ? 'untold' : streamPlace(uri?.href ?? '')
}

/**
 * A stream by TLS has a certificate of its own, known again like the camera's. The camera's own will do as well: who holds
 * its key is the camera.
 */
const streamPin = () => {
  const own = known('streamPin')
  return createPin(own.length === 0 ? own : [...own, ...known('pin')], (certificate) =>
    parentPort?.postMessage({ type: 'stream-certificate', certificate }),
  )
}

/** Asks the stream for its description, at the camera's own address, whatever host it named. Nothing is played. */
const lookAtStream = async (
  cam: Cam,
  { secure, port, path }: StreamPlace,
): Promise<CameraVideoLoss | null | 'untold'> => {
  const { address } = camera
  const uri = `${secure ? 'rtsps' : 'rtsp'}://${address}:${port}${path}`
  const socket = secure ? await pinnedSocket(address, port, streamPin()) : connect({ host: address, port, family: 4 })
  const talk = openRtsp(socket, MOST_DESCRIPTION)
  try {
    const open = await talk.ask(describeRequest(uri, 1, ''))
    const { challenges } = open
    // One that asks for the password in the clear (Basic) does not get it, and nothing is known of its stream.
    if (open.status === 401 && challenges.length === 0) return 'untold'
    const { status, body } =
      open.status === 401
        ? await talk.ask(describeRequest(uri, 2, cam.digestAuth(challenges, { method: 'DESCRIBE', path: uri })))
        : open
    if (status === 401 || status === 403) return 'no-entry'
    if (status !== 200) return 'no-stream'
    const described = hasVideo(body)
    return described === null ? 'not-understood' : described ? null : 'no-video'
  } finally {
    talk.end()
  }
}

const readVideo = async (cam: Cam, heard: Heard) => {
  const place = await streamOf(cam, heard)
  if (place === null) return { type: 'video', loss: 'no-stream' }
  if (place === 'untold') return { type: 'untold' }
  parentPort?.postMessage({ type: 'at-stream' })
  return lookAtStream(cam, place).then(
    (loss) => (loss === 'untold' ? { type: 'untold' } : { type: 'video', loss }),
    (error: unknown) =>
      error instanceof OtherCertificate
        ? { type: 'other-stream-certificate', seen: error.seen }
        : { type: 'video', loss: silenceOf(error) },
  )
}

const ROUTES: ReadonlySet<unknown> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'])
const SILENT: ReadonlySet<unknown> = new Set(['ETIMEDOUT', 'ECONNRESET', 'EPIPE'])

const silenceOf = (error: unknown): CameraSilence => {
  if (error instanceof TooMuch) return 'too-much'
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code === 'ECONNREFUSED') return 'refused'
  if (ROUTES.has(code)) return 'no-route'
  if (code === 'EPROTO' || /^ERR_(SSL|OSSL|TLS)_/.test(String(code))) return 'no-tls'
  const isLate = error instanceof Error && error.message === 'Network timeout'
  return SILENT.has(code) || isLate ? 'silent' : 'not-understood'
}

const failureOf = (error: unknown) => {
  if (error instanceof OtherCertificate) return { type: 'certificate-changed', seen: error.seen }
  if (error instanceof NoEntry) return { type: 'no-entry' }
  const securePort = camera.scheme === 'http' ? redirects.securePort() : null
  return securePort === null ? { type: 'silence', reason: silenceOf(error) } : { type: 'https-only', port: securePort }
}

const converse = async () => {
  const { cam, heard } = connectionTo(camera, agent)
  const { cameraTime, asked, answered } = await readTime(cam, heard)
  if (wants === 'video') return readVideo(cam, heard)
  if (wants === 'picture') return { type: 'picture', jpeg: await readPicture(cam, await picturePath(cam, heard)) }
  const identity = await readIdentity(cam, heard)
  const now = performance.now()
  return { type: 'read', identity, cameraTime, askedAgoMs: now - asked, answeredAgoMs: now - answered }
}

const port = parentPort
const answer = await converse().catch(failureOf)
port?.postMessage(answer)
// What the library still holds (a socket, a timer) must not keep the thread.
port?.close()
agent.destroy()
