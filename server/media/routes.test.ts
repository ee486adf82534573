import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Job, Media } from '../../protocol/media.ts'
import { instant, schoolDate } from '../../protocol/time.ts'
import { createTestClock, type TestClock } from '../../test/clock.ts'
import { openTestDatabase, type TestDatabase } from '../../test/database.ts'
import { type TemporaryFolder, temporaryFolder } from '../../test/temporary.ts'
import { audit } from '../platform/audit.ts'
import { type Changes, createChanges } from '../platform/changes.ts'
import { takeIn } from './intake.ts'
import { createJobs, type Jobs } from './jobs.ts'
import { createLibrary, type Library } from './library.ts'
import { someManifest, someResult } from './media-fixture.ts'
import { createMediaFrame } from './media-frame.ts'
import type { PrepareRequest, PrepareResult } from './prepare.ts'
import { mediaRoutes } from './routes.ts'

const quiet = () => undefined

let folder: TemporaryFolder
let clock: TestClock
let store: TestDatabase
let changes: Changes
let jobs: Jobs
let library: Library
let frame: ReturnType<typeof createMediaFrame>
let requests: PrepareRequest[]
let answer: (request: PrepareRequest) => Promise<PrepareResult>

beforeEach(async () => {
  folder = await temporaryFolder()
  clock = createTestClock(instant(Date.parse('2026-11-23T03:00:00Z')))
  store = await openTestDatabase(clock)
  changes = createChanges()
  requests = []
  answer = async ({ mediaId }) => someResult(mediaId, `r${requests.length}`)
  jobs = createJobs({
    database: store.database,
    clock,
    changes,
    mediaDir: folder.path,
    settings: async () => ({ loudnessTargetLufs: -23, truePeakLimitDbtp: -1 }),
    log: { info: quiet, warn: quiet, error: quiet },
    prepare: (request) => {
      requests.push(request)
      return answer(request)
    },
  })
  library = createLibrary({ database: store.database, clock, changes, timeZone: 'Asia/Taipei', jobs })
  frame = createMediaFrame()
  await frame.app.register(mediaRoutes({ library, jobs, audit: audit(store.database, clock) }))
})
afterEach(async () => {
  await frame.app.close()
  await jobs.stop()
  await store.close()
  await folder.remove()
})

const add = async (name: string, kind: Media['kind'] = 'news'): Promise<string> => {
  const file = join(folder.path, name)
  await writeFile(file, name)
  clock.jump(instant(clock.now() + 1))
  const deps = { database: store.database, clock, changes, mediaDir: folder.path }
  return takeIn(deps)(file, { originalName: name, kind, airDate: schoolDate('2026-11-23') })
}
const call = (method: 'GET' | 'PATCH' | 'DELETE' | 'POST', url: string, payload?: object) =>
  frame.app.inject({ method, url, ...(payload !== undefined && { payload }) })
const media = async (id: string) => (await call('GET', `/api/media/${id}`)).json<Media>()
const becomes = (id: string, state: Media['state']) =>
  expect.poll(async () => (await media(id)).state, { timeout: 10_000 }).toBe(state)
const ready = async (name: string, kind: Media['kind'] = 'news'): Promise<string> => {
  const id = await add(name, kind)
  await becomes(id, 'ready')
  return id
}

