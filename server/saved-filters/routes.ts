/** Saved filters: each person's own, and those that the section shares. */
import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Prisma } from '../../prisma/generated/client.ts'
import { FilterPage, SavedFilter, SavedFilterInput } from '../../protocol/saved-filter.ts'
import { isDuplicate } from '../accounts/store.ts'
import { userOf } from '../platform/access.ts'
import type { audit } from '../platform/audit.ts'
import type { Clock } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { newId } from '../platform/id.ts'

export interface SavedFilterRoutesDeps {
  readonly database: Database
  readonly clock: Clock
  readonly audit: ReturnType<typeof audit>
}

const tags = ['desk']
/** More than a person can tell apart. */
const MOST = 30

export const savedFilterRoutes =
  ({ database, clock, audit }: SavedFilterRoutesDeps): FastifyPluginAsyncTypebox =>
  async (app) => {
    const viewsOf = async (rows: readonly Prisma.SavedFilterModel[], userId: string): Promise<SavedFilter[]> => {
      const people = await database.user.findMany({ where: { id: { in: rows.map((row) => row.userId) } } })
      const names = new Map(people.map(({ id, name, fullName }) => [id, fullName || name]))
      return rows.map((row) => ({
        ...{ id: row.id, name: row.name, query: row.query, shared: row.shared },
        ...{ page: Value.Parse(FilterPage, row.page), own: row.userId === userId, by: names.get(row.userId) ?? '' },
      }))
    }

    app.get(
      '/api/saved-filters',
      {
        config: { access: 'requests.read' },
        schema: {
          tags,
          summary: 'One’s own filters of a page, then the shared ones',
          querystring: Type.Object({ page: FilterPage }),
          response: { 200: Type.Object({ items: Type.Array(SavedFilter) }) },
        },
      },
      async (request) => {
        const { id } = userOf(request)
        const rows = await database.savedFilter.findMany({
          where: { page: request.query.page, OR: [{ userId: id }, { shared: true }] },
          orderBy: [{ createdAt: 'asc' }, { id: 'asc' }],
        })
        const items = await viewsOf(rows, id)
        return { items: [...items.filter(({ own }) => own), ...items.filter(({ own }) => !own)] }
      },
    )

    app.post(
      '/api/saved-filters',
      {
        config: { access: 'requests.read' },
        schema: { tags, summary: 'Keeps a filter', body: SavedFilterInput, response: { 201: SavedFilter } },
      },
      async (request, reply) => {
        const user = userOf(request)
        const { page, name } = request.body
        if ((await database.savedFilter.count({ where: { userId: user.id, page } })) >= MOST)
          throw new Failure('FILTERS_MANY', { most: MOST })
        const data = { ...request.body, name: name.trim(), userId: user.id }
        const row = await database.savedFilter
          .create({ data: { id: newId(), ...data, createdAt: new Date(clock.now()) } })
          .catch((error: unknown) => {
            throw isDuplicate(error) ? new Failure('NAME_TAKEN', { name: data.name }) : error
          })
        await audit(user.name, 'filter.add', row.id, { page, name: row.name, shared: row.shared })
        const [made] = await viewsOf([row], user.id)
        if (made === undefined) throw new Failure('NOT_FOUND')
        return reply.code(201).send(made)
      },
    )

    app.delete(
      '/api/saved-filters/:id',
      {
        config: { access: 'requests.read' },
        schema: {
          tags,
          summary: 'Forgets one’s own filter',
          params: Type.Object({ id: Type.String() }),
          response: { 200: SavedFilter },
        },
      },
      async (request) => {
        const user = userOf(request)
        const row = await database.savedFilter.findFirst({ where: { id: request.params.id, userId: user.id } })
        const [gone] = row === null ? [] : await viewsOf([row], user.id)
        if (gone === undefined) throw new Failure('NOT_FOUND')
        await database.savedFilter.delete({ where: { id: gone.id } })
        await audit(user.name, 'filter.remove', gone.id, { page: gone.page, name: gone.name })
        return gone
      },
    )
  }
