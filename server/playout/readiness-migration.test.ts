import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { MIGRATIONS_DIRECTORY } from '../platform/migrations.ts'

const sql = (name: string) => readFileSync(join(MIGRATIONS_DIRECTORY, name, 'migration.sql'), 'utf8')

it('readiness judged so many minutes before the noon news is judged from that time of day', () => {
  const database = new Sqlite(':memory:')
  for (const name of ['0001_noon', '0003_acts']) database.exec(sql(name))
  const insert = database.prepare(`INSERT INTO "Setting" ("key", "value", "updatedAt") VALUES (?, ?, 0)`)
  insert.run('school.readinessMinutes', '64')
  insert.run('school.alarmMailMinutes', '3')
  database.exec(sql('0013_skip'))
  const rows = database.prepare('SELECT "key", "value" FROM "Setting" ORDER BY "key"').raw().all()
  database.close()
  expect(rows).toEqual([
    ['school.alarmMailMinutes', 3],
    ['school.readinessFrom', '"11:00"'],
  ])
})