describe('the library over HTTP', () => {
  it('shows a programme from its arrival to ready, in the reader’s language', async () => {
    const id = await add('a.mp4')
    expect(await media(id)).toMatchObject({ state: 'queued', progress: 0, durationMs: null, posterUrl: null, bytes: 5 })
    await jobs.start()
    await becomes(id, 'ready')
    expect(await media(id)).toMatchObject({
      title: 'a',
      progress: 1,
      remainingMs: null,
      durationMs: 6500,
      revision: 'r1',
      airDate: '2026-11-23',
      posterUrl: `/segments/${'e'.repeat(64)}`,
      thumbnailsUrl: null,
      refusal: null,
      warnings: ['聲音比畫面短 3 秒，其餘以靜音補足。'],
    })
    const english = await frame.app.inject({ url: `/api/media/${id}`, headers: { 'accept-language': 'en' } })
    expect(english.json<Media>().warnings).toEqual(['The sound is 3 s shorter than the picture; the rest is silent.'])
    expect((await call('GET', '/api/media/nothing')).json()).toMatchObject({ code: 'NOT_FOUND' })
  })

  it('shows progress while it is prepared, and why it was refused', async () => {
    const id = await add('a.pdf')
    let finish: (result: PrepareResult) => void = quiet
    answer = () =>
      new Promise((resolve) => {
        finish = resolve
      })
    await jobs.start()
    await becomes(id, 'preparing')
    await expect.poll(() => requests.length).toBe(1)
    clock.jump(instant(clock.now() + 10_000))
    requests[0]?.onProgress({ step: 'encode', fraction: 0.25 })
    expect(await media(id)).toMatchObject({ state: 'preparing', progress: 0.25, remainingMs: 30_000 })
    const running = (await call('GET', '/api/jobs')).json<{ items: Job[] }>().items
    expect(running).toMatchObject([{ mediaId: id, state: 'running', step: 'encode', progress: 0.25, error: null }])
    finish({ type: 'refused', code: 'MEDIA_NOT_MEDIA', params: { what: 'PDF' } })
    await becomes(id, 'refused')
    expect((await media(id)).refusal).toEqual({
      code: 'MEDIA_NOT_MEDIA',
      message: '這不是影片或聲音檔（PDF）。請選擇影片或聲音檔。',
    })
    answer = async ({ mediaId }) => someResult(mediaId)
    expect((await call('POST', `/api/media/${id}/retry`)).statusCode).toBe(200)
    await becomes(id, 'ready')
    expect((await call('POST', '/api/media/nothing/retry')).statusCode).toBe(404)
  })

  it('lists page by page, newest first, filtered', async () => {
    const ids = [await add('午間新聞.mp4'), await add('海角七號.mkv', 'film'), await add('b.mp4')]
    const list = async (query: string) =>
      (await call('GET', `/api/media?${query}`)).json<{ items: Media[]; nextCursor: string | null }>()
    const first = await list('limit=2')
    expect(first.items.map((item) => item.id)).toEqual([ids[2], ids[1]])
    const rest = await list(`limit=2&cursor=${first.nextCursor}`)
    expect([rest.items.map((item) => item.id), rest.nextCursor]).toEqual([[ids[0]], null])
    expect((await list('kind=film')).items.map((item) => item.id)).toEqual([ids[1]])
    expect((await list(`q=${encodeURIComponent('新聞')}`)).items.map((item) => item.id)).toEqual([ids[0]])
    expect((await list('state=ready')).items).toEqual([])
    expect((await call('GET', '/api/media?kind=opera')).json()).toMatchObject({ code: 'INPUT_INVALID' })
  })

  it('changes what a person decides, and prepares another sound track anew', async () => {
    await jobs.start()
    const id = await ready('a.mp4')
    const patch = { title: '校慶', kind: 'film', airDate: null }
    expect((await call('PATCH', `/api/media/${id}`, patch)).json()).toMatchObject(patch)
    expect(requests).toHaveLength(1)
    const unknown = await call('PATCH', `/api/media/${id}`, { audioTrack: 7 })
    expect([unknown.statusCode, unknown.json()]).toMatchObject([422, { code: 'MEDIA_TRACK_UNKNOWN' }])
    clock.jump(instant(clock.now() + 1))
    expect((await call('PATCH', `/api/media/${id}`, { audioTrack: 1 })).json()).toMatchObject({
      audioTrack: 1,
      state: 'ready',
    })
    await expect.poll(async () => (await media(id)).revision).toBe('r2')
    expect(requests[1]).toMatchObject({ mediaId: id, audioTrack: 1 })
    expect((await call('PATCH', `/api/media/${id}`, { airDate: '2026-02-30' })).statusCode).toBe(400)
    expect((await call('PATCH', `/api/media/${id}`, { bytes: 1 })).statusCode).toBe(400)
    expect((await call('PATCH', '/api/media/nothing', { title: 'x' })).statusCode).toBe(404)
    expect(
      await store.database.audit.findMany({ select: { actor: true, action: true, subject: true } }),
    ).toContainEqual({
      actor: '王老師',
      action: 'media.change',
      subject: id,
    })
  })

  it('puts away only what nothing needs, unless forced, and takes it out again', async () => {
    const id = await add('a.mp4')
    await store.database.slot.create({
      data: {
        id: 's',
        name: '朝會',
        kind: 'notice',
        weekdays: [1],
        dates: [],
        startTime: '07:40',
        endTime: '07:50',
        source: { type: 'media', mediaIds: [id] },
        fallback: [],
        createdAt: new Date(clock.now()),
      },
    })
    const needed = await call('DELETE', `/api/media/${id}`)
    expect([needed.statusCode, needed.json()]).toMatchObject([
      409,
      {
        code: 'MEDIA_IN_USE',
        message: '這個節目還會用到：時段「朝會」。確定要移除時請再確認一次。',
        details: { uses: [{ type: 'slot', id: 's', name: '朝會' }] },
      },
    ])
    expect((await call('DELETE', `/api/media/${id}?force=true`)).statusCode).toBe(204)
    const listed = async (query = '') =>
      (await call('GET', `/api/media${query}`)).json<{ items: Media[] }>().items.length
    expect([await listed(), await listed('?archived=true')]).toEqual([0, 1])
    expect((await call('GET', '/api/jobs')).json()).toMatchObject({ items: [{ state: 'cancelled' }] })
    expect((await call('POST', `/api/media/${id}/restore`)).statusCode).toBe(200)
    expect(await listed()).toBe(1)
    expect((await call('DELETE', '/api/media/nothing')).statusCode).toBe(404)
    expect((await call('POST', '/api/media/nothing/restore')).statusCode).toBe(404)
  })

  it('cancels a preparation once', async () => {
    const id = await add('a.mp4')
    const [job] = (await call('GET', '/api/jobs')).json<{ items: Job[] }>().items
    expect((await call('POST', `/api/jobs/${job?.id}/cancel`)).json()).toMatchObject({
      state: 'cancelled',
      error: { code: 'MEDIA_CANCELLED' },
    })
    expect((await call('POST', `/api/jobs/${job?.id}/cancel`)).json()).toMatchObject({ code: 'MEDIA_JOB_ENDED' })
    expect((await call('POST', '/api/jobs/nothing/cancel')).statusCode).toBe(404)
    expect((await media(id)).state).toBe('refused')
  })
})

