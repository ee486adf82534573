/** Socket.IO on the HTTP server: what arrives is parsed, what is not understood is dropped and counted. */
import type { Server as HttpServer } from 'node:http'
import { Server } from 'socket.io'
import type { Access } from '../../protocol/account.ts'
import type { ReadinessView } from '../../protocol/readiness.ts'
import type { Instant } from '../../protocol/time.ts'
import { serveDisplays } from './display-sockets.ts'
import { servePanel } from './panel-sockets.ts'
import type { SocketDeps } from './socket-deps.ts'

/** Every event a client may send and the access it demands; namespaces check it when a client connects. */
export const SOCKET_EVENTS = [
  { namespace: '/display', event: 'clock', access: 'display' },
  { namespace: '/display', event: 'hello', access: 'display' },
  { namespace: '/display', event: 'report', access: 'display' },
  { namespace: '/display', event: 'aired', access: 'display' },
  { namespace: '/panel', event: 'clock', access: 'signed-in' },
  { namespace: '/panel', event: 'here', access: 'signed-in' },
] as const satisfies readonly { namespace: string; event: string; access: Access }[]

export interface Sockets {
  /** Sends their group's plan to all connected TVs of these groups. */
  pushPlans(groupIds: readonly string[]): void
  endSessions(sessionIds: readonly string[]): void
  /** A session got a new id. */
  moveSession(from: string, to: string): void
  /** To every panel that may see the TVs. */
  tellReadiness(readiness: ReadinessView): void
  /** When someone last had the page of what is on the air open. */
  lookedAt(): Instant | null
  close(): Promise<void>
}

/** The largest thing a client sends is 500 airing reports. */
const LARGEST_MESSAGE_BYTES = 200_000

export const attachSockets = (server: HttpServer, deps: SocketDeps): Sockets => {
  const io = new Server(server, {
    perMessageDeflate: false,
    maxHttpBufferSize: LARGEST_MESSAGE_BYTES,
    serveClient: false,
    allowRequest: (request, answer) => {
      const { origin, host } = request.headers
      answer(null, origin === undefined || URL.parse(origin)?.host === host)
    },
  })
  const displays = serveDisplays(io, deps)
  const panel = servePanel(io, deps)
  return {
    pushPlans: displays.pushPlans,
    endSessions: panel.endSessions,
    moveSession: panel.moveSession,
    tellReadiness: panel.tellReadiness,
    lookedAt: panel.lookedAt,
    close: async () => {
      displays.stop()
      panel.stop()
      await io.close()
    },
  }
}
