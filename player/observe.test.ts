import { describe, expect, it } from 'vitest'
import { MOST_OBSERVATIONS } from '../protocol/display.ts'
import { goingOn, type Look, looked, NOTHING_SEEN, observations } from './observe.ts'

const GREY = Array.from({ length: 100 }, (_, index) => 60 + index)
const BLACK = GREY.map(() => 16)
const moving = (second: number) => GREY.map((value) => value + (second % 7))

/** A look each second from `from` on, as long as `of` says what is seen. */
const watchOf = (looks: readonly Partial<Look>[], from = 0) =>
  looks.reduce<typeof NOTHING_SEEN>(
    (watch, look, index) =>
      looked(watch, { positionMs: (from + index) * 1000, luma: moving(index), levelDb: -23, ...look }),
    NOTHING_SEEN,
  )
const during = (from: number, to: number, all: number, look: Partial<Look>): Partial<Look>[] =>
  Array.from({ length: all }, (_, second) => (second >= from && second < to ? look : {}))
const told = (looks: readonly Partial<Look>[]) =>
  observations(watchOf(looks)).map(({ kind, fromMs, toMs }) => [kind, fromMs / 1000, toMs / 1000])

describe('A1 what a TV notices of itself', () => {
  it('nothing, of a programme that moves and sounds', () => {
    expect(told(during(0, 0, 40, {}))).toEqual([])
  })

  it('black, and not frozen besides', () => {
    expect(told(during(5, 20, 40, { luma: BLACK }))).toEqual([['black', 5, 19]])
  })

  it('silence that goes on is told while it goes on', () => {
    expect(told(during(8, 30, 30, { levelDb: Number.NEGATIVE_INFINITY }))).toEqual([['silence', 8, 29]])
  })

  it('a picture that stands still although the position moves', () => {
    expect(told(during(5, 20, 40, { luma: GREY }))).toEqual([['frozen', 5, 19]])
  })

  it('no standing still of a picture that moves too slowly to be seen from one second to the next', () => {
    const slow = Array.from({ length: 40 }, (_, second) => ({ luma: GREY.map((value) => value + second * 0.1) }))
    expect(told(slow)).toEqual([])
  })

  it('no standing still of a face whose lips alone move', () => {
    const lips = Array.from({ length: 40 }, (_, second) => ({
      luma: Array.from({ length: 576 }, (_, index) => (index === 300 ? 60 + (second % 2) * 20 : 60)),
    }))
    expect(told(lips)).toEqual([])
  })

  it('no standing still of a picture whose position stands still too: that is a stall', () => {
    expect(told(Array.from({ length: 40 }, () => ({ luma: GREY, positionMs: 7000 })))).toEqual([])
  })

  it('one silence and one black where the level stays about the threshold, until they are clearly over', () => {
    const letters = BLACK.map((value, index) => (index % 25 === 0 ? 90 : value))
    const about = Array.from({ length: 30 }, (_, second) =>
      second < 20 ? (second % 2 === 0 ? { levelDb: -62, luma: BLACK } : { levelDb: -58, luma: letters }) : {},
    )
    expect(told(about)).toEqual([
      ['silence', 0, 19],
      ['black', 0, 19],
    ])
  })

  it('nothing shorter than ten seconds: a fade, a pause, a title', () => {
    expect(told(during(5, 15, 40, { luma: BLACK, levelDb: -70 }))).toEqual([])
  })

  it('no silence of a TV that is muted on purpose, no picture of a listening test', () => {
    expect(told(during(0, 40, 40, { levelDb: null, luma: null }))).toEqual([])
  })

  it('what goes on now is what has not ended', () => {
    const looks = during(0, 12, 30, { luma: BLACK }).map((look, second) =>
      second >= 15 ? { ...look, levelDb: -90 } : look,
    )
    expect(goingOn(watchOf(looks))).toEqual([{ kind: 'silence', fromMs: 15_000, toMs: 29_000 }])
  })

  it('a picture that is nearly black is not: a dark scene', () => {
    const dark = BLACK.map((value, index) => (index % 20 === 0 ? 90 : value))
    expect(
      told(Array.from({ length: 30 }, (_, second) => ({ luma: dark.map((value) => value + (second % 3)) }))),
    ).toEqual([])
  })

  it('a jump of the position ends what went on before it', () => {
    const before = watchOf(during(0, 15, 15, { luma: BLACK }))
    const after = looked(before, { positionMs: 90_000, luma: BLACK, levelDb: -23 })
    expect(observations(after).map(({ fromMs, toMs }) => [fromMs, toMs])).toEqual([[0, 14_000]])
  })

  it('no more than a report may hold', () => {
    const looks = Array.from({ length: 1000 }, (_, second) => (second % 12 < 11 ? { luma: BLACK } : {}))
    expect(told(looks)).toHaveLength(MOST_OBSERVATIONS)
  })
})
