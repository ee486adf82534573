import { expect, it } from 'vitest'
import { startTestApp } from '../../test/app.ts'

interface Waiting {
  readonly on: 'clip' | 'tv'
  readonly mediaId: string | null
}

it('the test picture is drawn once, however often it is asked for, and again when it was put away', async () => {
  const app = await startTestApp()
  try {
    const operator = await app.as('operator')
    const send = async (method: 'GET' | 'POST' | 'DELETE', url: string, payload?: object) => {
      const answer = await operator.inject({ method, url, ...(payload !== undefined && { payload }) })
      expect(answer.statusCode, answer.body).toBeLessThan(300)
      return answer
    }
    const facts = { appVersion: 'test', userAgent: 'test', width: 1920, height: 1080 }
    const able = { secureContext: true, serviceWorker: true, autoplay: true }
    const { userCode } = (await send('POST', '/api/pairing', { facts: { ...facts, ...able } })).json<{
      userCode: string
    }>()
    const displayId = (await send('POST', '/api/displays/approve', { userCode, name: '101', groupId: 'school' })).json<{
      id: string
    }>().id
    const ask = () => send('POST', '/api/test-pictures', { displayId })
    const waiting = async () =>
      (await send('GET', '/api/test-pictures')).json<{ items: { state: Waiting }[] }>().items[0]?.state

    const drawn = async () => (await waiting())?.mediaId
    await Promise.all([ask(), ask()])
    expect(await waiting()).toMatchObject({ type: 'waiting', on: 'clip', mediaId: null })
    await expect.poll(drawn, { timeout: 120_000 }).toEqual(expect.any(String))
    const first = await drawn()
    await ask()
    expect(await drawn()).toBe(first)
    const { items } = (await send('GET', '/api/media')).json<{ items: { id: string; kind: string; title: string }[] }>()
    expect(items).toMatchObject([{ id: first, kind: 'other', title: '測試畫面 Test picture' }])

    await send('DELETE', `/api/media/${first}?force=true`)
    await ask()
    await expect.poll(drawn, { timeout: 120_000 }).toEqual(expect.any(String))
    expect(await drawn()).not.toBe(first)
  } finally {
    await app.close()
  }
}, 300_000)
