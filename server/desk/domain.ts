/** The section's own page put together. */
import type { FastifyInstance } from 'fastify'
import { Desk } from '../../protocol/desk.ts'
import { type Clock, dateAt } from '../platform/clock.ts'
import { type DeskSources, readItems } from './items.ts'
import { type MoneySources, readMoney } from './money.ts'
import { inOrder } from './waiting.ts'

export interface DeskDomainDeps extends DeskSources {
  readonly http: FastifyInstance
  readonly clock: Clock
  readonly money: MoneySources
}

export const deskDomain = async (deps: DeskDomainDeps): Promise<void> => {
  const { http, clock, timeZone, money } = deps
  http.get(
    '/api/desk',
    {
      config: { access: 'desk.read' },
      schema: {
        tags: ['desk'],
        summary: 'Everything that waits, late first, each with whose turn it is; what this term costs',
        response: { 200: Desk },
      },
    },
    async (request): Promise<Desk> => {
      const now = clock.now()
      const [items, spent] = await Promise.all([
        readItems(deps, now, request.language),
        readMoney(money, dateAt(now, timeZone)),
      ])
      return { items: [...inOrder(items)], money: spent }
    },
  )
}
