import { describe, expect, it } from 'vitest'
import { confirmedByHalf, movedBookmark } from './bookmark.ts'

const confirmation = (playedToMs: readonly (number | null)[]) => ({
  airingId: 'a',
  airingStart: 1000,
  episode: 0,
  episodeMs: 3_000_000,
  playedToMs,
})

describe('bookmark', () => {
  it('C2 takes the position that half of the reporting displays confirmed', () => {
    expect(confirmedByHalf([])).toBeNull()
    expect(confirmedByHalf([null, null, 5000])).toBeNull()
    expect(confirmedByHalf([1000, 9000])).toBe(9000)
    expect(confirmedByHalf([1000, 5000, 9000])).toBe(5000)
  })
  it('C2 leaves a film that crashed at 12:11 at the last confirmed segment', () => {
    expect(movedBookmark(null, confirmation([425_300, 425_300]))).toEqual({ episode: 0, positionMs: 424_000 })
  })
  it('C2 goes to the next episode when one is complete', () => {
    expect(movedBookmark(null, confirmation([3_000_000]))).toEqual({ episode: 1, positionMs: 0 })
  })
  it('C2 never moves backwards, nor by a late report of an older airing', () => {
    const at = { episode: 0, positionMs: 400_000, airingId: 'earlier' }
    expect(movedBookmark({ ...at, confirmedAt: 1000 }, confirmation([200_000]))).toBeNull()
    expect(movedBookmark({ ...at, confirmedAt: 2000 }, confirmation([900_000]))).toBeNull()
    expect(movedBookmark({ ...at, confirmedAt: 1000 }, confirmation([404_000]))).toEqual({
      episode: 0,
      positionMs: 404_000,
    })
    expect(movedBookmark({ ...at, airingId: 'a', confirmedAt: 2000 }, confirmation([900_000]))).toEqual({
      episode: 0,
      positionMs: 900_000,
    })
    expect(movedBookmark(null, confirmation([null]))).toBeNull()
  })
})
