/** The database as of one instant, in a file of its own, and whether such a file is sound. */
import SqliteFile from 'better-sqlite3'
import { historyOf, MIGRATIONS_DIRECTORY, pendingMigrations, readMigrations } from '../platform/migrations.ts'

const BUSY_TIMEOUT_MS = 30_000

/**
 * One transaction that reads: writers go on meanwhile, and the copy is whole however long it takes. (SQLite's online
 * backup begins anew whenever another process writes, and TVs report all day.)
 * @param target must not exist
 */
export const takeSnapshot = (databaseFile: string, target: string): void => {
  const connection = new SqliteFile(databaseFile, { timeout: BUSY_TIMEOUT_MS, fileMustExist: true })
  try {
    connection.prepare('VACUUM INTO ?').run(target)
  } finally {
    connection.close()
  }
}

/**
 * Looks a database through that nobody has open.
 * @returns the last step of its data model; null when it is not sound
 * @throws MigrationError when it is a newer Nooncast's, or its history is another
 */
export const checkSnapshot = (file: string): string | null => {
  const connection = new SqliteFile(file, { readonly: true, fileMustExist: true })
  try {
    if (connection.pragma('integrity_check', { simple: true }) !== 'ok') return null
    const references = connection.pragma('foreign_key_check')
    if (!Array.isArray(references) || references.length > 0) return null
    const history = historyOf(connection)
    pendingMigrations(readMigrations(MIGRATIONS_DIRECTORY), history)
    return history.at(-1)?.name ?? null
  } catch (error) {
    if (error instanceof SqliteFile.SqliteError) return null
    throw error
  } finally {
    connection.close()
  }
}
