import { afterAll, beforeAll, expect, it } from 'vitest'
import { airingOf } from './clip.ts'
import { buildStand, openServer, openTv, publish, type Stand, soon } from './stand.ts'

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
  publish(server, 1, [airingOf('faulty', 'faulty', '有毛病的節目', soon(4000), 31_000)])
  const tv = await openTv(ready(), server)
  const ended = () => server.aired.findLast(({ ended: over }) => over)
  await expect.poll(ended, { timeout: 60_000 }).toBeDefined()
  const observed = ended()?.observed ?? []
  expect(observed.map(({ kind }) => kind).sort()).toEqual(['black', 'frozen', 'silence'])
  for (const { kind, fromMs, toMs } of observed) {
    const [from, to] = kind === 'frozen' ? [16_000, 29_000] : [3000, 16_000]
    // A look a second, none before the start has settled, and later on a machine that is busy.
    expect(Math.abs(fromMs - from), kind).toBeLessThan(4000)
    expect(Math.abs(toMs - to), kind).toBeLessThan(4000)
  }
  await tv.close()
  await server.close()
})
