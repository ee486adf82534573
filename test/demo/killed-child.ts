/** A process of a test's own that makes the demo school and is killed at a point of it, as by a power cut. */
import { Type } from 'typebox'
import { Value } from 'typebox/value'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../clock.ts'
import { openDemo } from './demo-fixture.ts'

const Order = Type.Object({
  directory: Type.String(),
  now: Type.Integer(),
  /** While people are made; in the middle and at the last moment of the story. */
  point: Type.Union(['cast', 'story', 'end'].map((name) => Type.Literal(name))),
})
const { directory, now, point } = Value.Parse(Order, JSON.parse(process.argv[2] ?? ''))

/** Nothing that comes after it is done: no handler runs, nothing is closed. */
const die = (): void => {
  process.kill(process.pid, 'SIGKILL')
}
/** Once the story has begun, the clock is read next for its mark, which is written last. */
let armed = false
const clock = createTestClock(instant(now))

await openDemo(directory, clock, (deps) => {
  let asked = 0
  return {
    ...deps,
    accounts: {
      ...deps.accounts,
      update: async (...given) => {
        if (point === 'cast') die()
        return deps.accounts.update(...given)
      },
    },
    schedule: {
      ...deps.schedule,
      days: async (...given) => {
        asked++
        armed = true
        if (point === 'story' && asked === 20) die()
        return deps.schedule.days(...given)
      },
    },
    clock: {
      ...clock,
      now: () => {
        if (point === 'end' && armed) die()
        return clock.now()
      },
    },
  }
})
