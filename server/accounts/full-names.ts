/** What happened is kept with the names of accounts; people read the names of people. */
import type { Database } from '../platform/database.ts'

/**
 * What to show for each of these: the full name of the account of that name; what is no account's (`system`, a guest’s own
 * words), or an account without one, stays as it is.
 */
export const readFullNames = async (
  database: Pick<Database, 'user'>,
  names: readonly string[],
): Promise<(name: string) => string> => {
  const rows = await database.user.findMany({
    where: { name: { in: [...new Set(names)] }, fullName: { not: '' } },
    select: { name: true, fullName: true },
  })
  const known = new Map(rows.map(({ name, fullName }) => [name, fullName]))
  return (name) => known.get(name) ?? name
}
