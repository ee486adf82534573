/** The waveform that the panel draws: the loudest sample of each stretch, 0 to 1. */

export interface Waveform {
  readonly peaks: number[]
  readonly everyMs: number
}

/** So many strokes fill the widest screen. */
const MOST_PEAKS = 2000
const SHORTEST_MS = 100

/** The length of a stretch: a whole number of milliseconds, at most 2000 of them in the programme. */
export const stretchMs = (durationMs: number): number => Math.max(SHORTEST_MS, Math.ceil(durationMs / MOST_PEAKS))

const LEVEL = /^lavfi\.astats\.Overall\.Peak_level=(\S+)/gm

/** @param printed what ffmpeg's ametadata wrote: levels in dBFS, `-inf` for silence */
export const parseWaveform = (printed: string, durationMs: number): Waveform => {
  const everyMs = stretchMs(durationMs)
  const levels = [...printed.matchAll(LEVEL)].slice(0, Math.ceil(durationMs / everyMs))
  const peaks = levels.map(([, level]) => {
    const amplitude = 10 ** (Number(level) / 20)
    return Number.isFinite(amplitude) ? Math.min(1, Math.round(amplitude * 1000) / 1000) : 0
  })
  return { peaks, everyMs }
}
