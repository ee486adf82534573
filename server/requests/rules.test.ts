import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  isOpenRequest,
  mayAct,
  REQUEST_MOVES,
  REQUEST_NEXT,
  type RequestAct,
  type RequestActor,
  type RequestState,
} from '../../protocol/request.ts'
import { instant } from '../../protocol/time.ts'
import { assigneeOf, type Deed, decide, type RequestDeed, type Standing } from './rules.ts'

const DAY = 86_400_000
/** Not the defaults: they are a setting. */
const [REOPEN_DAYS, SILENT_DAYS] = [10, 7]
const limits = { requestReopenDays: REOPEN_DAYS, requestSilentDays: SILENT_DAYS }
const T0 = instant(1_790_000_000_000)
const at = (days: number) => instant(T0 + days * DAY)
const SECTION: Deed = { by: 'lin', as: ['section'], now: T0, limits }
const REQUESTER: Deed = { by: 'chen', as: ['requester'], now: T0, limits }
const NEW: Standing = { state: 'new' }
const TAKEN: Standing = { state: 'taken', assignee: 'lin' }

const ACTS = Object.keys(REQUEST_MOVES) as RequestAct[]
const STATES = Object.keys(REQUEST_NEXT) as RequestState[]
const deedOf = (type: RequestAct): RequestDeed => {
  if (type === 'give') return { type, to: 'wu' }
  if (type === 'merge') return { type, into: 'other', target: NEW }
  return type === 'hand-on' ? { type, faultId: 'fault' } : { type }
}
const standingOf = (state: RequestState): Standing => {
  if (state === 'new') return NEW
  if (state === 'merged') return { state, assignee: 'lin', into: 'other' }
  if (state === 'handed-on') return { state, assignee: 'lin', faultId: 'fault' }
  return { state, assignee: 'lin' }
}
const moved = (standing: Standing, deed: RequestDeed, who: Deed, since = T0): Standing | string => {
  const decision = decide(standing, since, deed, who)
  return decision.type === 'done' ? decision.standing : decision.code
}

