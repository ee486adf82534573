import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { type Changes, createChanges } from '../platform/changes.ts'
import { type Database, openDatabase } from '../platform/database.ts'
import { takeIn } from './intake.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { someResult } from './media-fixture.ts'
import type { Prepare, PrepareRequest, PrepareResult } from './prepare.ts'

const quiet = () => undefined
const CHILD = fileURLToPath(new URL('./jobs-child.ts', import.meta.url))

let folder: TemporaryFolder
let url: string
let clock: TestClock
let database: Database
let changes: Changes
const started: Jobs[] = []
const children: ChildProcess[] = []

beforeEach(async () => {
  folder = await temporaryFolder()
  url = `file:${join(folder.path, 'data', 'test.db')}`
  clock = createTestClock(instant(Date.parse('2026-11-23T03:00:00Z')))
  changes = createChanges()
  database = await openDatabase(url, clock)
})
afterEach(async () => {
  for (const jobs of started.splice(0)) await jobs.stop()
  for (const child of children.splice(0)) child.kill('SIGKILL')
  await database.$disconnect()
  await folder.remove()
})

const add = async (name: string): Promise<string> => {
  const file = join(folder.path, name)
  await writeFile(file, name)
  clock.jump(instant(clock.now() + 1))
  const deps = { database, clock, changes, mediaDir: folder.path }
  return takeIn(deps)(file, { originalName: name, kind: 'news', airDate: null })
}

const runner = (prepare: Prepare, freeBytes = 1e12): Jobs => {
  const jobs = createJobs({
    database,
    clock,
    changes,
    mediaDir: folder.path,
    prepare,
    freeBytes: async () => freeBytes,
    settings: async () => ({ loudnessTargetLufs: -23, truePeakLimitDbtp: -1 }),
    log: { info: quiet, warn: quiet, error: quiet },
  })
  started.push(jobs)
  return jobs
}

/** A preparation that the test ends by hand. */
const byHand = () => {
  const calls: { request: PrepareRequest; finish: (result: PrepareResult) => void }[] = []
  const prepare: Prepare = (request) =>
    new Promise((finish) => {
      calls.push({ request, finish })
      request.signal.addEventListener('abort', () => finish({ type: 'cancelled' }))
      if (request.signal.aborted) finish({ type: 'cancelled' })
    })
  return { calls, prepare }
}

const stateOf = async (id: string) => (await database.media.findUniqueOrThrow({ where: { id } })).state
const jobOf = (mediaId: string) =>
  database.job.findFirstOrThrow({ where: { mediaId }, orderBy: [{ createdAt: 'desc' }, { attempts: 'asc' }] })
const becomes = (id: string, state: string) => expect.poll(() => stateOf(id), { timeout: 10_000 }).toBe(state)

