/** Notices when somebody, or a time service, sets the wall clock: everything that waits for an instant is then worked out anew. */
import { type Instant, instant } from '../../protocol/time.ts'
import type { Clock, Dispose } from './clock.ts'

export interface ClockWatch {
  /** False for a minute after a jump: TVs are measuring the clock again. */
  steady(): boolean
  onJump(listen: () => void): Dispose
  stop(): void
}

const CHECK_MS = 1000
/** A wall clock that moved by more than this against the monotonic one was set; less is a time service's slewing. */
const JUMP_MS = 250
const UNSTEADY_MS = 60_000

export const watchClock = (clock: Pick<Clock, 'now' | 'every' | 'monotonic'>): ClockWatch => {
  const listeners = new Set<() => void>()
  let offset = clock.now() - clock.monotonic()
  let unsteadyUntil: Instant | null = null
  const stop = clock.every(CHECK_MS, () => {
    const current = clock.now() - clock.monotonic()
    if (Math.abs(current - offset) <= JUMP_MS) return
    offset = current
    unsteadyUntil = instant(clock.now() + UNSTEADY_MS)
    for (const listen of [...listeners]) listen()
  })
  return {
    steady: () => unsteadyUntil === null || clock.now() >= unsteadyUntil,
    onJump: (listen) => {
      listeners.add(listen)
      return () => listeners.delete(listen)
    },
    stop,
  }
}
