/** Socket.IO on the HTTP server: what arrives is parsed, what is not understood is dropped and counted. */
import type { Server as HttpServer } from 'node:http'
import { type Namespace, Server, type Socket } from 'socket.io'
import type { TSchema } from 'typebox'
import { Value } from 'typebox/value'
import { type Access, may, type User } from '../../protocol/account.ts'
import type { AiringReport, Display, DisplayIdentity } from '../../protocol/display.ts'
import { DisplayReport } from '../../protocol/display.ts'
import {
  AiredReports,
  type Change,
  DisplayHello,
  type DisplayToServer,
  Page,
  type PanelToServer,
  type PlanMessage,
  type Present,
  type ServerToDisplay,
  type ServerToPanel,
} from '../../protocol/events.ts'
import type { ReadinessView } from '../../protocol/readiness.ts'
import type { Instant } from '../../protocol/time.ts'
import type { DisplayLine, Presence } from '../displays/presence.ts'
import type { Changes } from './changes.ts'
import type { Clock } from './clock.ts'

/** Every event a client may send and the access it demands; namespaces check it when a client connects. */
export const SOCKET_EVENTS = [
  { namespace: '/display', event: 'clock', access: 'display' },
  { namespace: '/display', event: 'hello', access: 'display' },
  { namespace: '/display', event: 'report', access: 'display' },
  { namespace: '/display', event: 'aired', access: 'display' },
  { namespace: '/panel', event: 'clock', access: 'signed-in' },
  { namespace: '/panel', event: 'here', access: 'signed-in' },
] as const satisfies readonly { namespace: string; event: string; access: Access }[]

export interface SocketDeps {
  readonly clock: Clock
  readonly changes: Changes
  readonly presence: Presence
  readonly log: { warn(details: object, message: string): void; error(details: object, message: string): void }
  readonly user: (cookie: string | undefined) => Promise<{ user: User; sessionId: string } | null>
  readonly display: (token: string) => Promise<{ displayId: string; groupId: string | null } | null>
  readonly identity: (displayId: string) => Promise<DisplayIdentity | null>
  /** What that TV must be sent when it holds a version; null when it is up to date or in no group. */
  readonly planFor: (groupId: string, held: number) => PlanMessage | null
  readonly aired: (displayId: string, reports: AiringReport[]) => Promise<{ stored: number }>
  readonly displaysByIds: (ids: readonly string[]) => Promise<readonly Display[]>
  readonly seen: (displayIds: readonly string[]) => Promise<void>
}

export interface Sockets {
  /** Sends their group's plan to all connected TVs of these groups. */
  pushPlans(groupIds: readonly string[]): void
  endSessions(sessionIds: readonly string[]): void
  /** To every panel that may see the TVs. */
  tellReadiness(readiness: ReadinessView): void
  /** When someone last had the page of what is on the air open. */
  lookedAt(): Instant | null
  close(): Promise<void>
}

/** The largest thing a client sends is 500 airing reports. */
const LARGEST_MESSAGE_BYTES = 200_000
const ANSWER_MS = 5000
const LARGEST_PICTURE_BYTES = 60_000
const STATUS_EVERY_MS = 1000
const SEEN_EVERY_MS = 30_000
/** Messages a second a socket may send, averaged over a burst of clock samples. */
const MESSAGES_A_SECOND = 40
const BURST = 200

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
    tellReadiness: panel.tellReadiness,
    lookedAt: panel.lookedAt,
    close: async () => {
      displays.stop()
      panel.stop()
      await io.close()
    },
  }
}

/** Checks what a client sent; anything else is dropped and noted. */
const parsed = <Schema extends TSchema>(schema: Schema, value: unknown, what: string, log: SocketDeps['log']) => {
  if (Value.Check(schema, value)) return value
  log.warn({ event: what }, 'a client sent what can’t be read')
  return null
}

/** A bucket that refills with time; a client that empties it is cut off. */
const limited = (socket: { use: Socket['use']; disconnect: (close?: boolean) => unknown }, clock: Clock): void => {
  let left = BURST
  let at = clock.now()
  socket.use((_event, next) => {
    const now = clock.now()
    left = Math.min(BURST, left + (Math.max(0, now - at) / 1000) * MESSAGES_A_SECOND) - 1
    at = now
    if (left < 0) socket.disconnect(true)
    else next()
  })
}

interface DisplayData {
  displayId: string
  groupId: string | null
  held: number
}

