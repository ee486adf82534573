/**
 * Texts are looked for as they were typed. Prisma makes `x LIKE ('%' || ? || '%')` of `contains` (and of `startsWith`,
 * `endsWith` the same less a sign), in which a `%` or `_` that somebody typed stands for any text and any letter; it has no way
 * to say otherwise. So each such pattern is given an escape on its way to SQLite, at this one place for every list.
 */
import type { SqlDriverAdapter, SqlQueryable } from '@prisma/driver-adapter-utils'

const PATTERN = / LIKE \(('%' \|\| )?\?( \|\| '%')?\)/g

/** Backslash first, or those that are put before the signs would be doubled. */
const TYPED = String.raw`replace(replace(replace(?, '\', '\\'), '%', '\%'), '_', '\_')`

/** SQL as Prisma writes it, with every sign of a pattern taken as it is; its parameters stay what and where they were. */
export const asTyped = (sql: string): string =>
  sql.replace(
    PATTERN,
    (_all, before: string = '', after: string = '') => ` LIKE (${before}${TYPED}${after}) ${String.raw`ESCAPE '\'`}`,
  )

const withTypedText = <Connection extends SqlQueryable>(connection: Connection): Connection => {
  const queryRaw = connection.queryRaw.bind(connection)
  const executeRaw = connection.executeRaw.bind(connection)
  return Object.assign(connection, {
    queryRaw: (query: Parameters<typeof queryRaw>[0]) => queryRaw({ ...query, sql: asTyped(query.sql) }),
    executeRaw: (query: Parameters<typeof executeRaw>[0]) => executeRaw({ ...query, sql: asTyped(query.sql) }),
  })
}

/** The same connection; all that it asks from now on, also within transactions, takes texts as they were typed. */
export const searchingTypedText = (connection: SqlDriverAdapter): SqlDriverAdapter => {
  const startTransaction = connection.startTransaction.bind(connection)
  return Object.assign(withTypedText(connection), {
    startTransaction: async (level: Parameters<typeof startTransaction>[0]) =>
      withTypedText(await startTransaction(level)),
  })
}
