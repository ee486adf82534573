import { expect, it } from 'vitest'
import { duration } from '../../protocol/time.ts'
import { togetherOf } from './observations.ts'

const seen = (display: string, kind: 'black' | 'silence', from: number, to: number) => ({
  display,
  kind,
  fromMs: duration(from * 1000),
  toMs: duration(to * 1000),
})

it('A1 what several TVs noticed at about the same moment is said once, the longest end counts', () => {
  expect(
    togetherOf([seen('102', 'black', 61, 80), seen('101', 'black', 60, 75), seen('103', 'black', 300, 320)]),
  ).toEqual([
    { kind: 'black', fromMs: 60_000, toMs: 80_000, displays: ['101', '102'] },
    { kind: 'black', fromMs: 300_000, toMs: 320_000, displays: ['103'] },
  ])
})

it('A1 black and silence at the same moment stay two things', () => {
  const told = togetherOf([seen('101', 'black', 60, 75), seen('101', 'silence', 60, 75)])
  expect(told.map(({ kind }) => kind)).toEqual(['black', 'silence'])
})

it('A1 a TV that noticed it twice is named once', () => {
  expect(togetherOf([seen('101', 'black', 60, 61), seen('101', 'black', 62, 75)])).toEqual([
    { kind: 'black', fromMs: 60_000, toMs: 75_000, displays: ['101'] },
  ])
})

it('A1 a TV that joined in the middle of a black scene is told with the others, one that stayed black alone', () => {
  const scene = [seen('101', 'black', 60, 120), seen('102', 'black', 61, 120)]
  expect(togetherOf([...scene, seen('103', 'black', 95, 121)])).toEqual([
    { kind: 'black', fromMs: 60_000, toMs: 121_000, displays: ['101', '102', '103'] },
  ])
  expect(togetherOf([...scene, seen('103', 'black', 95, 300)])).toEqual([
    { kind: 'black', fromMs: 60_000, toMs: 120_000, displays: ['101', '102'] },
    { kind: 'black', fromMs: 95_000, toMs: 300_000, displays: ['103'] },
  ])
})
