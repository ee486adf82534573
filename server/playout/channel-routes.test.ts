import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { type MediaManifest, SEGMENT_MS } from '../../protocol/media.ts'
import type { Airing } from '../../protocol/rundown.ts'
import { duration, instant } from '../../protocol/time.ts'
import { readPlaylist } from '../../test/channel/reader.ts'
import { createTestClock } from '../../test/clock.ts'
import { guardRoutes } from '../platform/access.ts'
import { createChanges } from '../platform/changes.ts'
import { answerErrors } from '../platform/errors.ts'
import { secretHash } from '../platform/id.ts'
import { channelRoutes } from './channel-routes.ts'

const NOON = instant(Date.parse('2026-11-27T12:04:00+08:00'))
const RUNGS = ['720p', '360p'] as const

const manifest = (mediaId: string, revision = '1'): MediaManifest => ({
  mediaId,
  revision,
  durationMs: duration(60_000),
  renditions: RUNGS.map((name) => ({
    name,
    width: name === '720p' ? 1280 : 640,
    height: name === '720p' ? 720 : 360,
    codecs: 'avc1.4d401f,mp4a.40.2',
    bandwidth: 1_000_000,
    averageBandwidth: 900_000,
    init: { sha256: secretHash(`${mediaId} ${name} ${revision}`), bytes: 800 },
    segments: Array.from({ length: 15 }, (_, index) => ({
      sha256: secretHash(`${mediaId} ${name} ${revision} ${index}`),
      bytes: 1000,
      durationMs: duration(SEGMENT_MS),
    })),
  })),
  subtitles: [],
  poster: null,
  thumbnails: null,
  waveform: null,
})

const news: Airing = {
  id: 'news',
  group: 'school',
  start: NOON,
  end: instant(NOON + 60_000),
  kind: 'news',
  title: '',
  mediaId: 'news',
  offsetMs: duration(0),
  mediaDurationMs: duration(60_000),
  slotId: null,
  series: null,
  exam: false,
  emergency: false,
  reasons: [],
}

const TOKEN = 'a-television-s-own-token'

const server = async () => {
  const clock = createTestClock(instant(NOON + 30_000))
  const changes = createChanges()
  const state = {
    rundown: { version: 1, airings: [news] },
    slate: null as MediaManifest | null,
    news: manifest('news'),
    reads: 0,
  }
  const http = fastify().withTypeProvider<TypeBoxTypeProvider>().setValidatorCompiler(TypeBoxValidatorCompiler)
  answerErrors(http)
  guardRoutes(http, {
    user: async () => null,
    half: async () => null,
    display: async (token) => (token === TOKEN ? { displayId: 'tv', groupId: 'school' } : null),
    key: async (key) => (key === 'good' ? 'k' : null),
  })
  await http.register(
    channelRoutes({
      clock,
      changes,
      timeZone: 'Asia/Taipei',
      rundownOf: (group) => (group === 'school' ? state.rundown : null),
      manifest: async (id) => {
        state.reads++
        return id === 'news' ? state.news : null
      },
      slate: () => state.slate,
    }),
  )
  onTestFinished(() => http.close())
  const get = (file = 'index.m3u8', headers: Record<string, string> = {}, group = 'school') =>
    http.inject({ url: `/channels/${group}/${file}${file.includes('?') ? '' : '?key=good'}`, headers })
  return { http, clock, changes, state, get }
}

test.each(['index.m3u8', '360p.m3u8', 'master.m3u8'])('%s opens to a key and a TV and to nobody else', async (file) => {
  const { http, state } = await server()
  state.slate = manifest('slate')
  const status = async (query: string, headers = {}) =>
    (await http.inject({ url: `/channels/school/${file}${query}`, headers })).statusCode
  expect(await status('')).toBe(401)
  expect(await status('?key=bad')).toBe(401)
  expect(await status('?key=good')).toBe(200)
  expect(await status(`?token=${TOKEN}`)).toBe(200)
  expect(await status('', { authorization: `Bearer ${TOKEN}` })).toBe(200)
  expect(await status('?key=good', { authorization: `Bearer ${TOKEN}x` })).toBe(401)
})

