import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type FaultState, faultAfter } from '../../protocol/fault.ts'
import { instant } from '../../protocol/time.ts'
import {
  FAULT_DURING,
  isLate,
  isOver,
  isVisitOpen,
  OUTCOMES,
  type Outcome,
  VISIT_MOVES,
  VISIT_OWNERS,
  VISIT_STATES,
  type VisitAct,
  type VisitActType,
  type VisitReport,
  type VisitState,
  visitAfter,
} from '../../protocol/visit.ts'
import { decideVisit, type VisitFacts } from './rules.ts'

const MINUTE = 60_000
const NOW = instant(Date.parse('2026-11-26T10:00:00+08:00'))
const TYPES = Object.keys(VISIT_MOVES) as VisitActType[]

const report = (visit: VisitFacts, outcome: (place: number) => Outcome = () => 'fixed'): VisitReport => ({
  ...{ technician: '王技師', callOutCost: 500, nextVisit: '', signature: '' },
  findings: visit.faults.map(({ id }, place) => ({
    ...{ faultId: id, outcome: outcome(place), found: '電源板', done: '換電源板', parts: [], cost: 1200 },
  })),
})
const visitIn = (state: VisitState, ...faults: readonly FaultState[]): VisitFacts => ({
  ...{ id: 'visit', state },
  faults: faults.map((each, place) => ({ id: `f${place}`, state: each })),
})
const acts = (decision: ReturnType<typeof decideVisit>) =>
  decision.type === 'refused' ? decision.code : decision.steps.map(({ faultId, act }) => `${faultId} ${act.type}`)

describe('V1 the moves of a visit', () => {
  it('V1 reach every state from a proposal, and an end from every state', () => {
    const reachable = (start: VisitState) => {
      const seen = new Set([start])
      for (const state of seen)
        for (const type of TYPES) {
          const next = visitAfter(state, type)
          if (next !== null) seen.add(next)
        }
      return seen
    }
    expect(reachable('proposed')).toEqual(new Set(VISIT_STATES))
    for (const state of VISIT_STATES) expect([...reachable(state)].some((each) => !isVisitOpen(each))).toBe(true)
  })
  it('V1 agreed → arrived → done: each fault goes along, and then where its outcome leads', () => {
    expect(acts(decideVisit(visitIn('proposed', 'called', 'called'), { type: 'agree', note: '' }, NOW))).toEqual([
      'f0 agree-visit',
      'f1 agree-visit',
    ])
    const arrived = decideVisit(visitIn('agreed', 'visit-agreed'), { type: 'arrive', at: null, technician: '' }, NOW)
    expect(acts(arrived)).toEqual(['f0 arrive'])
    const visit = visitIn('arrived', 'on-site', 'on-site', 'on-site')
    const told = report(visit, (place) => OUTCOMES[place] ?? 'fixed')
    expect(acts(decideVisit(visit, { type: 'finish', report: told }, NOW))).toEqual([
      'f0 repaired',
      'f1 not-repaired',
      'f2 not-repaired',
    ])
  })
  it('V1 who comes without having agreed, or after being given up, has come', () => {
    const arrive = { type: 'arrive', at: null, technician: '' } as const
    for (const state of ['proposed', 'missed'] as const)
      expect(acts(decideVisit(visitIn(state, 'called'), arrive, NOW))).toEqual(['f0 agree-visit', 'f0 arrive'])
    expect(acts(decideVisit(visitIn('cancelled', 'called'), arrive, NOW))).toBe('VISIT_MOVED_ON')
  })
  it('V1 an arrival by mistake is taken back', () => {
    const back = decideVisit(visitIn('arrived', 'on-site'), { type: 'undo-arrive', note: '' }, NOW)
    expect(acts(back)).toEqual(['f0 visit-cancelled', 'f0 agree-visit'])
  })
})

describe('V3 a report', () => {
  it('V3 says something of each fault of the visit and of no other', () => {
    const visit = visitIn('arrived', 'on-site', 'on-site')
    const whole = report(visit)
    const [first] = whole.findings
    const findings = [
      whole.findings.slice(1),
      [...whole.findings, ...whole.findings.slice(1)],
      first === undefined ? [] : [first, { ...first, faultId: 'other' }],
    ]
    for (const wrong of findings)
      expect(acts(decideVisit(visit, { type: 'finish', report: { ...whole, findings: wrong } }, NOW))).toBe(
        'VISIT_FINDINGS_MISSING',
      )
  })
  it('V3 an arrival may be told a day late, and not before it was', () => {
    const at = (minutes: number) =>
      decideVisit(visitIn('agreed'), { type: 'arrive', at: instant(NOW + minutes * MINUTE), technician: '' }, NOW).type
    expect([-24 * 60, -90, 0, 1].map(at)).toEqual(['done', 'done', 'done', 'done'])
    expect([-24 * 60 - 1, 2].map(at)).toEqual(['refused', 'refused'])
  })
  it('V3 a window begins before it ends and is no longer than a day', () => {
    const move = (hours: number) =>
      decideVisit(
        visitIn('agreed'),
        { type: 'move', start: NOW, end: instant(NOW + hours * 60 * MINUTE), note: '' },
        NOW,
      ).type
    expect([0, -1, 25].map(move)).toEqual(['refused', 'refused', 'refused'])
    expect([1, 24].map(move)).toEqual(['done', 'done'])
  })
})

