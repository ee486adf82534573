import { describe, expect, it } from 'vitest'
import type { CalendarDay } from '../../protocol/calendar.ts'
import { type Instant, instant, schoolDate } from '../../protocol/time.ts'
import { type WindowFacts, windowWarnings } from './warnings.ts'

const at = (time: string): Instant => instant(Date.parse(`2026-11-27T${time}:00+08:00`))
const time = (each: Instant) => new Date(each + 8 * 3_600_000).toISOString().slice(11, 16)
const exam = { group: 'g3', start: at('10:00'), end: at('11:00'), title: '英聽模擬考', exam: true, mediaId: 'm' }
const noon = { group: 'g3', start: at('12:04'), end: at('12:20'), title: '午間影片', exam: false, mediaId: 'm' }
const facts: WindowFacts = {
  window: { start: at('09:00'), end: at('11:00') },
  now: at('08:00'),
  rooms: [
    { name: '301', groupId: 'g3' },
    { name: '302', groupId: 'g3' },
  ],
  airings: [exam, noon, { ...exam, group: 'g1' }, { ...noon, group: 'g1', mediaId: null }],
  days: [],
  otherVisits: [],
  hasContract: true,
}
const say = (changed: Partial<WindowFacts>, language: 'zh-TW' | 'en' = 'zh-TW') =>
  windowWarnings({ ...facts, ...changed }, { language, time })

describe('V5 what speaks against a window', () => {
  it('V5 an exam in a room of one of the faults, once for all rooms, with its reason', () => {
    expect(say({})).toEqual([
      { code: 'exam', text: '301、302 在 10:00–11:00 有英聽考試「英聽模擬考」，這段時間不能進去修。' },
    ])
    expect(say({}, 'en')[0]?.text).toBe(
      '301, 302: the listening exam “英聽模擬考” is on from 10:00 to 11:00; nobody can work there then.',
    )
  })
  it('V5 nothing when the window only touches the exam, or no room is concerned', () => {
    expect(say({ window: { start: at('08:30'), end: at('10:00') } })).toEqual([])
    expect(say({ window: { start: at('11:00'), end: at('12:04') } })).toEqual([])
    expect(say({ rooms: [{ name: '101', groupId: 'g2' }] })).toEqual([])
    expect(say({ rooms: [] })).toEqual([])
  })
  it('V5 the noon programme that would be missed, after any exam; a slate is nothing to miss', () => {
    const codes = (changed: Partial<WindowFacts>) => say(changed).map(({ code }) => code)
    expect(codes({ window: { start: at('09:00'), end: at('13:00') } })).toEqual(['exam', 'noon'])
    expect(
      codes({ rooms: [{ name: '101', groupId: 'g1' }], window: { start: at('12:00'), end: at('13:00') } }),
    ).toEqual([])
  })
  it('V5 a closed school, the past, another visit at the same time, no contract', () => {
    const closed: CalendarDay = {
      ...{ date: schoolDate('2026-11-27'), type: 'suspended', pattern: null, source: 'operator', note: '颱風' },
    }
    const codes = say({
      ...{ rooms: [], days: [closed], now: at('11:00'), hasContract: false },
      otherVisits: [
        { start: at('10:30'), end: at('12:00') },
        { start: at('11:00'), end: at('12:00') },
      ],
    }).map(({ code }) => code)
    expect(codes).toEqual(['past', 'no-school', 'vendor-busy', 'no-contract'])
  })
})
