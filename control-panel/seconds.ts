/** The server's whole seconds for all who listen: one timer, however many rows of a list wait for it. */
import type { Instant } from '../protocol/time.ts'

export interface Seconds {
  /** Answers how to stop listening. */
  subscribe(listen: () => void): () => void
}

/** A timer may be early by a millisecond or two; the second must have begun. */
const AFTER_MS = 4

/** @param now the server's instant */
export const createSeconds = (now: () => Instant): Seconds => {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const arm = () => {
    timer = setTimeout(
      () => {
        for (const listen of [...listeners]) listen()
        if (listeners.size > 0) arm()
      },
      1000 - (now() % 1000) + AFTER_MS,
    )
  }
  return {
    subscribe: (listen) => {
      if (listeners.size === 0) arm()
      listeners.add(listen)
      return () => {
        listeners.delete(listen)
        if (listeners.size === 0) clearTimeout(timer)
      }
    },
  }
}
