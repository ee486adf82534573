/** What is asked of a camera by ONVIF, in its conversation's thread. */
import type { Agent } from 'node:http'
import onvif, { type Cam } from 'onvif'
import { answerText } from './answer-text.ts'
import type { Paired } from './conversation.ts'

declare module 'onvif' {
  interface Cam {
    /** RFC 7616. @param challenges each `WWW-Authenticate: Digest …` */
    digestAuth(challenges: readonly string[], request: { readonly method: string; readonly path: string }): string
  }
}

/** Longest pause of a camera in the middle of an answer, milliseconds. */
export const LONGEST_STEP_MS = 6000

/** What the camera said last, as it was sent; status 0: nothing. */
export interface Heard {
  status: number
  xml: string
}

/** It does not take the name and the password. */
export class NoEntry extends Error {}
/** It answers, and not as ONVIF describes. */
export class NotUnderstood extends Error {}

/** Calls the library. @throws NoEntry, NotUnderstood, or what its callback was given. */
export const ask = async <Answer>(
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

type Account = Pick<Paired, 'scheme' | 'address' | 'port' | 'user' | 'password'>

/** @param agent whose sockets reach the camera alone */
export const connectionTo = (camera: Account, agent: Agent): { readonly cam: Cam; readonly heard: Heard } => {
  const heard: Heard = { status: 0, xml: '' }
  const cam = new onvif.Cam({
    hostname: camera.address,
    port: camera.port,
    useSecure: camera.scheme === 'https',
    username: camera.user,
    password: camera.password,
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
export const readTime = async (cam: Cam, heard: Heard) => {
  const asked = performance.now()
  const { answer, xml } = await ask<Date>(heard, (done) => cam.getSystemDateAndTime(done))
  const answered = performance.now()
  // Without it the library answers its own time, or takes the camera's local time for UTC.
  const isTold = xml.includes('UTCDateTime') && answer instanceof Date && Number.isFinite(answer.getTime())
  return { cameraTime: isTold ? answer.getTime() : null, asked, answered }
}

export const readIdentity = async (cam: Cam, heard: Heard) => {
  const { xml } = await ask(heard, (done) => cam.getDeviceInformation(done))
  if (!xml.includes('GetDeviceInformationResponse')) throw new NotUnderstood()
  return {
    maker: answerText(xml, 'Manufacturer'),
    model: answerText(xml, 'Model'),
    serial: answerText(xml, 'SerialNumber'),
    firmware: answerText(xml, 'FirmwareVersion'),
  }
}

/** The token of its first profile, which is the main one; services and capabilities are read on the way. */
export const firstProfile = async (cam: Cam, heard: Heard): Promise<string> => {
  await ask(heard, (done) => cam.getServices(false, done)).catch((error: unknown) => {
    if (error instanceof NoEntry) throw error
    return ask(heard, (done) => cam.getCapabilities(done)) // what there was before GetServices
  })
  const { answer: profiles } = await ask(heard, (done) => cam.getProfiles(done))
  const first: unknown = [profiles].flat()[0]
  const token: unknown = Reflect.get(Object(Reflect.get(Object(first), '$')), 'token')
  if (token === undefined) throw new NotUnderstood()
  return String(token)
}

/** An address that it named, as it was sent; null: none. */
export const namedUri = (answer: unknown): URL | null => URL.parse(String(Reflect.get(Object(answer), 'uri')))
