import { mkdir, readdir, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { type Inbox, isComplete, sighted, startInbox } from './inbox.ts'
import { type Intake, takeIn } from './intake.ts'

describe('stillness', () => {
  it('begins anew with every change of size or time', () => {
    const first = sighted(undefined, 10, 1, 1000)
    expect(sighted(first, 10, 1, 3000)).toBe(first)
    expect(sighted(first, 11, 1, 3000).since).toBe(3000)
    expect(sighted(first, 10, 2, 3000).since).toBe(3000)
    expect([isComplete(first, 5999), isComplete(first, 6000)]).toEqual([false, true])
    const empty = sighted(undefined, 0, 1, 1000)
    expect([isComplete(empty, 60_999), isComplete(empty, 61_000)]).toEqual([false, true])
  })
})

describe('the inbox', () => {
  let folder: TemporaryFolder
  let clock: TestClock
  let inbox: Inbox | null = null
  const warnings: unknown[] = []
  const log = { info: () => undefined, warn: (...said: unknown[]) => void warnings.push(said) }
  beforeEach(async () => {
    folder = await temporaryFolder()
    clock = createTestClock(instant(Date.parse('2026-11-23T03:00:00Z')))
    warnings.length = 0
  })
  afterEach(async () => {
    await inbox?.stop()
    await folder.remove()
  })
  const start = async (intake: Intake): Promise<Inbox> => {
    await mkdir(join(folder.path, 'inbox'), { recursive: true })
    inbox = startInbox({ clock, mediaDir: folder.path, intake, log })
    return inbox
  }
  const lookLater = async (milliseconds: number): Promise<void> => {
    clock.jump(instant(clock.now() + milliseconds))
    await inbox?.look()
  }
  const drop = async (name: string, content: string): Promise<void> => {
    const file = join(folder.path, 'inbox', name)
    await writeFile(file, content)
    await utimes(file, 1000, 1000 + content.length)
  }

  it('takes a file when it has stood still for five seconds, as what its name says', async () => {
    const store = await openTestDatabase(clock)
    const deps = { database: store.database, clock, changes: createChanges(), mediaDir: folder.path }
    await start(takeIn(deps))
    await drop('20261123 午間新聞.mp4', 'first half')
    await lookLater(0)
    await lookLater(4000)
    await drop('20261123 午間新聞.mp4', 'first half, second half')
    await lookLater(2000)
    await lookLater(4900)
    expect(await store.database.media.count()).toBe(0)
    await lookLater(100)
    expect(await store.database.media.findMany()).toMatchObject([
      { kind: 'news', airDate: '2026-11-23', state: 'queued', bytes: 23n, originalName: '20261123 午間新聞.mp4' },
    ])
    expect(await readdir(join(folder.path, 'inbox'))).toEqual([])
    await store.close()
  })

  it('looks by itself every two seconds', async () => {
    const taken: string[] = []
    await start(async (file) => {
      taken.push(file)
      return 'm'
    })
    await drop('news.mp4', 'news')
    await lookLater(0)
    clock.advance(6000)
    await expect.poll(() => taken).toEqual([join(folder.path, 'inbox', 'news.mp4')])
  })

  it('leaves half-copied and hidden files, folders and links alone', async () => {
    const taken: string[] = []
    await start(async (file) => {
      taken.push(file)
      return 'm'
    })
    for (const name of ['.hidden.mp4', 'a.mp4.part', 'Thumbs.db']) await drop(name, 'x')
    await mkdir(join(folder.path, 'inbox', 'folder.mp4'))
    await symlink('/etc/hostname', join(folder.path, 'inbox', 'link.mp4'))
    await lookLater(0)
    await lookLater(70_000)
    expect(taken).toEqual([])
    expect(warnings).toEqual([])
  })

  it('says what fails, goes on with the next file, and tries again after a minute', async () => {
    const tries: string[] = []
    await start(async (file) => {
      tries.push(file.slice(-5))
      if (file.endsWith('b.mp4')) return 'm'
      throw new Error('disk full')
    })
    await drop('a.mp4', 'x')
    await lookLater(0)
    await lookLater(5000)
    await drop('b.mp4', 'x')
    await lookLater(2000)
    await lookLater(5000)
    expect(tries).toEqual(['a.mp4', 'b.mp4'])
    expect(warnings).toHaveLength(1)
    await lookLater(60_000)
    expect(tries.filter((each) => each === 'a.mp4')).toHaveLength(2)
  })

  it('waits for a folder that is not there yet', async () => {
    inbox = startInbox({ clock, mediaDir: join(folder.path, 'later'), intake: async () => 'm', log })
    await inbox.look()
    expect(await readdir(join(folder.path, 'later'))).toEqual(['inbox'])
  })
})
