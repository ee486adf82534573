/**
 * Brings a SQLite file to the data model of this version, and records each step the way Prisma does, so that
 * Prisma's own tools read the same history.
 */
import { createHash, randomUUID } from 'node:crypto'
import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteFile, { type Database as SqliteConnection } from 'better-sqlite3'
import { type Static, Type } from 'typebox'
import { Value } from 'typebox/value'
import type { Clock } from './clock.ts'

/** One step of the data model: a folder `NNNN_name` with its `migration.sql`. */
export interface Migration {
  readonly name: string
  readonly sql: string
  /** SHA-256 of the SQL with line feeds only, so that a checkout on Windows counts as the same. */
  readonly checksum: string
}

const AppliedMigration = Type.Object({
  name: Type.String(),
  checksum: Type.String(),
  finished: Type.Integer({ minimum: 0, maximum: 1 }),
})
/** A row of `_prisma_migrations` that was not rolled back. */
export type AppliedMigration = Static<typeof AppliedMigration>

/** The database can't be brought to this version. The message is for a person, in both languages. */
export class MigrationError extends Error {
  /** Told without a stack trace. */
  readonly plain = true
  constructor(zh: string, en: string, options?: ErrorOptions) {
    super(`${zh} ${en}`, options)
    this.name = 'MigrationError'
  }
}

export const MIGRATIONS_DIRECTORY = fileURLToPath(new URL('../../prisma/migrations/sqlite', import.meta.url))

/** The migrations of a folder, in the order of their numbers. */
export const readMigrations = (directory: string): readonly Migration[] =>
  readdirSync(directory, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && /^\d{4}_/.test(entry.name))
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(directory, name, 'migration.sql'), 'utf8').replaceAll('\r\n', '\n')
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
    })

/**
 * Which migrations are still to be applied.
 * @throws MigrationError when the database is from a newer version, its history differs, or one stopped half-way
 */
export const pendingMigrations = (
  known: readonly Migration[],
  applied: readonly AppliedMigration[],
): readonly Migration[] => {
  for (const [index, row] of applied.entries()) {
    const expected = known[index]
    if (expected === undefined || !known.some((migration) => migration.name === row.name))
      throw new MigrationError(
        `資料庫是由較新版本的 Nooncast 建立的（${row.name}）。請更新 Nooncast，或改回升級前的備份。`,
        `This database was made by a newer Nooncast (${row.name}). Update Nooncast, or put back the copy made before the update.`,
      )
    if (expected.name !== row.name || expected.checksum !== row.checksum)
      throw new MigrationError(
        `資料庫的升級紀錄與程式不符（${row.name}）。請還原 prisma/migrations 資料夾，或把 DATA_DIR 指到新的資料夾重新開始。`,
        `The database was migrated by other steps than this program has (${row.name}). Restore the folder prisma/migrations, or set DATA_DIR to a new folder to start afresh.`,
      )
    if (row.finished === 0)
      throw new MigrationError(
        `資料庫的升級（${row.name}）曾經中斷。請改回升級前的備份後再啟動。`,
        `An upgrade of the database (${row.name}) stopped half-way. Put back the copy made before it and start again.`,
      )
  }
  return known.slice(applied.length)
}

/**
 * Applies what is missing to an open connection, each migration in its own transaction: after a crash it is either
 * wholly there or not at all. Several processes may do this at once.
 * @param backUp called once, before the first change to a database that is already in use
 * @returns how many were applied
 * @throws MigrationError
 */
export const applyMigrations = (
  connection: SqliteConnection,
  known: readonly Migration[],
  clock: Clock,
  backUp: (before: Migration) => void,
): number => {
  connection.pragma('foreign_keys = OFF') // SQLite rebuilds tables to change them; checked before each commit instead.
  const inUse = connection.transaction(() => startHistory(connection)).immediate() > 0
  const [first] = pendingMigrations(known, historyOf(connection))
  if (first !== undefined && inUse) backUp(first)
  let count = 0
  const applyNext = connection.transaction((): boolean => {
    const [next] = pendingMigrations(known, historyOf(connection))
    if (next === undefined) return false
    applyOne(connection, next, clock)
    return true
  })
  while (applyNext.immediate()) count++
  connection.pragma('foreign_keys = ON')
  return count
}

/**
 * Brings the file to this version; makes it when absent. A file already in use is first copied beside itself,
 * to `<file>.before-<migration>`.
 * @returns how many migrations were applied
 * @throws MigrationError
 */
