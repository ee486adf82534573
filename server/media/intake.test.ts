import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant, schoolDate } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { adoptStrays, type IntakeDeps, safeEnding, takeIn } from './intake.ts'

let store: TestDatabase
let folder: TemporaryFolder
let deps: IntakeDeps
const told: string[] = []
beforeEach(async () => {
  folder = await temporaryFolder()
  const clock = createTestClock(instant(Date.parse('2026-11-23T03:00:00Z')))
  store = await openTestDatabase(clock)
  const changes = createChanges()
  told.length = 0
  changes.subscribe((change) => told.push(change.topic))
  deps = { database: store.database, clock, changes, mediaDir: folder.path }
})
afterEach(async () => {
  await store.close()
  await folder.remove()
})

describe('taking a file in', () => {
  it('moves it among the originals and queues its preparation', async () => {
    const file = join(folder.path, 'x.MP4')
    await writeFile(file, 'twelve bytes')
    const arrival = { originalName: '20261123 午間新聞.MP4', kind: 'news', airDate: schoolDate('2026-11-23') } as const
    const id = await takeIn(deps)(file, arrival)
    const media = await store.database.media.findUniqueOrThrow({ where: { id }, include: { jobs: true } })
    expect(media).toMatchObject({
      title: '20261123 午間新聞',
      kind: 'news',
      state: 'queued',
      airDate: '2026-11-23',
      originalPath: `originals/${id}.mp4`,
      bytes: 12n,
    })
    expect(media.jobs).toMatchObject([{ state: 'queued', attempts: 0 }])
    expect(await readdir(folder.path)).toEqual(['originals'])
    expect(await readFile(join(folder.path, media.originalPath), 'utf8')).toBe('twelve bytes')
    expect(told).toEqual(['media', 'jobs'])
  })

  it('puts the file back when the database refuses', async () => {
    const file = join(folder.path, 'news.mp4')
    await writeFile(file, 'news')
    await store.database.$executeRawUnsafe(
      "CREATE TRIGGER full BEFORE INSERT ON Job BEGIN SELECT RAISE(ABORT, 'full'); END",
    )
    await expect(takeIn(deps)(file, { originalName: 'news.mp4', kind: 'news', airDate: null })).rejects.toThrow()
    expect(await readFile(file, 'utf8')).toBe('news')
    expect(await store.database.media.count()).toBe(0)
    expect(told).toEqual([])
  })

  it('adopts what a crash left between the move and the record, once', async () => {
    await mkdir(join(folder.path, 'originals'))
    await writeFile(join(folder.path, 'originals', 'stray.mp4'), 'stray')
    await writeFile(join(folder.path, 'originals', '.half.mp4.part'), 'ha')
    expect(await adoptStrays(deps)).toBe(1)
    expect(await adoptStrays(deps)).toBe(0)
    expect(await store.database.media.findMany()).toMatchObject([
      { title: 'stray', originalPath: 'originals/stray.mp4' },
    ])
    expect(await readdir(join(folder.path, 'originals'))).toEqual(['stray.mp4'])
  })

  it.each([
    ['a.MP4', '.mp4'],
    ['a', ''],
    ['a.m p4', ''],
    ['a.$(x)', ''],
    ['a.verylongending', ''],
  ])('keeps of %s the ending "%s"', (name, ending) => {
    expect(safeEnding(name)).toBe(ending)
  })
})