describe('preparations', () => {
  it('run one at a time, oldest first, and publish programme and content together', async () => {
    const ids = [await add('a.mp4'), await add('b.mp4')] as const
    const { calls, prepare } = byHand()
    const jobs = runner(prepare)
    await jobs.start()
    await expect.poll(() => calls.length).toBe(1)
    expect(calls[0]?.request).toMatchObject({
      mediaId: ids[0],
      file: join(folder.path, 'originals', `${ids[0]}.mp4`),
      audioTrack: null,
      targetLufs: -23,
      truePeakLimitDbtp: -1,
    })
    expect([await stateOf(ids[0]), await stateOf(ids[1])]).toEqual(['preparing', 'queued'])
    expect(await database.mediaManifest.count()).toBe(0)
    calls[0]?.finish(someResult(ids[0]))
    await becomes(ids[0], 'ready')
    await expect.poll(() => calls.length).toBe(2)
    calls[1]?.finish(someResult(ids[1]))
    await becomes(ids[1], 'ready')
    expect(
      await database.media.findUniqueOrThrow({ where: { id: ids[0] }, include: { manifest: true } }),
    ).toMatchObject({
      durationMs: 6500,
      revision: 'r1',
      loudnessLufs: -23.1,
      audioTrack: 0,
      warnings: [{ code: 'audio-short', params: { seconds: 3 } }],
      manifest: { revision: 'r1' },
    })
    expect(await jobOf(ids[0])).toMatchObject({ state: 'done', progress: 1, attempts: 1, errorCode: null })
    await expect.poll(() => readdir(join(folder.path, 'work'))).toEqual([])
    const late = await add('c.mp4')
    await expect.poll(() => calls.length).toBe(3)
    expect(calls[2]?.request.mediaId).toBe(late)
  })

  it('tell progress with the time left, saved at most every two seconds', async () => {
    const id = await add('a.mp4')
    const { calls, prepare } = byHand()
    const jobs = runner(prepare)
    await jobs.start()
    await expect.poll(() => calls.length).toBe(1)
    const saves: string[] = []
    changes.subscribe((change) => saves.push(change.topic))
    const tell = (fraction: number) => calls[0]?.request.onProgress({ step: 'encode', fraction })
    clock.jump(instant(clock.now() + 1000))
    tell(0.1)
    expect(jobs.progress(id)).toMatchObject({ step: 'encode', fraction: 0.1, remainingMs: null })
    clock.jump(instant(clock.now() + 1000))
    tell(0.2)
    tell(0.15)
    expect(jobs.progress(id)).toMatchObject({ fraction: 0.2, remainingMs: 8000 })
    await expect.poll(async () => (await jobOf(id)).progress).toBe(0.2)
    expect(saves).toEqual(['jobs'])
    expect(jobs.progress('another')).toBeNull()
  })

  it('refuse with a reason, fail with the end of what ffmpeg said, and can be tried again', async () => {
    const id = await add('a.mp4')
    const results: PrepareResult[] = [
      { type: 'refused', code: 'MEDIA_NOT_MEDIA', params: { what: 'PDF' } },
      { type: 'failed', stderr: `${'x'.repeat(9000)} the end` },
      someResult(id),
    ]
    const jobs = runner(async () => results.shift() ?? { type: 'failed', stderr: '' })
    await jobs.start()
    await becomes(id, 'refused')
    expect(await database.media.findUniqueOrThrow({ where: { id } })).toMatchObject({
      refusalCode: 'MEDIA_NOT_MEDIA',
      refusalParams: { what: 'PDF' },
    })
    clock.jump(instant(clock.now() + 1))
    await jobs.retry(id)
    await expect.poll(async () => (await jobOf(id)).errorCode).toBe('MEDIA_PREPARATION_FAILED')
    const failed = await jobOf(id)
    expect(failed.stderrTail).toHaveLength(8000)
    expect(failed.stderrTail).toMatch(/the end$/)
    clock.jump(instant(clock.now() + 1))
    await jobs.retry(id)
    await becomes(id, 'ready')
    expect(await database.media.findUniqueOrThrow({ where: { id } })).toMatchObject({ refusalCode: null })
    expect(await jobs.retry('nothing')).toBeNull()
  })

  it('say that the disk filled up in the middle, and go on with the next', async () => {
    const [first, next] = [await add('a.mp4'), await add('b.mp4')]
    const jobs = runner(async ({ mediaId }) =>
      mediaId === first ? { type: 'failed', stderr: 'write: No space left on device' } : someResult(mediaId),
    )
    await jobs.start()
    await becomes(next, 'ready')
    expect(await jobOf(first)).toMatchObject({ state: 'failed', errorCode: 'MEDIA_DISK_FULL' })
    await expect.poll(() => readdir(join(folder.path, 'work'))).toEqual([])
  })

  it('survive a preparation that throws, and an original that is gone', async () => {
    const [broken, gone] = [await add('a.mp4'), await add('b.mp4')]
    await database.media.update({ where: { id: gone }, data: { originalPath: 'originals/gone.mp4' } })
    const jobs = runner(async () => {
      throw new Error('no such thing')
    })
    await jobs.start()
    await becomes(gone, 'refused')
    expect((await jobOf(gone)).errorCode).toBe('MEDIA_ORIGINAL_MISSING')
    expect((await jobOf(broken)).stderrTail).toContain('no such thing')
  })

  it('do not begin when the disk is too full', async () => {
    const id = await add('a.mp4')
    await runner(async () => someResult(id), 400_000_000).start()
    await becomes(id, 'refused')
    expect(await jobOf(id)).toMatchObject({ errorCode: 'MEDIA_DISK_FULL', errorParams: { needed: 501, free: 400 } })
  })

  it('can be cancelled, waiting or running, and not after the end', async () => {
    const [first, second] = [await add('a.mp4'), await add('b.mp4')]
    const { calls, prepare } = byHand()
    const jobs = runner(prepare)
    await jobs.start()
    await expect.poll(() => calls.length).toBe(1)
    const [running, waiting] = [await jobOf(first), await jobOf(second)]
    expect(await jobs.cancel(waiting.id)).toBe('cancelled')
    expect(await jobs.cancel(running.id)).toBe('cancelled')
    expect(await jobs.cancel(running.id)).toBe('ended')
    expect(await jobs.cancel('nothing')).toBe('missing')
    expect([await stateOf(first), await stateOf(second)]).toEqual(['refused', 'refused'])
    expect(await readdir(join(folder.path, 'work'))).toEqual([])
    expect(calls).toHaveLength(1)
  })

  it('keep a ready programme ready while it is prepared anew, and when that fails', async () => {
    const id = await add('a.mp4')
    const { calls, prepare } = byHand()
    const jobs = runner(prepare)
    await jobs.start()
    await expect.poll(() => calls.length).toBe(1)
    calls[0]?.finish(someResult(id))
    await becomes(id, 'ready')
    clock.jump(instant(clock.now() + 1))
    const again = await jobs.retry(id)
    expect(await jobs.retry(id)).toBe(again)
    await expect.poll(() => calls.length).toBe(2)
    expect(await stateOf(id)).toBe('ready')
    calls[1]?.finish({ type: 'failed', stderr: 'broken' })
    await expect.poll(async () => (await jobOf(id)).state).toBe('failed')
    expect(await stateOf(id)).toBe('ready')
    expect(await database.mediaManifest.findUniqueOrThrow({ where: { mediaId: id } })).toMatchObject({ revision: 'r1' })
  })

  it('are given back by an orderly stop, and counted as attempts only by a crash', async () => {
    const id = await add('a.mp4')
    const { calls, prepare } = byHand()
    const jobs = runner(prepare)
    await jobs.start()
    await expect.poll(() => calls.length).toBe(1)
    await jobs.stop()
    expect(await jobOf(id)).toMatchObject({ state: 'queued', attempts: 0 })
    expect(await stateOf(id)).toBe('queued')
    for (const attempts of [1, 2, 3]) {
      await database.job.updateMany({ where: { mediaId: id }, data: { state: 'running', attempts } })
      const next = runner(prepare)
      await next.start()
      if (attempts < 3) {
        await expect.poll(async () => (await jobOf(id)).attempts).toBe(attempts + 1)
        await next.stop()
      }
    }
    await becomes(id, 'refused')
    expect(await jobOf(id)).toMatchObject({
      state: 'failed',
      errorCode: 'MEDIA_INTERRUPTED',
      errorParams: { attempts: 3 },
    })
  })
})

