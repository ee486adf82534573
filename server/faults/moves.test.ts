import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FAULT_MOVES,
  FAULT_OWNERS,
  FAULT_STATES,
  type FaultActType,
  type FaultState,
  faultAfter,
  isFaultOpen,
} from '../../protocol/fault.ts'

const ACTS = Object.keys(FAULT_MOVES) as FaultActType[]
const reachable = (start: FaultState, without: readonly FaultActType[] = []): ReadonlySet<FaultState> => {
  const seen = new Set([start])
  for (const state of seen)
    for (const act of ACTS) {
      const next = without.includes(act) ? null : faultAfter(state, act)
      if (next !== null) seen.add(next)
    }
  return seen
}

describe('the moves of a fault', () => {
  it('reach every state from a report, and an end from every state', () => {
    expect(reachable('reported')).toEqual(new Set(FAULT_STATES))
    for (const state of FAULT_STATES)
      expect(reachable(state, ['reopen'])).toContain(isFaultOpen(state) ? 'closed' : state)
  })

  it('never leave an open fault without somebody whose turn it is', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...ACTS), { maxLength: 60 }), (acts) => {
        let state: FaultState = 'reported'
        for (const act of acts) state = faultAfter(state, act) ?? state
        const over = state === 'closed' || state === 'dismissed'
        expect(FAULT_OWNERS[state] === 'nobody').toBe(over)
      }),
    )
  })
})
