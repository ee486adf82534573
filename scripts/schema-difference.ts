/** What separates the committed migrations from prisma/schema.prisma, worked out without a network. */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg'
import { createClock } from '../server/platform/clock.ts'
import { MIGRATIONS_DIRECTORY, migrate } from '../server/platform/migrations.ts'

const SCHEMA = fileURLToPath(new URL('../prisma/schema.prisma', import.meta.url))

/**
 * The SQL that leads from the migrations in a folder to the schema; null when they agree. The migrations are really
 * applied, to a database of its own, by the same code as at start.
 */
export const schemaDifference = async (
  schemaFile: string = SCHEMA,
  migrations: string = MIGRATIONS_DIRECTORY,
): Promise<string | null> => {
  const folder = await mkdtemp(join(tmpdir(), 'nooncast-schema-'))
  try {
    const databaseFile = join(folder, 'applied.db')
    migrate(databaseFile, createClock(), migrations)
    return await differenceTo(databaseFile, await readFile(schemaFile, 'utf8'))
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const NO_FILTER = { externalTables: [], externalEnums: [] }

const differenceTo = async (databaseFile: string, schema: string): Promise<string | null> => {
  await startEngine()
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaBetterSqlite3({ url: databaseFile }))
  const engine = await glue.SchemaEngine.new({ datamodels: [[SCHEMA, schema]] }, () => undefined, adapter)
  const files = [{ path: SCHEMA, content: schema }]
  try {
    const answer = await engine.diff({
      from: { tag: 'schemaDatasource', files, configDir: '.' },
      to: { tag: 'schemaDatamodel', files },
      script: true,
      exitCode: true,
      filters: NO_FILTER,
    })
    if (answer.exitCode === 0) return null
    if (answer.stdout === null) throw new Error('the schema engine gave no SQL')
    return answer.stdout
  } finally {
    engine.free()
  }
}

/** The package's own entry imports its .wasm as a module, which Node does not do: the same by hand. */
const startEngine = async (): Promise<void> => {
  const entry = import.meta.resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = await readFile(new URL('schema_engine_bg.wasm', entry))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': { ...glue } })
  glue.__wbg_set_wasm(instance.exports)
  const start = instance.exports.__wbindgen_start
  if (typeof start !== 'function') throw new Error('the schema engine can not be started')
  start()
}
