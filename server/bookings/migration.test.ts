import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { expect, it } from 'vitest'
import { MIGRATIONS_DIRECTORY } from '../platform/migrations.ts'

const sql = (name: string) => readFileSync(join(MIGRATIONS_DIRECTORY, name, 'migration.sql'), 'utf8')

it('B1 bookings made before there were lines stand in the order they were made; each date has one holder', () => {
  const database = new Sqlite(':memory:')
  for (const name of ['0001_noon', '0002_programmes', '0003_acts']) database.exec(sql(name))
  database.pragma('foreign_keys = OFF')
  const insert = database.prepare(
    `INSERT INTO "Booking" ("id", "date", "mediaId", "licenceKind", "audience", "state", "holds", "userId", "createdAt")
     VALUES (?, ?, 'm', 'unknown', '[]', ?, ?, 'u', ?)`,
  )
  insert.run('late', '2026-11-27', 'pending', null, 3)
  insert.run('early', '2026-11-27', 'pending', null, 1)
  insert.run('gone', '2026-11-27', 'withdrawn', null, 2)
  insert.run('asked', '2026-12-04', 'pending', null, 1)
  insert.run('approved', '2026-12-04', 'approved', '2026-12-04', 2)
  database.exec(sql('0004_bookings'))
  const rows = database
    .prepare('SELECT "id", "state", "place", "holds" FROM "Booking" ORDER BY "date", "place"')
    .raw()
    .all()
  database.close()
  expect(rows).toEqual([
    ['early', 'pending', 1, '2026-11-27'],
    ['gone', 'withdrawn', 2, null],
    ['late', 'waiting', 3, null],
    ['asked', 'waiting', 1, null],
    ['approved', 'approved', 2, '2026-12-04'],
  ])
})
