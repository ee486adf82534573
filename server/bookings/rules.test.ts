import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BookingState } from '../../protocol/booking.ts'
import { duration, instant } from '../../protocol/time.ts'
import { type Actor, type BookingAct, type DateTimes, decide, holdsDate, type InLine } from './rules.ts'

const HOUR = 3_600_000
const times = (now: number): DateTimes => ({
  now: instant(now),
  cutOff: instant(10 * HOUR),
  start: instant(20 * HOUR),
  offerMs: duration(3 * HOUR),
})
const acted = (line: readonly InLine[], act: BookingAct, now = 0, actor: Actor = 'approver'): readonly InLine[] => {
  const decision = decide(line, act, actor, times(now))
  if (decision.type === 'refused') throw new Error(decision.code)
  return decision.line
}
const asked = (...ids: string[]) => ids.reduce<readonly InLine[]>((line, id) => acted(line, { type: 'ask', id }), [])
const states = (line: readonly InLine[]) => line.map(({ id, state }) => `${id} ${state}`)
const code = (line: readonly InLine[], act: BookingAct, actor: Actor, now: number) => {
  const decision = decide(line, act, actor, times(now))
  return decision.type === 'refused' ? decision.code : 'done'
}

describe('the line of a date', () => {
  it('B1 the first who asks holds the date, the others wait in order', () => {
    expect(asked('a', 'b', 'c')).toMatchObject([
      { id: 'a', state: 'pending', place: 1 },
      { id: 'b', state: 'waiting', place: 2 },
      { id: 'c', state: 'waiting', place: 3 },
    ])
  })
  it.each(['withdraw', 'refuse'] as const)('B2 after %s the next is offered the date, and accepts', (type) => {
    const offered = acted(asked('a', 'b', 'c'), { type, id: 'a' }, HOUR)
    expect(offered).toMatchObject([{}, { state: 'offered', offerUntil: 4 * HOUR }, { state: 'waiting' }])
    expect(states(acted(offered, { type: 'accept', id: 'b' }, 2 * HOUR, 'teacher'))[1]).toBe('b pending')
  })
  it('B3 an offer ends at its instant, and the next is offered the date', () => {
    const offered = acted(asked('a', 'b', 'c'), { type: 'withdraw', id: 'a' })
    expect(states(acted(offered, { type: 'tick' }, 3 * HOUR - 1))).toContain('b offered')
    expect(code(offered, { type: 'accept', id: 'b' }, 'teacher', 3 * HOUR)).toBe('BOOKING_DECIDED')
    expect(states(acted(offered, { type: 'tick' }, 3 * HOUR))).toEqual(['a withdrawn', 'b lapsed', 'c offered'])
  })
  it('B4 a refusal taken back takes back the offer it caused; a withdrawal does not', () => {
    const refused = acted(asked('a', 'b'), { type: 'refuse', id: 'a' })
    expect(states(acted(refused, { type: 'undo', id: 'a' }))).toEqual(['a pending', 'b waiting'])
    const accepted = acted(refused, { type: 'accept', id: 'b' })
    expect(states(acted(accepted, { type: 'undo', id: 'a' }))).toEqual(['a waiting', 'b pending'])
    const withdrawn = acted(asked('a', 'b'), { type: 'withdraw', id: 'a' })
    expect(states(acted(withdrawn, { type: 'undo', id: 'a' }))).toEqual(['a waiting', 'b offered'])
  })
  it('B5 from the cut-off on a teacher only answers an offer or leaves the list; an approver still acts', () => {
    const line = asked('a', 'b')
    for (const type of ['withdraw', 'change'] as const) {
      expect(code(line, { type, id: 'a' }, 'teacher', 10 * HOUR - 1)).toBe('done')
      expect(code(line, { type, id: 'a' }, 'teacher', 10 * HOUR)).toBe('BOOKING_CUT_OFF')
      expect(code(line, { type, id: 'a' }, 'approver', 10 * HOUR)).toBe('done')
    }
    expect(code(line, { type: 'withdraw', id: 'b' }, 'teacher', 10 * HOUR)).toBe('done')
    expect(code(line, { type: 'ask', id: 'c' }, 'teacher', 10 * HOUR)).toBe('BOOKING_CUT_OFF')
    const offered = acted(line, { type: 'refuse', id: 'a' }, 11 * HOUR)
    expect(code(offered, { type: 'accept', id: 'b' }, 'teacher', 12 * HOUR)).toBe('done')
  })
  it('B6 nothing changes once the film would have begun; what was not decided has lapsed', () => {
    const line = asked('a', 'b')
    expect(code(line, { type: 'approve', id: 'a' }, 'approver', 20 * HOUR)).toBe('BOOKING_DATE_PAST')
    expect(states(acted(line, { type: 'tick' }, 20 * HOUR))).toEqual(['a lapsed', 'b lapsed'])
    const approved = acted(line, { type: 'approve', id: 'a' })
    expect(states(acted(approved, { type: 'tick' }, 20 * HOUR))).toEqual(['a approved', 'b lapsed'])
  })
  it('B7 a changed booking that was approved is decided anew', () => {
    const approved = acted(asked('a'), { type: 'approve', id: 'a' })
    expect(states(acted(approved, { type: 'change', id: 'a' }))).toEqual(['a pending'])
  })
})

