import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { instant, schoolDate } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { createChanges } from '../platform/changes.ts'
import { takeIn } from './intake.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { recognise } from './known.ts'
import { someResult } from './media-fixture.ts'

let folder: TemporaryFolder
let store: TestDatabase
let clock: TestClock
let jobs: Jobs
let prepared: string[]
let targetLufs: number
let whole: boolean
const quiet = () => undefined
const changes = createChanges()

beforeEach(async () => {
  folder = await temporaryFolder()
  clock = createTestClock(instant(Date.parse('2026-11-23T03:00:00Z')))
  store = await openTestDatabase(clock)
  ;[prepared, targetLufs, whole] = [[], -23, true]
  jobs = createJobs({
    ...{ database: store.database, clock, changes, mediaDir: folder.path },
    settings: async () => ({ loudnessTargetLufs: targetLufs, truePeakLimitDbtp: -1 }),
    log: { info: quiet, warn: quiet, error: quiet },
    recognise: recognise({ database: store.database, objects: { renew: async () => whole } }),
    prepare: async ({ mediaId }) => {
      prepared.push(mediaId)
      return someResult(mediaId)
    },
  })
  await jobs.start()
})
afterEach(async () => {
  await jobs.stop()
  await store.close()
  await folder.remove()
})

const add = async (content: string, title: string, date: string | null = null): Promise<string> => {
  const file = join(folder.path, 'in')
  await writeFile(file, content)
  clock.jump(instant(clock.now() + 1))
  const intake = takeIn({ database: store.database, clock, changes, mediaDir: folder.path })
  const airDate = date === null ? null : schoolDate(date)
  const id = await intake(file, { originalName: 'in.mp4', title, kind: date === null ? 'other' : 'news', airDate })
  await settled(id)
  return id
}
const media = (id: string) =>
  store.database.media.findUniqueOrThrow({ where: { id }, include: { manifest: true, jobs: true } })
const settled = (id: string) =>
  expect.poll(async () => (await media(id)).jobs.every((job) => job.state === 'done'), { timeout: 10_000 }).toBe(true)

it('the same file again is ready without preparing it, says as what it is known, and stays that day’s news', async () => {
  const first = await add('the news', '午間新聞')
  const again = await add('the news', '週二新聞', '2026-11-24')
  expect(prepared).toEqual([first])
  const [one, two] = [await media(first), await media(again)]
  expect(one.originalSha256).toMatch(/^[0-9a-f]{64}$/)
  expect(two).toMatchObject({
    ...{ state: 'ready', title: '週二新聞', kind: 'news', airDate: '2026-11-24', durationMs: one.durationMs },
    ...{ originalSha256: one.originalSha256, revision: one.revision, manifest: { manifest: { mediaId: again } } },
  })
  expect(two.warnings).toEqual([
    { code: 'already-known', params: { title: '午間新聞' } },
    { code: 'audio-short', params: { seconds: 3 } },
  ])
})

it('prepares another file, and a known one whose loudness or objects no longer do', async () => {
  const ids = [await add('a', 'a'), await add('b', 'b')]
  targetLufs = -16
  ids.push(await add('a', 'louder'))
  targetLufs = -23
  whole = false
  ids.push(await add('b', 'damaged'))
  expect(prepared).toEqual(ids)
})

it('prepares again what a person wants prepared again', async () => {
  const [first, again] = [await add('a', 'a'), await add('a', 'again')]
  await jobs.retry(again)
  await settled(again)
  expect(prepared).toEqual([first, again])
})
