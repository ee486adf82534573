/** A clock that stands still until it is moved; timers that come due on the way fire in order. */
import { type Instant, instant } from '../protocol/time.ts'
import type { Clock } from '../server/platform/clock.ts'

export interface TestClock extends Clock {
  /** Moves forward by `milliseconds`, firing every timer on the way at its own instant. */
  advance(milliseconds: number): void
  /** Jumps without firing what lies between, as a wall clock that was set. */
  jump(to: Instant): void
}

interface Timer {
  due: number
  readonly every: number | null
  readonly act: () => void
}

export const createTestClock = (start: Instant): TestClock => {
  let now: number = start
  let passed = 0
  const timers = new Set<Timer>()
  const add = (timer: Timer) => {
    timers.add(timer)
    return () => {
      timers.delete(timer)
    }
  }
  const nextDue = (until: number): Timer | undefined =>
    [...timers].filter((timer) => timer.due <= until).sort((a, b) => a.due - b.due)[0]
  return {
    now: () => instant(now),
    precise: () => now,
    at: (at, act) => add({ due: at, every: null, act }),
    every: (milliseconds, act) => add({ due: now + milliseconds, every: milliseconds, act }),
    shifted: false,
    monotonic: () => passed,
    real: () => instant(now),
    advance: (milliseconds) => {
      const until = now + milliseconds
      for (let timer = nextDue(until); timer !== undefined; timer = nextDue(until)) {
        passed += Math.max(0, timer.due - now)
        now = Math.max(now, timer.due)
        if (timer.every === null) timers.delete(timer)
        else timer.due = now + timer.every
        timer.act()
      }
      passed += Math.max(0, until - now)
      now = until
    },
    jump: (to) => {
      now = to
    },
  }
}