export const migrate = (databaseFile: string, clock: Clock, directory: string = MIGRATIONS_DIRECTORY): number => {
  const connection = new SqliteFile(databaseFile, { timeout: BUSY_TIMEOUT_MS })
  try {
    refuseOtherPrograms(connection) // before the first pragma, which would change the file
    connection.pragma('journal_mode = WAL')
    connection.pragma('synchronous = FULL')
    return applyMigrations(connection, readMigrations(directory), clock, (before) =>
      copyDatabase(connection, `${databaseFile}.before-${before.name}`),
    )
  } catch (error) {
    if (error instanceof SqliteFile.SqliteError && error.code === 'SQLITE_NOTADB')
      throw new MigrationError(
        `${databaseFile} 不是資料庫檔案。請改回備份，或移開這個檔案重新開始。`,
        `${databaseFile} is not a database. Put back a copy, or move the file away to start afresh.`,
        { cause: error },
      )
    throw error
  } finally {
    connection.close()
  }
}

/** Another process that migrates the same file may take this long. */
const BUSY_TIMEOUT_MS = 30_000

/** Prisma's own table, column for column. */
const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS "_prisma_migrations" (
  "id"                  TEXT PRIMARY KEY NOT NULL,
  "checksum"            TEXT NOT NULL,
  "finished_at"         DATETIME,
  "migration_name"      TEXT NOT NULL,
  "logs"                TEXT,
  "rolled_back_at"      DATETIME,
  "started_at"          DATETIME NOT NULL DEFAULT current_timestamp,
  "applied_steps_count" INTEGER UNSIGNED NOT NULL DEFAULT 0
)`

/** Makes the history table where there is none. Returns the history's length. */
const startHistory = (connection: SqliteConnection): number => {
  refuseOtherPrograms(connection)
  connection.exec(HISTORY_TABLE)
  return historyOf(connection).length
}

/** @throws MigrationError when the database holds tables, but no history of ours */
const refuseOtherPrograms = (connection: SqliteConnection): void => {
  const tables = connection.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").pluck().all().map(String)
  if (tables.length > 0 && !tables.includes('_prisma_migrations'))
    throw new MigrationError(
      '這個資料庫是其他程式的。請把 DATABASE_URL 指到別的檔案。',
      'This database belongs to another program. Set DATABASE_URL to another file.',
    )
}

/** The steps that a database has taken, the first first. */
export const historyOf = (connection: SqliteConnection): readonly AppliedMigration[] =>
  Value.Parse(
    Type.Array(AppliedMigration),
    connection
      .prepare(
        `SELECT migration_name AS name, checksum, finished_at IS NOT NULL AS finished FROM "_prisma_migrations"
         WHERE rolled_back_at IS NULL ORDER BY migration_name`,
      )
      .all(),
  )

const applyOne = (connection: SqliteConnection, migration: Migration, clock: Clock): void => {
  const startedAt = clock.now()
  try {
    connection.exec(migration.sql)
  } catch (error) {
    if (error instanceof SqliteFile.SqliteError && error.code === 'SQLITE_FULL') throw error
    throw new MigrationError(
      `資料庫升級失敗（${migration.name}），資料沒有變動。請回報這個訊息。`,
      `The database could not be upgraded (${migration.name}); nothing in it was changed. Please report this message: ${String(error)}`,
      { cause: error },
    )
  }
  const broken = connection.pragma('foreign_key_check')
  if (!Array.isArray(broken) || broken.length > 0)
    throw new MigrationError(
      `資料庫升級失敗（${migration.name}）：有資料指向不存在的項目，資料沒有變動。請回報這個訊息。`,
      `The database could not be upgraded (${migration.name}): rows would point to nothing. Nothing in it was changed. Please report this message.`,
    )
  connection
    .prepare(
      `INSERT INTO "_prisma_migrations" (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES (?, ?, ?, ?, ?, 1)`,
    )
    .run(randomUUID(), migration.checksum, clock.now(), migration.name, startedAt)
}

/** A consistent copy, complete under its name or not there at all. */
const copyDatabase = (connection: SqliteConnection, target: string): void => {
  const part = `${target}.part`
  rmSync(part, { force: true })
  connection.prepare('VACUUM INTO ?').run(part)
  const descriptor = openSync(part, 'r+')
  fsyncSync(descriptor)
  closeSync(descriptor)
  renameSync(part, target)
}
