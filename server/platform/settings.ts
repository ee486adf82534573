/** The school's settings: one row per name, parsed when read, so that a setting added later has its default. */
import { Value } from 'typebox/value'
import { DEFAULT_SETTINGS, Settings } from '../../protocol/settings.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database.ts'

const PREFIX = 'school.'

export const readSettings = async (database: Pick<Database, 'setting'>): Promise<Settings> => {
  const rows = await database.setting.findMany({ where: { key: { startsWith: PREFIX } } })
  const stored = Object.fromEntries(rows.map((row) => [row.key.slice(PREFIX.length), row.value]))
  const merged = { ...DEFAULT_SETTINGS, ...stored }
  return Value.Check(Settings, merged) ? merged : Value.Parse(Settings, { ...DEFAULT_SETTINGS })
}

/** Saves the settings given; the others stay. All or none. */
export const writeSettings = async (database: Database, clock: Clock, patch: Partial<Settings>): Promise<Settings> => {
  const updatedAt = new Date(clock.now())
  await database.$transaction(
    Object.entries(patch).map(([name, value]) =>
      database.setting.upsert({
        where: { key: PREFIX + name },
        create: { key: PREFIX + name, value, updatedAt },
        update: { value, updatedAt },
      }),
    ),
  )
  return readSettings(database)
}

/** A value of the server's own (a signing secret, a mark that something was done once), made when first asked for. */
export const ownValue = async (database: Database, clock: Clock, name: string, make: () => string): Promise<string> => {
  const key = `server.${name}`
  const row = await database.setting.findUnique({ where: { key } })
  if (typeof row?.value === 'string') return row.value
  const value = make()
  await database.setting.create({ data: { key, value, updatedAt: new Date(clock.now()) } })
  return value
}
