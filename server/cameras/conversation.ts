/** Talking with a camera: one question, one answer, bounded in time, bytes and memory. Never throws for what a camera does. */
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import { CameraIdentity, CameraPort, type CameraScheme, CameraSilence, CameraVideoLoss } from '../../protocol/camera.ts'
import { CameraCertificate } from '../../protocol/camera-certificate.ts'
import type { Clock } from '../platform/clock.ts'
import { runThread, type ThreadEnd } from '../platform/thread.ts'
import { createTurns } from '../platform/turns.ts'
import { isWithin, type Network } from './networks.ts'

/** Whom to talk with. */
export interface Paired {
  readonly scheme: CameraScheme
  readonly address: string
  readonly port: number
  readonly user: string
  readonly password: string
  /** Fingerprint of the certificate it was paired with, over HTTPS, and of its stream's, over RTSPS. Null: none was seen. */
  readonly pin: string | null
  readonly streamPin: string | null
}

/** The whole of it, milliseconds: a camera on the LAN takes some 100. */
export const CONVERSATION_MS = 10_000

/** Threads at a time: each may take 48 MB. */
const MOST_AT_A_TIME = 3

const THREAD = new URL('./conversation-thread.ts', import.meta.url)

const Read = Type.Object({
  type: Type.Literal('read'),
  identity: CameraIdentity,
  /** What its clock said, in whole seconds, milliseconds since 1970; null: it didn't say. */
  cameraTime: Type.Union([Type.Number(), Type.Null()]),
  /** How long before this message that was asked, and answered; milliseconds. */
  askedAgoMs: Type.Number({ minimum: 0 }),
  answeredAgoMs: Type.Number({ minimum: 0 }),
})
const Picture = Type.Object({ type: Type.Literal('picture'), jpeg: Type.Unsafe<Uint8Array>(Type.Any()) })
const Video = Type.Object({ type: Type.Literal('video'), loss: Type.Union([CameraVideoLoss, Type.Null()]) })
/** It named its stream, which is now asked: what goes wrong from here on goes wrong there. */
const AtStream = Type.Object({ type: Type.Literal('at-stream') })
/** A certificate was shown that may be spoken with. */
const Taken = Type.Object({
  type: Type.Union([Type.Literal('certificate'), Type.Literal('stream-certificate')]),
  certificate: CameraCertificate,
})
const OtherStreamCertificate = Type.Object({ type: Type.Literal('other-stream-certificate'), seen: CameraCertificate })
const Silence = Type.Object({ type: Type.Literal('silence'), reason: CameraSilence })
const Refused = Type.Union([
  Type.Object({ type: Type.Literal('no-entry') }),
  Silence,
  /** It shows another certificate than the one it was paired with, and nothing was sent. */
  Type.Object({ type: Type.Literal('certificate-changed'), seen: CameraCertificate }),
  /** It leads to HTTPS, at that port. */
  Type.Object({ type: Type.Literal('https-only'), port: CameraPort }),
])

/** `closed`: its address is not in the networks allowed, and nothing was sent. */
type Refusal = Static<typeof Refused> | { readonly type: 'closed' }
export type Reading =
  | {
      readonly type: 'read'
      readonly identity: CameraIdentity
      /** Camera's clock less the real time, and how far it may be from the truth; milliseconds. Null: not told. */
      readonly offset: { readonly ms: number; readonly uncertainMs: number } | null
    }
  | Refusal
/** `unpaired`: its certificate has not been seen yet, so it is not asked for pictures. */
export type Snapshot = { readonly type: 'picture'; readonly jpeg: Buffer } | { readonly type: 'unpaired' } | Refusal

/** `loss`: why there is no video; null: there is. `untold`: the camera did not get as far as saying so. */
export type VideoReading = Static<typeof Video> | Static<typeof OtherStreamCertificate> | { readonly type: 'untold' }

/** Told the certificate that was shown and is spoken with, whatever comes of the conversation afterwards. */
export type OnCertificate = (seen: CameraCertificate) => void

const nobody: OnCertificate = () => undefined

export interface Conversations {
  /** A first look at all: where no certificate is known, the one that is shown is taken. */
  read(camera: Paired, onCertificate?: OnCertificate): Promise<Reading>
  snapshot(camera: Paired): Promise<Snapshot>
  /** Is its video to be had? Its stream is asked for its description and not played. */
  video(camera: Paired, onStreamCertificate?: OnCertificate): Promise<VideoReading>
}

