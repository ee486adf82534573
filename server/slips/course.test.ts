import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { SigningOrder, SlipState } from '../../protocol/slip.ts'
import { type Course, type CourseAct, decideCourse, NEW_COURSE, type Route, turnsUp, waitsOf } from './course.ts'

const route = (order: SigningOrder = 'in-order', offices = ['general', 'accounting']): Route => ({ offices, order })
const led = (course: Course, ...acts: readonly CourseAct[]): Course =>
  acts.reduce((held, act) => {
    const decision = decideCourse(held, act)
    if (decision.type === 'refused') throw new Error(decision.code)
    return decision.course
  }, course)
const code = (course: Course, act: CourseAct): string => {
  const decision = decideCourse(course, act)
  return decision.type === 'refused' ? decision.code : 'done'
}
const by = (type: 'sign' | 'refuse' | 'ask' | 'answer', office: string): CourseAct => ({ type, office })
const sent = (order: SigningOrder = 'in-order') => led(NEW_COURSE, { type: 'send', route: route(order) })

describe('a slip on its way', () => {
  it('L2 is sent only as a draft, and only to somebody', () => {
    expect(code(NEW_COURSE, { type: 'send', route: route('in-order', []) })).toBe('SLIP_NO_OFFICE')
    expect(code(sent(), { type: 'send', route: route() })).toBe('SLIP_MOVED_ON')
    expect(sent()).toMatchObject({ state: 'circulating', round: 1 })
  })
  it('L3 in order waits for one office at a time, together for all', () => {
    expect(waitsOf(sent())).toEqual([{ office: 'general', for: 'sign' }])
    expect(code(sent(), by('sign', 'accounting'))).toBe('SLIP_NOT_YOUR_TURN')
    expect(waitsOf(sent('together'))).toEqual([
      { office: 'general', for: 'sign' },
      { office: 'accounting', for: 'sign' },
    ])
    expect(led(sent('together'), by('sign', 'accounting'), by('sign', 'general')).state).toBe('signed')
  })
  it('L4 is signed once by each office, and signed when all have', () => {
    const half = led(sent(), by('sign', 'general'))
    expect(half.state).toBe('circulating')
    expect(code(half, by('sign', 'general'))).toBe('SLIP_SIGNED_ALREADY')
    expect(code(half, by('sign', 'library'))).toBe('SLIP_NOT_YOURS')
    expect(led(half, by('sign', 'accounting')).state).toBe('signed')
  })
  it('L5 ends when one office refuses, whoever has signed', () => {
    const refused = led(sent(), by('sign', 'general'), by('refuse', 'accounting'))
    expect(refused.state).toBe('refused')
    expect(code(refused, by('sign', 'accounting'))).toBe('SLIP_MOVED_ON')
    expect(waitsOf(refused)).toEqual([{ office: null, for: 'decide' }])
  })
  it('L6 waits for the section while an office has asked, and for nobody else’s sake', () => {
    const asked = led(sent('together'), by('ask', 'general'))
    expect(waitsOf(asked)).toEqual([
      { office: null, for: 'answer' },
      { office: 'accounting', for: 'sign' },
    ])
    expect(code(asked, by('answer', 'accounting'))).toBe('SLIP_MOVED_ON')
    expect(waitsOf(led(asked, by('answer', 'general')))).toContainEqual({ office: 'general', for: 'sign' })
    // Who asked may sign all the same: the answer came by telephone.
    expect(led(asked, by('sign', 'general')).turns[0]).toEqual({ office: 'general', state: 'signed' })
  })
  it('L7 begins again from the first office when it is changed, also when all had signed', () => {
    const half = led(sent(), by('sign', 'general'), { type: 'change', route: route() })
    expect(half).toMatchObject({ state: 'circulating', round: 2, turns: [{ state: 'waiting' }, { state: 'waiting' }] })
    const whole = led(sent(), by('sign', 'general'), by('sign', 'accounting'), { type: 'change', route: route() })
    expect(whole).toMatchObject({ state: 'circulating', round: 2 })
    expect(led(NEW_COURSE, { type: 'change', route: route() })).toEqual(NEW_COURSE)
  })
  it('L8 is taken up again as a draft after a refusal or a withdrawal', () => {
    for (const end of [by('refuse', 'general'), { type: 'withdraw' } as const]) {
      const draft = led(sent(), end, { type: 'take-up' })
      expect(draft).toMatchObject({ state: 'draft', round: 1, turns: [] })
      expect(led(draft, { type: 'send', route: route() }).round).toBe(2)
    }
    expect(code(sent(), { type: 'take-up' })).toBe('SLIP_MOVED_ON')
  })
})

