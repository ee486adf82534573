import { describe, expect, it } from 'vitest'
import { instant } from '../../protocol/time.ts'
import { createTestClock } from '../../test/clock.ts'
import { attemptKey, createAttempts, waitAfter } from './attempts.ts'

describe('guessing', () => {
  it('costs nothing for five slips, then twice as long each time, a quarter of an hour at most', () => {
    expect([0, 4, 5, 6, 7, 12, 40].map(waitAfter)).toEqual([0, 0, 2000, 4000, 8000, 256_000, 900_000])
  })

  it('is slowed for one account from one address, and for nobody else', () => {
    const clock = createTestClock(instant(0))
    const attempts = createAttempts(clock)
    const guesser = attemptKey('Ann', '10.0.0.9', null)
    for (let count = 0; count < 5; count++) expect(attempts.begin(guesser)).toBe(0)
    expect(attempts.begin(guesser)).toBe(2000)
    expect(attempts.begin(attemptKey('ann', '10.0.0.8', null))).toBe(0)
    expect(attempts.begin(attemptKey('ann', '10.0.0.9', 'her own browser'))).toBe(0)
    expect(attempts.begin(attemptKey('bob', '10.0.0.9', null))).toBe(0)
    clock.advance(1999)
    expect(attempts.begin(guesser)).toBe(1)
    clock.advance(1)
    expect(attempts.begin(guesser)).toBe(0)
    expect(attempts.begin(guesser)).toBe(4000)
  })

  it('is forgotten by the right password, and after an hour', () => {
    const clock = createTestClock(instant(0))
    const attempts = createAttempts(clock)
    for (let count = 0; count < 5; count++) attempts.begin('a')
    attempts.passed('a')
    expect(attempts.begin('a')).toBe(0)
    for (let count = 0; count < 4; count++) attempts.begin('a')
    clock.advance(60 * 60_000)
    for (let count = 0; count < 5; count++) expect(attempts.begin('a')).toBe(0)
  })

  it('from one IPv6 network is one guesser', () => {
    expect(attemptKey('ann', '2001:db8:1:2:aaaa::1', null)).toBe(attemptKey('ann', '2001:db8:1:2:bbbb::2', null))
    expect(attemptKey('ann', '2001:db8:1:2::1', null)).not.toBe(attemptKey('ann', '2001:db8:1:3::1', null))
  })
})
