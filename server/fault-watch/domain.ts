/** Faults that the system makes itself: what is watched, what it opens, and which rooms it concerns. */
import type { FastifyInstance } from 'fastify'
import { openFaultRoutes } from '../faults/open-faults.ts'
import type { FaultStore } from '../faults/store.ts'
import type { Changes } from '../platform/changes.ts'
import { createCaseStore } from './case-store.ts'
import { type FaultWatch, type FaultWatchParts, startFaultWatch } from './watch.ts'

export interface FaultWatchDeps extends Omit<FaultWatchParts, 'cases' | 'log'> {
  readonly http: FastifyInstance
  readonly changes: Changes
  readonly faults: Pick<FaultStore, 'report' | 'act'>
}

export const faultWatchDomain = async ({ http, changes, faults, ...parts }: FaultWatchDeps) => {
  const { database, clock } = parts
  const cases = createCaseStore({ database, clock, changes, faults })
  await http.register(openFaultRoutes(database))
  let watch: FaultWatch | null = null
  return {
    /** Begins to look. */
    start: () => {
      watch = startFaultWatch({ ...parts, cases, log: http.log })
    },
    /** Looks once; done when what follows is written. Not begun, it does nothing. */
    look: async () => {
      await watch?.look()
    },
    stop: async () => {
      await watch?.stop()
    },
  }
}
