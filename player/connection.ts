/** The line to the server: what it says is checked before it is believed; everything is said again after a break. */
import { io, type Socket } from 'socket.io-client'
import { Check, Parse } from 'typebox/value'
import { type AiringReport, type DisplayFacts, DisplayIdentity, type DisplayReport } from '../protocol/display.ts'
import {
  AiredAnswer,
  DisplayCommand,
  type DisplayToServer,
  type PlanAck,
  PlanMessage,
  PROTOCOL_VERSION,
  type ServerToDisplay,
} from '../protocol/events.ts'
import type { ClockSample } from './clock.ts'
import { takeBurst } from './clock-burst.ts'

export interface Connection {
  connected(): boolean
  report(report: DisplayReport): void
  /** @returns the places of those that the server can't read; rejects when no answer comes that can be read */
  aired(reports: AiringReport[]): Promise<readonly number[]>
  /** One burst of clock samples, empty when the line breaks midway; those that were not answered are left out. */
  burst(): Promise<readonly ClockSample[]>
  close(): void
}

interface ConnectionParts {
  readonly token: string
  readonly facts: DisplayFacts
  /** Version of the plan that is held. */
  readonly held: () => number
  readonly identity: (identity: DisplayIdentity) => void
  readonly plan: (message: PlanMessage) => PlanAck
  readonly command: (command: DisplayCommand) => void
  /** A small JPEG of what is shown. */
  readonly picture: () => Promise<ArrayBuffer | null>
  /** The line came or went; `refused` when the server does not know this TV. */
  readonly changed: (state: 'connected' | 'lost' | 'refused') => void
  /** Something arrived that this player can't read: it is older than the server. */
  readonly unreadable: () => void
}

const ANSWER_MS = 3000
const BETWEEN_SAMPLES_MS = 15
/** After a word of the server's own that ended the line nothing else tries again: a closed line, a refusal. */
const CLOSED_AGAIN_MS = 3000
const REFUSED_AGAIN_MS = 15_000

export const connect = (parts: ConnectionParts): Connection => {
  const socket: Socket<ServerToDisplay, DisplayToServer> = io('/display', {
    transports: ['websocket'],
    auth: { token: parts.token },
    reconnectionDelay: 500,
    reconnectionDelayMax: 5000,
    randomizationFactor: 0.5,
  })
  const again = (milliseconds: number) => setTimeout(() => socket.connect(), milliseconds)
  socket.on('connect', () => {
    parts.changed('connected')
    socket.emit('hello', { protocol: PROTOCOL_VERSION, facts: parts.facts, held: parts.held() })
  })
  socket.on('disconnect', (reason) => {
    parts.changed('lost')
    if (reason === 'io server disconnect') again(CLOSED_AGAIN_MS)
  })
  socket.on('connect_error', (error) => {
    // A refusal by the server itself ends the attempts; a network failure goes on trying.
    if (socket.active) return parts.changed('lost')
    parts.changed(error.message === 'NOT_SIGNED_IN' ? 'refused' : 'lost')
    again(REFUSED_AGAIN_MS)
  })
  socket.on('identity', (identity) =>
    Check(DisplayIdentity, identity) ? parts.identity(identity) : parts.unreadable(),
  )
  socket.on('plan', (message, ack) => {
    if (!Check(PlanMessage, message)) return parts.unreadable()
    ack(parts.plan(message))
  })
  socket.on('command', (command, ack) => {
    if (!Check(DisplayCommand, command)) return parts.unreadable()
    ack({ done: true })
    parts.command(command)
  })

  socket.on('picture', (ack) => {
    parts.picture().then(ack, () => ack(null))
  })

  const askTime = async (): Promise<number | null> => {
    const serverMs: unknown = await new Promise((resolve) => {
      const timer = setTimeout(() => resolve(null), ANSWER_MS)
      socket.emit('clock', (answer) => {
        clearTimeout(timer)
        resolve(answer)
      })
    })
    return typeof serverMs === 'number' ? serverMs : null
  }

  return {
    connected: () => socket.connected,
    report: (report) => {
      if (socket.connected) socket.emit('report', report)
    },
    aired: async (reports) => {
      const answer: unknown = await socket.timeout(ANSWER_MS * 3).emitWithAck('aired', reports)
      return Parse(AiredAnswer, answer).refused ?? []
    },
    burst: () =>
      takeBurst({
        line: () => (socket.connected ? (socket.id ?? null) : null),
        ask: askTime,
        monotonic: () => performance.now(),
        pause: () => new Promise((resolve) => setTimeout(resolve, BETWEEN_SAMPLES_MS)),
      }),
    close: () => socket.disconnect(),
  }
}
