import { describe, expect, it } from 'vitest'
import { addressOf, chosenIn, EVERYTHING, filterIn, narrows, queryOf } from './filter.ts'

describe('what of the register is shown', () => {
  it('comes back out of the address as it went in', () => {
    const filter = { ...EVERYTHING, q: '電視 a&b', kind: 'tv', room: '', question: 'broken', view: 'rooms' } as const
    expect(filterIn(`#${addressOf(filter)}`)).toEqual(filter)
    expect(filterIn('#/register')).toEqual(EVERYTHING)
    expect(addressOf(EVERYTHING)).toBe('/register')
  })
  it('takes nothing else from an address', () => {
    expect(filterIn('#/register?kind=spoon&state=lost&question=why&view=x')).toEqual(EVERYTHING)
  })
  it('asks for a room of which nothing is said, and not for what is not asked', () => {
    expect(queryOf({ ...EVERYTHING, room: '' }).toString()).toBe('room=')
    expect(queryOf({ ...EVERYTHING, view: 'rooms' }).toString()).toBe('')
    expect(narrows({ ...EVERYTHING, view: 'rooms' })).toBe(false)
    expect(narrows({ ...EVERYTHING, state: 'spare' })).toBe(true)
  })
  it('counts what is set where it may be out of sight', () => {
    expect(chosenIn({ ...EVERYTHING, q: '電視', question: 'broken' })).toBe(0)
    expect(chosenIn({ ...EVERYTHING, kind: 'tv', room: '', view: 'rooms' })).toBe(3)
  })
})
