/** Faults that the system makes itself: what is watched, what it opens, and which rooms it concerns. */
import type { FastifyInstance } from 'fastify'
import { openFaultRoutes } from '../faults/open-faults.ts'
import type { Database } from '../platform/database.ts'

export interface FaultWatchDeps {
  readonly database: Database
}

export const faultWatchDomain = async (http: FastifyInstance, { database }: FaultWatchDeps): Promise<void> => {
  await http.register(openFaultRoutes(database))
}
