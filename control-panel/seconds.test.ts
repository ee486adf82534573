import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { instant } from '../protocol/time.ts'
import { createSeconds } from './seconds.ts'

describe('the seconds of the panel', () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 1_700 })
  })
  afterEach(() => {
    vi.useRealTimers()
  })
  const seconds = () => createSeconds(() => instant(Date.now()))

  test('hundreds of rows share one timer, and each hears every second just after it began', () => {
    const { subscribe } = seconds()
    const heard: number[][] = Array.from({ length: 300 }, () => [])
    for (const at of heard) subscribe(() => at.push(Date.now()))
    expect(vi.getTimerCount()).toBe(1)
    vi.advanceTimersByTime(2_000)
    for (const at of heard) expect(at).toEqual([2_004, 3_004])
  })
  test('once nobody listens there is no timer, and the next who listens starts it again', () => {
    const { subscribe } = seconds()
    const stop = subscribe(() => stop())
    vi.advanceTimersByTime(1_000)
    expect(vi.getTimerCount()).toBe(0)
    const heard: number[] = []
    subscribe(() => heard.push(Date.now()))
    vi.advanceTimersByTime(1_000)
    expect(heard).toEqual([3_004])
  })
})
