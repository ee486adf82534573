/** What happened in a room, or what a person reported and asked for, over HTTP: a page at a time, and for a spreadsheet. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { may } from '../../protocol/account.ts'
import { CHRONICLE_KINDS, CHRONICLE_PERMISSIONS, Chronicle, ChronicleKind } from '../../protocol/chronicle.ts'
import { instant } from '../../protocol/time.ts'
import { userOf } from '../platform/access.ts'
import { type Clock, dateAt, rfc3339 } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { chronicleCsv } from './chronicle-csv.ts'
import { mergedPage } from './merged.ts'
import { type Sources, sourcesOfPerson, sourcesOfRoom } from './sources.ts'

export interface ChronicleRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
}

const tags = ['requests']
const DEFAULT_LINES = 20
/** More than a room has in years; a spreadsheet still opens it. */
const MOST_ROWS = 10_000
const Kind = Type.Optional(ChronicleKind)
const room = Type.String({ minLength: 1, maxLength: 60 })
const Page = {
  kind: Kind,
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,15}$' })),
}
const Person = Type.Object({ id: Type.String({ maxLength: 40 }) })

interface Asked {
  readonly kind?: ChronicleKind
  readonly limit?: number
  readonly cursor?: string
}

export const chronicleRoutes =
  ({ database, clock, timeZone }: ChronicleRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const requirePerson = async (id: string): Promise<Sources> => {
      if ((await database.user.count({ where: { id } })) === 0) throw new Failure('NOT_FOUND')
      return sourcesOfPerson(database, id)
    }
    const read = async (sources: Sources, request: FastifyRequest, { kind, limit = DEFAULT_LINES, cursor }: Asked) => {
      const { role } = userOf(request)
      const before = cursor === undefined ? null : instant(Number(cursor))
      const wanted = { before, limit, language: request.language, now: clock.now() }
      const kinds = CHRONICLE_KINDS.filter(
        (each) => (kind === undefined || each === kind) && may(role, CHRONICLE_PERMISSIONS[each]),
      )
      return mergedPage(await Promise.all(kinds.map(async (each) => (await sources[each]?.(wanted)) ?? [])), limit)
    }
    const table = async (sources: Sources, request: FastifyRequest, kind: ChronicleKind | undefined) => {
      const { items } = await read(sources, request, { ...(kind === undefined ? {} : { kind }), limit: MOST_ROWS })
      return chronicleCsv(items, (at) => rfc3339(at, timeZone), request.language)
    }
    const attachment = () => `attachment; filename="history-${dateAt(clock.now(), timeZone)}.csv"`

    app.get(
      '/api/chronicle',
      {
        config: { access: 'requests.read' },
        schema: {
          tags,
          summary: 'What happened in a room, whatever kept it, the newest first',
          querystring: Type.Object({ room, ...Page }),
          response: { 200: Chronicle },
        },
      },
      async (request) => read(await sourcesOfRoom(database, request.query.room), request, request.query),
    )

    app.get(
      '/api/chronicle.csv',
      {
        config: { access: 'requests.read' },
        schema: {
          tags,
          summary: 'The same as CSV',
          querystring: Type.Object({ room, kind: Kind }),
          response: { 200: Type.String() },
        },
      },
      async (request, reply) =>
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', attachment())
          .send(await table(await sourcesOfRoom(database, request.query.room), request, request.query.kind)),
    )

    app.get(
      '/api/users/:id/chronicle',
      {
        config: { access: 'requests.read' },
        schema: {
          tags,
          summary: 'What a person reported and asked for, the newest first',
          params: Person,
          querystring: Type.Object(Page),
          response: { 200: Chronicle },
        },
      },
      async (request) => read(await requirePerson(request.params.id), request, request.query),
    )

    app.get(
      '/api/users/:id/chronicle.csv',
      {
        config: { access: 'requests.read' },
        schema: {
          tags,
          summary: 'The same as CSV',
          params: Person,
          querystring: Type.Object({ kind: Kind }),
          response: { 200: Type.String() },
        },
      },
      async (request, reply) =>
        reply
          .type('text/csv; charset=utf-8')
          .header('content-disposition', attachment())
          .send(await table(await requirePerson(request.params.id), request, request.query.kind)),
    )
  }
