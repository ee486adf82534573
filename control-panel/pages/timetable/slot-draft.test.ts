import { expect, it } from 'vitest'
import { conflictsBetween, isComplete, moved, NEW_SLOT } from './slot-draft.ts'

it('S1 a slot is complete once it has a name, days and what it plays', () => {
  const named = { ...NEW_SLOT, name: '鐘聲' }
  expect([isComplete(NEW_SLOT), isComplete(named)]).toEqual([false, true])
  expect(isComplete({ ...named, weekdays: [] })).toBe(false)
  expect(isComplete({ ...named, source: { type: 'media', mediaIds: [] } })).toBe(false)
})
it('S2 two versions are told field by field', () => {
  const theirs = { ...NEW_SLOT, name: 'b', weekdays: [5 as const] }
  expect(conflictsBetween({ ...NEW_SLOT, name: 'a' }, theirs)).toEqual(['name', 'weekdays'])
})
it('C5 an entry of the chain moves by one place, and not past the end', () => {
  expect(moved(['a', 'b', 'c'], 0, 1)).toEqual(['b', 'a', 'c'])
  expect(moved(['a', 'b'], 1, 1)).toEqual(['a', 'b'])
})
