/** The database: Prisma on SQLite, write-ahead log, every commit on disk before it is acknowledged. */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '../../prisma/generated/client.ts'
import type { Clock } from './clock.ts'
import { migrate } from './migrations.ts'
import { searchingTypedText } from './typed-text.ts'

export type Database = PrismaClient

/**
 * Set on every connection: what a user was told is saved must survive a power cut (synchronous=FULL; better-sqlite3
 * is built with NORMAL for WAL), references hold, and a second process waits instead of failing.
 */
const CONNECTION_PRAGMAS = 'PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 5000;'

/** The file of a `file:` address. */
export const sqliteFile = (url: string): string => url.replace(/^file:/, '')

/**
 * Opens the database, made and migrated as needed.
 * @param url `file:<path>`
 * @throws MigrationError when the file was written by a newer Nooncast or its history was changed
 */
export const openDatabase = async (url: string, clock: Clock): Promise<Database> => {
  const file = sqliteFile(url)
  mkdirSync(dirname(file), { recursive: true })
  migrate(file, clock)
  const database = new PrismaClient({ adapter: withPragmas(new PrismaBetterSqlite3({ url: file })) })
  await database.$connect()
  return database
}

type AdapterFactory = Pick<PrismaBetterSqlite3, 'provider' | 'adapterName' | 'connect' | 'connectToShadowDb'>

/** Connections as this server wants them. */
export const withPragmas = (factory: PrismaBetterSqlite3): AdapterFactory => ({
  provider: factory.provider,
  adapterName: factory.adapterName,
  connect: async () => {
    const connection = await factory.connect()
    await connection.executeScript(CONNECTION_PRAGMAS)
    return searchingTypedText(connection)
  },
  connectToShadowDb: () => factory.connectToShadowDb(),
})
