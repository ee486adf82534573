/** Revocable keys for channels: for players that can't sign in (VLC, a smart TV). Shown once, kept as SHA-256. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Static, Type } from 'typebox'
import { Instant, instant } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId, newSecret, secretHash } from '../platform/id.ts'
import { cutPage, DEFAULT_PAGE, PageQuery, pageOf } from '../platform/page.ts'

const ChannelKey = Type.Object({
  id: Type.String(),
  note: Type.String(),
  createdAt: Instant,
  revokedAt: Type.Union([Instant, Type.Null()]),
})
type ChannelKey = Static<typeof ChannelKey>
const NewChannelKey = Type.Object({ ...ChannelKey.properties, key: Type.String({ description: 'Shown only now' }) })

/** A valid key is looked up again after this long, so that one revoked by another process ends too. */
const HELD_MS = 5000

export interface ChannelKeys {
  /** The id of a key that is valid now, or null. One indexed read every `HELD_MS` at most for each valid key. */
  idOf(key: string): Promise<string | null>
  /** Forgets every key held, so that the next request asks the database: call it after a revocation is saved. */
  drop(): void
}

/** Valid keys, held in memory for a moment: a player asks with its key every four seconds. */
export const createChannelKeys = ({ database, clock }: { database: Database; clock: Clock }): ChannelKeys => {
  const held = new Map<string, { readonly id: string; readonly readAt: number }>()
  /** Counts calls of `drop`: what was read before one is not held after it. */
  let dropped = 0
  return {
    idOf: async (key) => {
      const keyHash = secretHash(key)
      const known = held.get(keyHash)
      if (known !== undefined && Math.abs(clock.now() - known.readAt) < HELD_MS) return known.id
      held.delete(keyHash)
      const [before, readAt] = [dropped, clock.now()]
      const row = await database.channelKey.findUnique({ where: { keyHash } })
      if (row === null || row.revokedAt !== null) return null
      if (dropped === before) held.set(keyHash, { id: row.id, readAt })
      return row.id
    },
    drop: () => {
      dropped++
      held.clear()
    },
  }
}

interface Row {
  readonly id: string
  readonly note: string
  readonly createdAt: Date
  readonly revokedAt: Date | null
}

const described = (row: Row): ChannelKey => ({
  id: row.id,
  note: row.note,
  createdAt: instant(row.createdAt.getTime()),
  revokedAt: row.revokedAt === null ? null : instant(row.revokedAt.getTime()),
})

export interface ChannelKeyRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  /** What the guard asks. */
  readonly keys: Pick<ChannelKeys, 'drop'>
}

/** `GET`, `POST /api/channel-keys`, `DELETE /api/channel-keys/:id`. */
export const channelKeyRoutes =
  ({ database, clock, keys }: ChannelKeyRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const write = audit(database, clock)

    app.get(
      '/api/channel-keys',
      {
        config: { access: 'displays.write' },
        schema: {
          tags: ['playout'],
          summary: 'Keys for channels, newest first',
          querystring: PageQuery,
          response: { 200: pageOf(ChannelKey) },
        },
      },
      async ({ query }) => {
        const limit = query.limit ?? DEFAULT_PAGE
        const found = await database.channelKey.findMany({
          where: { note: { contains: query.q ?? '' } },
          ...(query.cursor === undefined ? {} : { cursor: { id: query.cursor }, skip: 1 }),
          orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
          take: limit + 1,
        })
        const { rows, nextCursor } = cutPage(found, limit)
        return { items: rows.map(described), nextCursor }
      },
    )

    app.post(
      '/api/channel-keys',
      {
        config: { access: 'displays.write' },
        schema: {
          tags: ['playout'],
          summary: 'Make a key for a player that can’t sign in',
          body: Type.Object({ note: Type.String({ minLength: 1, maxLength: 120 }) }, { additionalProperties: false }),
          response: { 201: NewChannelKey },
        },
      },
      async (request, reply) => {
        const key = newSecret()
        const row = await database.channelKey.create({
          data: {
            id: newId(),
            keyHash: secretHash(key),
            note: request.body.note,
            createdAt: new Date(clock.now()),
          },
        })
        await write(userOf(request).name, 'channel-key.create', row.id, { note: row.note })
        return reply.code(201).send({ ...described(row), key })
      },
    )

    app.delete(
      '/api/channel-keys/:id',
      {
        config: { access: 'displays.write' },
        schema: {
          tags: ['playout'],
          summary: 'Revoke a key: players that use it get nothing more',
          params: Type.Object({ id: Type.String({ maxLength: 40 }) }),
          response: { 200: ChannelKey },
        },
      },
      async (request) => {
        const { id } = request.params
        const revoked = await database.channelKey.updateMany({
          where: { id, revokedAt: null },
          data: { revokedAt: new Date(clock.now()) },
        })
        keys.drop()
        const row = await database.channelKey.findUnique({ where: { id } })
        if (row === null) throw new Failure('NOT_FOUND')
        if (revoked.count > 0) await write(userOf(request).name, 'channel-key.revoke', id, { note: row.note })
        return described(row)
      },
    )
  }
