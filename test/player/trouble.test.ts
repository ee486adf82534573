import { afterAll, beforeAll, expect, it } from 'vitest'
import { airingOf } from './clip.ts'
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

it('a TV that can keep nothing asks to be paired, then plays from memory and says so', async () => {
  const server = await openServer(ready())
  const page = await ready().test.browser.newPage()
  await page.addInitScript(() => {
    IDBFactory.prototype.open = () => {
      throw new DOMException('no room', 'UnknownError')
    }
  })
  await page.goto(`http://localhost:${server.port}/player/`)
  await page.locator('html[data-code="CDFGHJKM"]').waitFor({ state: 'attached' })
  server.approve()
  await seen(page, 'state', 'slate')
  await page.getByText('這台電視存不了節目').waitFor()
  const told = () => server.reports.at(-1)?.playback
  await expect.poll(told).toEqual({ state: 'trouble', airingId: null, code: 'storage' })
  const start = soon(6000)
  publish(server, 1, [airingOf('noon', 'news', '新聞', start, 7000)])
  await seen(page, 'state', 'playing')
  await inStep(page, start)
  await page.reload()
  await seen(page, 'connection', 'connected')
  expect(await page.locator('#stage').textContent()).not.toContain('CDFG')
  await page.close()
  await server.close()
})

it('a database that the browser throws away is begun anew: fetched again, and the TV is still paired', async () => {
  const server = await openServer(ready())
  const noon = airingOf('noon', 'news', '新聞', soon(60_000), 7000)
  publish(server, 1, [noon])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'held', '3')
  const devtools = await tv.page.context().newCDPSession(tv.page)
  const origin = `http://localhost:${server.port}`
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  const later = airingOf('later', 'film', '影片', soon(120_000), 30_000)
  publish(server, 2, [noon, later])
  await seen(tv.page, 'version', '2')
  await seen(tv.page, 'held', '3')
  const kept = () =>
    tv.page.evaluate(async () => {
      const opened = indexedDB.open('nooncast-tv')
      await new Promise((resolve) => opened.addEventListener('success', resolve))
      const all = opened.result.transaction('segments').objectStore('segments').count()
      await new Promise((resolve) => all.addEventListener('success', resolve))
      opened.result.close()
      return all.result
    })
  await expect.poll(kept, { timeout: 10_000 }).toBeGreaterThanOrEqual(3)
  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' })
  await tv.page.reload()
  await seen(tv.page, 'version', '2')
  await tv.close()
  await server.close()
})

it('a database whose values can’t be read is begun anew, and the TV is still paired', async () => {
  const server = await openServer(ready())
  publish(server, 1, [airingOf('noon', 'news', '新聞', soon(120_000), 7000)])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'held', '3')
  await tv.page.evaluate(() => localStorage.clear())
  // Until it is deleted: as with a file of the browser's profile that is gone.
  await tv.page.addInitScript(() => {
    const { getAll } = IDBObjectStore.prototype
    let rotten = true
    const { deleteDatabase } = IDBFactory.prototype
    IDBFactory.prototype.deleteDatabase = function (name) {
      rotten = false
      return deleteDatabase.call(this, name)
    }
    IDBObjectStore.prototype.getAll = function (...asked: Parameters<typeof getAll>) {
      if (rotten) throw new DOMException('Failed to read large IndexedDB value', 'DataError')
      return getAll.apply(this, asked)
    }
  })
  await tv.page.reload()
  await seen(tv.page, 'connection', 'connected')
  await seen(tv.page, 'held', '3')
  await expect.poll(() => server.reports.at(-1)?.playback, { timeout: 15_000 }).toEqual({ state: 'slate' })
  await tv.close()
  await server.close()
})

it('a database that dies while the TV runs is replaced by memory: noon is fetched again and shown, and it is said', async () => {
  const server = await openServer(ready())
  const start = soon(9000)
  // The second, so near that the page is not loaded anew for a working device before what it says was read.
  const airings = [
    airingOf('noon', 'news', '新聞', start, 7000),
    airingOf('later', 'news', '新聞', soon(400_000), 7000),
  ]
  publish(server, 1, airings)
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'held', '3')
  await tv.page.evaluate(() => {
    IDBDatabase.prototype.transaction = () => {
      throw new DOMException('closed', 'InvalidStateError')
    }
  })
  await seen(tv.page, 'state', 'playing')
  await inStep(tv.page, start)
  await seen(tv.page, 'state', 'slate')
  await tv.page.getByText('這台電視存不了節目').waitFor()
  const told = () => server.reports.at(-1)?.playback
  await expect.poll(told, { timeout: 15_000 }).toEqual({ state: 'trouble', airingId: null, code: 'storage' })
  await tv.close()
  await server.close()
})

it('a database left by a newer player is deleted and begun anew', async () => {
  const server = await openServer(ready())
  const start = soon(-2000)
  publish(server, 1, [airingOf('film', 'film', '影片', start, 40_000)])
  const context = await ready().test.browser.newContext()
  const page = await context.newPage()
  await page.goto(`http://localhost:${server.port}/api/pairing`)
  await page.evaluate(async () => {
    const opened = indexedDB.open('nooncast-tv', 9)
    await new Promise((resolve) => opened.addEventListener('success', resolve))
    opened.result.close()
  })
  await page.goto(`http://localhost:${server.port}/player/#token=token`)
  await seen(page, 'state', 'playing')
  await inStep(page, start)
  await context.close()
  await server.close()
})

it('a programme whose manifest can’t be had keeps no other from being fetched', async () => {
  const server = await openServer(ready())
  const lost = airingOf('lost', 'absent', '沒有的節目', soon(600_000), 8000)
  publish(server, 1, [airingOf('noon', 'news', '新聞', soon(300_000), 7000), lost])
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'held', '3')
  await tv.close()
  await server.close()
})

it('a TV whose server has another player loads the page again, once', async () => {
  const server = await openServer(ready(), 0, { playerBuild: 'another' })
  const tv = await openTv(ready(), server)
  let loads = 0
  tv.page.on('load', () => loads++)
  await tv.page.waitForEvent('load', { timeout: 40_000 })
  await seen(tv.page, 'connection', 'connected')
  const notes: unknown = JSON.parse(await tv.page.evaluate(() => sessionStorage.getItem('nooncast-renewals') ?? ''))
  expect(notes).toEqual([{ cause: 'build another', at: expect.any(Number) }])
  expect(loads).toBe(1)
  await tv.close()
  await server.close()
})
