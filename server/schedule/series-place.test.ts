import { describe, expect, it } from 'vitest'
import { placeAmong } from './series-place.ts'

const at = (episode: number, positionMs = 8000) => ({ episode, positionMs })

describe('C2 a bookmark when the parts change', () => {
  it.each([
    ['stays with a part that stays', at(1), ['a', 'b'], ['a', 'b', 'c'], at(1)],
    ['follows a part that moved', at(1), ['a', 'b'], ['b', 'a'], at(0)],
    ['starts the part that took its place', at(1), ['a', 'b', 'c'], ['a', 'c'], at(1, 0)],
    ['goes on with what was added after the end', at(2, 0), ['a', 'b'], ['a', 'b', 'c'], at(2, 0)],
    ['is at the end when parts were taken away', at(2, 0), ['a', 'b'], ['a'], at(1, 0)],
    ['keeps to its own of two equal parts', at(1), ['a', 'a'], ['a', 'a', 'b'], at(1)],
  ])('%s', (_name, place, before, after, expected) => {
    expect(placeAmong(place, before, after)).toEqual(expected)
  })
})
