/** Much that is written as one: all of it is there afterwards, or nothing, wherever the process ends. */
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaClient } from '../../prisma/generated/client.ts'
import { type Database, sqliteFile, withPragmas } from './database.ts'

type Connection = Awaited<ReturnType<PrismaBetterSqlite3['connect']>>

/**
 * Does the work on a connection of its own, within one transaction of SQLite; transactions of the work are savepoints in it.
 * Nobody else can write meanwhile, and this process would stand still if it tried: only for before the server listens.
 * @param url `file:<path>`, opened and migrated before
 * @throws what the work throws; nothing is written then
 */
export const asAWhole = async <Answer>(url: string, work: (database: Database) => Promise<Answer>): Promise<Answer> => {
  const factory = withPragmas(new PrismaBetterSqlite3({ url: sqliteFile(url) }))
  const connection = nesting(await factory.connect())
  const database = new PrismaClient({ adapter: { ...factory, connect: async () => connection } })
  try {
    await connection.executeScript('BEGIN IMMEDIATE')
    const answer = await work(database)
    await connection.executeScript('COMMIT')
    return answer
  } finally {
    // Closed within a transaction, it is as if it had never begun.
    await database.$disconnect()
  }
}

/** The same connection; a transaction on it is a savepoint. */
const nesting = (connection: Connection): Connection => {
  const { executeScript } = connection
  const run = (sql: string) => executeScript.call(connection, sql)
  let depth = 0
  const startTransaction: Connection['startTransaction'] = async () => {
    const name = `whole_${++depth}`
    await run(`SAVEPOINT ${name}`)
    const end = async (sql: string): Promise<void> => {
      await run(sql)
      depth--
    }
    return {
      ...{ provider: connection.provider, adapterName: connection.adapterName },
      queryRaw: (query) => connection.queryRaw(query),
      executeRaw: (query) => connection.executeRaw(query),
      // What ends it is not sent as SQL.
      options: { usePhantomQuery: true },
      commit: () => end(`RELEASE ${name}`),
      rollback: () => end(`ROLLBACK TO ${name}; RELEASE ${name}`),
    }
  }
  return Object.assign(connection, { startTransaction })
}
