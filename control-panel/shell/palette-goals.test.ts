import { describe, expect, test } from 'vitest'
import { type Goal, goalsFor } from './palette-goals.ts'

const goal = (name: string, kind: Goal['kind'] = 'room'): Goal => ({ kind, name, path: `/${name}` })
const names = (typed: string, ...goals: Goal[]) => goalsFor(goals, typed).map(({ name }) => name)

describe('the palette', () => {
  test('finds by any part, what begins with it first', () => {
    expect(names('10', goal('210'), goal('101'), goal('102'), goal('303'))).toEqual(['101', '102', '210'])
  })
  test('wants every word, whatever their case or width', () => {
    expect(names('ＮＥＷＳ 23', goal('News 11/23'), goal('News 11/25'))).toEqual(['News 11/23'])
  })
  test('shows the first of all before anything is typed, and nothing where nothing fits', () => {
    expect(names('', goal('a'), goal('b'))).toEqual(['a', 'b'])
    expect(names('z', goal('a'))).toEqual([])
  })
})
