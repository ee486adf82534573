/** One database with every migration applied, made once for a whole run; each test begins with a copy of it. */
import { existsSync } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createClock } from '../server/platform/clock.ts'
import { openDatabase } from '../server/platform/database.ts'
import { temporaryFolder } from './temporary.ts'

/** Set for the processes that run tests; elsewhere each database is migrated by itself. */
const NAME = 'NOONCAST_MIGRATED_DATABASE'

/** Vitest's global set-up. @returns what ends it */
const setup = async (): Promise<() => Promise<void>> => {
  const folder = await temporaryFolder()
  const file = join(folder.path, 'nooncast.db')
  await (await openDatabase(`file:${file}`, createClock())).$disconnect()
  process.env[NAME] = file
  return folder.remove
}
export default setup

/** Puts a migrated database where there is none yet. */
export const placeMigrated = async (file: string): Promise<void> => {
  const migrated = process.env[NAME]
  if (migrated === undefined || existsSync(file)) return
  await mkdir(dirname(file), { recursive: true })
  await copyFile(migrated, file)
}
