/** Due times follow what they hang on (a typhoon day that is called, other hours of the section), and what is late is told of. */
import type { ChangeTopic } from '../../protocol/events.ts'
import { instant } from '../../protocol/time.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { FaultLetters } from './letters.ts'
import type { FaultStore } from './store.ts'

export interface FaultUpkeepDeps {
  readonly faults: Pick<FaultStore, 'reckon'>
  readonly changes: Changes
  readonly clock: Clock
  readonly letters: Pick<FaultLetters, 'remind'>
  readonly log: { error(details: object, message: string): void }
}

const TOPICS: ReadonlySet<ChangeTopic> = new Set(['calendar', 'settings'])
/** An import of a calendar tells of many changes. */
const TOGETHER_MS = 500
const REMIND_EVERY_MS = 10 * 60_000

export const startFaultUpkeep = ({ faults, letters, changes, clock, log }: FaultUpkeepDeps) => {
  let pending: Dispose | null = null
  let work: Promise<void> = Promise.resolve()
  const reckon = () => {
    pending = null
    work = work
      .then(() => faults.reckon())
      .then(
        () => undefined,
        (error: unknown) => log.error({ err: error }, 'due times of faults were not reckoned anew'),
      )
  }
  const remind = () => {
    work = work
      .then(() => letters.remind())
      .catch((error: unknown) => log.error({ err: error }, 'late faults were not told of; trying again'))
  }
  const quiet = clock.every(REMIND_EVERY_MS, remind)
  const unsubscribe = changes.subscribe(({ topic }) => {
    if (TOPICS.has(topic)) pending ??= clock.at(instant(clock.now() + TOGETHER_MS), reckon)
  })
  return {
    /** Looks no more, and waits for the look under way. */
    stop: async (): Promise<void> => {
      unsubscribe()
      quiet()
      pending?.()
      await work
    },
  }
}
