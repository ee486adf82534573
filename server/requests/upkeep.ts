/** Time passes: an answer that nobody contradicted counts as confirmed (rule Q4). */
import type { Changes } from '../platform/changes.ts'
import type { Clock, Dispose } from '../platform/clock.ts'
import type { Database } from '../platform/database.ts'
import { Failure } from '../platform/failure.ts'
import { readSettings } from '../platform/settings.ts'
import { type RequestStore, SYSTEM } from './store.ts'

export interface RequestUpkeepDeps {
  readonly database: Database
  readonly requests: Pick<RequestStore, 'act'>
  readonly clock: Clock
  readonly changes: Changes
}

const DAY_MS = 86_400_000
const LOOK_EVERY_MS = 3_600_000

/** Confirms what was left in silence. Somebody who answers in the same moment wins. @returns how many */
export const confirmSilent = async ({ database, requests, clock, changes }: RequestUpkeepDeps): Promise<number> => {
  const { requestSilentDays } = await readSettings(database)
  const before = new Date(clock.now() - requestSilentDays * DAY_MS)
  const rows = await database.request.findMany({ where: { state: 'answered', since: { lte: before } } })
  let confirmed = 0
  for (const { id, version } of rows)
    try {
      await requests.act(id, { type: 'confirm' }, { by: SYSTEM, version })
      changes.publish('requests', id)
      confirmed += 1
    } catch (error) {
      if (!(error instanceof Failure)) throw error
    }
  return confirmed
}

/** Looks each hour; the disposer waits for the look under way. */
export const startRequestUpkeep = (
  deps: RequestUpkeepDeps & { readonly log: { error(details: object, message: string): void } },
): (() => Promise<void>) => {
  let looking: Promise<void> | null = null
  const look = async (): Promise<void> => {
    try {
      await confirmSilent(deps)
    } catch (error) {
      deps.log.error({ err: error }, 'the requests were not looked at; trying again')
    }
  }
  const dispose: Dispose = deps.clock.every(LOOK_EVERY_MS, () => {
    looking ??= look().finally(() => {
      looking = null
    })
  })
  return async () => {
    dispose()
    await looking
  }
}
