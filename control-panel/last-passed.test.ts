import { describe, expect, test } from 'vitest'
import { instant } from '../protocol/time.ts'
import { lastPassed } from './last-passed.ts'

const at = (...instants: number[]) => instants.map((each) => instant(each))

describe('the last instant that passed', () => {
  test('is the latest that is not to come, in any order', () => {
    expect(lastPassed(at(30, 10, 20), instant(20))).toBe(20)
    expect(lastPassed(at(30, 10, 20), instant(29))).toBe(20)
    expect(lastPassed(at(30, 10, 20), instant(31))).toBe(30)
  })
  test('is 0 while none has passed', () => {
    expect(lastPassed(at(30), instant(29))).toBe(0)
    expect(lastPassed([], instant(29))).toBe(0)
  })
  test('answers “is it running?” as the present instant does', () => {
    const [start = instant(0), end = instant(0)] = at(10, 20)
    for (let now = 0; now < 30; now++) {
      const passed = lastPassed([start, end], instant(now))
      expect(start <= passed && passed < end).toBe(start <= now && now < end)
    }
  })
})
