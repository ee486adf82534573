/** Time passes over visits: who has not come is told of once, and after the window nobody is expected (rule V4). */
import { isLate, isOver } from '../../protocol/visit.ts'
import type { Changes } from '../platform/changes.ts'
import type { Clock } from '../platform/clock.ts'
import { Failure } from '../platform/failure.ts'
import type { VisitLetters } from './letters.ts'
import type { VisitStore } from './store.ts'

export interface VisitWatchDeps {
  readonly visits: Pick<VisitStore, 'awaited' | 'act'>
  readonly letters: Pick<VisitLetters, 'late' | 'missed'>
  readonly clock: Clock
  readonly changes: Changes
  readonly log: { error(details: object, message: string): void }
}

export interface VisitWatch {
  /** Looks at once; done when every visit was looked at. Never fails. */
  look(): Promise<void>
  /** Looks no more, and waits for the look under way. */
  stop(): Promise<void>
}

const LOOK_EVERY_MS = 30_000

export const startVisitWatch = ({ visits, letters, clock, changes, log }: VisitWatchDeps): VisitWatch => {
  let looking: Promise<void> | null = null
  const told = new Set<string>()

  const lookAt = async (visit: Awaited<ReturnType<VisitStore['awaited']>>[number]): Promise<void> => {
    const now = clock.now()
    if (isOver(visit, now)) {
      try {
        await visits.act(visit.id, { type: 'miss', note: '' }, 'system', 'zh-TW')
      } catch (error) {
        // Somebody moved it meanwhile: it is no longer this watch's.
        if (error instanceof Failure && error.code === 'VISIT_MOVED_ON') return
        throw error
      }
      await letters.missed(visit)
      changes.publish('visits', visit.id)
      changes.publish('faults')
      changes.publish('vendors')
    } else if (isLate(visit, now) && !told.has(`${visit.id} ${visit.start}`)) {
      await letters.late(visit)
      told.add(`${visit.id} ${visit.start}`)
      changes.publish('visits', visit.id)
    }
  }
  const lookOnce = async (): Promise<void> => {
    try {
      for (const visit of await visits.awaited()) await lookAt(visit)
    } catch (error) {
      log.error({ err: error }, 'the visits were not looked at; trying again')
    }
  }
  const look = (): Promise<void> => {
    looking ??= lookOnce().finally(() => {
      looking = null
    })
    return looking
  }
  const dispose = clock.every(LOOK_EVERY_MS, look)
  return {
    look,
    stop: async () => {
      dispose()
      await looking
    },
  }
}
