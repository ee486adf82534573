import { describe, expect, it } from 'vitest'
import { SAMPLES_PER_BURST } from './clock.ts'
import { takeBurst } from './clock-burst.ts'

/** A line on which each question takes 2 ms and the next is asked 15 ms later. */
const scene = (answers: (asked: number) => { readonly line: string | null; readonly serverMs: number | null }) => {
  let now = 0
  let asked = 0
  return {
    line: () => answers(asked).line,
    ask: async () => {
      now += 2
      asked += 1
      return answers(asked).serverMs
    },
    monotonic: () => now,
    pause: async () => {
      now += 15
    },
    asked: () => asked,
  }
}

describe('a burst', () => {
  it('asks thirty times and notes when each question was sent and answered', async () => {
    const samples = await takeBurst(scene((asked) => ({ line: 'a', serverMs: 1000 + asked })))
    expect(samples).toHaveLength(SAMPLES_PER_BURST)
    expect(samples.slice(0, 2)).toEqual([
      { sentAt: 0, receivedAt: 2, serverMs: 1001 },
      { sentAt: 17, receivedAt: 19, serverMs: 1002 },
    ])
  })

  it('leaves out what was not answered', async () => {
    const samples = await takeBurst(scene((asked) => ({ line: 'a', serverMs: asked % 3 === 0 ? null : 1 })))
    expect(samples).toHaveLength(SAMPLES_PER_BURST - SAMPLES_PER_BURST / 3)
  })

  it('asks nothing while no line is up', async () => {
    const none = scene(() => ({ line: null, serverMs: 1 }))
    expect(await takeBurst(none)).toEqual([])
    expect(none.asked()).toBe(0)
  })

  it('is worth nothing when the server was started anew midway: what the old one said would overrule the new one', async () => {
    const restarted = scene((asked) => (asked < 10 ? { line: 'old', serverMs: 1 } : { line: 'new', serverMs: 2 }))
    expect(await takeBurst(restarted)).toEqual([])
    expect(restarted.asked()).toBe(10)
  })

  it('is worth nothing when the line broke after the last question', async () => {
    expect(await takeBurst(scene((asked) => ({ line: asked < SAMPLES_PER_BURST ? 'a' : null, serverMs: 1 })))).toEqual(
      [],
    )
  })
})
