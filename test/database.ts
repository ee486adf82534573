/** A database of a test's own: a real SQLite file with every migration applied. */
import { join } from 'node:path'
import { type Clock, createClock } from '../server/platform/clock.ts'
import { type Database, openDatabase } from '../server/platform/database.ts'
import { placeMigrated } from './once.ts'
import { temporaryFolder } from './temporary.ts'

export interface TestDatabase extends AsyncDisposable {
  readonly database: Database
  /** Ends the connection and removes the file. */
  close(): Promise<void>
}

/** Opens an empty database; `await using` or `close()` ends it. */
export const openTestDatabase = async (clock: Clock = createClock()): Promise<TestDatabase> => {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'nooncast.db')
  await placeMigrated(file)
  const database = await openDatabase(`file:${file}`, clock)
  const close = async (): Promise<void> => {
    await database.$disconnect()
    await folder.remove()
  }
  return { database, close, [Symbol.asyncDispose]: close }
}