describe('the life of a request', () => {
  test('Q1 it is taken, asked back, replied to, answered and confirmed', () => {
    expect(moved(NEW, { type: 'take' }, SECTION)).toEqual(TAKEN)
    expect(moved(TAKEN, { type: 'ask' }, SECTION)).toEqual({ state: 'asked', assignee: 'lin' })
    expect(moved({ state: 'asked', assignee: 'lin' }, { type: 'reply' }, REQUESTER)).toEqual(TAKEN)
    expect(moved(TAKEN, { type: 'answer' }, SECTION)).toEqual({ state: 'answered', assignee: 'lin' })
    expect(moved({ state: 'answered', assignee: 'lin' }, { type: 'confirm' }, REQUESTER)).toEqual({
      state: 'confirmed',
      assignee: 'lin',
    })
  })

  test('Q1 every open state has an owner and a next act that this owner may do; an ended one has neither', () => {
    for (const state of STATES) {
      const next = REQUEST_NEXT[state]
      if (next === null) expect(isOpenRequest(state)).toBe(false)
      else expect(mayAct(next.next, state, [next.owner === 'requester' ? 'requester' : 'section'])).toBe(true)
    }
  })

  test('Q1 what the table does not name is refused, for everyone and from every state', () => {
    const actors: RequestActor[][] = [['requester'], ['section'], ['system'], ['requester', 'section']]
    for (const state of STATES)
      for (const act of ACTS)
        for (const as of actors) {
          const result = moved(standingOf(state), deedOf(act), { by: 'x', as, now: at(SILENT_DAYS), limits }, at(0))
          if (!mayAct(act, state, as)) expect(typeof result, `${state} ${act} ${as}`).toBe('string')
        }
  })

  test('Q3 the requester does none of the section’s acts, and the section none of the requester’s', () => {
    expect(moved(NEW, { type: 'take' }, REQUESTER)).toBe('NOT_ALLOWED')
    expect(moved(TAKEN, { type: 'answer' }, REQUESTER)).toBe('NOT_ALLOWED')
    expect(moved(TAKEN, { type: 'withdraw' }, SECTION)).toBe('NOT_ALLOWED')
    expect(moved({ state: 'asked', assignee: 'lin' }, { type: 'reply' }, SECTION)).toBe('NOT_ALLOWED')
    expect(moved({ state: 'confirmed', assignee: 'lin' }, { type: 'withdraw' }, REQUESTER)).toBe('REQUEST_MOVED_ON')
  })

  test('Q4 it is taken up again within the days that the school sets and not after', () => {
    const confirmed: Standing = { state: 'confirmed', assignee: 'lin' }
    const early = { ...REQUESTER, now: instant(at(REOPEN_DAYS) - 1) }
    expect(moved(confirmed, { type: 'reopen' }, early)).toEqual(TAKEN)
    expect(moved(confirmed, { type: 'reopen' }, { ...REQUESTER, now: at(REOPEN_DAYS) })).toBe('REQUEST_TOO_OLD')
    expect(moved({ state: 'withdrawn', assignee: null }, { type: 'restore' }, early)).toEqual(NEW)
    expect(
      moved({ state: 'withdrawn', assignee: 'lin' }, { type: 'restore' }, { ...REQUESTER, now: at(REOPEN_DAYS) }),
    ).toBe('REQUEST_TOO_OLD')
  })

  test('Q4 time confirms an answer after the days of silence that the school sets, not before, and nothing else', () => {
    const system = (now: number): Deed => ({ by: 'system', as: ['system'], now: instant(now), limits })
    const answered: Standing = { state: 'answered', assignee: 'lin' }
    expect(moved(answered, { type: 'confirm' }, system(at(SILENT_DAYS) - 1))).toBe('REQUEST_MOVED_ON')
    expect(moved(answered, { type: 'confirm' }, system(at(SILENT_DAYS)))).toEqual({
      state: 'confirmed',
      assignee: 'lin',
    })
    for (const act of ACTS.filter((each) => each !== 'confirm' && each !== 'unmerge'))
      for (const state of STATES) expect(mayAct(act, state, ['system'])).toBe(false)
  })

  test('Q8 it is merged only into one that the section still has to answer', () => {
    for (const state of STATES) {
      const result = moved(TAKEN, { type: 'merge', into: 'other', target: standingOf(state) }, SECTION)
      const isMerged = typeof result === 'object' && result.state === 'merged'
      expect(isMerged, state).toBe(['new', 'taken', 'asked'].includes(state))
    }
    expect(moved(TAKEN, { type: 'merge', into: 'other', target: null }, SECTION)).toBe('REQUEST_NOT_TAKING_IN')
  })

  test('Q1 Q5 whatever is tried in whatever order: one state of the table, and whoever worked on it stays known', () => {
    const step = fc.record({
      act: fc.constantFrom(...ACTS),
      as: fc.subarray<RequestActor>(['requester', 'section', 'system'], { minLength: 1 }),
      by: fc.constantFrom('lin', 'wu', 'chen'),
      days: fc.nat(20),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let standing: Standing = NEW
        let since = T0
        let now = T0
        for (const { act, as, by, days } of steps) {
          now = instant(now + days * DAY)
          const decision = decide(standing, since, deedOf(act), { by, as, now, limits })
          if (decision.type === 'refused') continue
          expect(mayAct(act, standing.state, as)).toBe(true)
          const worker = assigneeOf(standing)
          if (worker !== null && !['give', 'recall', 'release', 'take'].includes(act))
            expect(assigneeOf(decision.standing)).toBe(worker)
          standing = decision.standing
          since = now
        }
        const next = REQUEST_NEXT[standing.state]
        if (next?.owner === 'assignee') expect(assigneeOf(standing)).not.toBeNull()
      }),
    )
  })

  test('Q1 from everything open there is a way to an end', () => {
    const ends = new Set<RequestState>()
    for (const state of STATES.filter(isOpenRequest)) {
      let standing = standingOf(state)
      if (mayAct('answer', standing.state, ['section'])) {
        const answered = moved(standing, { type: 'answer' }, SECTION)
        if (typeof answered === 'object') standing = answered
      }
      const end = moved(standing, { type: 'confirm' }, REQUESTER)
      if (typeof end === 'object') ends.add(end.state)
    }
    expect([...ends]).toEqual(['confirmed'])
  })
})
