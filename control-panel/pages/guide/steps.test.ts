import { expect, it } from 'vitest'
import { instant } from '../../../protocol/time.ts'
import { STEPS, stepsDone } from './steps.ts'

const EMPTY = { namedInEnglish: false, terms: 0, programmes: 0, people: 1, displays: [] }
const NEVER_SEEN = { status: { state: 'offline', since: null } } as const
const SEEN = { status: { state: 'offline', since: instant(1) } } as const

it('nothing is done in an empty school, though one has an account oneself', () => {
  expect(stepsDone(EMPTY)).toEqual(new Set())
})

it('a TV that was never seen is not done, one that was seen once is', () => {
  expect(stepsDone({ ...EMPTY, displays: [NEVER_SEEN] }).has('television')).toBe(false)
  expect(stepsDone({ ...EMPTY, displays: [NEVER_SEEN, SEEN] }).has('television')).toBe(true)
})

it('each step follows from its own fact alone', () => {
  const facts = { namedInEnglish: true, terms: 1, programmes: 1, people: 2, displays: [SEEN] }
  expect([...stepsDone(facts)]).toEqual([...STEPS])
  expect(stepsDone({ ...facts, people: 1 })).toEqual(new Set(STEPS.filter((step) => step !== 'people')))
})
