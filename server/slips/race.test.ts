/** Two processes, each with its own connection to one SQLite file, sign for one office in the same millisecond. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { NOW, type SlipStage, startSlipStage } from './slips-fixture.ts'

const Answers = Type.Array(Type.String())
const ROUNDS = 6

let stage: SlipStage
const children = new Set<ChildProcess>()
beforeAll(async () => {
  stage = await startSlipStage()
})
afterAll(async () => {
  for (const child of children) child.kill('SIGKILL')
  await stage.close()
})

it('L4 two who sign for one office at once: one wins, one signature is kept, each slip goes on', async () => {
  const slips: { id: string; hash: string }[] = []
  for (let round = 0; round < ROUNDS; round++) {
    const { id, hash } = await stage.sent()
    slips.push({ id, hash })
  }
  const url = `file:${join(stage.app.directory, 'data', 'nooncast.db')}`
  const started = ['hsu', 'lin'].map((name) => {
    const order = JSON.stringify({ url, now: NOW, name, slips })
    const child = fork(join(import.meta.dirname, 'race-child.ts'), [order], { execArgv: [] })
    children.add(child)
    return child
  })
  await Promise.all(started.map((child) => once(child, 'message')))
  const told = started.map((child) => once(child, 'message'))
  for (const child of started) child.send('go')
  const [first = [], second = []] = (await Promise.all(told)).map(([answer]) => Value.Parse(Answers, answer))
  for (const [round, { id }] of slips.entries()) {
    expect([first[round], second[round]].sort()).toEqual(['SLIP_SIGNED_ALREADY', 'done'])
    const { events, turns, state } = await stage.detail(id)
    expect(events.filter(({ act }) => act === 'signed')).toHaveLength(1)
    expect([state, turns[1]?.isUp]).toEqual(['circulating', true])
  }
})
