import { createHash, randomBytes } from 'node:crypto'
import { appendFile, chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import SqliteFile from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { FaultView } from '../../protocol/fault.ts'
import { instant } from '../../protocol/time.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { createTestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { openDatabase } from '../platform/database.ts'
import { CopyError, fingerprint, readArchive, writeArchive } from './archive.ts'
import { isQuiet, nextAt } from './backups.ts'
import { holdLock, WORK_FOLDER } from './make-copy.ts'
import { COPY_FORMAT, type Manifest } from './manifest.ts'
import { restore } from './restore.ts'

const ZONE = 'Asia/Taipei'
const at = (text: string) => instant(Date.parse(text))
/** A copy gives way to everything else: on a busy machine it takes its time. */
const PATIENT = { timeout: 60_000 }
const NOW = at('2026-11-26T08:00:00+08:00')

let folder: TemporaryFolder
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

/**
 * As on a disk without room: a process that is started meanwhile writes no file of more than a megabyte and a half, and is told so
 * when it tries.
 */
const smallDisk = async (): Promise<Disposable> => {
  const node = process.execPath
  const limited = join(folder.path, 'limited-node')
  await writeFile(limited, `#!/bin/sh\ntrap '' XFSZ\nulimit -f 3000\nexec '${node}' "$@"\n`)
  await chmod(limited, 0o700)
  process.execPath = limited
  return {
    [Symbol.dispose]: () => {
      process.execPath = node
    },
  }
}

describe('when', () => {
  it('never begins within half an hour before a programme, nor during one; a slate is none', () => {
    const film = { kind: 'film', start: at('2026-11-26T12:04:00+08:00'), end: at('2026-11-26T12:20:00+08:00') } as const
    const quiet = (time: string) => isQuiet([film], at(`2026-11-26T${time}+08:00`))
    expect(['11:33:59', '11:34:00', '12:04:00', '12:19:59', '12:20:00'].map(quiet)).toEqual([
      ...[true, false, false, false, true],
    ])
    expect(isQuiet([{ ...film, kind: 'slate' }], film.start)).toBe(true)
  })

  it('is due next at half past two, also today', () => {
    expect(nextAt(at('2026-11-26T02:29:59+08:00'), '02:30', ZONE)).toBe(at('2026-11-26T02:30:00+08:00'))
    expect(nextAt(at('2026-11-26T02:30:00+08:00'), '02:30', ZONE)).toBe(at('2026-11-27T02:30:00+08:00'))
  })
})

describe('archive', () => {
  const write = async (change: Partial<Manifest> = {}): Promise<string> => {
    const source = join(folder.path, 'a')
    await writeFile(source, 'a key'.repeat(50_000))
    const files = [{ name: 'keys/seal.key', ...(await fingerprint(source)) }]
    const manifest = { format: COPY_FORMAT, version: '0.1.0', madeAt: NOW, migration: '0001_a', files, ...change }
    const target = join(folder.path, 'copy.tar.gz')
    await writeArchive(target, manifest, () => source)
    return target
  }
  const refusal = async (file: string) =>
    readArchive(file, join(folder.path, 'out')).then(
      () => null,
      (error: unknown) => (error instanceof CopyError ? error.code : String(error)),
    )

  it('gives back what went in, for its owner alone', async () => {
    const file = await write()
    expect((await readArchive(file, join(folder.path, 'out'))).files).toHaveLength(1)
    expect(await readFile(join(folder.path, 'out', 'keys/seal.key'), 'utf8')).toBe('a key'.repeat(50_000))
    expect((await stat(file)).mode & 0o777).toBe(0o600)
  })

  it('refuses what was cut short, changed, lacks a file, or is none', async () => {
    const whole = await readFile(await write())
    const other = join(folder.path, 'other')
    const cases = [whole.subarray(0, whole.length - 100), Buffer.from(whole), Buffer.from('no copy'), Buffer.alloc(0)]
    cases[1]?.writeUInt8((whole[40] ?? 0) ^ 1, 40)
    for (const bytes of cases) {
      await writeFile(other, bytes)
      expect(await refusal(other)).toBe('damaged')
    }
  })

  const sha256 = '0'.repeat(64)
  const lies: readonly (readonly [string, Partial<Manifest>, string])[] = [
    ['a wrong sum', { files: [{ name: 'keys/seal.key', bytes: 250_000, sha256 }] }, 'damaged'],
    ['a way out of its folder', { files: [{ name: 'keys/../../seal.key', bytes: 250_000, sha256 }] }, 'damaged'],
    ['a format of the future', { format: COPY_FORMAT + 1 }, 'newer'],
  ]
  it.each(lies)('refuses %s', async (_what, change, code) => {
    expect(await refusal(await write(change))).toBe(code)
  })
})

describe('a school', { timeout: 180_000 }, () => {
  let app: TestApp
  let admin: Browserlike
  const start = async () => {
    app = await startTestApp({ directory: folder.path })
    admin = await app.signIn()
  }
  const view = async () => (await admin.inject({ method: 'GET', url: '/api/backup' })).json()
  const makeCopy = async (): Promise<string> => {
    expect((await admin.inject({ method: 'POST', url: '/api/backup' })).statusCode).toBe(202)
    await expect.poll(async () => (await view()).running, PATIENT).toBeNull()
    const { copies, failure } = await view()
    expect(failure).toBeNull()
    return copies[0].name
  }
  const nameIs = async () => (await admin.inject({ method: 'GET', url: '/api/settings' })).json().schoolNameEn
  const rename = (schoolNameEn: string) =>
    admin.inject({ method: 'PATCH', url: '/api/settings', payload: { schoolNameEn } })
  const pairTv = async (): Promise<string> => {
    const facts = { appVersion: 'test', userAgent: 'test', width: 1920, height: 1080 }
    const able = { secureContext: true, serviceWorker: true, autoplay: true }
    const payload = { facts: { ...facts, ...able } }
    const { pairingId, secret, userCode } = (
      await app.http.inject({ method: 'POST', url: '/api/pairing', payload })
    ).json()
    await admin.inject({
      ...{ method: 'POST', url: '/api/displays/approve', payload: { userCode, name: '101', groupId: 'school' } },
    })
    const claim = { method: 'POST', url: '/api/pairing/claim', payload: { pairingId, secret } } as const
    return (await app.http.inject(claim)).json().token
  }
  const places = () => ({
    databaseFile: join(folder.path, 'data', 'nooncast.db'),
    dataDir: join(folder.path, 'data'),
    mediaDir: join(folder.path, 'media'),
  })
  const backups = () => join(folder.path, 'data', 'backups')
  const opens = async (token: string) => {
    const headers = { authorization: `Bearer ${token}` }
    return (await app.http.inject({ method: 'GET', url: '/channels/school/index.m3u8', headers })).statusCode !== 401
  }
  afterEach(() => app.close())

  it('is told why there is no copy, is left nothing half made, and can stop one', async () => {
    await start()
    await mkdir(backups(), { recursive: true })
    {
      using _ = holdLock(backups())
      await admin.inject({ method: 'POST', url: '/api/backup' })
      await expect.poll(async () => (await view()).failure?.code, PATIENT).toBe('busy')
    }
    await expect.poll(async () => (await view()).running, PATIENT).toBeNull()
    expect(await view()).toMatchObject({ warning: 'failing', sameDisk: true, copies: [] })
    const metrics = (await app.http.inject({ method: 'GET', url: '/metrics' })).body
    expect(metrics).toMatch(/^nooncast_backup_warning 1$/m)
    await admin.inject({ method: 'POST', url: '/api/backup' })
    expect((await admin.inject({ method: 'POST', url: '/api/backup' })).json()).toMatchObject({
      code: 'BACKUP_RUNNING',
    })
    const stopped = await admin.inject({ method: 'DELETE', url: '/api/backup/running' })
    expect(stopped.json()).toMatchObject({ running: null, copies: [] })
    expect(await readdir(backups())).not.toContain(WORK_FOLDER)
    await makeCopy()
    expect(await view()).toMatchObject({ warning: null, failure: null, copies: [{}] })
  })

  it('W7 that has no room for a copy keeps those it has, and nothing half made; it is a fault until there is room', async () => {
    const clock = createTestClock(NOW)
    app = await startTestApp({ directory: folder.path, clock })
    const database = await openDatabase(`file:${places().databaseFile}`, clock)
    // Last night's was made: no copy begins by itself.
    const ranAt = new Date(clock.now())
    await database.choreRun.create({ data: { chore: 'backup', due: '2026-11-26', ranAt } })
    await database.$disconnect()
    await app.listen()
    admin = await app.signIn()
    const licences = join(folder.path, 'media', 'licences')
    await mkdir(licences)
    await writeFile(join(licences, 'm1-a.pdf'), randomBytes(1_600_000))
    const kept = await makeCopy()
    clock.advance(60_000)
    {
      using _ = await smallDisk()
      expect((await admin.inject({ method: 'POST', url: '/api/backup' })).statusCode).toBe(202)
      await expect.poll(async () => (await view()).running, PATIENT).toBeNull()
    }
    expect(await view()).toMatchObject({ warning: 'failing', failure: { code: 'disk-full' }, copies: [{ name: kept }] })
    expect((await readdir(backups())).sort()).toEqual(['.lock', kept])
    const fault = async () => {
      clock.advance(60_000)
      const { items } = (await admin.inject({ method: 'GET', url: '/api/faults' })).json<{ items: FaultView[] }>()
      return items.find(({ cause }) => cause?.code === 'backup-failing')
    }
    await expect.poll(fault).toMatchObject({ severity: 'high', healedAt: null })
    expect(await makeCopy()).not.toBe(kept)
    expect(await view()).toMatchObject({ warning: null, failure: null, copies: [{}, { name: kept }] })
    await expect.poll(async () => (await fault())?.healedAt).not.toBeNull()
  })

  it('gets back what it had, keys and scans too; its TVs come in as before; what was there is kept aside', async () => {
    await start()
    const token = await pairTv()
    const licences = join(folder.path, 'media', 'licences')
    await mkdir(licences)
    await writeFile(join(licences, 'm1-a.pdf'), '%PDF-1')
    await rename('Before')
    const name = await makeCopy()
    const copy = join(backups(), name)
    const download = await admin.inject({ method: 'GET', url: `/api/backup/copies/${name}` })
    expect(createHash('sha256').update(download.rawPayload).digest('hex')).toBe((await fingerprint(copy)).sha256)
    const trail = (await admin.inject({ method: 'GET', url: '/api/audit?q=backup' })).json().items
    expect(trail.map(({ action }: { action: string }) => action).sort()).toEqual(['backup.download', 'backup.start'])
    const key = await readFile(join(folder.path, 'data', 'seal.key'), 'utf8')

    await rename('After')
    await expect(restore(copy, places(), NOW, ZONE)).rejects.toThrow('is running')
    await app.close()
    await writeFile(join(folder.path, 'data', 'seal.key'), 'lost')
    await writeFile(join(licences, 'm1-a.pdf'), 'spoilt')
    const newer = await madeNewer(copy)
    await expect(restore(newer, places(), NOW, ZONE)).rejects.toThrow('newer Nooncast')
    await appendFile(newer, 'more')
    await expect(restore(newer, places(), NOW, ZONE)).rejects.toThrow('damaged')
    expect(await readFile(join(folder.path, 'data', 'seal.key'), 'utf8')).toBe('lost')
    const { aside } = await restore(copy, places(), NOW, ZONE)

    await start()
    expect(await nameIs()).toBe('Before')
    const told = async () =>
      (await admin.inject({ method: 'GET', url: '/api/audit?q=backup.restore' })).json<{ items: unknown[] }>().items
    const line = { actor: 'system', action: 'backup.restore', subject: name }
    expect(await told()).toMatchObject([
      { ...line, details: { at: NOW, version: '0.1.0', aside: basename(aside ?? '') } },
    ])
    expect(await readFile(join(folder.path, 'data', 'seal.key'), 'utf8')).toBe(key)
    expect(await readFile(join(licences, 'm1-a.pdf'), 'utf8')).toBe('%PDF-1')
    expect([await opens(token), await opens('another')]).toEqual([true, false])
    expect(await readdir(aside ?? '')).toEqual(expect.arrayContaining(['m1-a.pdf', 'nooncast.db', 'seal.key']))
    expect(await readdir(join(folder.path, 'data'))).not.toContain('.restoring')

    await app.close()
    await start()
    expect(await told()).toHaveLength(1)
  })

  /** The same copy with a step of the data model that this version does not know. */
  const madeNewer = async (copy: string): Promise<string> => {
    const out = join(folder.path, 'out')
    const manifest = await readArchive(copy, out)
    const database = new SqliteFile(join(out, 'database/nooncast.db'))
    database.exec(
      `INSERT INTO "_prisma_migrations" (id, checksum, migration_name, finished_at) VALUES ('x', 'x', '9999_x', 1)`,
    )
    database.close()
    const files = await Promise.all(
      manifest.files.map(async (file) => ({ ...file, ...(await fingerprint(join(out, file.name))) })),
    )
    const newer = join(folder.path, 'newer.tar.gz')
    await writeArchive(newer, { ...manifest, files }, (entry) => join(out, entry))
    return newer
  }
})
