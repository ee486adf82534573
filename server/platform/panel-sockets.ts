/** The panels' side of Socket.IO: they hear what changed, how the TVs are, and who else is looking. */
import type { Namespace, Server, Socket } from 'socket.io'
import { may, type User } from '../../protocol/account.ts'
import { type Change, Page, type PanelToServer, type Present, type ServerToPanel } from '../../protocol/events.ts'
import type { ReadinessView } from '../../protocol/readiness.ts'
import type { Instant } from '../../protocol/time.ts'
import type { SocketDeps } from './socket-deps.ts'
import { limited, parsed } from './socket-guard.ts'

const STATUS_EVERY_MS = 1000

/** The page that answers whether noon is safe. */
const ON_AIR_PAGE = '/'

interface PanelData {
  user: User
  sessionId: string
  /** The page that is looked at; null: not said. */
  page: string | null
}

export const servePanel = (io: Server, deps: SocketDeps) => {
  const { clock, presence, log } = deps
  type PanelSocket = Socket<PanelToServer, ServerToPanel, Record<string, never>, PanelData>
  const namespace = io.of('/panel') as Namespace<PanelToServer, ServerToPanel, Record<string, never>, PanelData>
  const sockets = new Set<PanelSocket>()

  namespace.use((socket, next) => {
    deps.user(socket.handshake.headers.cookie).then(
      (found) => {
        if (found === null) return next(new Error('NOT_SIGNED_IN'))
        socket.data = { user: found.user, sessionId: found.sessionId, page: null }
        next()
      },
      (error: unknown) => next(error instanceof Error ? error : new Error(String(error))),
    )
  })
  namespace.on('connection', (socket) => {
    limited(socket, clock)
    sockets.add(socket)
    if (readiness !== null && mayKnow(socket)) socket.emit('readiness', readiness)
    socket.on('clock', (ack) => {
      if (typeof ack === 'function') ack(clock.precise())
    })
    socket.on('here', (sent) => {
      socket.data.page = parsed(Page, sent, 'here', log)
      tellPeople()
    })
    socket.on('disconnect', () => {
      noteLook()
      sockets.delete(socket)
      tellPeople()
    })
  })

  let readiness: ReadinessView | null = null
  let lookedAt: Instant | null = null
  const isLooked = () => [...sockets].some((socket) => socket.data.page === ON_AIR_PAGE)
  const noteLook = () => {
    if (isLooked()) lookedAt = clock.now()
  }
  /** One entry for each person and page, however many windows. */
  const people = (): Present[] => {
    const all = [...sockets].map(({ data }) => ({
      userId: data.user.id,
      name: data.user.fullName || data.user.name,
      page: data.page ?? '',
    }))
    return [...new Map(all.map((each) => [`${each.userId} ${each.page}`, each])).values()]
  }
  const mayKnow = (socket: PanelSocket) => may(socket.data.user.role, 'displays.read')
  const tellPeople = () => {
    const present = people()
    for (const socket of sockets) if (mayKnow(socket)) socket.emit('people', present)
  }

  let waiting: Change[] = []
  const send = async (): Promise<void> => {
    const changes = waiting
    waiting = []
    const changed = presence.takeChanged()
    if (sockets.size === 0) return
    if (changes.length > 0) for (const socket of sockets) socket.emit('changed', changes)
    const readers = [...sockets].filter((socket) => may(socket.data.user.role, 'displays.read'))
    if (changed.length === 0 || readers.length === 0) return
    const displays = await deps.displaysByIds(changed)
    for (const socket of readers) socket.emit('displays', displays)
  }
  const stopStatus = clock.every(STATUS_EVERY_MS, () => {
    send().catch((error: unknown) => log.error({ err: error }, 'panels could not be told'))
  })
  const stopChanges = deps.changes.subscribe((change) => {
    waiting = [...waiting.filter((other) => other.topic !== change.topic || other.ids.length > 0), change].slice(-100)
  })
  return {
    endSessions: (sessionIds: readonly string[]) => {
      for (const socket of sockets) if (sessionIds.includes(socket.data.sessionId)) socket.disconnect(true)
    },
    moveSession: (from: string, to: string) => {
      for (const socket of sockets) if (socket.data.sessionId === from) socket.data.sessionId = to
    },
    tellReadiness: (next: ReadinessView) => {
      readiness = next
      for (const socket of sockets) if (mayKnow(socket)) socket.emit('readiness', next)
    },
    lookedAt: () => {
      noteLook()
      return lookedAt
    },
    stop: () => {
      stopStatus()
      stopChanges()
    },
  }
}
