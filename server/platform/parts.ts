/** What the parts of the server do by themselves: begun when it listens, ended in the opposite order when it closes. */
import type { FastifyInstance } from 'fastify'
import { type Chore, type Chores, type ChoresDeps, startChores } from './chores.ts'

export interface Part {
  /** Begins when the server listens. */
  readonly start?: () => unknown
  /** Ends what was begun, and waits for what is under way. */
  readonly stop?: () => unknown
  /** Once a day each. */
  readonly chores?: readonly Chore[]
}

/** The chores of all parts as a part of their own, which ends with the one under way. */
export const daily = (parts: readonly Part[], deps: ChoresDeps): Part => {
  let running: Chores | null = null
  return {
    start: () => {
      running = startChores(
        deps,
        parts.flatMap(({ chores }) => chores ?? []),
      )
    },
    stop: () => running?.stop(),
  }
}

export const runParts = (http: FastifyInstance, parts: readonly Part[]): void => {
  http.addHook('onListen', async () => {
    for (const part of parts) await part.start?.()
  })
  http.addHook('preClose', async () => {
    for (const part of parts.toReversed()) await part.stop?.()
  })
}
