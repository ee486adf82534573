/** The TVs' side of Socket.IO: each gets its plan and its name, and tells what it is and what it aired. */
import type { Namespace, Server, Socket } from 'socket.io'
import { AiringReport, DisplayReport } from '../../protocol/display.ts'
import { AiredReports, DisplayHello, type DisplayToServer, type ServerToDisplay } from '../../protocol/events.ts'
import type { DisplayLine } from '../displays/presence.ts'
import type { SocketDeps } from './socket-deps.ts'
import { limited, parsed } from './socket-guard.ts'

const ANSWER_MS = 5000
const LARGEST_PICTURE_BYTES = 60_000
const SEEN_EVERY_MS = 30_000

interface DisplayData {
  displayId: string
  groupId: string | null
  held: number
}

export const serveDisplays = (io: Server, deps: SocketDeps) => {
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
      const items = parsed(AiredReports, sent, 'aired', log)
      if (items === null || typeof ack !== 'function') return
      const read = items.map((item) => parsed(AiringReport, item, 'aired', log))
      const refused = read.flatMap((report, place) => (report === null ? [place] : []))
      deps
        .aired(
          displayId,
          read.filter((report) => report !== null),
        )
        .then(
          (kept) => ack(refused.length === 0 ? kept : { ...kept, refused }),
          (error: unknown) => log.error({ err: error }, 'reports were not kept'),
        )
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
