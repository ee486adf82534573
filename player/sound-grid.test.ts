import { describe, expect, it } from 'vitest'
import { nextInstant, type Rehearsal, soundGrid } from './sound-grid.ts'

const PERIOD = 1024 / 48
/** As a browser does it: 60 ms of work, then the next instant of a grid through `phase`. */
const rehearsed = (askedAt: number, phase: number, period = PERIOD, noise = 0): Rehearsal => ({
  askedAt,
  movedAt: phase + Math.ceil((askedAt + 60 - phase) / period) * period + noise,
})
const ASKED = [1000, 1613, 2231, 2844]

describe('the grid of the sound', () => {
  it('is found from four rehearsals, with its phase and how long before to ask', () => {
    const grid = soundGrid(
      ASKED.map((at) => rehearsed(at, 7)),
      [60.2, 75],
    )
    expect(grid?.periodMs).toBe(PERIOD)
    const periods = ((grid?.instantMs ?? 0) - 7) / PERIOD
    expect(periods - Math.round(periods)).toBeCloseTo(0, 6)
    // A little early or a good deal late falls on the same instant.
    const wanted = nextInstant(grid ?? { periodMs: 1, instantMs: 0, aheadMs: 0 }, 9000)
    for (const late of [-8, 0, 12])
      expect(rehearsed(wanted - (grid?.aheadMs ?? 0) + late, 7).movedAt).toBeCloseTo(wanted, 6)
  })

  it('is found through a little noise, and of outputs with other buffers', () => {
    const noisy = ASKED.map((at, index) => rehearsed(at, 7, PERIOD, [0.1, -0.2, 0.2, 0][index]))
    expect(soundGrid(noisy, [])?.periodMs).toBe(PERIOD)
    expect(
      soundGrid(
        [1000, 1613, 2231, 2846].map((at) => rehearsed(at, 3, 10)),
        [],
      )?.periodMs,
    ).toBe(10)
  })

  it('is not made up', () => {
    expect(
      soundGrid(
        ASKED.slice(1).map((at) => rehearsed(at, 7)),
        [],
      ),
    ).toBeNull()
    expect(
      soundGrid(
        [70, 81.3, 66.2, 78.9].map((wait, at) => ({ askedAt: at, movedAt: at + wait })),
        [],
      ),
    ).toBeNull()
  })
})

it('the next instant is the one at or after', () => {
  const grid = { periodMs: 20, instantMs: 105, aheadMs: 70 }
  expect([104, 105, 106, 1000].map((at) => nextInstant(grid, at))).toEqual([105, 105, 125, 1005])
})
