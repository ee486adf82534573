import { describe, expect, it } from 'vitest'
import { FAULT_STATES } from '../../../protocol/fault.ts'
import { instant } from '../../../protocol/time.ts'
import { actsOf, byUrgency, primaryAct } from './next-act.ts'

const free = { canAsk: true, canReopen: true, canAcknowledge: true }
const at = (state: (typeof FAULT_STATES)[number], askedAt: number | null = null) => ({
  state,
  askedAt: askedAt === null ? null : instant(askedAt),
})

describe('what comes next', () => {
  it('F2 is the first of what is possible, in every state that the section or time decides', () => {
    for (const state of FAULT_STATES) {
      const first = primaryAct(at(state))
      if (first !== null) expect(actsOf(at(state), free)[0]).toBe(first)
    }
    expect(actsOf(at('called'), free)).not.toContain('accept')
  })

  it('F2 is the answer while a question is open, and no second question', () => {
    const acts = actsOf(at('triaged', 5), free)
    expect(acts[0]).toBe('answer')
    expect(acts).not.toContain('ask')
  })

  it('F7 offers no reopening once it is too late, and no question to nobody', () => {
    expect(actsOf(at('closed'), { ...free, canReopen: false })).toEqual(['note'])
    expect(actsOf(at('reported'), { ...free, canAsk: false })).not.toContain('ask')
  })

  it('puts late before grave before early', () => {
    const fault = (name: string, severity: 'high' | 'low', dueAt: number | null) => ({
      ...{ name, severity, createdAt: instant(0) },
      dueAt: dueAt === null ? null : instant(dueAt),
    })
    const faults = [
      fault('none', 'low', null),
      fault('later', 'high', 30),
      fault('late', 'low', 5),
      fault('soon', 'high', 20),
    ]
    expect([...faults].sort(byUrgency(10)).map(({ name }) => name)).toEqual(['late', 'soon', 'later', 'none'])
  })
})
