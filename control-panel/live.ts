/** The panel's socket: the server's clock, what changed, whether the connection holds. */
import type { Socket } from 'socket.io-client'
import type { Display } from '../protocol/display.ts'
import type { Change, PanelToServer, Present, ServerToPanel } from '../protocol/events.ts'
import type { ReadinessView } from '../protocol/readiness.ts'
import { type Instant, instant } from '../protocol/time.ts'

export type Connection =
  | { readonly state: 'connecting' }
  | { readonly state: 'live' }
  /** `since` by the server's clock as this browser last knew it. */
  | { readonly state: 'lost'; readonly since: Instant }

export interface Live {
  /** The server's instant, from the sample with the smallest round trip. */
  now(): Instant
  connection(): Connection
  onConnection(listen: () => void): () => void
  onChanges(listen: (changes: readonly Change[]) => void): () => void
  onDisplays(listen: (displays: readonly Display[]) => void): () => void
  /** Everyone who has the panel open, now and whenever that changes. */
  onPeople(listen: (people: readonly Present[]) => void): () => void
  /** “Is noon safe?”, now and whenever the answer changes. */
  onReadiness(listen: (readiness: ReadinessView) => void): () => void
  /** Says which page is looked at. */
  here(page: string): void
  dispose(): void
}

/** The best of this many samples is used: right to under a millisecond on a LAN, far finer than a clock on a screen. */
const SAMPLES = 8
const SAMPLE_AGAIN_MS = 60_000

/** Server minus browser clock, from the sample that travelled fastest. */
export const bestOffset = (
  samples: readonly { readonly sent: number; readonly server: number; readonly received: number }[],
) => {
  const best = [...samples].sort((a, b) => a.received - a.sent - (b.received - b.sent))[0]
  return best === undefined ? 0 : best.server - (best.sent + best.received) / 2
}

/** Owns the socket until disposed. */
export const createLive = (socket: Socket<ServerToPanel, PanelToServer>): Live => {
  let offset = 0
  let connection: Connection = { state: 'connecting' }
  let timer: ReturnType<typeof setInterval> | undefined
  let page: string | null = null
  let readiness: ReadinessView | null = null
  const listeners = new Set<() => void>()
  const now = () => instant(Math.floor(performance.timeOrigin + performance.now() + offset))
  const become = (next: Connection) => {
    connection = next
    for (const listen of listeners) listen()
  }
  const localNow = () => performance.timeOrigin + performance.now()
  const sample = async () => {
    const samples = []
    for (let count = 0; count < SAMPLES && socket.connected; count++) {
      const sent = localNow()
      const server = await socket.timeout(2000).emitWithAck('clock')
      samples.push({ sent, server, received: localNow() })
    }
    if (samples.length > 0) offset = bestOffset(samples)
  }
  const follow = () => {
    sample().then(
      () => socket.connected && become({ state: 'live' }),
      () => socket.connected && become({ state: 'live' }),
    )
  }
  socket.on('readiness', (next) => {
    readiness = next
  })
  socket.on('connect', () => {
    if (page !== null) socket.emit('here', page)
    follow()
    clearInterval(timer)
    timer = setInterval(follow, SAMPLE_AGAIN_MS)
  })
  socket.on('disconnect', () => {
    clearInterval(timer)
    become({ state: 'lost', since: now() })
  })
  socket.on('connect_error', () => {
    if (connection.state !== 'lost') become({ state: 'lost', since: now() })
  })
  return {
    now,
    connection: () => connection,
    onConnection: (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    onChanges: (listen) => {
      socket.on('changed', listen)
      return () => socket.off('changed', listen)
    },
    onDisplays: (listen) => {
      socket.on('displays', listen)
      return () => socket.off('displays', listen)
    },
    onPeople: (listen) => {
      socket.on('people', listen)
      return () => socket.off('people', listen)
    },
    onReadiness: (listen) => {
      if (readiness !== null) listen(readiness)
      socket.on('readiness', listen)
      return () => socket.off('readiness', listen)
    },
    here: (next) => {
      page = next
      if (socket.connected) socket.emit('here', next)
    },
    dispose: () => {
      clearInterval(timer)
      socket.disconnect()
    },
  }
}
