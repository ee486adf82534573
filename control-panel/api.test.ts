import { Type } from 'typebox'
import { describe, expect, test } from 'vitest'
import { address, createApi, Problem } from './api.ts'

const answering = (answer: Response | Error) => {
  const asked: { path: string; init: RequestInit }[] = []
  const signedOut: string[] = []
  const api = createApi({
    fetch: async (path, init) => {
      asked.push({ path, init })
      if (answer instanceof Error) throw answer
      return answer
    },
    language: () => 'en',
    words: {
      unreachable: () => 'no answer',
      trouble: (status) => `trouble ${status}`,
      notUnderstood: (path) => `odd answer from ${path}`,
    },
    onSignedOut: () => signedOut.push('out'),
  })
  return { api, asked, signedOut }
}
const Thing = Type.Object({ name: Type.String() })
const failure = (code: string, status: number) =>
  Response.json({ code, message: `sentence of ${code}`, details: {} }, { status })

describe('the way to the server', () => {
  test('an answer of the right shape is passed on', async () => {
    const { api } = answering(Response.json({ name: 'news' }))
    expect(await api.get('/api/thing', Thing)).toEqual({ name: 'news' })
  })
  test('an answer of another shape is a problem, not a surprise later', async () => {
    const { api } = answering(Response.json({ name: 7 }))
    await expect(api.get('/api/thing', Thing)).rejects.toMatchObject({ code: 'ANSWER_NOT_UNDERSTOOD' })
  })
  test('a failure carries the server’s own sentence', async () => {
    const { api } = answering(failure('MEDIA_NOT_MEDIA', 422))
    await expect(api.act('POST', '/api/thing')).rejects.toEqual(
      new Problem('MEDIA_NOT_MEDIA', 'sentence of MEDIA_NOT_MEDIA', 422),
    )
  })
  test('a session that ended is told once, and the caller still fails', async () => {
    const { api, signedOut } = answering(failure('NOT_SIGNED_IN', 401))
    await expect(api.get('/api/thing', Thing)).rejects.toMatchObject({ status: 401 })
    expect(signedOut).toEqual(['out'])
  })
  test('what stands between and has no sentence is said as trouble, without an address', async () => {
    const { api } = answering(new Response('<h1>Bad Gateway</h1>', { status: 502 }))
    await expect(api.get('/api/thing', Thing)).rejects.toMatchObject({ code: 'SERVER_TROUBLE', message: 'trouble 502' })
  })
  test('no network is said in words', async () => {
    const { api } = answering(new TypeError('Failed to fetch'))
    await expect(api.get('/api/thing', Thing)).rejects.toMatchObject({
      code: 'SERVER_UNREACHABLE',
      message: 'no answer',
    })
  })
  test('language and token go with every request', async () => {
    const { api, asked } = answering(Response.json({ name: 'x' }))
    api.setCsrfToken('t0ken')
    await api.send('POST', '/api/thing', Thing, { a: 1 })
    expect(asked[0]?.init).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'accept-language': 'en', 'x-csrf-token': 't0ken', 'content-type': 'application/json' },
    })
  })
  test('what a guest holds goes besides, with and without a body', async () => {
    const { api, asked } = answering(new Response('bytes'))
    const guest = { 'x-guest-token': 'held' }
    expect(await (await api.blob('/api/photo', undefined, guest)).text()).toBe('bytes')
    await api.act('POST', '/api/file', new Blob(['x'], { type: 'text/plain' }), guest)
    expect(asked.map(({ init }) => init)).toMatchObject([
      { method: 'GET', headers: { 'accept-language': 'en', ...guest } },
      { method: 'POST', headers: { 'accept-language': 'en', 'content-type': 'text/plain', ...guest } },
    ])
  })
  test('addresses leave out what is not asked for', () => {
    expect(address('/api/media', { q: '', kind: undefined, limit: 5 })).toBe('/api/media?limit=5')
    expect(address('/api/media', { q: '午間' })).toBe('/api/media?q=%E5%8D%88%E9%96%93')
    expect(address('/api/media', {})).toBe('/api/media')
  })
})
