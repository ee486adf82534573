import { describe, expect, it } from 'vitest'
import { aimAt, leadOf, playAt, REMEMBERED_LEADS, withLead } from './start.ts'

describe('the lead', () => {
  it('is the time from asking to moving, seen from where the position is later', () => {
    expect(
      leadOf(1000, 4000, [
        { at: 1350, positionMs: 4270 },
        { at: 1365, positionMs: 4283 },
        { at: 1380, positionMs: 4299 },
      ]),
    ).toBe(81)
    expect(leadOf(0, 0, [])).toBeNull()
  })

  it('is remembered forty times, hiccups left out', () => {
    expect(withLead([80], 90)).toEqual([80, 90])
    expect(withLead([80], 900)).toEqual([80])
    expect(withLead([80], -5)).toEqual([80])
    const forty = Array.from({ length: REMEMBERED_LEADS }, (_, index) => index)
    expect(withLead(forty, 99)).toEqual([...forty.slice(1), 99])
  })

  it('and the trim bring the start forward', () => {
    expect(playAt(10_000, 80, 0)).toBe(9920)
    expect(playAt(10_000, 80, 25)).toBe(9895)
  })
})

describe('where to come in', () => {
  const show = { originMs: 100_000 - 5000, startAt: 100_000 }

  it('is the start while that is ahead', () => {
    expect(aimAt(show, 80_000, 0)).toEqual({ startMs: 100_000, positionMs: 5000 })
  })

  it('is a little ahead in the middle: late join, reboot and a start that was missed are the same', () => {
    expect(aimAt(show, 160_000, 0)).toEqual({ startMs: 161_500, positionMs: 66_500 })
    expect(aimAt(show, 99_900, 0)).toEqual({ startMs: 101_400, positionMs: 6400 })
  })

  it('is farther ahead each time it was missed', () => {
    expect(aimAt(show, 160_000, 1)).toEqual({ startMs: 163_000, positionMs: 68_000 })
    expect(aimAt(show, 160_000, 9)).toEqual({ startMs: 184_000, positionMs: 89_000 })
  })
})
