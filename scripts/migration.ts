/**
 * Writes the next migration: `npm run migration -- name`. Until a version is released, `npm run migration -- --rewrite`
 * replaces all of them by one.
 */
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { MIGRATIONS_DIRECTORY, readMigrations } from '../server/platform/migrations.ts'
import { migrationFolder } from './migration-name.ts'
import { schemaDifference } from './schema-difference.ts'

/** The migration that a rewrite leaves. */
const FIRST = '0001_noon'

const write = async (folder: string, sql: string): Promise<void> => {
  await mkdir(folder, { recursive: true })
  const file = join(folder, 'migration.sql')
  await writeFile(`${file}.part`, sql)
  await rename(`${file}.part`, file)
  console.log(`wrote ${relative(process.cwd(), file)}`)
}

const rewrite = async (): Promise<void> => {
  const none = await mkdtemp(join(tmpdir(), 'nooncast-none-'))
  const sql = await schemaDifference(undefined, none).finally(() => rm(none, { recursive: true }))
  if (sql === null) throw new Error('the schema is empty')
  const others = readMigrations(MIGRATIONS_DIRECTORY).filter(({ name }) => name !== FIRST)
  for (const { name } of others) await rm(join(MIGRATIONS_DIRECTORY, name), { recursive: true })
  await write(join(MIGRATIONS_DIRECTORY, FIRST), sql)
}

const addNext = async (name: string): Promise<void> => {
  const existing = readMigrations(MIGRATIONS_DIRECTORY).map((migration) => migration.name)
  const folder = migrationFolder(existing, name)
  const sql = await schemaDifference()
  if (sql === null) console.log('the schema and the migrations agree: nothing to write')
  else await write(join(MIGRATIONS_DIRECTORY, folder), sql)
}

const [argument] = process.argv.slice(2)
if (argument === undefined) {
  console.error('npm run migration -- name        writes what changed in prisma/schema.prisma as the next migration')
  console.error('npm run migration -- --rewrite   before a release: replaces all migrations by one')
  process.exitCode = 2
} else if (argument === '--rewrite') await rewrite()
else await addNext(argument)
