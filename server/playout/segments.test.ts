import { createHash } from 'node:crypto'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { type TypeBoxTypeProvider, TypeBoxValidatorCompiler } from '@fastify/type-provider-typebox'
import fastify from 'fastify'
import { expect, onTestFinished, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary.ts'
import { answerErrors } from '../platform/errors.ts'
import { byteRange, segmentRoutes } from './segments.ts'
import { contentTypeOf, createObjectCache, objectPath } from './segments-cache.ts'

const store = async (mediaDir: string, content: Buffer): Promise<string> => {
  const sha256 = createHash('sha256').update(content).digest('hex')
  await mkdir(dirname(objectPath(mediaDir, sha256)), { recursive: true })
  await writeFile(objectPath(mediaDir, sha256), content)
  return sha256
}

const server = async (cacheBytes: number) => {
  const folder = await temporaryFolder()
  const http = fastify().withTypeProvider<TypeBoxTypeProvider>().setValidatorCompiler(TypeBoxValidatorCompiler)
  answerErrors(http)
  await http.register(segmentRoutes({ mediaDir: folder.path, cacheBytes }))
  onTestFinished(async () => {
    await http.close()
    await folder.remove()
  })
  return { http, mediaDir: folder.path }
}

const WEBVTT = Buffer.from('WEBVTT\n\n00:00.000 --> 00:04.000\n你好\n')

test.each([
  ['from memory', 1_000_000],
  ['streamed', 100],
])('whole, ranges, HEAD, not modified, absent: %s', async (_, cacheBytes) => {
  const { http, mediaDir } = await server(cacheBytes)
  const sha256 = await store(mediaDir, WEBVTT)
  const get = (headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
    http.inject({ method, url: `/segments/${sha256}`, headers })
  for (const round of ['first', 'again']) {
    const whole = await get()
    expect([round, whole.statusCode, whole.rawPayload]).toEqual([round, 200, WEBVTT])
    expect(whole.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'content-type': 'text/vtt; charset=utf-8',
      'content-length': String(WEBVTT.length),
      'accept-ranges': 'bytes',
      etag: `"${sha256}"`,
    })
  }
  const part = await get({ range: 'bytes=2-5' })
  expect([part.statusCode, part.body, part.headers['content-range']]).toEqual([
    206,
    'BVTT',
    `bytes 2-5/${WEBVTT.length}`,
  ])
  expect((await get({ range: 'bytes=2-5', 'if-range': '"other"' })).statusCode).toBe(200)
  const beyond = await get({ range: 'bytes=999-' })
  expect([beyond.statusCode, beyond.headers['content-range']]).toEqual([416, `bytes */${WEBVTT.length}`])
  const head = await get({}, 'HEAD')
  expect([head.statusCode, head.body, head.headers['content-length']]).toEqual([200, '', String(WEBVTT.length)])
  expect((await get({ 'if-none-match': `"${sha256}"` })).statusCode).toBe(304)
  expect((await http.inject(`/segments/${'0'.repeat(64)}`)).statusCode).toBe(404)
  for (const ending of ['.mp4', '.m4s'])
    expect((await http.inject(`/segments/${sha256}${ending}`)).rawPayload).toEqual(WEBVTT)
})

test.each(['..%2f..%2fetc%2fpasswd', 'A'.repeat(64), '0'.repeat(63), `${'0'.repeat(64)}.txt`, `${'0'.repeat(65)}.mp4`])(
  'an address that is no SHA-256 in lower-case hex is refused: %s',
  async (address) => {
    const { http } = await server(1000)
    expect((await http.inject(`/segments/${address}`)).statusCode).toBe(400)
  },
)

test.each([
  [undefined, 'whole'],
  ['bytes=0-', { from: 0, to: 99 }],
  ['bytes=0-0', { from: 0, to: 0 }],
  ['bytes=10-1000', { from: 10, to: 99 }],
  ['bytes=-10', { from: 90, to: 99 }],
  ['bytes=-1000', { from: 0, to: 99 }],
  ['bytes=-0', 'unsatisfiable'],
  ['bytes=100-', 'unsatisfiable'],
  ['bytes=5-4', 'whole'],
  ['bytes=-', 'whole'],
  ['bytes=0-1,5-6', 'whole'],
  ['lines=1-2', 'whole'],
] as const)('range %s of 100 bytes', (header, expected) => {
  expect(byteRange(header, 100)).toEqual(expected)
})

test('kinds by first bytes', () => {
  expect(contentTypeOf(Buffer.from('\0\0\0\x18stypmsdh'))).toBe('video/mp4')
  expect(contentTypeOf(Buffer.from([0xff, 0xd8, 0xff, 0xe0]))).toBe('image/jpeg')
  expect(contentTypeOf(Buffer.from('{"peaks":[]}'))).toBe('application/json; charset=utf-8')
  expect(contentTypeOf(Buffer.from('<script>'))).toBe('application/octet-stream')
})

test('memory stays under its cap; what was used last stays; a file is read once for many', async () => {
  await using folder = await temporaryFolder()
  const contents = Array.from({ length: 40 }, (_, index) => Buffer.alloc(50, index + 1))
  const hashes = await Promise.all(contents.map((content) => store(folder.path, content)))
  const cache = createObjectCache(folder.path, 1000)
  const [first = ''] = hashes
  const together = await Promise.all([cache.find(first), cache.find(first), cache.find(first)])
  expect(new Set(together).size).toBe(1)
  for (const sha256 of hashes) {
    await cache.find(sha256)
    cache.held(first)
    expect(cache.size()).toBeLessThanOrEqual(1000)
  }
  await rm(objectPath(folder.path, first))
  expect(cache.held(first)?.bytes).toBe(50)
  expect(cache.held(hashes[1] ?? '')).toBeNull()
})

test.each([
  ['from memory', 1_000_000],
  ['from the files', 100],
])('a segment behind its initialization segment, as one object: %s', async (_, cacheBytes) => {
  const { http, mediaDir } = await server(cacheBytes)
  const [init, segment] = [Buffer.from('....ftypiso6'), Buffer.from('....styp and all the rest of it')]
  const [first, second] = [await store(mediaDir, init), await store(mediaDir, segment)]
  const whole = await http.inject(`/segments/${first}/${second}.mp4`)
  expect([whole.statusCode, whole.rawPayload]).toEqual([200, Buffer.concat([init, segment])])
  expect(whole.headers).toMatchObject({
    'cache-control': 'public, max-age=31536000, immutable',
    'content-type': 'video/mp4',
    etag: `"${first}.${second}"`,
  })
  const part = await http.inject({ url: `/segments/${first}/${second}`, headers: { range: 'bytes=8-15' } })
  expect([part.statusCode, part.body]).toEqual([206, 'iso6....'])
  expect((await http.inject(`/segments/${first}/${'0'.repeat(64)}.mp4`)).statusCode).toBe(404)
  expect((await http.inject(`/segments/..%2f/${second}.mp4`)).statusCode).toBe(400)
})
