/** Programme loudness (EBU R128, ITU-R BS.1770): measured first, then one gain for the whole programme. */
import type { Command } from './runner.ts'
import { openArguments, type SoundFacts, type Source } from './source.ts'

export type Loudness =
  | { readonly type: 'silent' }
  /** Integrated loudness in LUFS, true peak in dBTP. */
  | { readonly type: 'heard'; readonly lufs: number; readonly peak: number }

export type Gain =
  | { readonly type: 'none' }
  | { readonly type: 'volume'; readonly db: number }
  /** Louder than its peaks allow: amplified, then peaks held at `ceiling` dBTP. */
  | { readonly type: 'limited'; readonly db: number; readonly ceiling: number }

/** BS.1770's absolute gate: what never rises above it has no loudness. */
const GATE_LUFS = -70
/** AAC may raise a peak by so much: kept free below the limit, dB. */
const CODEC_MARGIN = 1
/** R128 lets a programme be off by so much, LU. */
export const TOLERANCE_LU = 0.5
/** Below this nobody hears what would be lifted: hiss, dB. */
const MOST_GAIN = 40

/** Reads the summary that ffmpeg's ebur128 writes at the end; null when there is none. */
export const parseLoudness = (stderr: string): Loudness | null => {
  const summary = stderr.slice(stderr.lastIndexOf('Integrated loudness:'))
  const lufs = /\bI:\s+(\S+) LUFS/.exec(summary)?.[1]
  const peak = /\bPeak:\s+(\S+) dBFS/.exec(summary)?.[1]
  if (lufs === undefined || peak === undefined) return null
  const heard = { type: 'heard', lufs: Number(lufs), peak: Number(peak) } as const
  return Number.isFinite(heard.lufs) && Number.isFinite(heard.peak) && heard.lufs > GATE_LUFS
    ? heard
    : { type: 'silent' }
}

/** The gain that brings a programme to its target; silence is left alone. */
export const gainFor = (measured: Loudness, targetLufs: number, truePeakLimitDbtp: number): Gain => {
  if (measured.type === 'silent') return { type: 'none' }
  const db = round(Math.min(MOST_GAIN, targetLufs - measured.lufs))
  const ceiling = truePeakLimitDbtp - CODEC_MARGIN
  if (measured.peak + db > ceiling) return { type: 'limited', db, ceiling }
  return Math.abs(db) < 0.05 ? { type: 'none' } : { type: 'volume', db }
}

/** After listening to a limited programme: the gain that makes up what the limiter took. */
export const corrected = (gain: Gain, measured: Loudness, targetLufs: number): Gain =>
  gain.type === 'limited' && measured.type === 'heard'
    ? { ...gain, db: round(Math.min(MOST_GAIN, gain.db + targetLufs - measured.lufs)) }
    : gain

/**
 * After measuring what was packaged: another gain if the codec moved it out of bounds (noise comes out louder), null if
 * it may stay.
 */
export const retried = (gain: Gain, made: Loudness, targetLufs: number, truePeakLimitDbtp: number): Gain | null => {
  if (made.type === 'silent') return null
  const off = targetLufs - made.lufs
  const over = Math.max(0, made.peak + off - truePeakLimitDbtp)
  if (Math.abs(off) <= TOLERANCE_LU && made.peak <= truePeakLimitDbtp) return null
  const db = round((gain.type === 'none' ? 0 : gain.db) + off)
  if (gain.type === 'limited') return { ...gain, db, ceiling: round(gain.ceiling - over) }
  return over > 0 ? { type: 'limited', db, ceiling: truePeakLimitDbtp - CODEC_MARGIN } : { type: 'volume', db }
}

const round = (db: number): number => Math.round(db * 100) / 100

/** Four times 48 kHz: BS.1770-4 annex 2 asks for it to see true peaks. */
const OVERSAMPLED = 192_000

/** As a chain of filters on 48 kHz sound, with a comma before each. */
export const gainFilter = (gain: Gain): string => {
  if (gain.type === 'none') return ''
  if (gain.type === 'volume') return `,volume=${gain.db}dB`
  const limit = (10 ** (gain.ceiling / 20)).toFixed(6)
  return `,volume=${gain.db}dB,aresample=${OVERSAMPLED},alimiter=limit=${limit}:attack=5:release=80:level=disabled,aresample=48000`
}

/** Stereo at 48 kHz, gaps filled, from the container's start. */
export const soundFilter = (gain: Gain): string =>
  `aresample=48000:async=1:first_pts=0,aformat=sample_fmts=fltp:channel_layouts=stereo${gainFilter(gain)}`

const METER = 'ebur128=peak=true:framelog=verbose'

/** Listens to one track as it would air with this gain. Prints its position and, at the end, the summary. */
export const listenCommand = (source: Source, track: SoundFacts, gain: Gain): Command => ({
  program: 'ffmpeg',
  args: [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-progress', 'pipe:1'],
    ...[...openArguments(source), '-vn', '-sn', '-dn', '-i', source.path],
    ...['-filter_complex', `[0:${track.streamIndex}]${soundFilter(gain)},${METER}[out]`, '-map', '[out]'],
    ...['-f', 'null', '-'],
  ],
})

/**
 * Measures what was packaged, and its waveform in the same pass.
 * @param playlist one that we wrote, of our own segments
 * @param peaks file for the level of each `samples` samples, already quoted for a filter
 */
export const measureCommand = (playlist: string, peaks: string, samples: number): Command => ({
  program: 'ffmpeg',
  args: [
    ...['-hide_banner', '-nostdin', '-nostats', '-loglevel', 'info', '-progress', 'pipe:1'],
    ...['-protocol_whitelist', 'file', '-allowed_extensions', 'ALL', '-f', 'hls', '-i', playlist],
    '-filter_complex',
    `[0:a]${METER},aformat=sample_fmts=fltp,asetnsamples=n=${samples}:p=0,` +
      'astats=metadata=1:reset=1:measure_perchannel=none:measure_overall=Peak_level,' +
      `ametadata=mode=print:key=lavfi.astats.Overall.Peak_level:file=${peaks}[out]`,
    ...['-map', '[out]', '-f', 'null', '-'],
  ],
})
