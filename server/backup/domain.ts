/** Safety copies put together: made each night, looked at by others, told when one fails. */
import type { Airing } from '../../protocol/rundown.ts'
import type { Config } from '../config.ts'
import type { Occasions } from '../mail/occasions.ts'
import { sqliteFile } from '../platform/database.ts'
import type { Ground } from '../platform/ground.ts'
import type { Part } from '../platform/parts.ts'
import { BACKUP_AT, createBackups } from './backups.ts'
import { takeNote } from './restored-note.ts'
import { backupRoutes } from './routes.ts'

export interface BackupDomainDeps {
  readonly config: Pick<Config, 'dataDir' | 'mediaDir' | 'backupDir' | 'databaseUrl'>
  /** Of the program that makes the copies. */
  readonly version: string
  /** Every airing of the plan as it is now. */
  readonly airings: () => readonly Airing[]
  readonly failed: Occasions['backupFailed']
}

export const backupDomain = (ground: Ground, { config, version, airings, failed }: BackupDomainDeps) => {
  const { http, log, database, clock, timeZone, audit } = ground
  const { dataDir, mediaDir, backupDir, databaseUrl } = config
  const backups = createBackups({
    ...{ database, clock, timeZone, version, log, airings, dataDir, mediaDir, backupDir },
    databaseFile: sqliteFile(databaseUrl),
    failed: (code, newest) => {
      failed(code, newest).catch((error: unknown) => log.error({ err: error }, 'not mailed'))
    },
  })
  const part: Part = {
    stop: backups.cancel,
    chores: [{ name: 'backup', at: BACKUP_AT, mayRun: backups.mayBegin, run: backups.run }],
  }
  return {
    part,
    /** When the newest good copy was made; null: there is none. */
    newestAt: async () => (await backups.view()).copies[0]?.madeAt ?? null,
    warning: async () => (await backups.view()).warning,
    /** Its routes; and what was put back before this start is written down, in the database that was put back. */
    register: async (): Promise<void> => {
      await takeNote(dataDir, ({ file, ...note }) => audit('system', 'backup.restore', file, note)).catch(
        (error: unknown) => log.error({ err: error }, 'what was put back is not in the audit log'),
      )
      await http.register(backupRoutes({ backups, audit }))
    },
  }
}
