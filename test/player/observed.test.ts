import { afterAll, beforeAll, expect, it } from 'vitest'
import { airingOf } from './clip.ts'
import { buildStand, openServer, openTv, publish, type Stand, seen, soon } from './stand.ts'

let stand: Stand | null = null
beforeAll(async () => {
  stand = await buildStand()
})
afterAll(() => stand?.remove())
const ready = (): Stand => {
  if (stand === null) throw new Error('the stand was not set up')
  return stand
}

it('A1 a TV notices that its picture is black, its sound gone, its picture frozen, and says from when to when', async () => {
  const server = await openServer(ready())
  const tv = await openTv(ready(), server)
  await seen(tv.page, 'clock', 'measured')
  publish(server, 1, [airingOf('faulty', 'faulty', '有毛病的節目', soon(7000), 35_000)])
  const ended = () => server.aired.findLast(({ ended: over }) => over)
  await expect.poll(ended, { timeout: 60_000 }).toBeDefined()
  const observed = ended()?.observed ?? []
  expect(observed.map(({ kind }) => kind).sort()).toEqual(['black', 'frozen', 'silence'])
  for (const { kind, fromMs, toMs } of observed) {
    const [from, to] = kind === 'frozen' ? [18_000, 32_000] : [3000, 18_000]
    // A look a second, none before the start has settled, and later on a machine that is busy.
    expect(Math.abs(fromMs - from), kind).toBeLessThan(4000)
    expect(Math.abs(toMs - to), kind).toBeLessThan(4000)
  }
  await tv.close()
  await server.close()
})
