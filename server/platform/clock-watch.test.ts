import { describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { watchClock } from './clock-watch.ts'

const START = instant(Date.parse('2026-11-23T04:00:00Z'))

describe('watchClock', () => {
  it('tells of a clock that was set and is unsteady for a minute', () => {
    const clock = createTestClock(START)
    const watch = watchClock(clock)
    const jumps: number[] = []
    watch.onJump(() => jumps.push(clock.now() - START))
    clock.advance(5000)
    expect([watch.steady(), jumps]).toEqual([true, []])
    clock.jump(instant(clock.now() + 300))
    clock.advance(1000)
    expect(watch.steady()).toBe(false)
    expect(jumps).toHaveLength(1)
    clock.advance(60_000)
    expect(watch.steady()).toBe(true)
    expect(jumps).toHaveLength(1)
    watch.stop()
  })

  it('takes slewing for what it is', () => {
    const clock = createTestClock(START)
    const watch = watchClock(clock)
    clock.jump(instant(clock.now() + 200))
    clock.advance(3000)
    expect(watch.steady()).toBe(true)
    watch.stop()
  })
})