const serveDisplays = (io: Server, deps: SocketDeps) => {
  const { presence, clock, log } = deps
  type DisplaySocket = Socket<DisplayToServer, ServerToDisplay, Record<string, never>, DisplayData>
  // Socket.IO types a namespace by its server's events; this one's are its own.
  const namespace = io.of('/display') as Namespace<DisplayToServer, ServerToDisplay, Record<string, never>, DisplayData>
  const sockets = new Set<DisplaySocket>()

  namespace.use((socket, next) => {
    const token: unknown = socket.handshake.auth.token
    if (typeof token !== 'string' || token.length > 100) return next(new Error('NOT_SIGNED_IN'))
    deps.display(token).then(
      (found) => {
        if (found === null) return next(new Error('NOT_SIGNED_IN'))
        socket.data = { ...found, held: 0 }
        next()
      },
      (error: unknown) => next(error instanceof Error ? error : new Error(String(error))),
    )
  })

  const pushPlan = async (socket: DisplaySocket): Promise<void> => {
    const { groupId, held } = socket.data
    const message = groupId === null ? null : deps.planFor(groupId, held)
    if (message === null) return
    const answer = await socket.timeout(ANSWER_MS).emitWithAck('plan', message)
    if ('held' in answer) socket.data.held = answer.held
    else {
      socket.data.held = 0
      await pushPlan(socket)
    }
  }
  const pushing = (socket: DisplaySocket): void => {
    pushPlan(socket).catch((error: unknown) => {
      // No answer: the TV is going away, or will say what it holds when it is back.
      log.warn({ display: socket.data.displayId, reason: String(error) }, 'a plan was not acknowledged')
    })
  }
  /** Asks the database again: name, volume or group may have changed. */
  const tellIdentity = async (socket: DisplaySocket): Promise<void> => {
    const identity = await deps.identity(socket.data.displayId)
    if (identity === null) return void socket.disconnect(true)
    if (identity.groupId !== socket.data.groupId) {
      socket.data.groupId = identity.groupId
      socket.data.held = 0
    }
    socket.emit('identity', identity)
    pushing(socket)
  }
  const lineOf = (socket: DisplaySocket): DisplayLine => ({
    plan: (message) => socket.timeout(ANSWER_MS).emitWithAck('plan', message),
    command: async (command) => {
      await socket.timeout(ANSWER_MS).emitWithAck('command', command)
    },
    picture: async () => {
      const jpeg: unknown = await socket.timeout(ANSWER_MS).emitWithAck('picture')
      return jpeg instanceof Uint8Array && jpeg.byteLength <= LARGEST_PICTURE_BYTES ? jpeg : null
    },
    identity: () => {
      tellIdentity(socket).catch((error: unknown) => log.error({ err: error }, 'a TV could not be told its name'))
    },
    close: () => socket.disconnect(true),
  })

  namespace.on('connection', (socket) => {
    limited(socket, clock)
    sockets.add(socket)
    const { displayId } = socket.data
    const line = lineOf(socket)
    socket.on('clock', (ack) => {
      if (typeof ack === 'function') ack(clock.precise())
    })
    socket.on('hello', (sent) => {
      const hello = parsed(DisplayHello, sent, 'hello', log)
      // A player of another age is told of itself all the same: it learns that there is a newer one.
      if (hello === null) return line.identity()
      socket.data.held = hello.held
      presence.came(displayId, line, hello.facts)
      line.identity()
    })
    socket.on('report', (sent) => {
      const report = parsed(DisplayReport, sent, 'report', log)
      if (report !== null) presence.reported(displayId, report)
    })
    socket.on('aired', (sent, ack) => {
      const reports = parsed(AiredReports, sent, 'aired', log)
      if (reports === null || typeof ack !== 'function') return
      deps.aired(displayId, reports).then(ack, (error: unknown) => log.error({ err: error }, 'reports were not kept'))
    })
    socket.on('disconnect', () => {
      sockets.delete(socket)
      presence.left(displayId, line)
    })
  })

  const stopSeen = clock.every(SEEN_EVERY_MS, () => {
    deps.seen(presence.online()).catch((error: unknown) => log.error({ err: error }, 'presence could not be noted'))
  })
  const stopChanges = deps.changes.subscribe(({ topic }) => {
    if (topic === 'settings' || topic === 'groups') for (const socket of sockets) lineOf(socket).identity()
  })
  return {
    pushPlans: (groupIds: readonly string[]) => {
      for (const socket of sockets) if (groupIds.includes(socket.data.groupId ?? '')) pushing(socket)
    },
    stop: () => {
      stopSeen()
      stopChanges()
    },
  }
}

/** The page that answers whether noon is safe. */
const ON_AIR_PAGE = '/'

interface SignedIn {
  user: User
  sessionId: string
  /** The page that is looked at; null: not said. */
  page: string | null
}

const servePanel = (io: Server, deps: SocketDeps) => {
  const { clock, presence, log } = deps
  type PanelSocket = Socket<PanelToServer, ServerToPanel, Record<string, never>, SignedIn>
  const namespace = io.of('/panel') as Namespace<PanelToServer, ServerToPanel, Record<string, never>, SignedIn>
  const sockets = new Set<PanelSocket>()

  namespace.use((socket, next) => {
    deps.user(socket.handshake.headers.cookie).then(
      (found) => {
        if (found === null) return next(new Error('NOT_SIGNED_IN'))
        socket.data = { ...found, page: null }
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
