/** Which warnings a prepared programme carries. */
import type { MediaWarningCode } from '../../protocol/media-warnings.ts'
import type { TextParams } from '../../protocol/text.ts'
import type { Lengths } from './length.ts'
import { TOLERANCE_LU } from './loudness.ts'
import type { SoundFacts, Source } from './source.ts'

export interface MediaWarning {
  readonly code: MediaWarningCode
  readonly params: TextParams
}

export interface Outcome {
  readonly source: Pick<Source, 'durationSeconds' | 'picture'>
  readonly track: Pick<SoundFacts, 'channels'> | null
  readonly lengths: Lengths
  /** Loudness of what was packaged; null: silent. */
  readonly heard: { readonly lufs: number } | null
  readonly damaged: boolean
  readonly skipped: number
  readonly toneMapping: boolean
  readonly targetLufs: number
}

/** Differences below are the container's rounding, seconds. */
const NOTABLE = 1

export const warningsOf = (outcome: Outcome): MediaWarning[] => {
  const { source, track, lengths, heard } = outcome
  const short = lengths.picture === null || track === null ? 0 : lengths.picture - (lengths.sound ?? 0)
  const lost = source.durationSeconds - lengths.programme
  const minutes = Math.floor(lengths.programme / 60)
  const warn = (when: boolean, code: MediaWarningCode, params: TextParams = {}): MediaWarning[] =>
    when ? [{ code, params }] : []
  return [
    ...warn(heard === null, 'silent'),
    ...warn(short >= NOTABLE, 'audio-short', { seconds: Math.round(short) }),
    ...warn(short <= -NOTABLE, 'audio-long', { seconds: Math.round(-short) }),
    ...warn(track !== null && track.channels > 2, 'downmixed', { channels: track?.channels ?? 0 }),
    ...warn(source.picture?.hdr === true, outcome.toneMapping ? 'tone-mapped' : 'hdr-kept'),
    ...warn(lost >= NOTABLE, 'damaged-tail', { minutes, seconds: Math.floor(lengths.programme % 60) }),
    ...warn(outcome.damaged && lost < NOTABLE, 'damaged'),
    ...warn(heard !== null && Math.abs(heard.lufs - outcome.targetLufs) > TOLERANCE_LU, 'loudness-off', {
      lufs: heard?.lufs ?? 0,
      target: outcome.targetLufs,
    }),
    ...warn(outcome.skipped > 0, 'subtitles-skipped', { count: outcome.skipped }),
  ]
}
