import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import SqliteFile from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { type AppliedMigration, type Migration, MigrationError, migrate, pendingMigrations } from './migrations.ts'

const clock = createTestClock(instant(Date.parse('2026-11-23T04:04:00Z')))

const ROOMS = 'CREATE TABLE room (id INTEGER PRIMARY KEY, name TEXT NOT NULL);'
/** More rows than SQLite's page cache holds, so that an open transaction already writes to the disk. */
const SETS = `CREATE TABLE tv (id INTEGER PRIMARY KEY, room INTEGER REFERENCES room (id), note TEXT);
INSERT INTO tv (note) WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
SELECT hex(zeroblob(1000)) FROM n;`
const FLOORS = 'ALTER TABLE room ADD COLUMN floor INTEGER;'

let folder: TemporaryFolder
let file: string
let directory: string

beforeEach(async () => {
  folder = await temporaryFolder()
  file = join(folder.path, 'school.db')
  directory = join(folder.path, 'migrations')
})
afterEach(() => folder.remove())

const write = (name: string, sql: string): void => {
  mkdirSync(join(directory, name), { recursive: true })
  writeFileSync(join(directory, name, 'migration.sql'), sql)
}

const run = (): number => migrate(file, clock, directory)

/** What a select gives, by a connection of its own. */
const rows = (sql: string, of: string = file): readonly unknown[] => {
  const connection = new SqliteFile(of)
  try {
    return connection.prepare(sql).all()
  } finally {
    connection.close()
  }
}

const change = (sql: string): void => {
  const connection = new SqliteFile(file)
  connection.exec(sql)
  connection.close()
}

const tables = (of: string = file): readonly unknown[] =>
  rows("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' ORDER BY name", of)

const history = (): readonly unknown[] =>
  rows('SELECT migration_name AS name FROM _prisma_migrations ORDER BY migration_name')

/** A message for a person: both languages, without a stack trace. */
const BOTH_LANGUAGES = /\p{Script=Han}.* [A-Z][a-z]/su

const refusal = (act: () => unknown): string => {
  try {
    act()
  } catch (error) {
    expect(error).toBeInstanceOf(MigrationError)
    const message = error instanceof MigrationError && error.plain ? error.message : ''
    expect(message).toMatch(BOTH_LANGUAGES)
    return message
  }
  throw new Error('not refused')
}

describe('pendingMigrations', () => {
  const known: readonly Migration[] = ['0001_a', '0002_b'].map((name) => ({ name, sql: '', checksum: `of ${name}` }))
  const applied = (name: string, patch: Partial<AppliedMigration> = {}): AppliedMigration => ({
    name,
    checksum: `of ${name}`,
    finished: 1,
    ...patch,
  })

  it('is all of them for a new database, what is missing for an old one, none for one of this version', () => {
    expect(pendingMigrations(known, []).map(({ name }) => name)).toEqual(['0001_a', '0002_b'])
    expect(pendingMigrations(known, [applied('0001_a')]).map(({ name }) => name)).toEqual(['0002_b'])
    expect(pendingMigrations(known, [applied('0001_a'), applied('0002_b')])).toEqual([])
  })

  it.each<[string, readonly AppliedMigration[], string]>([
    ['one more than is known', [applied('0001_a'), applied('0002_b'), applied('0003_c')], 'newer Nooncast (0003_c)'],
    ['an unknown one in the place of a known one', [applied('0001_a'), applied('0002_x')], 'newer Nooncast (0002_x)'],
    ['another checksum', [applied('0001_a', { checksum: 'other' })], 'other steps than this program has (0001_a)'],
    ['a gap', [applied('0002_b')], 'other steps than this program has (0002_b)'],
    ['one that never finished', [applied('0001_a', { finished: 0 })], '(0001_a) stopped half-way'],
  ])('refuses %s', (_, rowsApplied, message) =>
    expect(refusal(() => pendingMigrations(known, rowsApplied))).toContain(message),
  )
})

