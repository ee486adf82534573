/** The channels over HTTP: each playlist is made once per group, rung and grid line, and then served from memory. */
import { createHash } from 'node:crypto'
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import type { MediaManifest } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import { cellAt, channelPlaylist, type Form, masterPlaylist, mediaNeeded, type Rung } from './channel.ts'

export interface ChannelRoutesDeps {
  readonly clock: Clock
  readonly changes: Changes
  /** IANA zone of the school. */
  readonly timeZone: string
  /** What a group is shown, sorted, from the last local midnight but one on; null when there is no such group. */
  readonly rundownOf: (group: string) => { readonly version: number; readonly airings: readonly Airing[] } | null
  /** How a programme is packaged; null when it isn't. */
  readonly manifest: (mediaId: string) => Promise<MediaManifest | null>
  /** Null until it was made. */
  readonly slate: () => MediaManifest | null
}

interface Rendered {
  readonly cell: number
  readonly version: number
  readonly slate: MediaManifest
  readonly body: Buffer
  readonly etag: string
}

const PLAYLIST_TYPE = 'application/vnd.apple.mpegurl'

/** Manifests kept in memory: a day of programmes of many groups. A film's is some 300 kB. */
const MOST_MANIFESTS = 100

const Params = Type.Object({ group: Type.String({ maxLength: 64 }) })
/** Read by the guard before any route; named here so that the API's description shows them. */
const Query = Type.Object({ key: Type.Optional(Type.String()), token: Type.Optional(Type.String()) })

/** `/channels/:group/index.m3u8` (720p), `/360p.m3u8` and `/master.m3u8`, for accounts, TVs and keys. */
export const channelRoutes =
  (deps: ChannelRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const playlists = createPlaylists(deps)
    app.addHook('onClose', async () => playlists.dispose())

    const rungRoute = (file: string, rung: Rung, summary: string): void => {
      app.get(
        `/channels/:group/${file}`,
        {
          config: { access: 'viewer' },
          schema: { tags: ['playout'], summary, params: Params, querystring: Query },
        },
        (request, reply) => {
          const form = formFor(request.headers['user-agent'])
          const held = playlists.held(request.params.group, rung, form)
          if (held !== null) return send(request, reply, held)
          return playlists.make(request.params.group, rung, form).then((made) => send(request, reply, made))
        },
      )
    }
    rungRoute('index.m3u8', '720p', 'What the group is watching now, as live HLS')
    rungRoute('360p.m3u8', '360p', 'The same, small')

    app.get(
      '/channels/:group/master.m3u8',
      {
        config: { access: 'viewer' },
        schema: {
          tags: ['playout'],
          summary: 'Both sizes, for players that adapt',
          params: Params,
          querystring: Query,
        },
      },
      async (request, reply) => {
        const text = masterPlaylist(await playlists.manifestsOf(request.params.group), queryOf(request.query))
        return reply.header('cache-control', 'private, max-age=1').type(PLAYLIST_TYPE).send(text)
      },
    )
  }

/** VLC 3 gives up where a programme begins with another initialization segment than the one it opened the channel with. */
const formFor = (userAgent: string | undefined): Form => (userAgent?.startsWith('VLC/') ? 'whole' : 'mapped')

const queryOf = (query: { readonly key?: string; readonly token?: string }): string => {
  const kept = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return kept.length === 0 ? '' : `?${kept.join('&')}`
}

const send = (request: FastifyRequest, reply: FastifyReply, rendered: Rendered): FastifyReply => {
  reply.headers({ 'cache-control': 'private, max-age=1', vary: 'user-agent', etag: rendered.etag })
  if (request.headers['if-none-match'] === rendered.etag) return reply.code(304).send()
  return reply.header('content-type', PLAYLIST_TYPE).send(rendered.body)
}

const createPlaylists = (deps: ChannelRoutesDeps) => {
  const rendered = new Map<string, Rendered>()
  const manifests = new Map<string, MediaManifest>()
  /** Counts changes in the library: what was read before one is not kept after it. */
  let changed = 0
  const dispose = deps.changes.subscribe((change) => {
    if (change.topic !== 'media') return
    changed++
    for (const id of change.ids) manifests.delete(id)
    if (change.ids.length === 0) manifests.clear()
    rendered.clear()
  })

  const manifestOf = async (mediaId: string): Promise<MediaManifest | null> => {
    const held = manifests.get(mediaId)
    if (held !== undefined) return held
    const before = changed
    const found = await deps.manifest(mediaId)
    if (found === null || changed !== before) return found
    manifests.set(mediaId, found)
    for (const oldest of manifests.keys()) {
      if (manifests.size <= MOST_MANIFESTS) break
      manifests.delete(oldest)
    }
    return found
  }
  const gather = async (group: string) => {
    const rundown = deps.rundownOf(group)
    if (rundown === null) throw new Failure('NOT_FOUND')
    const slate = deps.slate()
    if (slate === null) throw new Failure('NOT_READY')
    const at = deps.clock.now()
    const wanted = mediaNeeded(rundown.airings, deps.timeZone, at)
    const found = await Promise.all(wanted.map(manifestOf))
    const present = new Map(found.flatMap((one) => (one === null ? [] : [[one.mediaId, one] as const])))
    return { at, version: rundown.version, airings: rundown.airings, manifests: present, slate }
  }

  return {
    dispose,
    /** The playlist if it was made since the last grid line, edit and change in the library. */
    held: (group: string, rung: Rung, form: Form): Rendered | null => {
      const found = rendered.get(`${rung} ${form} ${group}`)
      return found !== undefined &&
        found.cell === cellAt(deps.clock.now()) &&
        found.slate === deps.slate() &&
        found.version === deps.rundownOf(group)?.version
        ? found
        : null
    },
    make: async (group: string, rung: Rung, form: Form): Promise<Rendered> => {
      const before = changed
      const { at, version, slate, ...rest } = await gather(group)
      const body = Buffer.from(channelPlaylist({ ...rest, slate, timeZone: deps.timeZone }, rung, at, form))
      const etag = `"${createHash('sha256').update(body).digest('base64url')}"`
      const made = { cell: cellAt(at), version, slate, body, etag }
      if (changed === before) rendered.set(`${rung} ${form} ${group}`, made)
      return made
    },
    manifestsOf: async (group: string): Promise<readonly MediaManifest[]> => {
      const gathered = await gather(group)
      return [gathered.slate, ...gathered.manifests.values()]
    },
  }
}