/** From each state, where one act may lead. Written down apart from the code that is tested. */
const PATHS: Readonly<Record<SlipState, readonly SlipState[]>> = {
  draft: ['draft', 'circulating', 'withdrawn'],
  circulating: ['circulating', 'signed', 'refused', 'withdrawn'],
  signed: ['circulating', 'withdrawn'],
  refused: ['draft'],
  withdrawn: ['draft'],
}
const OFFICES = ['general', 'accounting', 'principal', 'library']
const anyRoute = fc.record({
  offices: fc.subarray(OFFICES),
  order: fc.constantFrom<SigningOrder>('in-order', 'together'),
})
const anyAct: fc.Arbitrary<CourseAct> = fc.oneof(
  fc.record({ type: fc.constantFrom('send' as const, 'change' as const), route: anyRoute }),
  fc.record({
    type: fc.constantFrom('sign' as const, 'sign' as const, 'refuse' as const, 'ask' as const, 'answer' as const),
    office: fc.constantFrom(...OFFICES),
  }),
  fc.record({ type: fc.constantFrom('withdraw' as const, 'take-up' as const) }),
)
const walk = (acts: readonly CourseAct[], look: (before: Course, now: Course, act: CourseAct) => void): void => {
  let course = NEW_COURSE
  for (const act of acts) {
    const decision = decideCourse(course, act)
    if (decision.type === 'refused') continue
    look(course, decision.course, act)
    course = decision.course
  }
}

describe('any history of a slip', () => {
  it('L9 has no illegal path, and is signed only when each office of its last round has signed', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 60 }), (acts) =>
        walk(acts, (before, now, act) => {
          expect(PATHS[before.state]).toContain(now.state)
          const signed = now.turns.filter(({ state }) => state === 'signed').length
          expect(now.state === 'signed').toBe(signed > 0 && signed === now.turns.length)
          expect(now.turns.some(({ state }) => state === 'refused')).toBe(now.state === 'refused')
          // One act signs for one office at most; a new round and a withdrawal keep no signature.
          const isNew = before.round !== now.round || now.state === 'withdrawn' || now.state === 'draft'
          const already = isNew ? [] : before.turns.filter(({ state }) => state === 'signed')
          expect(signed - already.length).toBe(act.type === 'sign' ? 1 : 0)
          expect(now.round).toBeGreaterThanOrEqual(before.round)
        }),
      ),
    )
  })
  it('L10 never loses its owner: somebody can act, and what is waited for is possible', () => {
    fc.assert(
      fc.property(fc.array(anyAct, { maxLength: 60 }), (acts) =>
        walk(acts, (_before, now) => {
          const waits = waitsOf(now)
          expect(waits.length === 0).toBe(now.state === 'withdrawn')
          for (const { office, for: what } of waits) {
            if (what === 'sign') expect(code(now, by('sign', office ?? ''))).toBe('done')
            if (what === 'send') expect(code(now, { type: 'send', route: route() })).toBe('done')
          }
          const asked = turnsUp(now).filter(({ state }) => state === 'asked')
          expect(waits.filter((each) => each.for === 'answer')).toHaveLength(asked.length)
          for (const { office } of asked) expect(code(now, by('answer', office))).toBe('done')
        }),
      ),
    )
  })
})
