/**
 * Slows guessing down without locking anyone out: tries are counted for an account *and* where they come from, so that
 * nobody's guesses keep another person waiting (OWASP ASVS 5.0, 6.1.1 and 6.3.1).
 */
import type { Clock } from '../platform/clock.ts'

/** Slips of the finger that cost nothing. */
const FREE_TRIES = 5
const FIRST_WAIT_MS = 2000
const LONGEST_WAIT_MS = 15 * 60_000
/** After this long without a try, it was not guessing. */
const FORGET_MS = 60 * 60_000
const MOST_KEYS = 10_000

/** How long the next try waits after so many that failed in a row: 0 at first, then twice as long each time. */
export const waitAfter = (failed: number): number =>
  failed < FREE_TRIES ? 0 : Math.min(FIRST_WAIT_MS * 2 ** (failed - FREE_TRIES), LONGEST_WAIT_MS)

/**
 * Whose tries are counted together: a browser that the account has signed in from before by itself, everyone else by
 * name and address. An IPv6 address counts by its network, of which one machine has all.
 */
export const attemptKey = (name: string, address: string, knownDevice: string | null): string => {
  const place = address.includes(':') ? address.split(':').slice(0, 4).join(':') : address
  return knownDevice === null ? `${name.toLowerCase()} from ${place}` : `${name.toLowerCase()} on ${knownDevice}`
}

export interface Attempts {
  /** Counts a try. Returns how many milliseconds it has to wait instead; 0: go on. */
  readonly begin: (key: string) => number
  /** The try was right: nothing is held against that key. */
  readonly passed: (key: string) => void
}

interface Tries {
  readonly failed: number
  readonly at: number
}

/** Held in memory: a restart forgives. */
export const createAttempts = (clock: Clock): Attempts => {
  const held = new Map<string, Tries>()
  return {
    begin: (key) => {
      const now = clock.now()
      const tries = held.get(key)
      const failed = tries === undefined || now - tries.at >= FORGET_MS ? 0 : tries.failed
      const wait = tries === undefined ? 0 : Math.max(0, tries.at + waitAfter(failed) - now)
      if (wait > 0) return wait
      held.delete(key)
      held.set(key, { failed: failed + 1, at: now })
      const [oldest] = held.keys()
      if (held.size > MOST_KEYS && oldest !== undefined) held.delete(oldest)
      return 0
    },
    passed: (key) => {
      held.delete(key)
    },
  }
}
