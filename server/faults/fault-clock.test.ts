import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FAULT_MOVES,
  FAULT_SEVERITIES,
  type FaultActType,
  type FaultView,
  faultAfter,
  faultOwner,
  isFaultClockRunning,
  isFaultOpen,
} from '../../protocol/fault.ts'
import { DEFAULT_SETTINGS } from '../../protocol/settings.ts'
import { type Instant, instant } from '../../protocol/time.ts'
import { schoolMinutes } from '../schedule/school-hours.ts'
import { weekdayOf } from '../schedule/wall-clock.ts'
import { clockAfter, type FaultTimes, minutesAt } from './fault-clock.ts'

const at = (text: string): Instant => instant(Date.parse(`${text}+08:00`))
const MONDAY = at('2026-11-23T09:00:00')
const times = (now: Instant, nextNoon: Instant | null = at('2026-11-24T12:04:00')): FaultTimes => ({
  now,
  nextNoon,
  days: DEFAULT_SETTINGS,
  hours: {
    isSchoolDay: (date) => weekdayOf(date) <= 5,
    from: DEFAULT_SETTINGS.faultHoursFrom,
    until: DEFAULT_SETTINGS.faultHoursUntil,
    timeZone: 'Asia/Taipei',
  },
})
type Timed = Pick<FaultView, 'state' | 'askedAt' | 'severity' | 'clockMinutes' | 'clockAt' | 'dueAt'>
const reported = (severity: Timed['severity'], now = MONDAY): Timed => {
  const fault = { state: 'reported', askedAt: null, severity, dueAt: null } as const
  return { ...fault, ...clockAfter(null, fault, times(now)) }
}
const moved = (before: Timed, patch: Partial<Timed>, now: Instant): Timed => {
  const after = { ...before, ...patch }
  return { ...after, ...clockAfter(before, after, times(now)) }
}

describe('the clock of a fault', () => {
  it('F5 is due by how bad it is: before the next noon, one, three, ten school days', () => {
    const due = ['2026-11-24T12:04:00', '2026-11-24T09:00:00', '2026-11-26T09:00:00', '2026-12-07T09:00:00']
    expect(FAULT_SEVERITIES.map((severity) => reported(severity).dueAt)).toEqual(due.map(at))
  })

  it('F4 stands while the offices sign, and goes on with what was left', () => {
    const triaged = moved(reported('high'), { state: 'triaged' }, at('2026-11-23T15:00:00'))
    const waiting = moved(triaged, { state: 'awaiting-slip' }, at('2026-11-23T16:00:00'))
    expect(waiting).toMatchObject({ clockMinutes: 420, dueAt: null })
    const back = moved(waiting, { state: 'to-call' }, at('2026-11-26T10:00:00'))
    expect(back).toMatchObject({ clockMinutes: 420, dueAt: at('2026-11-26T12:00:00') })
  })

  it('F4 stands while the reporter is asked', () => {
    const asked = moved(reported('high'), { askedAt: at('2026-11-23T10:00:00') }, at('2026-11-23T10:00:00'))
    expect(asked).toMatchObject({ clockMinutes: 60, dueAt: null })
    expect(faultOwner(asked)).toBe('reporter')
    expect(minutesAt(asked, times(at('2026-11-27T10:00:00')))).toBe(60)
  })

  it('F5 what blocks noon is due at that noon, whoever is waited for, and keeps being late afterwards', () => {
    const called = moved(reported('blocks-noon'), { state: 'called' }, at('2026-11-23T11:00:00'))
    expect(called.dueAt).toBe(at('2026-11-24T12:04:00'))
    const later = moved(called, { state: 'visit-agreed' }, at('2026-11-24T13:00:00'))
    expect(later.dueAt).toBe(at('2026-11-24T12:04:00'))
    expect(moved(later, { state: 'closed' }, at('2026-11-24T14:00:00')).dueAt).toBeNull()
  })

  it('F5 what is late stays late through further acts', () => {
    const late = moved(reported('high'), { state: 'triaged' }, at('2026-11-25T10:00:00'))
    expect(late.dueAt).toBe(at('2026-11-24T09:00:00'))
  })

  it('F2 F4 runs exactly while the section has it, through any acts at any times', () => {
    const step = fc.record({
      act: fc.constantFrom(...(Object.keys(FAULT_MOVES) as FaultActType[])),
      minutes: fc.integer({ min: 1, max: 4000 }),
    })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), fc.constantFrom(...FAULT_SEVERITIES), (steps, severity) => {
        let fault = reported(severity)
        let now = MONDAY
        for (const { act, minutes } of steps) {
          const before = fault
          const then = instant(now + minutes * 60_000)
          const state = faultAfter(fault.state, act)
          if (state === null) continue
          const askedAt = act === 'ask' ? then : act === 'answer' || state !== fault.state ? null : fault.askedAt
          fault = moved(fault, { state, askedAt }, then)
          const ran = fault.clockMinutes - before.clockMinutes
          expect(ran).toBe(isFaultClockRunning(before) ? schoolMinutes(now, then, times(then).hours) : 0)
          expect(faultOwner(fault) === 'nobody').toBe(!isFaultOpen(fault.state))
          if (!isFaultOpen(fault.state)) expect(fault.dueAt).toBeNull()
          else if (isFaultClockRunning(fault)) expect(fault.dueAt).not.toBeNull()
          now = then
        }
      }),
    )
  })
})
