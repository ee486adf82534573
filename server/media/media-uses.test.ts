import { describe, expect, it } from 'vitest'
import { schoolDate } from '../../protocol/time.ts'
import { sayUses, type UseInputs, usesOf } from './media-uses.ts'

type UsedSlot = UseInputs['slots'][number]
const slot: UsedSlot = { id: 's', name: '午間新聞', source: { type: 'news' }, fallback: [], validUntil: null }
const nothing: UseInputs = {
  today: schoolDate('2026-11-23'),
  slots: [slot],
  exceptions: [],
  bookings: [],
  series: [],
  cutIns: [],
}
const replaced: UseInputs['exceptions'][number]['change'] = { type: 'replace', mediaIds: ['m'] }

describe('what needs a programme', () => {
  it('is a slot that names it as source or fallback, while the slot is valid', () => {
    expect(usesOf('m', nothing)).toEqual([])
    const source: UsedSlot = { ...slot, source: { type: 'media', mediaIds: ['x', 'm'] } }
    const fallback: UsedSlot = { ...slot, id: 't', fallback: [{ type: 'media', mediaIds: ['m'] }] }
    const over = { ...source, id: 'u', validUntil: schoolDate('2026-11-22') }
    const last = { ...source, id: 'v', validUntil: schoolDate('2026-11-23') }
    const uses = usesOf('m', { ...nothing, slots: [source, fallback, over, last] })
    expect(uses.map((use) => use.id)).toEqual(['s', 't', 'v'])
  })

  it('is a date, an approved booking, a series, a cut-in; the past does not count', () => {
    const uses = usesOf('m', {
      ...nothing,
      exceptions: [
        { slotId: 's', date: schoolDate('2026-11-24'), change: replaced },
        { slotId: 's', date: schoolDate('2026-11-22'), change: replaced },
        { slotId: 's', date: schoolDate('2026-11-25'), change: { type: 'cancel' } },
        { slotId: 'deleted', date: schoolDate('2026-11-25'), change: replaced },
      ],
      bookings: [
        { id: 'b1', date: schoolDate('2026-11-27'), mediaId: 'm', state: 'approved' },
        { id: 'b2', date: schoolDate('2026-12-04'), mediaId: 'm', state: 'pending' },
        { id: 'b3', date: schoolDate('2026-11-20'), mediaId: 'm', state: 'approved' },
        { id: 'b4', date: schoolDate('2026-12-11'), mediaId: 'other', state: 'approved' },
      ],
      series: [{ id: 'f', title: '海角七號', episodes: ['m', 'n'] }],
      cutIns: [{ id: 'c', title: '集合', mediaId: 'm' }],
    })
    expect(sayUses(uses, 'zh-TW')).toBe('2026-11-24 的「午間新聞」、2026-11-27 的預約、影集「海角七號」、插播「集合」')
    expect(sayUses(uses, 'en')).toBe(
      '“午間新聞” on 2026-11-24, the booking of 2026-11-27, series “海角七號”, cut-in “集合”',
    )
    expect(sayUses([...uses, ...uses], 'en')).toMatch(/, \+3$/)
  })
})
