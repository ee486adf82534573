import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { Media, MediaManifest } from '../../protocol/media.ts'
import type { LibrarySummary, SubtitleTrack, Whereabouts } from '../../protocol/programme.ts'
import { type Browserlike, startTestApp, type TestApp } from '../../test/app.ts'
import { makeBilingual } from '../../test/clips/clips.ts'
import { openDatabase } from '../platform/database.ts'

let app: TestApp
let operator: Browserlike
let teacher: Browserlike
let id: string

const call = (method: 'GET' | 'PUT' | 'PATCH' | 'POST' | 'DELETE', path: string, payload?: object) =>
  operator.inject({
    method,
    url: path.startsWith('/segments') ? path : `/api/media/${path}`,
    headers: { 'accept-language': 'en' },
    ...(payload === undefined ? {} : { payload }),
  })
const media = async () => (await call('GET', id)).json<Media>()
const manifest = async () => (await operator.inject({ url: `/media/${id}/manifest.json` })).json<MediaManifest>()
const tracks = async () => (await call('GET', `${id}/subtitles`)).json<{ items: SubtitleTrack[] }>().items
const settled = () =>
  vi.waitFor(async () => expect((await media()).state).toBe('ready'), { timeout: 60_000, interval: 200 })

beforeAll(async () => {
  app = await startTestApp()
  await app.listen()
  operator = await app.as('operator')
  teacher = await app.as('teacher')
  const bytes = await readFile(await makeBilingual(app.directory))
  const begun = await operator.inject({
    method: 'POST',
    url: '/api/uploads',
    headers: {
      'tus-resumable': '1.0.0',
      'upload-length': String(bytes.length),
      'upload-metadata': `filename ${Buffer.from('雙語影片.mkv').toString('base64')}`,
    },
  })
  const sent = await operator.inject({
    method: 'PATCH',
    url: String(begun.headers.location),
    headers: { 'tus-resumable': '1.0.0', 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    payload: bytes,
  })
  id = String(sent.headers['nooncast-media-id'])
  await settled()
}, 90_000)
afterAll(() => app.close())

describe('one programme', () => {
  it('takes tags, a trim on the grid and a licence, and says what the licence is worth today', async () => {
    const licence = { kind: 'educational', holder: '發行商', validFrom: null, validUntil: '2026-01-31', note: '' }
    const answer = await call('PATCH', id, { tags: ['國片', '國片', '短片'], inMs: 4000, outMs: null, licence })
    expect(answer.json()).toMatchObject({
      ...{ tags: ['國片', '短片'], inMs: 4000, outMs: null },
      licence: { holder: '發行商', scanned: false, state: 'over' },
    })
    const wrong = [{ inMs: 2000 }, { inMs: 8000 }, { outMs: 4000 }, { tags: ['a,b'] }]
    expect(await Promise.all(wrong.map(async (patch) => (await call('PATCH', id, patch)).statusCode))).toEqual([
      ...[400, 409, 409, 400],
    ])
    expect((await call('PATCH', id, { licence: { ...licence, validUntil: '2026-02-30' } })).statusCode).toBe(400)
    const { licenceEnding, tags } = (await call('GET', 'summary')).json<LibrarySummary>()
    expect([licenceEnding, tags]).toEqual([
      1,
      [
        { tag: '國片', count: 1 },
        { tag: '短片', count: 1 },
      ],
    ])
    expect((await call('PATCH', id, { inMs: 0, licence: null })).json()).toMatchObject({ inMs: 0, licence: null })
  })

  it('keeps the licence’s scan, whatever it is called, and gives it back harmlessly', async () => {
    const put = (payload: Buffer, type = 'application/pdf') =>
      operator.inject({
        method: 'PUT',
        url: `/api/media/${id}/licence-scan`,
        payload,
        headers: { 'content-type': type, 'accept-language': 'en' },
      })
    const pdf = Buffer.from('%PDF-1.7 licence')
    expect((await put(pdf)).statusCode).toBe(404)
    const licence = { kind: 'unrestricted', holder: '', validFrom: null, validUntil: null, note: '' }
    await call('PATCH', id, { licence })
    expect((await put(Buffer.from('<html>'), 'application/pdf')).json()).toMatchObject({ code: 'LICENCE_SCAN_TYPE' })
    expect((await put(pdf)).statusCode).toBe(204)
    expect((await media()).licence).toMatchObject({ scanned: true, state: 'valid' })
    const kept = await call('GET', `${id}/licence-scan`)
    expect([kept.rawPayload.equals(pdf), kept.headers['content-disposition']]).toEqual([true, 'attachment'])
  })

  it('takes the poster from a position, and keeps it when prepared again', async () => {
    const before = await media()
    const picked = (await call('PUT', `${id}/poster`, { atMs: 4500 })).json<Media>()
    expect(picked.posterMs).toBe(4500)
    expect([picked.posterUrl === before.posterUrl, picked.revision === before.revision]).toEqual([false, false])
    const picture = await call('GET', picked.posterUrl ?? '')
    expect(createHash('sha256').update(picture.rawPayload).digest('hex')).toBe(picked.posterUrl?.split('/').at(-1))
    expect((await call('PUT', `${id}/poster`, { atMs: 9_000_000 })).json()).toMatchObject({
      code: 'MEDIA_HAS_NO_PICTURE',
    })
    await call('POST', `${id}/retry`)
    const jobs = async () => (await operator.inject({ url: '/api/jobs' })).json<{ items: { state: string }[] }>().items
    await expect.poll(async () => (await jobs())[0]?.state, { timeout: 60_000, interval: 200 }).toBe('done')
    expect((await media()).posterUrl).toBe(picked.posterUrl)
  }, 90_000)

  it('adds, moves and removes subtitles; each change is a new revision for the TVs', async () => {
    expect(await tracks()).toMatchObject([{ id: 'file-0', language: 'zho', shiftMs: 0 }])
    const text = '1\n00:00:01,000 --> 00:00:02,000\nGood day\n'
    expect(
      (await call('POST', `${id}/subtitles`, { language: 'en', name: 'English', text: 'words' })).json(),
    ).toMatchObject({ code: 'SUBTITLE_NOT_UNDERSTOOD' })
    const before = await manifest()
    await call('POST', `${id}/subtitles`, { language: 'en', name: 'English', text })
    const [own, added] = await tracks()
    expect([own?.language, added?.name, own?.id.startsWith('file-')]).toEqual(['zho', 'English', false])
    const after = await manifest()
    expect(after.subtitles.map(({ language }) => language)).toEqual(['zho', 'en'])
    expect(after.revision).not.toBe(before.revision)

    await call('PATCH', `${id}/subtitles/${own?.id}`, { shiftMs: 1500 })
    const [moved] = await tracks()
    expect((await call('GET', moved?.url ?? '')).payload).toMatch(/00:00:02\.5\d\d --> 00:00:03\.5\d\d\n各位同學午安/)
    await call('PATCH', `${id}/subtitles/${own?.id}`, { shiftMs: 0 })
    expect((await call('GET', (await tracks())[0]?.url ?? '')).payload).toMatch(/00:00:01\.0\d\d --> 00:00:02\.0/)

    const gone = await call('DELETE', `${id}/subtitles/${added?.id}`)
    expect(gone.json()).toMatchObject({ removed: { language: 'en', name: 'English', text } })
    expect((await manifest()).subtitles).toHaveLength(1)
    expect((await call('DELETE', `${id}/subtitles/nothing`)).statusCode).toBe(404)
  })

  it('says where it is used and when it airs', async () => {
    await call('PATCH', id, { kind: 'film' })
    const made = await operator.inject({
      method: 'PUT',
      url: '/api/series/noon-film',
      payload: { title: '影集', episodes: [id] },
    })
    expect(made.statusCode).toBe(200)
    const { uses, past } = (await call('GET', `${id}/whereabouts`)).json<Whereabouts>()
    expect(uses).toEqual(['series “影集”'])
    expect(past).toEqual([])
    expect((await call('GET', 'nothing/whereabouts')).statusCode).toBe(404)
  })

  it('a series that ends with scenes has its parts looked through', async () => {
    const payload = { title: '影集', episodes: [id], sceneEnds: true }
    await operator.inject({ method: 'PUT', url: '/api/series/noon-film', payload })
    const database = await openDatabase(`file:${join(app.directory, 'data', 'nooncast.db')}`, app.clock)
    const cuts = async () => (await database.media.findUniqueOrThrow({ where: { id } })).sceneCuts
    await expect.poll(cuts, { timeout: 30_000, interval: 100 }).toEqual([])
    await database.$disconnect()
  })

  it('only those who may change the library change it', async () => {
    const asked = await teacher.inject({ method: 'PUT', url: `/api/media/${id}/poster`, payload: { atMs: 0 } })
    expect(asked.statusCode).toBe(403)
  })
})