describe('V4 late and missed', () => {
  const visit = (state: VisitState, from: number, to: number) => ({
    ...{ state, start: instant(NOW + from * MINUTE), end: instant(NOW + to * MINUTE) },
  })
  it('V4 fifteen minutes after the window began a visit is late; an hour after it ended nobody is expected', () => {
    expect([isLate(visit('agreed', -14, 60), NOW), isLate(visit('agreed', -15, 60), NOW)]).toEqual([false, true])
    expect([isOver(visit('agreed', -90, -59), NOW), isOver(visit('agreed', -90, -60), NOW)]).toEqual([false, true])
    for (const state of ['arrived', 'done', 'cancelled', 'missed'] as const)
      expect([isLate(visit(state, -90, -60), NOW), isOver(visit(state, -90, -60), NOW)]).toEqual([false, false])
  })
})

describe('V2 a visit and its faults', () => {
  it('V2 stand together after any acts, and no open fault is without an owner', () => {
    const act = fc.oneof(
      fc.constantFrom<VisitAct>(
        { type: 'agree', note: '' },
        { type: 'move', start: NOW, end: instant(NOW + MINUTE), note: '' },
        { type: 'arrive', at: null, technician: '' },
        { type: 'undo-arrive', note: '' },
        { type: 'cancel', note: '' },
        { type: 'miss', note: '' },
      ),
      fc.record({ type: fc.constant('take-in' as const), faultId: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ type: fc.constant('leave-out' as const), faultId: fc.constantFrom('a', 'b', 'c') }),
      fc.record({ type: fc.constant('finish' as const), outcome: fc.constantFrom(...OUTCOMES) }),
    )
    fc.assert(
      fc.property(fc.array(act, { maxLength: 40 }), (acts) => {
        const faults = new Map<string, FaultState>(['a', 'b', 'c'].map((id) => [id, 'called']))
        let state: VisitState = 'proposed'
        let inVisit: readonly string[] = ['a', 'b']
        for (const each of acts) {
          const stateOf = (id: string) => faults.get(id) ?? 'called'
          const visit = { id: 'v', state, faults: inVisit.map((id) => ({ id, state: stateOf(id) })) }
          const asked: VisitAct =
            'outcome' in each ? { type: 'finish', report: report(visit, () => each.outcome) } : each
          const candidate =
            each.type === 'take-in' ? { id: each.faultId, state: stateOf(each.faultId), isCalled: true } : null
          const decision = decideVisit(visit, asked, NOW, candidate)
          if (decision.type === 'refused') continue
          for (const step of decision.steps) {
            const next = faultAfter(stateOf(step.faultId), step.act.type)
            if (next === null) throw new Error(`${stateOf(step.faultId)} does not allow ${step.act.type}`)
            faults.set(step.faultId, next)
          }
          state = decision.state
          if (each.type === 'take-in') inVisit = [...inVisit, each.faultId]
          if (each.type === 'leave-out') inVisit = inVisit.filter((id) => id !== each.faultId)
          for (const id of inVisit)
            if (isVisitOpen(state)) expect(stateOf(id)).toBe(FAULT_DURING[state as keyof typeof FAULT_DURING])
            else expect(state === 'done' ? ['to-accept', 'called'] : ['called']).toContain(stateOf(id))
          for (const id of faults.keys()) if (!inVisit.includes(id)) expect(stateOf(id)).toBe('called')
          expect(VISIT_OWNERS[state] === 'nobody').toBe(!isVisitOpen(state))
        }
      }),
    )
  })
  it('V2 a fault is taken in only when this vendor was called for it and no visit has it', () => {
    const take = { type: 'take-in', faultId: 'x' } as const
    const of = (candidate: Parameters<typeof decideVisit>[3]) =>
      acts(decideVisit(visitIn('arrived'), take, NOW, candidate))
    expect(of({ id: 'x', state: 'called', isCalled: true })).toEqual(['x agree-visit', 'x arrive'])
    expect(of({ id: 'x', state: 'called', isCalled: false })).toBe('VISIT_FAULT_NOT_CALLED')
    expect(of({ id: 'x', state: 'visit-agreed', isCalled: true })).toBe('VISIT_FAULT_NOT_CALLED')
    expect(of(null)).toBe('NOT_FOUND')
  })
})