describe('migrate', () => {
  it('applies each once, in the order of their numbers, and records it as Prisma does', () => {
    write('0002_floors', FLOORS)
    write('0001_rooms', ROOMS)
    expect(run()).toBe(2)
    expect(rows("SELECT name FROM pragma_table_info('room')")).toEqual([
      { name: 'id' },
      { name: 'name' },
      { name: 'floor' },
    ])
    expect(
      rows(
        'SELECT migration_name, started_at, finished_at, applied_steps_count AS steps, rolled_back_at FROM _prisma_migrations',
      ),
    ).toEqual(
      ['0001_rooms', '0002_floors'].map((migration_name) => ({
        migration_name,
        started_at: clock.now(),
        finished_at: clock.now(),
        steps: 1,
        rolled_back_at: null,
      })),
    )
  })

  it('does nothing the second time, also when the checkout has other line ends', () => {
    write('0001_rooms', `${ROOMS}\n`)
    run()
    write('0001_rooms', `${ROOMS}\r\n`)
    const before = readFileSync(file)
    expect(run()).toBe(0)
    expect(readFileSync(file).equals(before)).toBe(true)
    expect(readdirSync(folder.path).sort()).toEqual(['migrations', 'school.db'])
  })

  it('the migrations of this version make a database that needs no more', () => {
    expect(migrate(file, clock)).toBeGreaterThan(0)
    expect(migrate(file, clock)).toBe(0)
    expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })

  it('refuses a database of a newer version, and one whose history was changed', () => {
    write('0001_rooms', ROOMS)
    run()
    change(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name) VALUES ('n', 'c', 1, '0002_new')`,
    )
    expect(refusal(run)).toContain('newer Nooncast (0002_new)')
    change(`DELETE FROM _prisma_migrations WHERE id = 'n'`)
    write('0001_rooms', `${ROOMS} -- edited`)
    expect(refusal(run)).toContain('other steps than this program has (0001_rooms)')
  })

  it('leaves another program’s database as it is, byte for byte', () => {
    write('0001_rooms', ROOMS)
    change('CREATE TABLE invoice (id INTEGER)')
    const before = readFileSync(file)
    expect(refusal(run)).toContain('another program')
    expect(readFileSync(file).equals(before)).toBe(true)
  })

  it('says that a file is not a database', () => {
    write('0001_rooms', ROOMS)
    writeFileSync(file, 'a shopping list '.repeat(400))
    expect(refusal(run)).toContain('is not a database')
  })

  it('copies a database in use before it changes it, and not a new one', () => {
    write('0001_rooms', ROOMS)
    run()
    expect(readdirSync(folder.path).filter((name) => name.includes('before'))).toEqual([])
    change("INSERT INTO room (name) VALUES ('一年一班')")
    write('0002_floors', FLOORS)
    write('0003_sets', SETS)
    expect(run()).toBe(2)
    expect(readdirSync(folder.path).filter((name) => name.includes('before'))).toEqual(['school.db.before-0002_floors'])
    expect(rows('SELECT * FROM room', `${file}.before-0002_floors`)).toEqual([{ id: 1, name: '一年一班' }])
    expect(rows('SELECT * FROM room')).toEqual([{ id: 1, name: '一年一班', floor: null }])
  })

  it('a table may be made anew without losing the rows that point to it', () => {
    write('0001_rooms', ROOMS)
    write('0002_sets', 'CREATE TABLE tv (room INTEGER REFERENCES room (id) ON DELETE CASCADE);')
    run()
    change("INSERT INTO room VALUES (1, '一年一班'); INSERT INTO tv VALUES (1);")
    write(
      '0003_anew',
      `${ROOMS.replace('room', 'next')} INSERT INTO next SELECT * FROM room;
      DROP TABLE room; ALTER TABLE next RENAME TO room;`,
    )
    run()
    expect(rows('SELECT tv.room, room.name FROM tv JOIN room ON room.id = tv.room')).toEqual([
      { room: 1, name: '一年一班' },
    ])
  })

  it.each([
    ['its last statement is wrong', `${FLOORS} UPDATE room SET name = 'x'; INSERT INTO nowhere VALUES (1);`],
    ['rows would point to nothing', `${SETS} UPDATE tv SET room = 99 WHERE id = 1; UPDATE room SET name = 'x';`],
  ])('takes a migration back wholly when %s', (_, sql) => {
    write('0001_rooms', ROOMS)
    run()
    change("INSERT INTO room (name) VALUES ('一年一班')")
    write('0002_wrong', sql)
    expect(refusal(run)).toContain('(0002_wrong)')
    expect(rows('SELECT * FROM room')).toEqual([{ id: 1, name: '一年一班' }])
    expect(tables()).toEqual([{ name: 'room' }])
    expect(history()).toEqual([{ name: '0001_rooms' }])
    expect(existsSync(`${file}.before-0002_wrong`)).toBe(true)
    write('0002_wrong', FLOORS)
    expect(run()).toBe(1)
  })
})

const HANGING = fileURLToPath(new URL('../../test/scripts/hanging-migration.ts', import.meta.url))

describe('a process killed while it migrates', () => {
  it.each([
    ['before the first', 1, []],
    ['within the first', 2, []],
    ['between the two', 3, ['room']],
    ['within the second', 4, ['room']],
  ])('%s leaves whole migrations, and the next start does the rest', async (_, read, expected) => {
    write('0001_rooms', ROOMS)
    write('0002_sets', SETS)
    const child = spawn(process.execPath, [HANGING, file, directory, String(read)], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = once(child, 'close')
    try {
      await Promise.race([once(child.stdout, 'data'), ended])
      expect(child.exitCode).toBeNull()
    } finally {
      child.kill('SIGKILL')
      await ended
    }
    expect(tables()).toEqual(expected.map((name) => ({ name })))
    expect(history()).toHaveLength(expected.length)
    expect(run()).toBe(2 - expected.length)
    expect(rows('SELECT count(*) AS sets FROM tv')).toEqual([{ sets: 4000 }])
    expect(rows('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }])
  })
})
