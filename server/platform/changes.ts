/** Who needs to know that something changed: the rundown's publisher, the panels, the job runner. */
import type { Change, ChangeTopic } from '../../protocol/events.ts'
import type { Dispose } from './clock.ts'

export interface Changes {
  /** Tells every listener, in order of subscription, after the change is saved. */
  publish(topic: ChangeTopic, ...ids: string[]): void
  subscribe(listen: (change: Change) => void): Dispose
}

export const createChanges = (): Changes => {
  const listeners = new Set<(change: Change) => void>()
  return {
    publish: (topic, ...ids) => {
      for (const listen of [...listeners]) listen({ topic, ids })
    },
    subscribe: (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
  }
}