describe('a programme for players', () => {
  it('is served as playlists and as a manifest, to whoever may watch', async () => {
    await jobs.start()
    const id = await ready('a.mp4')
    const all = await call('GET', `/media/${id}/index.m3u8?key=a%20b`)
    expect(all.headers['content-type']).toBe('application/vnd.apple.mpegurl')
    expect(all.body).toContain('\n720p.m3u8?key=a%20b\n')
    expect((await call('GET', `/media/${id}/360p.m3u8`)).body).toContain('#EXT-X-ENDLIST')
    expect((await call('GET', `/media/${id}/audio.m3u8`)).statusCode).toBe(404)
    const manifest = await call('GET', `/media/${id}/manifest.json`)
    expect(manifest.json()).toEqual(someManifest(id))
    const headers = { 'if-none-match': String(manifest.headers.etag) }
    expect((await frame.app.inject({ url: `/media/${id}/manifest.json`, headers })).statusCode).toBe(304)
    for (const path of ['index.m3u8', '720p.m3u8', 'manifest.json'])
      expect((await call('GET', `/media/nothing/${path}`)).statusCode).toBe(404)
    const watched = frame.routes.filter((route) => route.url.startsWith('/media/') && route.method === 'GET')
    expect(watched.map((route) => route.config?.access)).toEqual(['viewer', 'viewer', 'viewer'])
  })

  it('is referred to by its revision once there is one, and a new one is served at once', async () => {
    const waiting = await add('a.mp4')
    expect(await library.references([waiting, 'nothing'])).toEqual([])
    await jobs.start()
    await becomes(waiting, 'ready')
    expect(await library.references([waiting])).toEqual([{ id: waiting, revision: 'r1' }])
    expect((await library.manifest(waiting))?.revision).toBe('r1')
    clock.jump(instant(clock.now() + 1))
    await jobs.retry(waiting)
    await expect.poll(async () => (await library.manifest(waiting))?.revision).toBe('r2')
    expect(await library.manifest('nothing')).toBeNull()
  })
})
