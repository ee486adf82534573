import { describe, expect, it } from 'vitest'
import { duration, schoolDate } from '../../protocol/time.ts'
import type { ScheduleInputs } from '../schedule/inputs.ts'
import * as school from '../schedule/inputs-fixture.ts'
import { bookingSlotOn, judgeBooking } from './verdict.ts'

const { at, inputs } = school
const FRIDAY = '2026-11-27'
const codes = (reasons: readonly { code: string }[]) => reasons.map(({ code }) => code)
const library = [school.film('booked', 16), school.news(FRIDAY)]
const pending = school.booking(FRIDAY, { state: 'pending' })
const judged = (patch: Partial<ScheduleInputs> = {}, booking = pending) =>
  judgeBooking(inputs({ media: library, ...patch }), booking)

describe('C3 judging a booking', () => {
  it('B12 fits, is licensed, and says what airs without it', () => {
    expect(judged()).toMatchObject({
      slot: { id: 'friday-film', start: at(FRIDAY, '12:04'), end: at(FRIDAY, '12:20') },
      shownMs: 16 * school.MINUTE,
      cutMs: 0,
      problems: [],
      otherwise: { kind: 'news', mediaId: `news-${FRIDAY}` },
    })
  })
  it('the answer to “what airs without it” is the same before and after approval', () => {
    const approved = { ...pending, state: 'approved' as const }
    expect(judged({ bookings: [approved] }, approved).otherwise).toEqual(judged({ bookings: [pending] }).otherwise)
    expect(codes(judged({ bookings: [approved] }, approved).otherwise?.reasons ?? [])).toContain('booking-refused')
  })
  it('C6 counts what the slot has no time for, of the chosen part only', () => {
    const media = [school.film('booked', 90)]
    expect(judged({ media })).toMatchObject({ shownMs: 16 * school.MINUTE, cutMs: 74 * school.MINUTE })
    expect(codes(judged({ media }).problems)).toEqual(['ends-with-slot'])
    const part = { ...pending, fromMs: duration(60 * school.MINUTE), toMs: duration(70 * school.MINUTE) }
    expect(judged({ media }, part)).toMatchObject({ shownMs: 10 * school.MINUTE, cutMs: 0, problems: [] })
  })
  it.each([
    ['a licence that has ended', { kind: 'educational', validUntil: '2026-11-26' }, ['booking-not-licensed']],
    ['a licence that has not begun', { kind: 'educational', validFrom: '2026-11-28' }, ['booking-not-licensed']],
    ['a licence on its last day', { kind: 'educational', validUntil: FRIDAY }, []],
    ['an unknown licence', { kind: 'unknown' }, ['booking-licence-unknown']],
  ] as const)('says of %s what is to be said', (_name, licence, expected) => {
    const dated = {
      kind: licence.kind,
      validFrom: 'validFrom' in licence ? schoolDate(licence.validFrom) : null,
      validUntil: 'validUntil' in licence ? schoolDate(licence.validUntil) : null,
    }
    expect(codes(judged({}, { ...pending, licence: dated }).problems)).toEqual(expected)
  })
  it('says that the film is missing or not prepared, and that the date is held', () => {
    expect(codes(judged({ media: [] }).problems)).toEqual(['media-missing'])
    const unready = [school.media('booked', { state: 'preparing', durationMs: null, readyAt: null })]
    expect(codes(judged({ media: unready }).problems)).toEqual(['booking-film-not-ready'])
    const other = school.booking(FRIDAY, { id: 'other', mediaId: `news-${FRIDAY}` })
    expect(judged({ bookings: [other, pending] })).toMatchObject({
      problems: [{ code: 'booking-date-held' }],
      otherwise: { kind: 'booked-film', mediaId: `news-${FRIDAY}` },
    })
  })
  it('B13 of a film that is not there yet says when it comes, and from its said length how much fits', () => {
    const film = { title: '海角七號', lengthMs: duration(20 * school.MINUTE), holder: '', arrives: 'disc' as const }
    const on = (day: string) => ({ ...pending, mediaId: null, film: { ...film, on: schoolDate(day) } })
    expect(judged({}, on('2026-11-26'))).toMatchObject({
      cutMs: 4 * school.MINUTE,
      problems: [{ code: 'booking-film-awaited', params: { title: '海角七號', date: '2026-11-26' } }, {}],
      otherwise: { kind: 'news' },
    })
    expect(codes(judged({}, on(FRIDAY)).problems)).toContain('booking-film-late')
  })
  it('B13 a film that has come is held against what was said of it', () => {
    const said = (minutes: number) => ({
      title: '',
      lengthMs: duration(minutes * school.MINUTE),
      holder: '',
      arrives: 'file' as const,
      on: schoolDate('2026-11-26'),
    })
    const length = (minutes: number) =>
      codes(judged({}, { ...pending, film: said(minutes) }).problems).includes('booking-film-length')
    expect([16, 17, 18, 14].map(length)).toEqual([false, false, true, true])
  })
  it('R6 says why no booked film airs on a date', () => {
    const on = (date: string, patch: Partial<ScheduleInputs> = {}) => {
      const where = bookingSlotOn(inputs(patch), schoolDate(date))
      return where.airs ? [] : codes(where.reasons)
    }
    expect(on('2026-11-26')).toEqual(['booking-no-slot'])
    const day = {
      date: schoolDate(FRIDAY),
      type: 'holiday',
      pattern: null,
      source: 'government',
      note: '補假',
    } as const
    expect(on(FRIDAY, { days: [day] })).toEqual(['slot-weekday', 'day-holiday', 'note'])
    const cancel = { slotId: 'friday-film', date: schoolDate(FRIDAY), change: { type: 'cancel' as const }, note: '' }
    expect(on(FRIDAY, { exceptions: [cancel] })).toEqual(['slot-weekday', 'slot-cancelled'])
    expect(on(FRIDAY)).toEqual([])
  })
  it('asks for the audience of both the slot and the booking', () => {
    const groups = ['a', 'b'].map((id) => ({ id, parentId: null }))
    const slots = [school.fridaySlot({ audience: ['b'] })]
    expect(judged({ groups, slots }).otherwise?.group).toBe('b')
    expect(judged({ groups, slots }, { ...pending, audience: ['a'] }).otherwise).toBeNull()
  })
})
