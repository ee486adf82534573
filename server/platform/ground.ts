/** What every part of the server stands on. */
import type { FastifyInstance } from 'fastify'
import type { Settings } from '../../protocol/settings.ts'
import { audit } from './audit.ts'
import { type Changes, createChanges } from './changes.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'
import { createSeal, readSealKey, type Seal } from './sealed.ts'
import { readSettings } from './settings.ts'

export interface Ground {
  readonly http: FastifyInstance
  readonly log: FastifyInstance['log']
  readonly database: Database
  readonly clock: Clock
  readonly timeZone: string
  readonly changes: Changes
  readonly audit: ReturnType<typeof audit>
  readonly seal: Seal
  /** The school's settings as they are now. */
  readonly settings: () => Promise<Settings>
}

export interface GroundDeps extends Pick<Ground, 'http' | 'database' | 'clock' | 'timeZone'> {
  readonly dataDir: string
}

/** @throws Error when the key in DATA_DIR is damaged */
export const createGround = ({ http, database, clock, timeZone, dataDir }: GroundDeps): Ground => ({
  ...{ http, log: http.log, database, clock, timeZone },
  changes: createChanges(),
  audit: audit(database, clock),
  seal: createSeal(readSealKey(dataDir)),
  settings: () => readSettings(database),
})
