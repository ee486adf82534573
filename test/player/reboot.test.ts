import { afterAll, beforeAll, expect, it } from 'vitest'
import { duration, instant } from '../../protocol/time.ts'
import { airingOf, IDENTITY } from './clip.ts'
import { buildStand, inStep, openServer, openTv, publish, type Stand, seen, soon } from './stand.ts'

let stand: Stand | null = null
beforeAll(async () => {
  stand = await buildStand()
})
afterAll(() => stand?.remove())
const ready = (): Stand => {
  if (stand === null) throw new Error('the stand was not set up')
  return stand
}

it('a TV that is set up by its address joins in the middle, and after a reboot again, and goes on fetching', async () => {
  const server = await openServer(ready())
  const start = soon(-9000)
  const film = airingOf('film', 'film', '影片', start, 40_000)
  publish(server, 1, [film])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'state', 'playing')
  expect(new URL(tv.page.url()).hash).toBe('')
  await inStep(tv.page, start)
  await tv.page.reload()
  await seen(tv.page, 'state', 'playing')
  await inStep(tv.page, start)
  publish(server, 2, [film, airingOf('news', 'news', '新聞', instant(start + 90_000), 8000)])
  await seen(tv.page, 'version', '2')
  await seen(tv.page, 'held', '3')
  await tv.close()
  await server.close()
})

it('A1 with the server dead a rebooted TV plays on the instant, and its report arrives afterwards', async () => {
  const server = await openServer(ready())
  const start = soon(14_000)
  publish(server, 1, [airingOf('noon', 'news', '新聞', start, 7000)])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'held', '3')
  await seen(tv.page, 'clock', 'measured')
  await tv.page.evaluate(async () => {
    await navigator.serviceWorker.ready
  })
  await server.close()
  await tv.page.reload()
  await seen(tv.page, 'state', 'slate')
  await seen(tv.page, 'state', 'playing')
  await tv.page.locator('html:not([data-first-frame=""])').waitFor({ state: 'attached' })
  await inStep(tv.page, start)
  await seen(tv.page, 'state', 'slate')
  const back = await openServer(ready(), server.port)
  await expect.poll(() => back.aired.find((report) => report.ended), { timeout: 20_000 }).toBeDefined()
  const report = back.aired.findLast((one) => one.airingId === 'noon')
  expect(Math.abs(Number(report?.firstFrameAt) - start)).toBeLessThan(300)
  expect(Number(report?.playedToMs)).toBeGreaterThan(5000)
  await tv.close()
  await back.close()
})

it('a listening test shows its title and the clock, and is heard', async () => {
  const server = await openServer(ready())
  const start = soon(7000)
  publish(server, 1, [{ ...airingOf('exam', 'listening', '英語聽力測驗', start, 7000), kind: 'listening', exam: true }])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'state', 'playing')
  await tv.page.locator('html:not([data-first-frame=""])').waitFor({ state: 'attached' })
  const words = await tv.page.locator('#stage').textContent()
  expect(words).toContain('英語聽力測驗')
  expect(words).toMatch(/\d\d:\d\d:\d\d/)
  const late = await tv.page.evaluate((origin) => {
    const heard = [...document.querySelectorAll('video')].find((video) => !video.paused)
    if (heard === undefined) throw new Error('nothing plays')
    return {
      volume: heard.volume,
      ms: heard.currentTime * 1000 - (performance.timeOrigin + performance.now() - origin),
    }
  }, start)
  expect(late.volume).toBe(IDENTITY.volume)
  expect(Math.abs(late.ms)).toBeLessThan(300)
  await tv.close()
  await server.close()
})

it('A1 a programme that goes on under another airing has a first frame of its own in each', async () => {
  const server = await openServer(ready())
  const start = soon(-5000)
  const whole = airingOf('before', 'film', '影片', start, 40_000)
  publish(server, 1, [whole])
  const tv = await openTv(ready(), server)
  const frameOf = (id: string) => server.aired.findLast((one) => one.airingId === id)?.firstFrameAt ?? null
  await expect.poll(() => frameOf('before'), { timeout: 20_000 }).not.toBeNull()
  const turn = soon(4000)
  const offsetMs = duration(turn - start)
  const rest = { offsetMs, mediaDurationMs: duration(40_000 - offsetMs) }
  publish(server, 2, [
    { ...whole, end: turn },
    { ...whole, ...rest, id: 'after', start: turn },
  ])
  await expect.poll(() => frameOf('after'), { timeout: 20_000 }).not.toBeNull()
  expect(Number(frameOf('before'))).toBeLessThan(turn)
  expect(Number(frameOf('after'))).toBeGreaterThanOrEqual(turn - 50)
  await inStep(tv.page, start)
  await tv.close()
  await server.close()
})

it('a programme that is due and can’t be had is reported as trouble', async () => {
  const server = await openServer(ready())
  publish(server, 1, [airingOf('lost', 'absent', '新聞', soon(-1000), 30_000)])
  const tv = await openTv(ready(), server)
  const told = () => server.reports.map(({ playback }) => playback).find(({ state }) => state === 'trouble')
  await expect.poll(told, { timeout: 15_000 }).toEqual({ state: 'trouble', airingId: 'lost', code: 'not-prepared' })
  await tv.close()
  await server.close()
})

it('a TV that the server does not know says so, keeps its programmes and plays them', async () => {
  const server = await openServer(ready())
  const start = soon(12_000)
  publish(server, 1, [airingOf('noon', 'news', '新聞', start, 7000)])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'held', '3')
  server.revoke()
  await tv.page.getByText('伺服器不認得這台電視').waitFor({ timeout: 30_000 })
  await seen(tv.page, 'state', 'playing')
  await inStep(tv.page, start)
  await tv.close()
  await server.close()
})
