/** A server that speaks the players' protocol and nothing else: pairing, plan, clock, manifests, segments. */
import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { extname, join } from 'node:path'
import { Server } from 'socket.io'
import type { AiringReport, DisplayIdentity, DisplayReport } from '../../protocol/display.ts'
import type { DisplayToServer, PlanMessage, ServerToDisplay } from '../../protocol/events.ts'
import type { Clip } from './clip.ts'

export interface FakeServer {
  readonly port: number
  readonly reports: DisplayReport[]
  readonly aired: AiringReport[]
  /** A person approves the TV that waits. */
  approve(): void
  publish(plan: PlanMessage): void
  /** The TV is removed: its token is no good from now on. */
  revoke(): void
  close(): Promise<void>
}

const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }

export interface FakeSchool {
  /** Folder of the built player. */
  readonly dist: string
  readonly identity: DisplayIdentity
  readonly clips: readonly Clip[]
  /** The server's clock, milliseconds with a fraction. */
  readonly now: () => number
}

/** @param port 0 for any that is free; the former one for a server that comes back */
export const startFakeServer = async ({ dist, identity, clips, now }: FakeSchool, port = 0): Promise<FakeServer> => {
  const objects = new Map(clips.flatMap((clip) => [clip.init, ...clip.segments].map((data) => [sha256(data), data])))
  let approved = false
  let plan: PlanMessage | null = null
  const reports: DisplayReport[] = []
  const aired: AiringReport[] = []
  let revoked = false
  const http = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://host').pathname
    const json = (body: object) => response.setHeader('content-type', 'application/json').end(JSON.stringify(body))
    if (path === '/api/pairing')
      return json({
        pairingId: 'p',
        secret: 's',
        userCode: 'CDFGHJKM',
        expiresAt: Math.round(now()) + 900_000,
        intervalMs: 200,
        schoolName: identity.schoolName,
      })
    if (path === '/api/pairing/claim')
      return json(
        approved ? { state: 'approved', token: 'token', displayId: identity.displayId } : { state: 'waiting' },
      )
    const clip = clips.find(({ manifest }) => path === `/media/${manifest.mediaId}/manifest.json`)
    if (clip !== undefined) return json(clip.manifest)
    const object = objects.get(path.replace('/segments/', ''))
    if (object !== undefined) return response.end(object)
    const file = join(dist, path === '/player/' ? 'index.html' : path.replace('/player/', ''))
    if (!path.startsWith('/player/') || !existsSync(file)) return response.writeHead(404).end()
    return response.setHeader('content-type', TYPES[extname(file)] ?? 'text/plain').end(readFileSync(file))
  })
  const sockets = new Server<DisplayToServer, ServerToDisplay>(http)
  const displays = sockets.of('/display')
  displays.use((_socket, next) => (revoked ? next(new Error('NOT_SIGNED_IN')) : next()))
  displays.on('connection', (socket) => {
    socket.on('clock', (answer) => answer(now()))
    socket.on('report', (report) => reports.push(report))
    socket.on('aired', (sent, answer) => {
      aired.push(...sent)
      answer({ stored: sent.length })
    })
    socket.on('hello', () => {
      socket.emit('identity', identity)
      if (plan !== null) socket.emit('plan', plan, () => undefined)
    })
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  const address = http.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    port: address.port,
    reports,
    aired,
    approve: () => {
      approved = true
    },
    publish: (next) => {
      plan = next
      for (const socket of displays.sockets.values()) socket.emit('plan', next, () => undefined)
    },
    revoke: () => {
      revoked = true
      displays.disconnectSockets(true)
    },
    close: async () => {
      await sockets.close()
      http.closeAllConnections()
    },
  }
}

export const sha256 = (data: Buffer): string => createHash('sha256').update(data).digest('hex')