describe('a server killed in the middle', () => {
  /** Starts the slow process and kills it when it has said so many lines that match. */
  const killAfter = async (mode: string, line: RegExp, count: number): Promise<void> => {
    const child = spawn(process.execPath, [CHILD, url, folder.path, mode], { stdio: ['pipe', 'pipe', 'inherit'] })
    children.push(child)
    const gone = once(child, 'exit')
    let seen = 0
    for await (const said of createInterface({ input: child.stdout }))
      if (line.test(said) && ++seen === count) child.kill('SIGKILL')
    await gone
    expect(child.signalCode).toBe('SIGKILL')
  }

  const consistent = async (): Promise<void> => {
    const rows = await database.media.findMany({ include: { manifest: true, jobs: true } })
    for (const row of rows) {
      const ready = row.state === 'ready'
      expect(row.manifest !== null, row.title).toBe(ready)
      expect(row.revision !== null, row.title).toBe(ready)
      expect(
        row.jobs.filter((job) => job.state === 'done'),
        row.title,
      ).toHaveLength(ready ? 1 : 0)
    }
  }

  it('leaves no half programme; at the next start it becomes ready exactly once', async () => {
    const id = await add('a.mp4')
    await killAfter('0', /^working/, 1)
    expect(await stateOf(id)).toBe('preparing')
    expect(await jobOf(id)).toMatchObject({ state: 'running', attempts: 1 })
    const left = await readdir(join(folder.path, 'work'))
    expect(left).toHaveLength(1)
    expect(await readdir(join(folder.path, 'work', left[0] ?? ''))).toEqual(['half'])
    await consistent()

    let found: readonly string[] = ['not asked']
    let times = 0
    const jobs = runner(async (request) => {
      times += 1
      found = await readdir(request.folder)
      return someResult(request.mediaId)
    })
    await jobs.start()
    await becomes(id, 'ready')
    await jobs.stop()
    expect({ times, found }).toEqual({ times: 1, found: [] })
    expect(await database.job.findMany({ where: { mediaId: id } })).toMatchObject([{ state: 'done', attempts: 2 }])
    expect(await readdir(join(folder.path, 'work'))).toEqual([])
    await consistent()
  }, 60_000)

  it('is consistent wherever the kill falls', async () => {
    const ids: string[] = []
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f']) ids.push(await add(`${name}.mp4`))
    for (const [line, count] of [
      [/^changed jobs/, 1],
      [/^working/, 2],
      [/^changed media/, 3],
    ] as const) {
      await killAfter('1', line, count)
      await consistent()
    }
    const jobs = runner(async (request) => someResult(request.mediaId))
    await jobs.start()
    for (const id of ids) await becomes(id, 'ready')
    await jobs.stop()
    await consistent()
  }, 60_000)
})
