import { describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createClock, dateAt, rfc3339 } from './clock.ts'

const NOON_NEWS = instant(Date.parse('2026-11-23T04:04:00Z'))

describe('clock', () => {
  it('starts a rehearsal at the instant asked for and says so', () => {
    const clock = createClock(NOON_NEWS)
    expect(clock.shifted).toBe(true)
    expect(clock.now() - NOON_NEWS).toBeLessThan(1000)
    expect(clock.precise() - NOON_NEWS).toBeLessThan(1000)
    expect(createClock().shifted).toBe(false)
  })

  it('calls at an instant that has passed, and not after it was disposed', async () => {
    const clock = createClock(NOON_NEWS)
    const calls: string[] = []
    clock.at(NOON_NEWS, () => calls.push('disposed'))()
    await new Promise<void>((resolve) => clock.at(instant(NOON_NEWS - 5), resolve))
    expect(calls).toEqual([])
  })

  it('never fires early', async () => {
    const clock = createClock()
    const due = instant(clock.now() + 20)
    await new Promise<void>((resolve) => clock.at(due, resolve))
    expect(clock.now()).toBeGreaterThanOrEqual(due)
  })
})

describe('school time', () => {
  it('T1 gives the date and offset of the school’s zone', () => {
    expect(dateAt(instant(Date.parse('2026-11-22T16:00:00Z')), 'Asia/Taipei')).toBe('2026-11-23')
    expect(dateAt(instant(Date.parse('2026-11-22T15:59:59Z')), 'Asia/Taipei')).toBe('2026-11-22')
    expect(rfc3339(NOON_NEWS, 'Asia/Taipei')).toBe('2026-11-23T12:04:00+08:00')
    expect(rfc3339(instant(NOON_NEWS + 250), 'Asia/Taipei')).toBe('2026-11-23T12:04:00.250+08:00')
    expect(rfc3339(instant(Date.parse('2026-07-01T10:00:00Z')), 'Europe/Berlin')).toBe('2026-07-01T12:00:00+02:00')
  })
})