/** From each state, where one act of anybody may lead. Written down apart from the code that is tested. */
const PATHS: Readonly<Record<BookingState, readonly BookingState[]>> = {
  waiting: ['waiting', 'offered', 'refused', 'withdrawn', 'lapsed'],
  pending: ['pending', 'approved', 'refused', 'withdrawn', 'lapsed'],
  offered: ['offered', 'pending', 'waiting', 'refused', 'withdrawn', 'lapsed'],
  approved: ['approved', 'pending', 'refused', 'withdrawn'],
  refused: ['refused', 'pending', 'waiting'],
  withdrawn: ['withdrawn', 'pending', 'waiting'],
  lapsed: ['lapsed'],
}
const step = fc.record({
  type: fc.constantFrom('ask', 'approve', 'refuse', 'accept', 'withdraw', 'change', 'undo', 'tick'),
  who: fc.nat({ max: 6 }),
  actor: fc.constantFrom<Actor>('teacher', 'approver'),
  wait: fc.integer({ min: 0, max: 2 * HOUR }),
})
/** Walks a random history and shows each step to `look`. */
const walk = (
  steps: readonly { type: BookingAct['type']; who: number; actor: Actor; wait: number }[],
  look: (before: readonly InLine[], line: readonly InLine[], act: BookingAct, now: number) => void,
) => {
  let line: readonly InLine[] = []
  let now = 0
  for (const { type, who, actor, wait } of steps) {
    now += wait
    const act: BookingAct = type === 'tick' ? { type } : { type, id: type === 'ask' ? `n${line.length}` : `n${who}` }
    const decision = decide(line, act, actor, times(now))
    if (decision.type === 'refused') continue
    look(line, decision.line, act, now)
    line = decision.line
  }
}

describe('any history of a date', () => {
  it('B8 has one holder at most, no illegal path, and leaves nobody waiting for a free date', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) =>
        walk(steps, (before, line, _act, now) => {
          const holders = line.filter(({ state }) => holdsDate(state))
          expect(holders.length).toBeLessThanOrEqual(1)
          if (now < times(0).start && line.some(({ state }) => state === 'waiting')) expect(holders).toHaveLength(1)
          for (const each of before) expect(PATHS[each.state]).toContain(line.find(({ id }) => id === each.id)?.state)
          for (const each of line) expect(each.offerUntil !== null).toBe(each.state === 'offered')
        }),
      ),
    )
  })
  it('B8 loses no booking and no place, and moves nobody past an earlier one that waits', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) =>
        walk(steps, (before, line) => {
          const places = (of: readonly InLine[]) => of.map(({ id, place }) => `${id} ${place}`)
          expect(places(line).slice(0, before.length)).toEqual(places(before))
          expect(new Set(line.map(({ place }) => place)).size).toBe(line.length)
          const stateBefore = (id: string) => before.find((each) => each.id === id)?.state ?? 'waiting'
          const isTakenBack = before.some(
            ({ id, state }) => state === 'offered' && line.some((each) => each.id === id && each.state === 'waiting'),
          )
          const moved = isTakenBack
            ? undefined
            : line.find(({ id, state }) => holdsDate(state) && !holdsDate(stateBefore(id)))
          const passed = line.filter(({ state, place }) => state === 'waiting' && place < (moved?.place ?? 0))
          expect(passed).toEqual([])
        }),
      ),
    )
  })
})
