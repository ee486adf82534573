import { describe, expect, it } from 'vitest'
import { type Anchor, bestSample, createTvClock, fitClock, serverMsAt, withAnchor } from './clock.ts'

const anchor = (at: number, offsetMs: number, errorMs = 0.5): Anchor => ({ at, offsetMs, errorMs })

describe('a burst', () => {
  it('is worth its sample with the smallest round trip', () => {
    expect(
      bestSample([
        { sentAt: 0, receivedAt: 40, serverMs: 1035 },
        { sentAt: 100, receivedAt: 102, serverMs: 1101 },
        { sentAt: 200, receivedAt: 230, serverMs: 1204 },
      ]),
    ).toEqual({ at: 101, offsetMs: 1000, errorMs: 1 })
  })

  it('without an answer is worth nothing', () => {
    expect(bestSample([])).toBeNull()
  })
})

describe('the fit', () => {
  it('takes the newest anchor while there are too few for drift', () => {
    expect(fitClock([anchor(0, 1000), anchor(30_000, 1000.4)])).toEqual({
      at: 30_000,
      offsetMs: 1000.4,
      driftPpm: 0,
      errorMs: 0.5,
    })
  })

  it('finds 100 ppm over five minutes and predicts ahead', () => {
    const anchors = [0, 60_000, 120_000, 180_000, 240_000, 300_000].map((at) => anchor(at, 1000 + at * 100e-6))
    const fit = fitClock(anchors)
    expect(fit?.driftPpm).toBeCloseTo(100, 3)
    expect(fit && serverMsAt(fit, 600_000)).toBeCloseTo(601_060, 3)
  })

  it('leaves out anchors taken on a congested line', () => {
    const anchors = [0, 60_000, 120_000, 180_000].map((at) => anchor(at, 500))
    const fit = fitClock([...anchors, anchor(190_000, 540, 45)])
    expect(fit).toEqual({ at: 180_000, offsetMs: 500, driftPpm: 0, errorMs: 0.5 })
  })

  it('never believes more drift than quartz can have', () => {
    const fit = fitClock([anchor(0, 0), anchor(60_000, 45), anchor(130_000, 90)])
    expect(fit?.driftPpm).toBe(200)
  })

  it('has no answer without anchors', () => {
    expect(fitClock([])).toBeNull()
  })
})

describe('the history', () => {
  it('is forgotten when the server comes back with another time', () => {
    const before = [anchor(0, 1000), anchor(60_000, 1000)]
    expect(withAnchor(before, anchor(120_000, 5000))).toEqual([anchor(120_000, 5000)])
  })

  it('reaches back ten minutes', () => {
    const before = [anchor(0, 1000), anchor(300_000, 1000)]
    expect(withAnchor(before, anchor(700_000, 1000))).toEqual([anchor(300_000, 1000), anchor(700_000, 1000)])
  })
})

describe('the TV clock', () => {
  it('is the wall clock on a new TV, the remembered offset after a reboot, the measured one as soon as it can', () => {
    let monotonic = 10
    const fresh = createTvClock(
      () => monotonic,
      () => 5000,
      null,
    )
    expect(fresh.now()).toBe(5000)
    const rebooted = createTvClock(
      () => monotonic,
      () => 5000,
      250,
    )
    expect(rebooted.now()).toBe(5250)
    rebooted.learn([{ sentAt: 10, receivedAt: 12, serverMs: 9001 }])
    monotonic = 20
    expect(rebooted.precise()).toBe(9010)
    expect(rebooted.state().type).toBe('measured')
  })

  it('does not follow a wall clock that jumps once the server has said the time', () => {
    let wall = 5000
    const clock = createTvClock(
      () => 10,
      () => wall,
      null,
    )
    clock.learn([{ sentAt: 9, receivedAt: 11, serverMs: 700_000 }])
    wall = 900_000
    expect(clock.now()).toBe(700_000)
  })
})

describe('a wall clock that is set while the server is away', () => {
  it('is followed; one that is slewed is not', () => {
    let wall = 0
    const clock = createTvClock(
      () => 1000,
      () => wall,
      null,
    )
    expect(clock.now()).toBe(0)
    wall = 100
    expect(clock.now()).toBe(0)
    wall = 1_795_000_000_000
    expect(clock.now()).toBe(1_795_000_000_000)
  })
})
