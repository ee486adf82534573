import { expect, test } from 'vitest'
import { corrected, gainFilter, gainFor, parseLoudness, retried } from './loudness.ts'

const SUMMARY = `[Parsed_ebur128_2 @ 0x5] Summary:

  Integrated loudness:
    I:         -31.4 LUFS
    Threshold: -41.6 LUFS

  Loudness range:
    LRA:         1.9 LU

  True peak:
    Peak:      -12.3 dBFS`

test('the meter’s summary, and silence', () => {
  expect(parseLoudness(SUMMARY)).toEqual({ type: 'heard', lufs: -31.4, peak: -12.3 })
  expect(parseLoudness(SUMMARY.replace('-31.4', '-70.0').replace('-12.3', '-inf'))).toEqual({ type: 'silent' })
  expect(parseLoudness('nothing')).toBeNull()
})

test('one gain where the peaks allow, a limiter where not, nothing for silence', () => {
  expect(gainFor({ type: 'heard', lufs: -31.4, peak: -12.3 }, -23, -1)).toEqual({ type: 'volume', db: 8.4 })
  expect(gainFor({ type: 'heard', lufs: -10, peak: 1 }, -23, -1)).toEqual({ type: 'volume', db: -13 })
  expect(gainFor({ type: 'heard', lufs: -40, peak: -6 }, -23, -1)).toEqual({ type: 'limited', db: 17, ceiling: -2 })
  expect(gainFor({ type: 'heard', lufs: -23.01, peak: -6 }, -23, -1)).toEqual({ type: 'none' })
  expect(gainFor({ type: 'silent' }, -23, -1)).toEqual({ type: 'none' })
})

test('what the limiter took is made up for', () => {
  const limited = { type: 'limited', db: 17, ceiling: -2 } as const
  expect(corrected(limited, { type: 'heard', lufs: -24.5, peak: -2 }, -23)).toEqual({ ...limited, db: 18.5 })
  expect(corrected({ type: 'none' }, { type: 'heard', lufs: -24.5, peak: -2 }, -23)).toEqual({ type: 'none' })
})

test('what the codec moved out of bounds is packaged again', () => {
  const volume = { type: 'volume', db: 4 } as const
  const limited = { type: 'limited', db: 17, ceiling: -2 } as const
  const made = (lufs: number, peak: number) => ({ type: 'heard', lufs, peak }) as const
  expect(retried(volume, made(-22.5, -9), -23, -1)).toBeNull()
  expect(retried(volume, { type: 'silent' }, -23, -1)).toBeNull()
  expect(retried(volume, made(-22.25, -9), -23, -1)).toEqual({ type: 'volume', db: 3.25 })
  expect(retried({ type: 'none' }, made(-23.75, -9), -23, -1)).toEqual({ type: 'volume', db: 0.75 })
  expect(retried(volume, made(-23, -0.5), -23, -1)).toEqual({ type: 'limited', db: 4, ceiling: -2 })
  expect(retried(limited, made(-23, -0.5), -23, -1)).toEqual({ type: 'limited', db: 17, ceiling: -2.5 })
})

test('as filters', () => {
  expect(gainFilter({ type: 'none' })).toBe('')
  expect(gainFilter({ type: 'volume', db: -13 })).toBe(',volume=-13dB')
  expect(gainFilter({ type: 'limited', db: 17, ceiling: -2 })).toBe(
    ',volume=17dB,aresample=192000,alimiter=limit=0.794328:attack=5:release=80:level=disabled,aresample=48000',
  )
})
