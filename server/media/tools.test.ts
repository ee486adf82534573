import { expect, test } from 'vitest'
import { isNewEnough, missingFrom, NEEDED, parseList, parseVersion } from './tools.ts'

test('versions of releases, and of builds from git', () => {
  expect(parseVersion('ffmpeg version 5.1.9-0+deb12u1 Copyright')).toBe('5.1.9')
  expect(parseVersion('ffmpeg version n7.0 Copyright')).toBe('7.0')
  expect(parseVersion('ffmpeg version N-118193-g5f38c8e Copyright')).toBeNull()
  expect(['4.4.2', '5.0', '5.1', '6.0', '10.0'].map(isNewEnough)).toEqual([false, false, true, true, true])
})

test('what a build lacks is named', () => {
  expect(parseList(' V....D libx264   H.264\n ..C scale  V->V\n DE mov,mp4 QuickTime\n')).toEqual(
    new Set(['libx264', 'scale', 'mov', 'mp4']),
  )
  expect(parseList(' D d lavfi Virtual input\nnull\nsetts\n')).toEqual(new Set(['lavfi', 'null', 'setts']))
  const lists = new Map(Object.entries(NEEDED).map(([list, names]) => [list, new Set<string>(names)]))
  expect(missingFrom(lists)).toEqual([])
  lists.get('encoders')?.delete('libx264')
  expect(missingFrom(lists)).toEqual(['libx264'])
})
