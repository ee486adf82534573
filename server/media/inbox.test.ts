import { mkdir, readdir, rename, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { type Inbox, isComplete, sighted, startInbox } from './inbox.ts'
import { createInboxShare, type InboxShare } from './inbox-share.ts'
import { inboxAfter, inboxAt, inboxFindings } from './inbox-state.ts'
import { type Intake, takeIn } from './intake.ts'

/** An inbox that never was a share. */
const noShare: InboxShare = { was: async () => false, remember: async () => undefined, forget: async () => undefined }
const changed = () => undefined

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
    inbox = startInbox({ clock, mediaDir: folder.path, intake, share: noShare, changed, log })
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

  it('ends within five seconds of a stop although the share never answers, and says what it left', async () => {
    await mkdir(join(folder.path, 'inbox'), { recursive: true })
    let asked = 0
    const list = () => {
      asked++
      return new Promise<never>(() => undefined)
    }
    const hanging = startInbox({
      ...{ clock, mediaDir: folder.path, share: noShare, changed, log, list },
      intake: () => expect.fail('nothing was read'),
    })
    hanging.look()
    await expect.poll(() => asked).toBe(1)
    let ended = false
    const stop = hanging.stop().then(() => {
      ended = true
    })
    clock.advance(4999)
    await Promise.resolve()
    expect([ended, warnings]).toEqual([false, []])
    clock.advance(1)
    await stop
    expect(warnings).toEqual([
      [
        { folder: join(folder.path, 'inbox'), askedAt: expect.any(Number), file: null },
        'stopped without waiting for the inbox, which does not answer',
      ],
    ])
  })

  it('waits for a folder that is not there yet', async () => {
    inbox = startInbox({
      clock,
      mediaDir: join(folder.path, 'later'),
      intake: async () => 'm',
      share: noShare,
      changed,
      log,
    })
    await inbox.look()
    expect(await readdir(join(folder.path, 'later'))).toEqual(['inbox'])
  })
})

describe('whether the inbox can be used', () => {
  const there = { state: 'there' } as const
  const [own, share] = [
    { type: 'read', device: 1, above: 1 },
    { type: 'read', device: 2, above: 1 },
  ] as const
  const failed = (code: string) => ({ type: 'failed', code }) as const

  it('W13 is lost when it is gone, not readable or no share any more, since the first look that found it so', () => {
    const first = inboxAfter(there, failed('ENOENT'), false, instant(1000))
    expect(first).toEqual({ state: 'lost', reason: 'gone', since: 1000 })
    expect(inboxAfter(first, failed('EACCES'), false, instant(3000))).toEqual({ ...first, reason: 'unreadable' })
    expect(inboxAfter(there, own, true, instant(1000))).toMatchObject({ reason: 'unmounted' })
    expect([inboxAfter(first, own, false, instant(1)), inboxAfter(first, share, true, instant(1))]).toEqual([
      there,
      there,
    ])
  })

  it('W13 is lost when it does not answer for a minute and a half', () => {
    expect(inboxAt(there, instant(1000), instant(91_000))).toEqual(there)
    expect(inboxAt(there, instant(1000), instant(91_001))).toEqual({ state: 'lost', reason: 'silent', since: 1000 })
    expect(inboxAt(there, null, instant(99_000))).toEqual(there)
  })

  it('W13 is a trouble of the server, and nothing is known of it before somebody looks', () => {
    expect(inboxFindings(inboxAfter(there, failed('ENOENT'), false, instant(7))).troubles).toMatchObject([
      { kind: 'inbox-lost', since: 7 },
    ])
    expect(inboxFindings(there)).toEqual({ troubles: [], unjudged: new Set() })
    expect(inboxFindings(null).unjudged).toEqual(new Set(['inbox-lost server:inbox']))
  })
})

describe('an inbox that is taken away', () => {
  let folder: TemporaryFolder
  let store: TestDatabase
  let clock: TestClock
  let inbox: Inbox
  let tells: number
  let taken: number
  const start = () =>
    startInbox({
      ...{ clock, mediaDir: folder.path, share: createInboxShare(store.database, clock) },
      intake: async (file) => {
        taken++
        await rm(file)
        return 'm'
      },
      changed: () => tells++,
      log: { info: () => undefined, warn: () => undefined },
    })
  beforeEach(async () => {
    folder = await temporaryFolder()
    clock = createTestClock(instant(Date.parse('2026-11-23T03:00:00Z')))
    store = await openTestDatabase(clock)
    tells = 0
    taken = 0
    inbox = start()
    await inbox.look()
  })
  afterEach(async () => {
    await inbox.stop()
    await store.close()
    await folder.remove()
  })
  const place = () => join(folder.path, 'inbox')

  it('W13 is said to be gone, not made anew, and there again when it is back', async () => {
    await rename(place(), join(folder.path, 'moved'))
    await inbox.look()
    expect(inbox.state()).toEqual({ state: 'lost', reason: 'gone', since: clock.now() })
    await inbox.look()
    expect([await readdir(folder.path), tells]).toEqual([['moved'], 1])
    await rename(join(folder.path, 'moved'), place())
    await inbox.look()
    expect([inbox.state(), tells]).toEqual([{ state: 'there' }, 2])
  })

  it('W13 can’t be read through a link that leads nowhere', async () => {
    await rm(place(), { recursive: true })
    await symlink(place(), place())
    await inbox.look()
    expect(inbox.state()).toMatchObject({ state: 'lost', reason: 'unreadable' })
  })

  it('W13 was a share: that it is none any more is known after a restart, until a file is dropped there', async () => {
    await rm(place(), { recursive: true })
    await symlink('/dev', place()) // another volume on every machine
    await inbox.look()
    expect(inbox.state()).toEqual({ state: 'there' })
    await inbox.stop()
    await rm(place())
    inbox = start()
    await inbox.look()
    expect(inbox.state()).toMatchObject({ state: 'lost', reason: 'unmounted' })
    await writeFile(join(place(), 'news.mp4'), 'news')
    for (const after of [0, 5000, 2000]) {
      clock.jump(instant(clock.now() + after))
      await inbox.look()
    }
    expect([taken, inbox.state()]).toEqual([1, { state: 'there' }])
  })
})
