/** Two processes, each with its own connection to one SQLite file, sign for one office in the same millisecond. */
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createRacers } from '../../test/racers.ts'
import { NOW, type SlipStage, startSlipStage } from './slips-fixture.ts'

const ROUNDS = 6

let stage: SlipStage
const racers = createRacers()
beforeAll(async () => {
  stage = await startSlipStage()
})
afterAll(async () => {
  racers.end()
  await stage.close()
})

it('L4 two who sign for one office at once: one wins, one signature is kept, each slip goes on', async () => {
  const slips: { id: string; hash: string }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { id, hash } = await stage.sent()
    slips.push({ id, hash })
  }
  const url = `file:${join(stage.app.directory, 'data', 'nooncast.db')}`
  const [first = [], second = []] = await racers.race(
    join(import.meta.dirname, 'race-child.ts'),
    ['hsu', 'lin'].map((name) => ({ url, now: NOW, name, slips })),
  )
  for (const [round, { id }] of slips.entries()) {
    expect([first[round], second[round]].sort()).toEqual(['SLIP_SIGNED_ALREADY', 'done'])
    const { events, turns, state } = await stage.detail(id)
    expect(events.filter(({ act }) => act === 'signed')).toHaveLength(1)
    expect([state, turns[1]?.isUp]).toEqual(['circulating', true])
  }
})