test('not ready before the slate is made; a group that is not there is not found', async () => {
  const { get, state } = await server()
  const early = await get()
  expect([early.statusCode, early.json().code]).toEqual([503, 'NOT_READY'])
  expect((await get('master.m3u8')).statusCode).toBe(503)
  state.slate = manifest('slate')
  expect((await get()).statusCode).toBe(200)
  const unknown = await get('index.m3u8', {}, 'nobody')
  expect([unknown.statusCode, unknown.json().code]).toEqual([404, 'NOT_FOUND'])
})

test('one body until the next grid line, with its ETag; then another', async () => {
  const { get, state, clock } = await server()
  state.slate = manifest('slate')
  const first = await get()
  expect(first.headers).toMatchObject({
    'content-type': 'application/vnd.apple.mpegurl',
    'cache-control': 'private, max-age=1',
    'content-length': String(first.rawPayload.length),
  })
  const { etag = '' } = first.headers
  const unchanged = await get('index.m3u8', { 'if-none-match': etag })
  expect([unchanged.statusCode, unchanged.body, unchanged.headers.etag]).toEqual([304, '', etag])
  expect(unchanged.headers['cache-control']).toBe('private, max-age=1')
  clock.advance(SEGMENT_MS)
  const next = await get('index.m3u8', { 'if-none-match': etag })
  expect(next.statusCode).toBe(200)
  const [before, after] = [readPlaylist(first.body), readPlaylist(next.body)]
  expect(after.slice(0, -1)).toEqual(before.slice(1))
  expect(state.reads).toBe(1)
})

test('an edit and a change in the library are seen at once', async () => {
  const { get, state, changes, clock } = await server()
  state.slate = manifest('slate')
  const planned = (await get()).body
  state.rundown = { version: 2, airings: [{ ...news, end: instant(NOON + 12_000) }] }
  expect((await get()).body).not.toBe(planned)
  state.rundown = { version: 3, airings: [news] }
  expect((await get()).body).toBe(planned)
  state.news = manifest('news', '2')
  expect((await get()).body).toBe(planned)
  changes.publish('media', 'news')
  expect((await get()).body).not.toBe(planned)
  const slate = state.slate
  state.slate = manifest('slate', '2')
  clock.advance(60_000)
  expect((await get()).body).not.toContain(slate.renditions[0]?.init.sha256)
})

test('the master playlist hands the key on', async () => {
  const { get, state } = await server()
  state.slate = manifest('slate')
  const master = await get('master.m3u8?key=good')
  expect(master.headers['content-type']).toBe('application/vnd.apple.mpegurl')
  expect(master.body).toContain('\nindex.m3u8?key=good\n')
  expect(master.body).toContain('\n360p.m3u8?key=good\n')
})

test('VLC is given each segment behind its initialization segment, every other player a map', async () => {
  const { get, state } = await server()
  state.slate = manifest('slate')
  const mapped = await get()
  const whole = await get('index.m3u8', { 'user-agent': 'VLC/3.0.24 LibVLC/3.0.24' })
  expect([mapped.headers.vary, whole.headers.vary]).toEqual(['user-agent', 'user-agent'])
  expect(mapped.body).toContain('#EXT-X-MAP')
  expect(whole.body).not.toContain('#EXT-X-MAP')
  const inits = [state.slate, state.news].map((one) => one.renditions[0]?.init.sha256)
  const addresses = whole.body.split('\n').filter((line) => line.startsWith('/segments/'))
  expect(addresses).toHaveLength(8)
  expect(new Set(addresses.map((address) => address.split('/')[2]))).toEqual(new Set(inits))
  const segments = mapped.body.split('\n').filter((line) => line.endsWith('.m4s'))
  expect(addresses.map((address) => address.split('/')[3])).toEqual(
    segments.map((address) => address.replace('/segments/', '').replace('.m4s', '.mp4')),
  )
})
