import { describe, expect, test } from 'vitest'
import { type Goal, goalsFor, keyOf } from './palette-goals.ts'

const goal = (name: string): Goal => ({ kind: 'room', name, id: name })
const names = (typed: string, ...goals: Goal[]) => goalsFor(goals, typed).map(({ name }) => name)

describe('the palette', () => {
  test('finds by any part, what begins with it first', () => {
    expect(names('10', goal('210'), goal('101'), goal('102'), goal('303'))).toEqual(['101', '102', '210'])
  })
  test('wants every word, whatever their case or width', () => {
    expect(names('ＮＥＷＳ 23', goal('News 11/23'), goal('News 11/25'))).toEqual(['News 11/23'])
  })
  test('an act is found by its name among all else', () => {
    const skip: Goal = { kind: 'act', name: 'Skip…', act: 'skip' }
    expect(goalsFor([goal('101'), goal('Ski hut'), skip], 'ski')).toEqual([goal('Ski hut'), skip])
    expect(keyOf(skip)).not.toBe(keyOf(goal('skip')))
  })
  test('shows the first of all before anything is typed, and nothing where nothing fits', () => {
    expect(names('', goal('a'), goal('b'))).toEqual(['a', 'b'])
    expect(names('z', goal('a'))).toEqual([])
  })
})
