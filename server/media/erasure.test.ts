import { access, mkdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { StoredObject } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { audit } from '../platform/audit.ts'
import { createChanges } from '../platform/changes.ts'
import { createErasure, type Erasure } from './erasure.ts'
import { erasureRoutes } from './erasure-routes.ts'
import { adoptStrays, takeIn } from './intake.ts'
import { someManifest } from './media-fixture.ts'
import { createMediaFrame } from './media-frame.ts'
import { createObjectStore, type ObjectStore } from './objects.ts'

let folder: TemporaryFolder
let store: TestDatabase
let clock: TestClock
let objects: ObjectStore
let erasure: Erasure
let frame: ReturnType<typeof createMediaFrame>
let airings: Airing[]
let interrupted: boolean
const changes = createChanges()
const intakeDeps = () => ({ database: store.database, clock, changes, mediaDir: folder.path })

beforeEach(async () => {
  folder = await temporaryFolder()
  clock = createTestClock(instant(Date.parse('2026-11-23T11:00:00+08:00')))
  store = await openTestDatabase(clock)
  objects = createObjectStore(folder.path)
  airings = []
  interrupted = false
  erasure = createErasure({
    ...intakeDeps(),
    timeZone: 'Asia/Taipei',
    jobs: { cancelAll: async () => undefined },
    airings: () => airings,
    objects: {
      discard: (isWanted, settledMs) => {
        if (interrupted) throw new Error('the power is gone')
        return objects.discard(isWanted, settledMs)
      },
    },
  })
  frame = createMediaFrame()
  await frame.app.register(erasureRoutes({ erasure, audit: audit(store.database, clock) }))
})
afterEach(async () => {
  await frame.app.close()
  await store.close()
  await folder.remove()
})

/** An object of an hour ago; returns its address. */
const packed = async (content: string): Promise<StoredObject> => {
  const file = join(folder.path, crypto.randomUUID())
  await writeFile(file, content)
  const stored = await objects.put(file)
  const then = new Date(Date.now() - 3_600_000)
  await utimes(objects.path(stored.sha256), then, then)
  return stored
}

/** A ready programme that consists of these contents. */
const programme = async (name: string, contents: readonly string[]): Promise<string> => {
  const file = join(folder.path, name)
  await writeFile(file, name)
  const id = await takeIn(intakeDeps())(file, { originalName: name, kind: 'film', airDate: null })
  const [poster = null, ...subtitles] = await Promise.all(contents.map(packed))
  const manifest = {
    ...someManifest(id),
    renditions: [],
    poster,
    subtitles: subtitles.map((object) => ({ ...object, language: 'zh', name: '' })),
  }
  await store.database.mediaManifest.create({ data: { mediaId: id, revision: 'r1', manifest } })
  await store.database.media.update({ where: { id }, data: { state: 'ready', revision: 'r1' } })
  await store.database.job.updateMany({ where: { mediaId: id }, data: { state: 'done' } })
  return id
}
const putAway = (id: string) =>
  store.database.media.update({ where: { id }, data: { archivedAt: new Date(clock.now()) } })
const erase = (id: string) => frame.app.inject({ method: 'DELETE', url: `/api/media/${id}/files` })
const originalOf = async (id: string) =>
  join(folder.path, (await store.database.media.findUniqueOrThrow({ where: { id } })).originalPath)
const isThere = (path: string) =>
  access(path).then(
    () => true,
    () => false,
  )
const book = async (mediaId: string, date: string, state: string) => {
  const user = { name: crypto.randomUUID(), fullName: '', role: 'teacher', passwordHash: '', language: 'zh-TW' }
  const createdAt = new Date(clock.now())
  const { id: userId } = await store.database.user.create({ data: { id: user.name, ...user, createdAt } })
  await store.database.booking.create({
    data: {
      id: user.name,
      date,
      mediaId,
      licenceKind: 'educational',
      audience: [],
      state,
      place: 1,
      userId,
      createdAt,
    },
  })
}

it('deletes what was put away with its files, and of the objects those that no other programme has', async () => {
  const [id, other] = [await programme('a.mp4', ['own', 'shared']), await programme('b.mp4', ['theirs', 'shared'])]
  const [own, shared] = [await packed('own'), await packed('shared')]
  expect((await erase(id)).json()).toMatchObject({ code: 'MEDIA_NOT_PUT_AWAY' })
  const original = await originalOf(id)
  await putAway(id)
  const answer = await erase(id)
  expect(answer.json()).toEqual({ freedBytes: 'a.mp4'.length + 'own'.length })
  expect(await store.database.media.findMany({ select: { id: true } })).toEqual([{ id: other }])
  expect([await isThere(original), await isThere(await originalOf(other))]).toEqual([false, true])
  expect([await objects.has(own.sha256), await objects.has(shared.sha256)]).toEqual([false, true])
  expect(await store.database.audit.findMany()).toMatchObject([{ action: 'media.erase', subject: id }])
  expect((await erase(id)).statusCode).toBe(404)
})

it('refuses, and says why, while a booking asks for it or it is on the air', async () => {
  const id = await programme('a.mp4', [])
  await putAway(id)
  await book(id, '2026-11-27', 'pending')
  const [start, end] = [instant(clock.now() - 60_000), instant(clock.now() + 60_000)]
  airings = [
    {
      ...{ id: 'now', group: 'school', start, end, kind: 'film', title: 'a', mediaId: id, slotId: null, series: null },
      ...{ offsetMs: duration(0), mediaDurationMs: duration(120_000), exam: false, emergency: false, reasons: [] },
    },
  ]
  const answer = await erase(id)
  expect(answer.statusCode).toBe(409)
  expect(answer.json()).toMatchObject({
    code: 'MEDIA_STILL_NEEDED',
    details: {
      uses: [
        { type: 'booking', date: '2026-11-27' },
        { type: 'airing', date: '2026-11-23' },
      ],
    },
  })
  expect(await isThere(await originalOf(id))).toBe(true)
})

it('keeps by name what was booked once: the record stays true, the files are gone', async () => {
  const id = await programme('a.mp4', ['own'])
  const original = await originalOf(id)
  await putAway(id)
  await book(id, '2026-11-20', 'approved')
  expect((await erase(id)).statusCode).toBe(200)
  expect(await isThere(original)).toBe(false)
  expect(await store.database.media.findUniqueOrThrow({ where: { id }, include: { manifest: true } })).toMatchObject({
    ...{ title: 'a', state: 'refused', refusalCode: 'MEDIA_ERASED', revision: null, manifest: null },
  })
})

it('finishes after an interruption, and does not take the original in again', async () => {
  const id = await programme('a.mp4', ['own'])
  const own = await packed('own')
  const original = await originalOf(id)
  await putAway(id)
  interrupted = true
  expect((await erase(id)).statusCode).toBe(500)
  expect([await adoptStrays(intakeDeps()), await isThere(original)]).toEqual([0, false])
  expect(await objects.has(own.sha256)).toBe(true)
  interrupted = false
  expect(await erasure.tidy()).toEqual({ finished: 0, objects: 1, bytes: 3 })
  expect(await objects.has(own.sha256)).toBe(false)
})

it('a marked programme whose files are still there is finished by the daily chore', async () => {
  const id = await programme('a.mp4', [])
  const original = await originalOf(id)
  await store.database.media.update({ where: { id }, data: { state: 'refused', refusalCode: 'MEDIA_ERASED' } })
  expect(await erasure.tidy()).toMatchObject({ finished: 1 })
  expect([await store.database.media.count(), await isThere(original)]).toEqual([0, false])
})

it('the daily sweep spares the slate, and what a preparation under way has stored already', async () => {
  const id = await programme('a.mp4', ['own'])
  const [slate, half, orphan] = [await packed('slate'), await packed('half'), await packed('orphan')]
  await mkdir(join(folder.path, 'library'), { recursive: true })
  const manifest = { ...someManifest('slate'), renditions: [], subtitles: [], poster: slate }
  await writeFile(join(folder.path, 'library', 'slate.json'), JSON.stringify(manifest))
  await store.database.job.updateMany({
    where: { mediaId: id },
    data: { state: 'running', startedAt: new Date(clock.now() - 3_600_000) },
  })
  const before = new Date(Date.now() - 2 * 3_600_000)
  await utimes(objects.path(orphan.sha256), before, before)
  expect(await erasure.tidy()).toMatchObject({ objects: 1 })
  const held = await Promise.all([slate, half, orphan].map(({ sha256 }) => objects.has(sha256)))
  expect(held).toEqual([true, true, false])
})
