import { describe, expect, it } from 'vitest'
import { type Complaint, remedyFor } from './watchdog.ts'

const complaint = (patch: Partial<Complaint>): Complaint => ({
  stalledForMs: 0,
  failed: false,
  sinceRemedyMs: null,
  tried: 0,
  reloadsAgoMs: [],
  ...patch,
})
const MINUTE = 60_000

describe('the watchdog', () => {
  it('leaves a programme that moves, and a hiccup, alone', () => {
    expect(remedyFor(complaint({}))).toBe('none')
    expect(remedyFor(complaint({ stalledForMs: 1999 }))).toBe('none')
  })

  it('comes in again on the same deck first, then on the other', () => {
    expect(remedyFor(complaint({ stalledForMs: 2500 }))).toBe('rejoin')
    expect(remedyFor(complaint({ stalledForMs: 9000, tried: 1, sinceRemedyMs: 7000 }))).toBe('other-deck')
  })

  it('takes the other deck at once when the decoder gave up', () => {
    expect(remedyFor(complaint({ failed: true }))).toBe('other-deck')
  })

  it('gives each remedy time, and each further one more', () => {
    expect(remedyFor(complaint({ failed: true, tried: 1, sinceRemedyMs: 5000 }))).toBe('none')
    expect(remedyFor(complaint({ failed: true, tried: 2, sinceRemedyMs: 11_000 }))).toBe('none')
    expect(remedyFor(complaint({ failed: true, tried: 2, sinceRemedyMs: 12_000 }))).toBe('other-deck')
  })

  it('reloads the page last, after 5, 10, 20 minutes', () => {
    const hopeless = { failed: true, tried: 6, sinceRemedyMs: 10 * MINUTE }
    expect(remedyFor(complaint(hopeless))).toBe('reload')
    expect(remedyFor(complaint({ ...hopeless, reloadsAgoMs: [4 * MINUTE] }))).toBe('other-deck')
    expect(remedyFor(complaint({ ...hopeless, reloadsAgoMs: [6 * MINUTE] }))).toBe('reload')
    expect(remedyFor(complaint({ ...hopeless, reloadsAgoMs: [6 * MINUTE, 12 * MINUTE] }))).toBe('other-deck')
    // Noted under a clock that was years ahead.
    expect(remedyFor(complaint({ ...hopeless, reloadsAgoMs: [-9e9] }))).toBe('reload')
    expect(remedyFor(complaint({ ...hopeless, reloadsAgoMs: [11 * MINUTE, 20 * MINUTE] }))).toBe('reload')
  })
})