export interface ConversationDeps {
  readonly clock: Pick<Clock, 'now' | 'at' | 'real'>
  /** Asked anew each time: a network that was taken out is not contacted any more. */
  readonly networks: () => Promise<readonly Network[]>
  /** Ends what is under way. */
  readonly signal: AbortSignal
}

const silenceOf = (end: ThreadEnd): Static<typeof Silence> => {
  switch (end) {
    case 'late':
    case 'cancelled':
      return { type: 'silence', reason: 'silent' }
    case 'out-of-memory':
      return { type: 'silence', reason: 'too-much' }
    case 'broken':
    case 'done':
      return { type: 'silence', reason: 'not-understood' }
    default:
      return end satisfies never
  }
}

/** Pictures and streams are for cameras that are known: the first certificate is taken by a look and nothing else. */
const isUnpaired = ({ scheme, pin }: Paired): boolean => scheme === 'https' && pin === null

/** A camera tells whole seconds, cut off: its clock is half a second further on average, and at most that wrong. */
const HALF_SECOND_MS = 500

export const createConversations = ({ clock, networks, signal }: ConversationDeps): Conversations => {
  const turn = createTurns(MOST_AT_A_TIME)
  /** Null: the network is closed. `said`: its last message; null: none. */
  const converse = async (
    camera: Paired,
    wants: 'facts' | 'picture' | 'video',
    taken: (message: Static<typeof Taken>) => void,
  ): Promise<{ readonly said: unknown; readonly at: number; readonly end: ThreadEnd } | null> => {
    if (!isWithin(await networks(), camera.address)) return null
    let said: unknown = null
    let at = 0
    const order = { ...camera, wants }
    const onMessage = (message: unknown) => {
      if (Value.Check(Taken, message)) return taken(message)
      said = message
      at = clock.real()
    }
    const end = await turn(() => runThread(clock, THREAD, order, { deadlineMs: CONVERSATION_MS, signal, onMessage }))
    return { said, at, end }
  }
  /** What it says, or why it doesn't. */
  const answerOf = async (
    camera: Paired,
    wants: 'facts' | 'picture',
    onCertificate: OnCertificate,
  ): Promise<{ readonly answer: unknown; readonly at: number } | Refusal> => {
    const heard = await converse(camera, wants, ({ certificate }) => onCertificate(certificate))
    if (heard === null) return { type: 'closed' }
    const { said, at, end } = heard
    if (Value.Check(Refused, said)) return said
    return said === null ? silenceOf(end) : { answer: said, at }
  }
  return {
    read: async (camera, onCertificate = nobody) => {
      const heard = await answerOf(camera, 'facts', onCertificate)
      if (!('answer' in heard)) return heard
      const { answer, at } = heard
      if (!Value.Check(Read, answer)) return silenceOf('done')
      const { identity, cameraTime, askedAgoMs, answeredAgoMs } = answer
      if (cameraTime === null) return { type: 'read', identity, offset: null }
      const middle = at - (askedAgoMs + answeredAgoMs) / 2
      const ms = Math.round(cameraTime + HALF_SECOND_MS - middle)
      const uncertainMs = Math.ceil(HALF_SECOND_MS + Math.abs(askedAgoMs - answeredAgoMs) / 2)
      return { type: 'read', identity, offset: { ms, uncertainMs } }
    },
    snapshot: async (camera) => {
      if (isUnpaired(camera)) return { type: 'unpaired' }
      const heard = await answerOf(camera, 'picture', nobody)
      if (!('answer' in heard)) return heard
      const { answer } = heard
      return Value.Check(Picture, answer) && answer.jpeg instanceof Uint8Array
        ? { type: 'picture', jpeg: Buffer.from(answer.jpeg) }
        : silenceOf('done')
    },
    video: async (camera, onStreamCertificate = nobody) => {
      if (isUnpaired(camera)) return { type: 'untold' }
      const heard = await converse(camera, 'video', ({ type, certificate }) => {
        if (type === 'stream-certificate') onStreamCertificate(certificate)
      })
      if (heard === null || heard.end === 'cancelled') return { type: 'untold' }
      const { said, end } = heard
      if (Value.Check(Type.Union([Video, OtherStreamCertificate]), said)) return said
      return Value.Check(AtStream, said) ? { type: 'video', loss: silenceOf(end).reason } : { type: 'untold' }
    },
  }
}
