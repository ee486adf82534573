/**
 * One conversation with one camera, in a thread of its own: who are you, what time is it there, and a picture if asked.
 * The library speaks ONVIF; its sockets reach the paired address alone. Its first message is the answer, and the last.
 */
import type { OutgoingHttpHeaders } from 'node:http'
import { request } from 'node:http'
import { parentPort, workerData } from 'node:worker_threads'
import onvif, { type Cam } from 'onvif'
import { answerText } from './answer-text.ts'
import { pairedAgent, TooMuch } from './paired-agent.ts'

declare module 'onvif' {
  interface Cam {
    /** RFC 7616. @param challenges each `WWW-Authenticate: Digest …` */
    digestAuth(challenges: readonly string[], request: { readonly method: string; readonly path: string }): string
  }
}

/** What it is told; a plain object made by `conversation.ts`. */
const told = (name: string): unknown => Reflect.get(Object(workerData), name)
const text = (name: string): string => String(told(name) ?? '')

/** Profiles of a large recorder are some 100 kB; the library's reading of names takes the square of a hostile one's length. */
const MOST_SOAP = 262_144
const MOST_PICTURE = 4_000_000
const LONGEST_STEP_MS = 6000

const wantsPicture = told('wants') === 'picture'
const agent = pairedAgent(text('address'), Number(told('port')), MOST_SOAP + (wantsPicture ? MOST_PICTURE : 0))

interface Heard {
  status: number
  xml: string
}

class NoEntry extends Error {}
class NotUnderstood extends Error {}

/** Calls the library, and throws what its callback was given. */
const ask = async <Answer>(
  heard: Heard,
  call: (done: (error: Error | null | undefined, answer?: Answer, xml?: string) => void) => void,
): Promise<{ readonly answer: Answer | undefined; readonly xml: string }> => {
  heard.status = 0
  heard.xml = ''
  const [error, answer, xml] = await new Promise<[Error | null | undefined, Answer | undefined, string]>((resolve) =>
    call((failed, given, raw) => resolve([failed, given, raw ?? heard.xml])),
  )
  if (error === null || error === undefined) return { answer, xml }
  if (heard.status === 401 || /not\s*authorized/i.test(heard.xml) || error.message.startsWith('Digest authentication'))
    throw new NoEntry()
  throw heard.status === 0 ? error : new NotUnderstood()
}

const connectionTo = (): { cam: Cam; heard: Heard } => {
  const heard: Heard = { status: 0, xml: '' }
  const cam = new onvif.Cam({
    hostname: text('address'),
    port: Number(told('port')),
    username: text('user'),
    password: text('password'),
    autoconnect: false,
    preserveAddress: true,
    timeout: LONGEST_STEP_MS,
    agent,
  })
  cam.on('rawResponse', (xml, status) => {
    heard.status = status
    heard.xml = xml
  })
  return { cam, heard }
}

/** Its time, without a password; from then on the library signs by that time, so that a wrong clock locks nobody out. */
const readTime = async (cam: Cam, heard: Heard) => {
  const asked = performance.now()
  const { answer, xml } = await ask<Date>(heard, (done) => cam.getSystemDateAndTime(done))
  const answered = performance.now()
  // Without it the library answers its own time, or takes the camera's local time for UTC.
  const isTold = xml.includes('UTCDateTime') && answer instanceof Date && Number.isFinite(answer.getTime())
  return { cameraTime: isTold ? answer.getTime() : null, asked, answered }
}

const readIdentity = async (cam: Cam, heard: Heard) => {
  const { xml } = await ask(heard, (done) => cam.getDeviceInformation(done))
  if (!xml.includes('GetDeviceInformationResponse')) throw new NotUnderstood()
  return {
    maker: answerText(xml, 'Manufacturer'),
    model: answerText(xml, 'Model'),
    serial: answerText(xml, 'SerialNumber'),
    firmware: answerText(xml, 'FirmwareVersion'),
  }
}

/** Where the camera says its pictures are: path and query of that address; the host it names does not matter. */
const picturePath = async (cam: Cam, heard: Heard): Promise<string> => {
  await ask(heard, (done) => cam.getServices(false, done)).catch((error: unknown) => {
    if (error instanceof NoEntry) throw error
    return ask(heard, (done) => cam.getCapabilities(done)) // what there was before GetServices
  })
  const { answer: profiles } = await ask(heard, (done) => cam.getProfiles(done))
  const first: unknown = [profiles].flat()[0]
  const profileToken: unknown = Reflect.get(Object(Reflect.get(Object(first), '$')), 'token')
  if (profileToken === undefined) throw new NotUnderstood()
  const { answer } = await ask(heard, (done) => cam.getSnapshotUri({ profileToken: String(profileToken) }, done))
  const uri = URL.parse(String(Reflect.get(Object(answer), 'uri')))
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
    const asked = request(
      { hostname: text('address'), port: Number(told('port')), path, headers, agent, timeout: LONGEST_STEP_MS },
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

const ROUTES: ReadonlySet<unknown> = new Set(['EHOSTUNREACH', 'ENETUNREACH', 'EHOSTDOWN', 'EADDRNOTAVAIL', 'EACCES'])
const SILENT: ReadonlySet<unknown> = new Set(['ETIMEDOUT', 'ECONNRESET', 'EPIPE'])

const failureOf = (error: unknown) => {
  if (error instanceof NoEntry) return { type: 'no-entry' }
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const isLate = error instanceof Error && error.message === 'Network timeout'
  const reason =
    error instanceof TooMuch
      ? 'too-much'
      : code === 'ECONNREFUSED'
        ? 'refused'
        : ROUTES.has(code)
          ? 'no-route'
          : SILENT.has(code) || isLate
            ? 'silent'
            : 'not-understood'
  return { type: 'silence', reason }
}

const converse = async () => {
  const { cam, heard } = connectionTo()
  const { cameraTime, asked, answered } = await readTime(cam, heard)
  if (wantsPicture) return { type: 'picture', jpeg: await readPicture(cam, await picturePath(cam, heard)) }
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
