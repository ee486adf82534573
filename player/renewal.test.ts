import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { believesRefusal, type Cause, type RenewalQuestion, renewalFor } from './renewal.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const QUIET: RenewalQuestion = { causes: ['build b'], onAir: false, nextInMs: null, attempts: [] }

describe('a TV that is older than its server', () => {
  it('renews itself at a quiet moment', () => {
    expect(renewalFor(QUIET)).toBe('build b')
    expect(renewalFor({ ...QUIET, nextInMs: 11 * MINUTE })).toBe('build b')
    expect(renewalFor({ ...QUIET, causes: [] })).toBeNull()
  })

  it('never during a programme, nor shortly before one', () => {
    expect(renewalFor({ ...QUIET, onAir: true })).toBeNull()
    expect(renewalFor({ ...QUIET, nextInMs: 9 * MINUTE })).toBeNull()
  })

  it('does not try again what did not help, but does try for another build', () => {
    const attempts = [{ cause: 'build b', agoMs: 2 * HOUR }] as const
    expect(renewalFor({ ...QUIET, attempts })).toBeNull()
    expect(renewalFor({ ...QUIET, causes: ['build c'], attempts })).toBe('build c')
    expect(renewalFor({ ...QUIET, attempts: [{ cause: 'build b', agoMs: 21 * HOUR }] })).toBe('build b')
  })

  it('waits after any renewal, also when the clock was set back since', () => {
    expect(renewalFor({ ...QUIET, attempts: [{ cause: 'storage', agoMs: 5 * MINUTE }] })).toBeNull()
    expect(renewalFor({ ...QUIET, attempts: [{ cause: 'storage', agoMs: -3 * HOUR }] })).toBeNull()
  })

  it('renews at most twice a day for one cause, whatever comes', () => {
    const causes: readonly Cause[] = ['build a', 'build b', 'unreadable', 'storage']
    fc.assert(
      fc.property(fc.array(fc.subarray([...causes]), { minLength: 96, maxLength: 96 }), (quarters) => {
        const made: { cause: Cause; at: number }[] = []
        for (const [quarter, wanted] of quarters.entries()) {
          const at = quarter * 15 * MINUTE
          const attempts = made.map((one) => ({ cause: one.cause, agoMs: at - one.at }))
          const cause = renewalFor({ ...QUIET, causes: wanted, attempts })
          if (cause !== null) made.push({ cause, at })
        }
        const perCause = causes.map((cause) => made.filter((one) => one.cause === cause).length)
        expect(Math.max(...perCause)).toBeLessThanOrEqual(2)
      }),
    )
  })
})

describe('a TV that the server does not know', () => {
  it('believes it after a quarter of an hour, and never during a programme or shortly before one', () => {
    expect(believesRefusal(16 * MINUTE, false, null)).toBe(true)
    expect(believesRefusal(14 * MINUTE, false, null)).toBe(false)
    expect(believesRefusal(16 * MINUTE, true, null)).toBe(false)
    expect(believesRefusal(16 * MINUTE, false, 5 * MINUTE)).toBe(false)
    expect(believesRefusal(16 * MINUTE, false, HOUR)).toBe(true)
  })
})
